"""Claim, answer, deliberate, be helped by the right office, word what was agreed, and sign it for good."""

import base64
import datetime as dt
import subprocess
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from agreements.documents import store
from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.disputes import actions
from agreements.monitoring.disputes.models import Dispute, Hearing, OutcomeSignature
from agreements.monitoring.disputes.queries import public_disputes
from agreements.monitoring.disputes.signing import seal_of, sign_outcome
from agreements.monitoring.letters.making import make as make_pdf
from agreements.record.crossing import Refused
from agreements.signing.certificates.actions import the_authority
from agreements.signing.certificates.tries import PassphraseRefused
from agreements.signing.crypto import pki
from tests import factories as make
from tests.agreements.monitoring.cases_help import Cases, camat
from tests.support.papers import letter
from villages.organizations.models import Organization

pytestmark = pytest.mark.django_db
START = "2031-11-03"
WORDS = {
    "outcome": "Truk disediakan bergantian setiap bulan.",
    "public_outcome": "Para desa menyediakan truk bergantian. Hubungi 081234567890.",
    "effect": "addendum",
}


@pytest.fixture(autouse=True)
def the_authority_is_older() -> None:
    """These tests travel ahead: the authority that all tests share begins today."""
    make.made_authority()


@pytest.fixture
def world(on_day) -> Cases:
    on_day(START)
    return Cases()


def claimed(world: Cases, **more) -> Dispute:
    facts = {"claim": "Giliran truk tidak adil.", "wish": "Giliran diatur ulang."}
    return actions.claim(world.agreement, by=world.head1, **(facts | more))


def again(dispute: Dispute) -> Dispute:
    return Dispute.objects.get(pk=dispute.pk)


def page(dispute: Dispute, name: str = "dispute", *more: int) -> str:
    return reverse(f"agreements:{name}", args=[dispute.agreement.ref, dispute.ordinal, *more])


def heard(dispute: Dispute, by, on_day, day: str, *, agreed: bool) -> Hearing:
    """A hearing on that day, called the day before."""
    moment = timezone.make_aware(dt.datetime.fromisoformat(f"{day}T09:00"))
    hearing = actions.call(dispute, by=by, planned_at=moment, place="Balai Desa Argopeni")
    on_day(day, "12:00")
    return actions.record(hearing, by=by, attendance="Kepala desa", minutes="Berunding.", agreed=agreed)


def worded(world: Cases, on_day, by=None) -> Dispute:
    dispute = claimed(world)
    heard(dispute, world.head1, on_day, "2031-11-04", agreed=True)
    return actions.word(dispute, by=by or world.head1, **WORDS)


def certified(person, organization):
    shared = Organization.objects.get(pk=organization.pk)
    return make.certified(person, shared)


def signed(dispute: Dispute, person) -> OutcomeSignature:
    dispute = again(dispute)
    return sign_outcome(dispute, by=person, passphrase=make.PASSPHRASE, seen=dispute.minutes.sha256)


# Claim and answer


def test_a_claim_goes_to_the_others_by_letter_and_the_parties_deliberate(world):
    dispute = claimed(world)
    assert (dispute.state, dispute.level, dispute.due_on) == (
        "claimed",
        "deliberation",
        dt.date(2031, 12, 15),
    )
    assert [one["name"] for one in dispute.letter.content["addressees"]] == ["Kepala Desa Srati"]
    actions.answer(dispute, by=world.head2, text="Kami sudah dua kali.")
    assert again(dispute).state == "deliberated"
    with pytest.raises(Refused):
        actions.answer(dispute, by=world.head2, text="Lagi.")


def test_with_three_parties_all_others_answer_first(on_day):
    on_day(START)
    world = Cases(third=True)
    dispute = claimed(world)
    actions.answer(dispute, by=world.head2, text="Tidak.")
    assert again(dispute).state == "claimed"
    actions.answer(dispute, by=make.signatory_of(world.three[0]), text="Setuju sebagian.")
    assert again(dispute).state == "deliberated"


def test_only_heads_claim_and_the_claimant_does_not_answer(world):
    with pytest.raises(Refused):
        actions.claim(world.agreement, by=world.clerk(world.one), claim="x", wish="y")
    with pytest.raises(Refused):
        actions.answer(claimed(world), by=world.head1, text="Sendiri.")


