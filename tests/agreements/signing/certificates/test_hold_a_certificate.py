"""A certificate is made under a good passphrase, renewed, revoked, and ends with the office."""

import datetime as dt

import pytest
from cryptography import x509
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from agreements.signing.certificates import passphrases
from agreements.signing.certificates.actions import (
    PassphraseRefused,
    change_passphrase,
    enrol,
    open_key,
    revoke,
    revoked,
    the_authority,
)
from agreements.signing.certificates.models import Certificate
from agreements.signing.certificates.queries import ending_of, held_by
from agreements.signing.crypto import pki
from tests.factories import (
    PASSPHRASE,
    PASSWORD,
    MembershipFactory,
    agency,
    certified,
    checked,
    reviewer,
    signatory_of,
    village,
)
from villages.people.access import Refused
from villages.people.models import Delegation, Membership, Position

pytestmark = pytest.mark.django_db
NEW = "empat kuda makan rumput"


@pytest.fixture
def place():
    agency()
    return village("Argopeni").organization


@pytest.fixture
def head(place):
    return certified(signatory_of(place), place)


def own(person):
    return Certificate.objects.get(person=person, revoked_at__isnull=True)


def listed():
    crl = x509.load_der_x509_crl(the_authority().crls(revoked())[1])
    return {entry.serial_number: entry for entry in crl}


@pytest.mark.parametrize(
    ("passphrase", "why"),
    [
        ("pendek saja", "paling sedikit 12"),
        ("Sutrisno Darmo", "berupa nama"),
        ("sutrisno.darmo@surel.example", "berupa nama"),
        ("aaaaaaaaaaaaaa", "mudah ditebak"),
        ("abcabcabcabcabc", "mudah ditebak"),
        ("password1234567", "mudah ditebak"),
        ("123456789012", "mudah ditebak"),
        ("qwertyuiopasdf", "mudah ditebak"),
        ("rahasia rahasia rahasia", "mudah ditebak"),
        (PASSWORD, "berbeda dari kata sandi"),
    ],
)
def test_a_passphrase_that_others_guess_is_refused(head, passphrase, why):
    head.full_name, head.username = "Sutrisno Darmo", "sutrisno.darmo"
    head.email = "sutrisno.darmo@surel.example"
    with pytest.raises(ValidationError, match=why):
        passphrases.check(passphrase, head)


@pytest.mark.parametrize("passphrase", [PASSPHRASE, NEW, "Tikar!Sumur!Padi", "cempaka-tanda-tangan"])
def test_a_few_words_are_good(head, passphrase):
    passphrases.check(passphrase, head)


def test_its_strength_is_told_in_words():
    assert passphrases.strength(PASSPHRASE) == "kuat"
    assert passphrases.strength("sumur tikar!").startswith("cukup")


def test_changing_the_passphrase_keeps_certificate_and_key(head, place, django_capture_on_commit_callbacks):
    before, _key = open_key(head, place, PASSPHRASE)
    with django_capture_on_commit_callbacks(execute=True):
        change_passphrase(own(head), by=head, old=PASSPHRASE, new=NEW)
    after, key = open_key(head, place, NEW)
    assert before == after and after.sealed_at > before.sealed_at
    assert key.private_numbers() == _key.private_numbers()
    assert "bukan Anda" in mail.outbox[0].body and NEW not in mail.outbox[0].body
    with pytest.raises(PassphraseRefused, match="salah"):
        open_key(head, place, PASSPHRASE)


def test_only_the_owner_with_the_old_passphrase_changes_it(head, place):
    sealed = own(head).sealed_key
    with pytest.raises(PassphraseRefused):
        change_passphrase(own(head), by=head, old="bukan yang ini sama sekali", new=NEW)
    with pytest.raises(ValidationError, match="paling sedikit"):
        change_passphrase(own(head), by=head, old=PASSPHRASE, new="pendek")
    with pytest.raises(ValidationError, match="yang lain"):
        change_passphrase(own(head), by=head, old=PASSPHRASE, new=PASSPHRASE)
    with pytest.raises(Refused):
        change_passphrase(own(head), by=reviewer(), old=PASSPHRASE, new=NEW)
    assert own(head).sealed_key == sealed


def test_a_renewed_certificate_needs_no_new_check_and_ends_the_old_one(head, place):
    first = own(head)
    second = enrol(place, by=head, passphrase=NEW)
    assert second.enrolment == first.enrolment and second.serial != first.serial
    first.refresh_from_db()
    assert first.revocation_reason == "superseded"
    reason = listed()[int(first.serial, 16)].extensions.get_extension_for_class(x509.CRLReason)
    assert reason.value.reason == x509.ReasonFlags.superseded


