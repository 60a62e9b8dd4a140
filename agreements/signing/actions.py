"""Sign at a place, or decline: whole or not at all, once per place, by the person the frozen text names."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.documents import store
from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, cross, lock
from agreements.record.models import Agreement
from agreements.signing.certificates.actions import open_key, revoked, the_authority
from agreements.signing.certificates.models import Certificate
from agreements.signing.crypto import pades, pki
from agreements.signing.crypto.stamp import Stamp
from agreements.signing.freezing import void
from agreements.signing.guards import mandate_for, may_sign_place
from agreements.signing.models import FrozenDocument, Revision, Signature, Signer
from agreements.signing.queries import document_of, is_complete, slots
from agreements.signing.session.models import Assistance
from agreements.signing.turns import note_revision, open_turn
from villages.people.access import Answer
from villages.people.models import User


def place_of(agreement: Agreement, user: User) -> Signer | None:
    """The place where this person may sign now; the first of the document, or None."""
    document = document_of(agreement)
    waiting = slots(document) if document else []
    return next((s.signer for s in waiting if s.is_open and may_sign_place(user, s.signer)), None)


def sign(
    agreement: Agreement, *, by: User, passphrase: str, seen: str, assistance: Assistance | None = None
) -> Signature:
    """Sign the agreement at the place whose turn it is and that names `by`.

    `seen` is the digest of the text that the person read: a text frozen anew meanwhile is refused. The same click
    sent twice signs once: whoever has signed this text gets that signature back. The document's row is locked while
    the file grows, so that people at the same moment sign one after the other. `assistance` is the help that an
    official declared and the signatory confirms. Law: UU ITE art. 11 (data under the signer's control, changes
    detectable, signer identified, consent given).

    Raises Refused (wrong person, expired mandate, not their turn, not ready) and PassphraseRefused; in each case
    nothing is signed.
    """
    place = place_of(agreement, by)
    if place is None and (given := _given(agreement, by, seen)):
        return given
    ask(by, "sign", agreement)
    if place is None or place.organization is None:
        raise Refused(Answer(False, _("Tidak ada tempat tanda tangan yang menunggu Anda.")))
    certificate, key = open_key(by, place.organization, passphrase)
    with transaction.atomic():
        current = lock(agreement)
        if given := _given(current, by, seen, place):
            return given
        ask(by, "sign", current)
        document = FrozenDocument.objects.select_for_update().get(agreement=current, voided_at__isnull=True)
        if document.content_digest != seen:
            raise Refused(
                Answer(False, _("Naskah sudah diganti sejak Anda membacanya; baca yang baru lebih dahulu."))
            )
        signature = _append(document, place, certificate, key, assistance)
        _journal(current, signature)
        if is_complete(document):
            cross(current, "complete", by=None, details={"sha256": signature.sha256})
    agreement.refresh_from_db(fields=["stage", "stage_since", "journal_length", "journal_hash"])
    return signature


def _given(agreement: Agreement, by: User, seen: str, place: Signer | None = None) -> Signature | None:
    """The signature that this person has given already on the very text that they read."""
    found = Signature.objects.filter(
        document__agreement=agreement,
        document__voided_at__isnull=True,
        document__content_digest=seen,
        person=by,
    )
    if place is not None:
        found = found.filter(signer=place)
    return found.order_by("-ordinal").first()


def _journal(agreement: Agreement, signature: Signature) -> None:
    facts: dict[str, Any] = {
        "place": signature.signer.key,
        "capacity": signature.signer.capacity,
        "sha256": signature.sha256,
        "method": signature.method,
        "basis": signature.basis,
    }
    if signature.party:
        facts["party"] = signature.party.ordinal
    if signature.certificate:
        facts["certificate"] = signature.certificate.serial
    if signature.delegation:
        facts["delegation"] = str(signature.delegation.legal_basis)
    if signature.assistance:
        facts["assisted_by"] = f"{signature.assistance.official.full_name}, {signature.assistance.office}"
    organization = signature.signer.organization
    journal.append(agreement, "sign", by=signature.person, on_behalf_of=organization, details=facts)


def _append(
    document: FrozenDocument, place: Signer, certificate: Certificate, key: Any, assistance: Assistance | None
) -> Signature:
    """Let the file grow by one signature and note its new digest and size."""
    assert place.person is not None
    mandate = mandate_for(place.person, place)
    content = json.loads(document.content)
    signed = pades.sign(
        store.get(document.sha256),
        field=place.field,
        key=key,
        certificate=pki.from_pem(certificate.pem),
        authority=the_authority(),
        stamp=Stamp(
            name=place.name,
            office=place.office,
            organization=place.organization.name if place.organization else "",
            url=content["verification"]["url"],
        ),
        location=content["place"],
        revoked=revoked(),
    )
    note_revision(document, signed, Revision.Kind.SIGNATURE)
    signature = Signature.objects.create(
        document=document,
        signer=place,
        party=place.party,
        person=place.person,
        certificate=certificate,
        ordinal=document.signatures.count() + 1,
        name=place.name,
        office=place.office,
        basis=mandate.basis if mandate else "",
        acting=bool(mandate and mandate.acting),
        delegation=mandate.delegation if mandate else None,
        assistance=assistance,
        signed_at=timezone.now(),
        sha256=document.sha256,
        size=document.size,
    )
    open_turn(document)
    return signature


@transaction.atomic
def decline(agreement: Agreement, *, by: User, reason: str) -> Agreement:
    """Refuse to sign, with a reason that all read: the frozen document is voided and the text is open again.

    Signatures given so far stay in the archive with the voided document. Raises Refused or ValidationError.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasannya: pihak lain akan membacanya.")})
    current = lock(agreement)
    ask(by, "decline", current)
    behalf = speaking_for(by, current, signing=True)
    moved = cross(agreement, "decline", by=by, on_behalf_of=behalf, details={"reason": reason.strip()})
    void(current, reason.strip())
    return moved