@pytest.mark.parametrize("missing", ["claim", "wish"])
def test_a_claim_says_what_and_what_for(world, missing):
    with pytest.raises(ValidationError):
        claimed(world, **{missing: " "})
    assert not Dispute.objects.exists()


def test_a_case_rests_with_its_dispute_and_wakes_when_that_is_taken_back(world):
    case = world.case()
    dispute = claimed(world, case=case)
    assert BreachCase.objects.get().state == "disputed"
    actions.withdraw(dispute, by=world.head1)
    assert (again(dispute).state, BreachCase.objects.get().state) == ("withdrawn", "open")


# Hearings and levels


def test_a_hearing_is_written_down_once_and_after_it_began(world, on_day):
    dispute = claimed(world)
    moment = timezone.now() + dt.timedelta(days=1)
    hearing = actions.call(dispute, by=world.head2, planned_at=moment, place="Balai Desa")
    facts = {"by": world.head2, "attendance": "Semua", "minutes": "Berunding.", "agreed": False}
    assert dict(hearing.invitation.content["facts"])["Waktu"] == "09.00 WIB"
    with pytest.raises(Refused, match="belum berlangsung"):
        actions.record(hearing, **facts)
    with pytest.raises(Refused, match="Catat dahulu"):
        actions.call(dispute, by=world.head1, planned_at=moment, place="Balai Desa")
    on_day("2031-11-05")
    actions.record(hearing, **facts)
    with pytest.raises(Refused):
        actions.record(hearing, **facts)


def test_nobody_is_invited_to_a_time_that_is_over(world):
    with pytest.raises(ValidationError):
        actions.call(claimed(world), by=world.head1, planned_at=timezone.now(), place="Balai Desa")


def test_it_goes_up_when_a_hearing_fails_or_the_days_are_over(world, on_day):
    officer, dispute = camat(world.one), claimed(world)
    with pytest.raises(Refused):
        actions.raise_(dispute, by=world.head1)
    heard(dispute, world.head1, on_day, "2031-11-04", agreed=False)
    dispute = actions.raise_(dispute, by=world.head2)
    assert (dispute.state, dispute.level, dispute.facilitator.name) == (
        "facilitated",
        "subdistrict",
        "Kecamatan Ayah",
    )
    with pytest.raises(Refused):
        actions.call(dispute, by=world.head1, planned_at=timezone.now() + dt.timedelta(1), place="Balai")
    heard(dispute, officer, on_day, "2031-11-06", agreed=False)
    dispute = actions.raise_(dispute, by=officer)
    assert (dispute.level, dispute.facilitator.name) == ("regency", "DPMD Kabupaten Kebumen")
    on_day("2032-06-01")
    dispute = actions.raise_(dispute, by=world.head1)
    assert (dispute.level, dispute.facilitator, dispute.state) == ("province", None, "facilitated")
    on_day("2033-06-01")
    dispute = actions.raise_(dispute, by=world.head1)
    assert (dispute.level, dispute.state) == ("beyond", "referred")
    with pytest.raises(Refused):
        actions.raise_(dispute, by=world.head1)
    assert actions.word(dispute, by=world.head2, **WORDS).state == "to_sign"


def test_an_officer_of_another_kecamatan_does_not_facilitate(world, on_day):
    camat(world.one)
    dispute = claimed(world)
    heard(dispute, world.head1, on_day, "2031-11-04", agreed=False)
    dispute = actions.raise_(dispute, by=world.head1)
    far = make.village(subdistrict=make.SubdistrictFactory(code="33.05.02", name="Buayan"))
    with pytest.raises(Refused):
        actions.call(dispute, by=camat(far), planned_at=timezone.now() + dt.timedelta(1), place="Balai")


# Outcome and signatures


def test_no_outcome_without_a_hearing_that_agreed(world, on_day):
    dispute = claimed(world)
    with pytest.raises(Refused):
        actions.word(dispute, by=world.head1, **WORDS)
    heard(dispute, world.head1, on_day, "2031-11-04", agreed=False)
    with pytest.raises(Refused):
        actions.word(dispute, by=world.head1, **WORDS)