def test_once_the_check_no_longer_serves_renewing_needs_another(head, place, on_day):
    on_day(timezone.localdate() + dt.timedelta(days=4 * 365 + 1))
    with pytest.raises(Refused, match="belum diperiksa"):
        enrol(place, by=head, passphrase=NEW)
    checked(head, place)
    assert enrol(place, by=head, passphrase=NEW)


def test_the_owner_revokes_and_the_list_says_so_at_once(head, place):
    serial = int(own(head).serial, 16)
    assert serial not in listed()
    revoke(own(head), by=head, reason="known")
    reason = listed()[serial].extensions.get_extension_for_class(x509.CRLReason).value
    assert reason.reason == x509.ReasonFlags.key_compromise
    with pytest.raises(Refused, match="belum mempunyai sertifikat"):
        open_key(head, place, PASSPHRASE)


def test_the_district_revokes_in_its_own_words_and_the_owner_reads_them(
    head, django_capture_on_commit_callbacks
):
    officer, certificate = reviewer(), own(head)
    with pytest.raises(ValidationError):
        revoke(certificate, by=officer, reason=" ")
    with django_capture_on_commit_callbacks(execute=True):
        found = revoke(certificate, by=officer, reason="Surat keputusannya dicabut bupati.")
    assert (found.revoked_by, found.why_revoked) == (officer, "Surat keputusannya dicabut bupati.")
    assert "dicabut bupati" in mail.outbox[0].body
    with pytest.raises(Refused, match="sudah dicabut"):
        revoke(certificate, by=officer, reason="Sekali lagi.")


def test_nobody_else_revokes(head, place):
    secretary = MembershipFactory(organization=place, position=Position.VILLAGE_SECRETARY).person
    with pytest.raises(Refused) as caught:
        revoke(own(head), by=secretary, reason="known")
    assert caught.value.answer.because_of_who


def test_a_certificate_ends_with_the_office(place):
    person = signatory_of(place)
    last = timezone.localdate() + dt.timedelta(days=90)
    Membership.objects.filter(person=person).update(ends_on=last)
    certificate = own(certified(person, place))
    assert timezone.localtime(certificate.expires_at).date() == last
    assert timezone.localtime(certificate.expires_at).time() == dt.time(23, 59, 59)
    assert certificate.expires_at == pki.from_pem(certificate.pem).not_valid_after_utc


def test_a_daily_command_revokes_what_has_no_office_any_more(head, place, capsys):
    kept = certified(MembershipFactory(organization=place, position=Position.COUNCIL).person, place)
    Membership.objects.filter(person=head).update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    acting = MembershipFactory(organization=place, position=Position.VILLAGE_SECRETARY)
    certified(acting.person, place)
    acting.ends_on = timezone.localdate() - dt.timedelta(days=1)
    acting.save()
    Delegation.objects.create(
        person=acting.person,
        organization=place,
        acting_kind="plt",
        legal_basis="Keputusan Bupati",
        starts_on=timezone.localdate(),
        ends_on=timezone.localdate() + dt.timedelta(days=30),
        decree_number="1/2026",
        decree_on=timezone.localdate(),
    )
    call_command("expire_certificates")
    call_command("expire_certificates")
    assert capsys.readouterr().out.split("\n")[:2] == ["1 sertifikat dicabut", "0 sertifikat dicabut"]
    gone = Certificate.objects.get(person=head)
    assert (gone.revocation_reason, gone.revoked_by) == ("mandate_ended", None)
    assert own(kept) and own(acting.person)


@pytest.mark.parametrize(
    ("left", "ending", "urgent"), [(31, 0, 0), (30, 1, 0), (8, 1, 0), (7, 1, 1), (0, 1, 1)]
)
def test_the_end_is_announced_thirty_and_seven_days_before(head, on_day, left, ending, urgent):
    last = timezone.localtime(own(head).expires_at).date()
    on_day(last - dt.timedelta(days=left), "00:00:01")
    held = held_by(head)[0]
    assert (held.days_left, held.ending, held.urgent) == (left, bool(ending), bool(urgent))
    assert [c.pk for c in ending_of(head)] == ([own(head).pk] if left < 31 else [])


def test_after_its_end_it_signs_nothing_and_a_new_one_can_be_made(head, place, on_day):
    on_day(timezone.localtime(own(head).expires_at).date() + dt.timedelta(days=1))
    assert held_by(head)[0].days_left == -1
    with pytest.raises(Refused, match="kedaluwarsa"):
        open_key(head, place, PASSPHRASE)
    assert enrol(place, by=head, passphrase=NEW)
