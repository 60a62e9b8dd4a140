"""Give a signatory a certificate, open their sealed key, change its passphrase, revoke it."""

import threading
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from agreements.record.crossing import Refused
from agreements.signing.certificates import notices, passphrases, tries
from agreements.signing.certificates.guards import may_enrol, may_revoke
from agreements.signing.certificates.models import Certificate
from agreements.signing.certificates.queries import ends_with_mandate, valid_check, without_mandate
from agreements.signing.certificates.tries import PassphraseRefused
from agreements.signing.crypto import authority, pki, sealing
from villages.organizations.models import Organization
from villages.people.access import Answer, any_mandate, ask
from villages.people.models import User

__all__ = [
    "PassphraseRefused",
    "change_passphrase",
    "enrol",
    "open_key",
    "revoke",
    "revoke_living",
    "revoke_without_mandate",
    "revoked",
    "the_authority",
]
Reason = Certificate.Reason
OWN_REASONS = (Reason.LOST, Reason.KNOWN, Reason.LEFT)
"""What the owner may say when revoking."""
_opened: dict[tuple[str, str, str], authority.Authority] = {}
_opening = threading.Lock()


def the_authority() -> authority.Authority:
    """The portal's own certificate authority, opened once per process from the folder that settings name."""
    place = (str(settings.CA_DIR), settings.CA_PASSPHRASE, settings.PUBLIC_URL)
    with _opening:
        if place not in _opened:
            _opened[place] = authority.open_(*place)
        return _opened[place]


@sensitive_variables()
@transaction.atomic
def enrol(organization: Organization, *, by: User, passphrase: str) -> Certificate:
    """Make a key and certificate for the person's office in the organization; the passphrase is kept nowhere.

    The identity was checked by the district (`enrolments.find_right`), and that check still serves: so it is also for
    a renewed certificate. An older one for the same organization is revoked. It lasts two years, or as long as the
    office. Law: UU ITE art. 11.

    Raises Refused without office or check, and ValidationError for a passphrase that is too weak.
    """
    ask(may_enrol(by, organization))
    passphrases.check(passphrase, by)
    User.objects.select_for_update().get(pk=by.pk)
    check, mandate = valid_check(by, organization), any_mandate(by, organization)
    assert check is not None
    assert mandate is not None
    revoke_living(by, organization, reason=Reason.SUPERSEDED)
    key = sealing.new_key()
    identity = pki.Identity(by.full_name, mandate.title, organization.name)
    issued = the_authority().issue(key.public_key(), identity, until=ends_with_mandate(by, organization))
    fingerprint = pki.fingerprint(issued)
    sealed = sealing.seal(key, passphrase, user_id=by.pk, fingerprint=fingerprint)
    certificate = Certificate.objects.create(
        person=by,
        organization=organization,
        enrolment=check,
        office=mandate.title,
        serial=f"{issued.serial_number:x}",
        pem=pki.to_pem(issued),
        fingerprint=fingerprint,
        sealed_key=sealed.decode(),
        expires_at=issued.not_valid_after_utc,
    )
    notices.certificate_made(certificate)
    return certificate


@sensitive_variables()
def open_key(
    person: User, organization: Organization, passphrase: str
) -> tuple[Certificate, EllipticCurvePrivateKey]:
    """The person's certificate and private key for the organization, opened with the passphrase.

    Outside any transaction, so that a wrong try stays counted: for the person, whichever of their certificates they
    try, and for the network address. Raises Refused without a usable certificate and PassphraseRefused for a wrong
    passphrase or too many tries.
    """
    certificate = Certificate.objects.filter(
        person=person, organization=organization, revoked_at__isnull=True
    ).first()
    if certificate is None:
        raise Refused(Answer(False, _("Anda belum mempunyai sertifikat tanda tangan; buat lebih dahulu.")))
    if certificate.expires_at <= timezone.now():
        raise Refused(Answer(False, _("Sertifikat Anda sudah kedaluwarsa; buat yang baru.")))
    return certificate, _unsealed(certificate, passphrase)


@sensitive_variables()
def _unsealed(certificate: Certificate, passphrase: str) -> EllipticCurvePrivateKey:
    tries.begin(certificate.person)
    try:
        key = sealing.unseal(
            certificate.sealed_key.encode(),
            passphrase,
            user_id=certificate.person_id,
            fingerprint=certificate.fingerprint,
        )
    except sealing.WrongPassphrase:
        raise tries.refused(certificate.person) from None
    tries.succeeded(certificate.person)
    return key


