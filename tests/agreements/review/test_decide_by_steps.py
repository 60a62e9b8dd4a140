"""Offices are asked in turn; each says what it thinks, and the text is frozen by the last one that must agree."""

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.record.access import may
from agreements.record.crossing import Refused
from agreements.record.journal import breaks
from agreements.record.stages import Stage
from agreements.review.actions import advise, clear, send_back, take_back, turn_down
from agreements.review.models import Decision, Outcome, Weight
from agreements.review.remarks.actions import NewRemark, remark
from agreements.review.steps import ask_again
from agreements.signing.freezing import approve
from tests.agreements.review.offices import fresh, offices, step, the_round, under_review
from tests.factories import agency, member
from villages.people.models import Position

pytestmark = pytest.mark.django_db
QUEUE = "/tinjauan/"


@pytest.fixture
def people():
    return offices()


@pytest.fixture
def agreement(people):
    return under_review()


@pytest.fixture
def with_both(agreement, people):
    """The camat has spoken; DPMD and legal office are asked side by side."""
    advise(agreement, by=people.camat, decision=Decision.APPROVED)
    return agreement


def url(name, agreement):
    return reverse(f"agreements:{name}", args=[agreement.ref])


def test_the_camat_is_asked_first_and_the_others_side_by_side(agreement, people):
    assert step(agreement, "camat").is_open
    assert not step(agreement, "dpmd").is_open
    assert "tidak sedang diminta memutuskan" in may(people.dpmd, "clear", agreement).reason
    advise(agreement, by=people.camat, decision=Decision.APPROVED)
    assert step(agreement, "dpmd").is_open
    assert step(agreement, "hukum").is_open


def test_an_objection_of_the_camat_stops_nobody(agreement, people):
    advise(agreement, by=people.camat, decision=Decision.OBJECTED, opinion="Desa tetangga belum diajak.")
    clear(agreement, by=people.dpmd)
    approve(fresh(agreement), by=people.legal)
    assert fresh(agreement).stage == Stage.SIGNING
    assert step(agreement, "camat").opinion == "Desa tetangga belum diajak."


@pytest.mark.parametrize(
    ("given", "field"),
    [({"decision": "lapsed"}, "decision"), ({"decision": "objected"}, "opinion")],
)
def test_an_opinion_is_one_of_three_and_says_why(agreement, people, given, field):
    with pytest.raises(ValidationError) as told:
        advise(agreement, by=people.camat, **given)
    assert field in told.value.error_dict
    assert step(agreement, "camat").is_open


def test_nobody_approves_before_every_other_office_has(with_both, people):
    for person in (people.dpmd, people.legal):
        assert "Masih ditunggu" in may(person, "approve", with_both).reason
        with pytest.raises(Refused):
            approve(with_both, by=person)
    clear(with_both, by=people.legal)
    assert may(people.dpmd, "approve", with_both)
    assert "membekukan naskah" in may(people.dpmd, "clear", with_both).reason
    approve(fresh(with_both), by=people.dpmd)
    decisions = dict(the_round(with_both).steps.values_list("key", "decision"))
    assert decisions == {"camat": "approved", "dpmd": "approved", "hukum": "approved"}


def test_an_open_remark_that_must_lead_to_a_change_holds_the_text(with_both, people):
    row = remark(with_both, by=people.legal, new=NewRemark("Nilai keliru.", weight=Weight.MUST))
    for verb in ("clear", "approve"):
        assert not may(people.dpmd, verb, with_both)
    row.weight = Weight.SUGGESTION
    row.save()
    assert clear(with_both, by=people.legal).decision == Decision.APPROVED_REMARKS
    approve(fresh(with_both), by=people.dpmd)
    assert step(with_both, "dpmd").decision == Decision.APPROVED