def test_all_heads_sign_the_very_minutes_and_the_last_settles(world, on_day):
    case = world.case()
    dispute = claimed(world, case=case)
    heard(dispute, world.head1, on_day, "2031-11-04", agreed=True)
    dispute = actions.word(dispute, by=world.head1, **WORDS)
    certified(world.head1, world.one), certified(world.head2, world.two)
    with pytest.raises(Refused, match="masih disiapkan"):
        signed(dispute, world.head1)
    make_pdf.call(dispute.minutes_id)
    first = signed(dispute, world.head1)
    assert again(dispute).state == "to_sign"
    with pytest.raises(Refused):
        signed(dispute, world.head1)
    with pytest.raises(Refused):
        actions.word(again(dispute), by=world.head1, **WORDS)
    signed(dispute, world.head2)
    assert (again(dispute).state, BreachCase.objects.get().state) == ("settled", "settled")
    assert [seal_of(one).trusted for one in OutcomeSignature.objects.all()] == [True, True]
    assert seal_of(first).name == world.head1.full_name
    assert world.agreement.journal.get(code="settle_dispute").details["effect"] == "addendum"


def test_the_facilitator_signs_too(world, on_day):
    officer, dispute = camat(world.one), claimed(world)
    heard(dispute, world.head1, on_day, "2031-11-04", agreed=False)
    dispute = actions.raise_(dispute, by=world.head1)
    heard(dispute, officer, on_day, "2031-11-06", agreed=True)
    dispute = actions.word(dispute, by=officer, **WORDS)
    assert any("final dan mengikat" in part for part in dispute.minutes.content["paragraphs"])
    make_pdf.call(dispute.minutes_id)
    for person, village in ((world.head1, world.one), (world.head2, world.two)):
        certified(person, village)
        signed(dispute, person)
    assert again(dispute).state == "to_sign"
    certified(officer, dispute.facilitator)
    given = signed(dispute, officer)
    assert (given.party, given.office, again(dispute).state) == (None, "Camat Ayah", "settled")


def test_a_wrong_passphrase_signs_nothing_and_is_not_shown_again(client, world, on_day):
    dispute = worded(world, on_day)
    make_pdf.call(dispute.minutes_id)
    certified(world.head1, world.one)
    client.force_login(world.head1)
    seen = again(dispute).minutes.sha256
    answer = client.post(
        page(dispute, "dispute-sign"), {"seen": seen, "consent": "on", "passphrase": "salah sekali"}
    )
    assert (answer.status_code, "salah sekali" in answer.content.decode()) == (400, False)
    assert not OutcomeSignature.objects.exists()
    with pytest.raises(PassphraseRefused):
        sign_outcome(again(dispute), by=world.head1, passphrase="salah sekali", seen=seen)


def test_minutes_worded_anew_are_not_signed_unread(world, on_day):
    dispute = worded(world, on_day)
    make_pdf.call(dispute.minutes_id)
    seen = again(dispute).minutes.sha256
    certified(world.head1, world.one)
    changed = actions.word(again(dispute), by=world.head2, **(WORDS | {"outcome": "Truk disewa."}))
    make_pdf.call(changed.minutes_id)
    with pytest.raises(Refused, match="disusun ulang"):
        sign_outcome(again(dispute), by=world.head1, passphrase=make.PASSPHRASE, seen=seen)


def test_other_programs_can_check_a_signature(client, world, on_day, tmp_path):
    dispute = worded(world, on_day)
    make_pdf.call(dispute.minutes_id)
    certified(world.head1, world.one)
    given = signed(dispute, world.head1)
    client.force_login(world.head2)
    answer = client.get(page(dispute, "dispute-signature", given.pk))
    assert answer.content == base64.b64decode(given.signature)
    (tmp_path / "s.p7s").write_bytes(answer.content)
    (tmp_path / "ba.pdf").write_bytes(store.get(given.digest, shelf="letters"))
    (tmp_path / "ca.pem").write_text(pki.to_pem(the_authority().root))
    command = "openssl cms -verify -inform DER -binary -in s.p7s -content ba.pdf -CAfile ca.pem -purpose any"
    command += f" -out o -attime {int(timezone.now().timestamp())}"
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    (tmp_path / "ba.pdf").write_bytes(b"lain")
    assert subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False).returncode != 0


def test_a_signature_does_not_fit_other_minutes(world, on_day):
    dispute = worded(world, on_day)
    make_pdf.call(dispute.minutes_id)
    certified(world.head1, world.one)
    given = signed(dispute, world.head1)
    given.digest = store.put(b"%PDF lain", shelf="letters")
    assert not seal_of(given).intact
    given.signature = base64.b64encode(b"bukan tanda tangan").decode()
    assert not seal_of(given).intact


