"""Give a signatory a certificate, open their sealed key, and slow down whoever guesses."""

import datetime as dt
import threading

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.record.crossing import Refused
from agreements.signing.certificates.models import Certificate
from agreements.signing.crypto import authority, pki, sealing
from agreements.signing.queries import certificate_of
from villages.organizations.models import Organization
from villages.people.access import Answer, any_mandate, why_no_mandate
from villages.people.models import User

SHORTEST_PASSPHRASE = 12
MOST_FAILURES = 5
LOCK = dt.timedelta(minutes=15)
_opened: dict[tuple[str, str], authority.Authority] = {}
_opening = threading.Lock()


class PassphraseRefused(Exception):
    """The passphrase was wrong, or tries are suspended; the message says which and for how long."""


def the_authority() -> authority.Authority:
    """The portal's own certificate authority, opened once per process from the folder that settings name."""
    place = (str(settings.CA_DIR), settings.CA_PASSPHRASE)
    with _opening:
        if place not in _opened:
            _opened[place] = authority.open_(*place)
        return _opened[place]


def check_passphrase(passphrase: str, person: User) -> None:
    """A passphrase has at least 12 characters and is not the person's name or user name. Raises ValidationError."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        words = {"count": SHORTEST_PASSPHRASE}
        raise ValidationError(_("Frasa sandi paling sedikit %(count)d karakter.") % words)
    plain = passphrase.casefold().strip()
    if plain in (person.username.casefold(), person.full_name.casefold(), person.email.casefold()):
        raise ValidationError(_("Frasa sandi tidak boleh sama dengan nama atau surel Anda."))
    if len(set(plain)) < 5:
        raise ValidationError(_("Frasa sandi terlalu mudah ditebak; gunakan beberapa kata."))


@transaction.atomic
def enrol(organization: Organization, *, by: User, passphrase: str) -> Certificate:
    """Make a key and certificate for the person's mandate in the organization; the passphrase is kept nowhere.

    An older certificate for the same organization is revoked. Raises Refused without a mandate to sign, and
    ValidationError for a weak passphrase.
    """
    mandate = any_mandate(by, organization)
    if mandate is None:
        raise Refused(Answer(False, why_no_mandate(by, organization), because_of_who=True))
    check_passphrase(passphrase, by)
    User.objects.select_for_update().get(pk=by.pk)
    revoke_living(by, organization, reason="superseded")
    key = sealing.new_key()
    identity = pki.Identity(by.full_name, mandate.title, organization.name)
    certificate = the_authority().issue(key.public_key(), identity)
    fingerprint = pki.fingerprint(certificate)
    sealed = sealing.seal(key, passphrase, user_id=by.pk, fingerprint=fingerprint)
    return Certificate.objects.create(
        person=by,
        organization=organization,
        office=mandate.title,
        serial=f"{certificate.serial_number:x}",
        pem=pki.to_pem(certificate),
        fingerprint=fingerprint,
        sealed_key=sealed.decode(),
        expires_at=certificate.not_valid_after_utc,
    )


def revoke_living(person: User, organization: Organization, *, reason: str) -> None:
    """Revoke the person's living certificate for that organization, if any; what it signed before stays valid."""
    Certificate.objects.filter(person=person, organization=organization, revoked_at__isnull=True).update(
        revoked_at=timezone.now(), revocation_reason=reason
    )


def revoked() -> list[tuple[int, dt.datetime]]:
    """Every revocation for the revocation list: serial number and moment."""
    rows = (
        Certificate.objects.filter(revoked_at__isnull=False)
        .values_list("serial", "revoked_at")
        .order_by("pk")
    )
    return [(int(serial, 16), moment) for serial, moment in rows if moment]


@transaction.atomic
def _count(certificate: Certificate, opened: bool) -> Certificate:
    """Count a try; the fifth wrong one suspends further tries for a while."""
    current = Certificate.objects.select_for_update().get(pk=certificate.pk)
    current.failures = 0 if opened else current.failures + 1
    current.locked_until = timezone.now() + LOCK if current.failures >= MOST_FAILURES else None
    if current.locked_until:
        current.failures = 0
    current.save(update_fields=["failures", "locked_until"])
    return current


def open_key(person: User, organization: Organization, passphrase: str):
    """The person's certificate and private key for the organization, opened with the passphrase.

    Outside any transaction, so that a wrong try stays counted. Raises Refused without a usable certificate and
    PassphraseRefused for a wrong passphrase or too many tries.
    """
    certificate = certificate_of(person, organization)
    if certificate is None:
        raise Refused(Answer(False, _("Anda belum mempunyai sertifikat tanda tangan; buat lebih dahulu.")))
    if certificate.expires_at <= timezone.now():
        raise Refused(Answer(False, _("Sertifikat Anda sudah kedaluwarsa; buat yang baru.")))
    if certificate.locked_until and certificate.locked_until > timezone.now():
        minutes = int((certificate.locked_until - timezone.now()).total_seconds() // 60) + 1
        raise PassphraseRefused(
            ngettext(
                "Terlalu banyak percobaan. Coba lagi %(minutes)d menit lagi.",
                "Terlalu banyak percobaan. Coba lagi %(minutes)d menit lagi.",
                minutes,
            )
            % {"minutes": minutes}
        )
    try:
        key = sealing.unseal(
            certificate.sealed_key.encode(),
            passphrase,
            user_id=person.pk,
            fingerprint=certificate.fingerprint,
        )
    except sealing.WrongPassphrase:
        current = _count(certificate, opened=False)
        if current.locked_until:
            raise PassphraseRefused(_("Frasa sandi salah lima kali. Coba lagi 15 menit lagi.")) from None
        left = MOST_FAILURES - current.failures
        words = ngettext("Sisa %(left)d kali percobaan.", "Sisa %(left)d kali percobaan.", left) % {
            "left": left
        }
        raise PassphraseRefused(_("Frasa sandi salah.") + " " + words) from None
    if certificate.failures:
        _count(certificate, opened=True)
    return certificate, key