def test_a_text_that_changed_is_shown_again_to_who_had_agreed(with_both, people):
    clear(with_both, by=people.dpmd)
    ask_again(the_round(with_both))
    again = step(with_both, "dpmd")
    assert (again.again, again.holder, again.is_open) == (True, people.dpmd, True)
    assert "Masih ditunggu" in may(people.legal, "approve", with_both).reason
    clear(with_both, by=people.dpmd)
    approve(fresh(with_both), by=people.legal)
    assert list(the_round(with_both).steps.filter(key="dpmd").values_list("decision", flat=True)) == [
        "approved",
        "approved",
    ]


def test_nobody_decides_for_two_offices_of_one_round(with_both, people):
    both = people.legal
    member(agency(), Position.AGENCY_OFFICER, person=both)
    clear(with_both, by=both)
    assert "perlu orang kedua" in may(both, "approve", with_both).reason
    ask_again(the_round(with_both))  # asked once more, they still speak only for the office they spoke for
    keys = set(the_round(with_both).steps.filter(decided_by=both).values_list("key", flat=True))
    clear(with_both, by=both)
    assert set(the_round(with_both).steps.filter(decided_by=both).values_list("key", flat=True)) == keys
    assert not may(both, "approve", with_both)


@pytest.mark.parametrize("verb", ["clear", "turn_down", "send_back"])
def test_who_wrote_the_text_does_not_decide(with_both, people, verb):
    member(agency(), Position.AGENCY_OFFICER, person=with_both.created_by)
    answer = may(with_both.created_by, verb, with_both)
    assert answer.because_of_who
    assert not answer


def test_a_text_is_refused_with_reason_and_law(client, with_both, people):
    client.force_login(people.legal)
    address = url("turn-down", with_both)
    assertContains(client.get(address), "tidak bisa dibatalkan")
    assertContains(client.post(address, {"reason": "Menjaminkan tanah kas Desa."}), "Dasar hukum")
    assert fresh(with_both).stage == Stage.REVIEW
    said = {"reason": "Menjaminkan tanah kas Desa.", "ground": "Permendagri 1/2016 Pasal 11"}
    assertRedirects(client.post(address, said), QUEUE)
    assert fresh(with_both).stage == Stage.REJECTED
    row = step(with_both, "hukum")
    assert (row.decision, row.opinion, row.ground) == ("rejected", said["reason"], said["ground"])
    assert step(with_both, "dpmd").decision == Decision.CLOSED
    client.force_login(with_both.created_by)
    page = client.get(url("review", with_both))
    assertContains(page, "Permendagri 1/2016 Pasal 11")
    assertContains(page, "Tidak diperlukan lagi")


def test_the_database_refuses_a_rejection_without_law(with_both):
    row = step(with_both, "dpmd")
    row.decision, row.opinion = Decision.REJECTED, "Tidak baik."
    with pytest.raises(Error, match="rejected_with_reason_and_law"), transaction.atomic():
        row.save()


def test_a_decision_stays(agreement, people):
    row = advise(agreement, by=people.camat, decision=Decision.APPROVED)
    row.opinion = "Sesudahnya."
    with pytest.raises(Error), transaction.atomic():
        row.save()


def test_the_parties_take_a_text_back_and_begin_anew(client, with_both, people):
    client.force_login(with_both.created_by)
    address = url("take-back", with_both)
    assertContains(client.get(address), "ditanya dari awal")
    assertContains(client.post(address, {"reason": " "}), "Ada 1 hal yang perlu diperbaiki")
    assertRedirects(client.post(address, {"reason": "Nilainya berubah."}), with_both.desk_url)
    assert fresh(with_both).stage == Stage.DRAFTING
    assert (the_round(with_both).outcome, the_round(with_both).opinion) == (
        Outcome.TAKEN_BACK,
        "Nilainya berubah.",
    )
    client.force_login(people.dpmd)
    assertNotContains(client.get(QUEUE), with_both.title)
    with pytest.raises(ValidationError):
        take_back(with_both, by=with_both.created_by, reason="")