def test_ink_counts_once_an_officer_of_the_agency_has_compared_the_scan(client, world, on_day):
    dispute, officer = worded(world, on_day), make.reviewer()
    make_pdf.call(dispute.minutes_id)
    certified(world.head1, world.one)
    signed(dispute, world.head1)
    address = page(dispute, "dispute-paper")
    client.force_login(world.head2)
    assert client.get(address).status_code == 403
    client.force_login(officer)
    assert client.post(address, {"key": uuid.uuid4(), "places": ["t2"]}).status_code == 200
    sent = {"key": uuid.uuid4(), "files": letter()}
    assert client.post(address, sent | {"places": ["t1"], "files": letter()}).status_code == 200
    assert client.post(address, sent | {"places": ["t2"], "files": letter()}).status_code == 302
    given = OutcomeSignature.objects.get(party=world.against)
    assert (given.name, given.office, given.signature) == (world.head2.full_name, "Kepala Desa Srati", "")
    assert seal_of(given) is None
    assert again(dispute).state == "settled"
    assert "Tanda tangan basah" in client.get(page(dispute)).content.decode()
    assert client.get(page(dispute, "dispute-signature", given.pk)).status_code == 404


# The public, and pages


def test_the_public_knows_that_it_is_and_how_it_came_out_never_its_papers(world, on_day):
    dispute = worded(world, on_day)
    make_pdf.call(dispute.minutes_id)
    known = public_disputes(world.agreement)[0]
    assert (known.outcome, known.level, known.closed_on) == ("", "musyawarah para pihak", None)
    for person, village in ((world.head1, world.one), (world.head2, world.two)):
        certified(person, village)
        signed(dispute, person)
    known = public_disputes(world.agreement)[0]
    assert "bergantian" in known.outcome
    assert "081234567890" not in known.outcome
    assert "tidak adil" not in str(known)


def test_the_whole_way_through_the_pages(client, world, on_day):
    client.force_login(world.head1)
    here = reverse("agreements:disputes", args=[world.agreement.ref])
    assert "Belum ada perselisihan" in client.get(here).content.decode()
    claim = reverse("agreements:dispute-claim", args=[world.agreement.ref])
    assert client.post(claim, {"claim": "Giliran truk", "wish": ""}).status_code == 400
    assert client.post(claim, {"claim": "Giliran truk", "wish": "Diatur"}).status_code == 302
    dispute = Dispute.objects.get()
    client.force_login(world.head2)
    client.post(page(dispute, "dispute-answer"), {"text": "Kami setuju diatur."})
    sent = {"day": "2031-11-02", "hour": "10:00", "place": "Balai Desa"}
    assert client.post(page(dispute, "dispute-call"), sent).status_code == 400
    client.post(page(dispute, "dispute-call"), sent | {"day": "2031-11-06"})
    on_day("2031-11-07")
    client.force_login(world.head2)
    hearing = Hearing.objects.get()
    record = page(dispute, "dispute-record", hearing.pk)
    assert record in client.get(page(dispute)).content.decode()
    client.post(record, {"attendance": "Dua kepala desa", "minutes": "Berunding.", "agreed": "sepakat"})
    client.post(page(dispute, "dispute-word"), WORDS)
    dispute = again(dispute)
    make_pdf.call(dispute.minutes_id)
    certified(world.head2, world.two)
    text = client.get(page(dispute, "dispute-sign")).content.decode()
    assert WORDS["outcome"] in text
    sent = {"seen": again(dispute).minutes.sha256, "passphrase": make.PASSPHRASE}
    assert client.post(page(dispute, "dispute-sign"), sent).status_code == 400
    client.post(page(dispute, "dispute-sign"), sent | {"consent": "on"})
    text = client.get(page(dispute)).content.decode()
    assert "cocok dengan berita acara" in text
    assert "belum menandatangani" in text
    assert "1" in client.get(here).content.decode()


def test_strangers_find_nothing(client, world):
    dispute = claimed(world)
    client.force_login(make.signatory_of(make.village()))
    assert {
        client.get(page(dispute, name)).status_code for name in ("dispute", "dispute-sign", "dispute-call")
    } == {404}
