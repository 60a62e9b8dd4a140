"""Who owes reports, with evidence; another party confirms, sends back or releases; figures follow from it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from agreements.monitoring.obligations import actions, settling
from agreements.monitoring.obligations.queries import Kept, kept, kept_by_agreement, kept_by_party, open_of
from agreements.record.crossing import Refused
from agreements.record.rules import load_defaults
from tests import factories as make
from tests.support.owing import day, first, promised
from tests.support.papers import picture

pytestmark = pytest.mark.django_db
TERM = {"starts_on": day("2027-01-31"), "ends_on": day("2027-06-30")}


@pytest.fixture(autouse=True)
def new_year(on_day):
    on_day("2027-01-01")
    load_defaults()


@pytest.fixture
def agreement():
    return promised(rules=({"due_rule": "monthly", "amount": 500_000},), **TERM)


@pytest.fixture
def people(agreement):
    return [make.signatory_of(party.organization) for party in agreement.parties.order_by("ordinal")]


def proven(row, by, on="2027-01-31", **more):
    return actions.prove(row, by=by, done_on=day(on), **{"note": "disetor", **more})


def test_who_owes_reports_with_evidence_and_the_other_party_confirms(agreement, people, on_day):
    on_day("2027-02-01")
    row = proven(first(agreement), people[0], files=[picture()])
    assert (row.state, str(row.done_on), row.look_on) == ("done", "2027-01-31", None)
    assert row.evidence_files.count() == 1
    actions.affirm(row, by=people[1])
    row.refresh_from_db()
    assert (row.state, row.settled_by) == ("confirmed", people[1])
    codes = list(agreement.journal.order_by("-serial").values_list("code", "on_behalf_of")[:3])
    own, other = agreement.parties.order_by("ordinal").values_list("organization", flat=True)
    assert codes == [("affirm", other), ("prove", own), ("add_file", own)]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"on": "2027-02-02"}, "done_on"),
        ({"on": "2026-12-31"}, "done_on"),
        ({"note": " "}, "note"),
    ],
)
def test_a_report_says_when_and_shows_something(said, field, agreement, people, on_day):
    on_day("2027-02-01")
    with pytest.raises(ValidationError) as refused:
        proven(first(agreement), people[0], **said)
    assert list(refused.value.message_dict) == [field]
    assert first(agreement).state == "planned"


def test_only_who_owes_reports_and_only_another_confirms(agreement, people, on_day):
    on_day("2027-02-01")
    third = make.signatory_of(make.village().organization)
    for person in (people[1], third):
        with pytest.raises(Refused):
            proven(first(agreement), person)
    row = proven(first(agreement), people[0])
    for person in (people[0], third):
        with pytest.raises(Refused):
            actions.affirm(row, by=person)
    with pytest.raises(Refused):
        actions.withdraw_proof(row, by=people[1])


def test_who_works_for_both_parties_does_not_confirm_what_they_reported(agreement, people, on_day):
    on_day("2027-02-01")
    second = agreement.parties.get(ordinal=2).organization
    make.MembershipFactory(person=people[0], organization=second, position="village_secretary")
    row = proven(first(agreement), people[0])
    with pytest.raises(Refused):
        actions.affirm(row, by=people[0])


def test_the_same_report_sent_twice_counts_once_and_another_one_comes_too_late(agreement, people, on_day):
    on_day("2027-02-01")
    row = first(agreement)
    proven(row, people[0])
    proven(row, people[0])
    assert agreement.journal.filter(code="prove").count() == 1
    with pytest.raises(Refused):
        proven(row, people[0], note="disetor lagi")


def test_a_report_is_taken_back_or_sent_back_and_is_owed_again(agreement, people, on_day):
    on_day("2027-01-20")
    row = proven(first(agreement), people[0], on="2027-01-20", files=[picture()])
    actions.withdraw_proof(row, by=people[0])
    row.refresh_from_db()
    assert (row.state, row.done_on, row.look_on) == ("planned", None, day("2027-01-28"))
    row = proven(row, people[0], on="2027-01-20")
    with pytest.raises(ValidationError):
        actions.return_proof(row, by=people[1], reason=" ")
    actions.return_proof(row, by=people[1], reason="kuitansi tidak terbaca")
    row.refresh_from_db()
    assert (row.state, row.reason, row.evidence_files.count()) == ("planned", "kuitansi tidak terbaca", 1)


def test_one_sent_back_after_its_day_is_still_to_fall_late(agreement, people, on_day):
    on_day("2027-01-30")
    row = proven(first(agreement), people[0], on="2027-01-30")
    on_day("2027-02-20")
    actions.return_proof(row, by=people[1], reason="kurang")
    row.refresh_from_db()
    assert row.look_on == day("2027-02-01")


def test_the_head_of_another_party_releases_and_gives_a_reason(agreement, people):
    row, second = first(agreement), agreement.parties.get(ordinal=2).organization
    secretary = make.member(second, "village_secretary")
    for person in (people[0], secretary):
        with pytest.raises(Refused):
            actions.waive(row, by=person, reason="gagal panen")
    with pytest.raises(ValidationError):
        actions.waive(row, by=people[1], reason="")
    actions.waive(row, by=people[1], reason="gagal panen")
    row.refresh_from_db()
    assert (row.state, row.reason, row.look_on) == ("waived", "gagal panen", None)
    with pytest.raises(Refused):
        proven(row, people[0])


def test_cases_and_settlements_close_what_is_open_and_nothing_else(agreement, people, on_day):
    on_day("2027-04-15")
    rows = list(open_of(agreement))
    settling.call_breached(rows[0], by=people[1], reason="tidak dibayar")
    settling.drop(rows[1], by=people[1], reason="diselesaikan bersama")
    settling.call_done(rows[2], by=people[1], on=day("2027-04-10"), note="dibayar belakangan")
    states = list(agreement.occurrences.order_by("due_on").values_list("state", flat=True)[:3])
    assert states == ["breached", "dropped", "confirmed"]
    for row in rows[:3]:
        with pytest.raises(ValidationError):
            settling.drop(row, by=people[1], reason="lagi")


def test_figures_say_how_well_promises_are_kept(agreement, people, on_day):
    on_day("2027-04-15")
    rows = list(open_of(agreement))
    proven(rows[0], people[0], on="2027-01-31")
    actions.affirm(proven(rows[1], people[0], on="2027-03-05"), by=people[1])
    settling.call_breached(rows[2], by=people[1], reason="tidak dibayar")
    actions.waive(rows[3], by=people[1], reason="gagal panen")
    settling.drop(rows[4], by=people[1], reason="tidak berlaku")
    on_day("2027-07-10")
    seen = kept(agreement.occurrences.all(), dt.date(2027, 7, 10))
    assert seen == Kept(4, 1, 1, 1, breached=1, waived=1, promised=2_000_000, delivered=1_000_000)
    assert seen.percent == 25
    party = agreement.parties.get(ordinal=1)
    assert kept_by_party(agreement.occurrences.all(), day("2027-07-10")) == {party.pk: seen}
    assert kept_by_agreement(agreement.occurrences.all(), day("2027-07-10")) == {agreement.pk: seen}
    assert kept(agreement.occurrences.none(), day("2027-07-10")).percent is None


# Pages


def page(client, agreement, name="obligations", *more, **asked):
    return client.get(reverse(f"agreements:{name}", args=[agreement.ref, *more]), asked)


def test_the_page_shows_late_ones_first_and_the_year_by_month(client, agreement, people, on_day):
    on_day("2027-03-10")
    proven(first(agreement), people[0], on="2027-01-31")
    client.force_login(people[0])
    shown = page(client, agreement).context
    assert [line.told for line in shown["late"]] == ["terlambat 10 hari"]
    assert [str(line.row.due_on) for line in shown["waiting"]] == ["2027-01-31"]
    assert [month.month for month, _lines in shown["months"]] == [1, 2, 3, 4, 5, 6]
    assert page(client, agreement, keadaan="menunggu", pihak="1").context["late"] == []
    assert not page(client, agreement, pihak="2").context["months"]
    assert page(client, agreement, tahun="²", pihak="x", keadaan="?").context["year"] == 2027


def test_a_page_of_many_takes_as_many_queries_as_one_of_few(
    client, people, agreement, django_assert_max_num_queries
):
    client.force_login(people[0])
    page(client, agreement)
    with django_assert_max_num_queries(60) as few:
        page(client, agreement)
    parties = [party.organization for party in agreement.parties.order_by("ordinal")]
    many = promised(*parties, rules=({}, {}, {}, {}), **TERM)
    with django_assert_max_num_queries(len(few)):
        page(client, many)


def test_a_phone_reports_with_a_photo_and_what_is_wrong_stays_typed(client, agreement, people, on_day):
    on_day("2027-02-01")
    client.force_login(people[0])
    row = first(agreement)
    address = reverse("agreements:obligation-prove", args=[agreement.ref, row.pk])
    form = client.get(address).context["form"]
    typed = {"key": form["key"].value(), "done_on": "2027-02-09", "note": "disetor di BRI"}
    refused = client.post(address, typed)
    assert list(refused.context["form"].errors) == ["done_on"]
    assert "disetor di BRI" in refused.content.decode()
    sent = client.post(address, typed | {"done_on": "2027-02-01", "files": picture()})
    assert sent.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.evidence_files.count()) == ("done", 1)


def test_who_comes_second_gets_their_words_back(client, agreement, people, on_day):
    on_day("2027-02-01")
    row = first(agreement)
    client.force_login(people[1])
    actions.waive(row, by=people[1], reason="sudah")
    late = client.post(
        reverse("agreements:obligation-waive", args=[agreement.ref, row.pk]), {"reason": "gagal panen raya"}
    )
    assert late.status_code == 409
    assert "gagal panen raya" in late.content.decode()


def test_the_desk_asks_for_what_is_near_and_for_a_word_on_what_was_reported(
    client, agreement, people, on_day
):
    on_day("2027-01-10")
    client.force_login(people[0])
    assert not client.get(reverse("agreements:desk")).context["mine"]["rows"]
    on_day("2027-01-20")
    client.force_login(people[0])
    (row,) = client.get(reverse("agreements:desk")).context["mine"]["rows"]
    assert "menyetor iuran" in row.what
    assert row.due == day("2027-01-31")
    proven(first(agreement), people[0], on="2027-01-20")
    assert not client.get(reverse("agreements:desk")).context["mine"]["rows"]
    client.force_login(people[1])
    (row,) = client.get(reverse("agreements:desk")).context["mine"]["rows"]
    assert "menunggu konfirmasi Anda" in row.what