def test_the_page_tells_who_is_asked_why_and_until_when(client, with_both, people, on_day):
    client.force_login(people.dpmd)
    page = client.get(url("review", with_both))
    states = [(told.step.key, told.state, told.mine) for told in page.context["steps"]]
    assert states == [("camat", "done", False), ("dpmd", "now", True), ("hukum", "now", False)]
    for words in ("nilai kerja sama Rp", "Memberi pertimbangan", "5 hari kerja lagi", "Pegang langkah"):
        assertContains(page, words)
    assertContains(page, url("review-clear", with_both))
    assertNotContains(page, url("review-approve", with_both))


def test_an_office_clears_on_a_page_of_its_own(client, with_both, people):
    client.force_login(people.dpmd)
    address = url("review-clear", with_both)
    page = client.get(address)
    assertContains(page, "4 butir daftar periksa belum dijawab")
    assertContains(page, "Kantor legal")
    assertRedirects(client.post(address, {"opinion": "Sesuai."}), QUEUE)
    assert step(with_both, "dpmd").opinion == "Sesuai."
    client.force_login(people.legal)
    assertContains(client.get(url("review-approve", with_both)), "3 butir daftar periksa")


def test_the_camat_gives_an_opinion_on_a_page(client, agreement, people):
    client.force_login(people.camat)
    page = client.get(url("review", agreement))
    assertContains(page, url("review-advise", agreement))
    assertNotContains(page, "Kembalikan dengan catatan")
    address = url("review-advise", agreement)
    assertContains(client.post(address, {"decision": "objected"}), "Tulis pendapat Anda")
    assertContains(client.post(address, {"opinion": "Baik."}), "Baik.")
    assertRedirects(client.post(address, {"decision": "approved"}), QUEUE)
    late = client.post(address, {"decision": "approved", "opinion": "Sekali lagi."})
    assert late.status_code == 403
    assertContains(late, "Sekali lagi.", status_code=403)


def test_an_opinion_that_comes_too_late_is_given_back_to_be_copied(client, agreement, people):
    take_back(agreement, by=agreement.created_by, reason="Ada yang berubah.")
    client.force_login(people.camat)
    given = client.post(url("review-advise", agreement), {"decision": "objected", "opinion": "Jangan dulu."})
    assertContains(given, "Jangan dulu.", status_code=409)
    assertContains(given, "menarik kembali naskah", status_code=409)


def test_the_opinions_of_earlier_rounds_stay_to_be_read(client, with_both, people):
    clear(with_both, by=people.legal, opinion="Secara hukum sesuai.")
    send_back(with_both, by=people.dpmd, remarks=[NewRemark("Perjelas.")], opinion="Hampir siap.")
    client.force_login(with_both.created_by)
    client.post(url("submit", with_both))
    page = client.get(url("review", with_both))
    for words in ("Secara hukum sesuai.", "Hampir siap.", "Perjelas."):
        assertContains(page, words)
    assert [told.state for told in page.context["steps"]] == ["now", "ahead", "ahead"]


def test_every_word_of_a_round_stands_in_the_journal(with_both, people):
    clear(with_both, by=people.legal)
    approve(fresh(with_both), by=people.dpmd)
    entries = with_both.journal.order_by("serial").values_list("code", "actor", "details__step")
    assert list(entries)[-3:] == [
        ("advise", people.camat.pk, "camat"),
        ("clear", people.legal.pk, "hukum"),
        ("approve", people.dpmd.pk, None),
    ]
    assert not list(breaks([fresh(with_both)]))


def test_a_refusal_of_an_officer_who_is_party_holds_at_every_verb(with_both, people):
    member(with_both.initiator, Position.COUNCIL, person=people.dpmd)
    for verb in ("take_step", "tick", "remark", "clear", "send_back", "turn_down", "approve"):
        assert "terlibat sebagai pihak" in may(people.dpmd, verb, with_both).reason
    with pytest.raises(Refused):
        turn_down(with_both, by=people.dpmd, reason="x", ground="y")