@sensitive_variables()
def change_passphrase(certificate: Certificate, *, by: User, old: str, new: str) -> Certificate:
    """Seal the same key under another passphrase; only the owner can, who knows the old one.

    Raises Refused for a certificate that is revoked or somebody else's, PassphraseRefused for a wrong old passphrase
    (counted like any other), and ValidationError for a new one that is too weak or the same.
    """
    if certificate.person_id != by.pk:
        raise Refused(Answer(False, _("Sertifikat ini bukan milik Anda."), because_of_who=True))
    if certificate.revoked_at:
        raise Refused(Answer(False, _("Sertifikat ini sudah dicabut.")))
    key = _unsealed(certificate, old)
    if new == old:
        raise ValidationError({"passphrase": _("Pilih frasa sandi yang lain dari yang lama.")})
    try:
        passphrases.check(new, by)
    except ValidationError as error:
        raise ValidationError({"passphrase": error.messages}) from None
    sealed = sealing.seal(key, new, user_id=by.pk, fingerprint=certificate.fingerprint)
    with transaction.atomic():
        current = Certificate.objects.select_for_update().get(pk=certificate.pk)
        if current.sealed_key != certificate.sealed_key or current.revoked_at:
            raise Refused(Answer(False, _("Sertifikat ini berubah sementara Anda mengisi; ulangi.")))
        current.sealed_key, current.sealed_at = sealed.decode(), timezone.now()
        current.save(update_fields=["sealed_key", "sealed_at"])
        notices.passphrase_changed(current)
    return current


def revoke_living(person: User, organization: Organization, *, reason: str) -> None:
    """Revoke the person's living certificate for that organization, if any; what it signed before stays valid."""
    Certificate.objects.filter(person=person, organization=organization, revoked_at__isnull=True).update(
        revoked_at=timezone.now(), revocation_reason=reason, revoked_by=person
    )


@transaction.atomic
def revoke(certificate: Certificate, *, by: User, reason: str) -> Certificate:
    """Revoke a certificate: the owner for one of `OWN_REASONS`, the district in words of its own.

    The revocation list says so from this moment; signatures given before stay valid. It cannot be undone. Raises
    Refused (revoked already, neither owner nor district) and ValidationError.
    """
    current = (
        Certificate.objects.select_for_update(of=("self",))
        .select_related("person", "organization")
        .get(pk=certificate.pk)
    )
    ask(may_revoke(by, current))
    own = current.person_id == by.pk
    if own and reason not in OWN_REASONS:
        raise ValidationError({"reason": _("Pilih alasannya.")})
    if not own and (not reason.strip() or reason in Reason.values):
        raise ValidationError({"reason": _("Tulis alasannya; pemilik sertifikat akan membacanya.")})
    return _revoked(current, reason.strip(), by)


def _revoked(certificate: Certificate, reason: str, by: User | None) -> Certificate:
    certificate.revoked_at, certificate.revocation_reason = timezone.now(), reason
    certificate.revoked_by = by
    certificate.save(update_fields=["revoked_at", "revocation_reason", "revoked_by"])
    notices.certificate_revoked(certificate)
    return certificate


def revoke_without_mandate() -> int:
    """Revoke each certificate whose owner holds no office any more in the organization it speaks for; how many."""
    count = 0
    for certificate in without_mandate():
        with transaction.atomic():
            current = without_mandate().select_for_update(of=("self",)).filter(pk=certificate.pk).first()
            if current is not None:
                _revoked(current, Reason.MANDATE_ENDED, None)
                count += 1
    return count


def revoked() -> list[tuple[Any, ...]]:
    """Every revocation for the revocation list: serial number, moment, and why (a key of `pki.REASONS`)."""
    rows = (
        Certificate.objects.filter(revoked_at__isnull=False)
        .values_list("serial", "revoked_at", "revocation_reason")
        .order_by("pk")
    )
    return [(int(serial, 16), moment, _listed(why)) for serial, moment, why in rows if moment]


def _listed(why: str) -> str:
    return why if why in Reason.values else "withdrawn"
