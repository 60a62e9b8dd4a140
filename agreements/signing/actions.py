"""Sign at a place, decline, or take the text back: whole or not at all, by the people whom the frozen text names."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from agreements.documents import store
from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, cross
from agreements.record.models import Agreement
from agreements.record.vocabulary import SigningMethod
from agreements.review.queries import reviewing_office
from agreements.signing.backends.interface import Secrets, Wanted
from agreements.signing.certificates.tries import PassphraseRefused
from agreements.signing.crypto.stamp import Stamp
from agreements.signing.evidence.queries import UNPROVEN
from agreements.signing.evidence.tasks import prove_later
from agreements.signing.freezing import void
from agreements.signing.guards import mandate_for, may_sign_place
from agreements.signing.locking import take_turn
from agreements.signing.means import Means, open_means
from agreements.signing.models import FrozenDocument, Revision, Signature, Signer
from agreements.signing.queries import document_of, is_complete, slots
from agreements.signing.session.models import Assistance
from agreements.signing.turns import note_revision, open_turn
from villages.organizations.models import Organization
from villages.people.access import Answer, any_mandate
from villages.people.models import User


def place_of(agreement: Agreement, user: User, key: str = "") -> Signer | None:
    """The place where this person may sign now, of several the first; with `key` that one or none."""
    document = document_of(agreement)
    waiting = [slot.signer for slot in slots(document) if slot.is_open] if document else []
    return next((s for s in waiting if key in ("", s.key) and may_sign_place(user, s)), None)


@sensitive_variables()
def sign(
    agreement: Agreement,
    *,
    by: User,
    passphrase: str,
    seen: str,
    assistance: Assistance | None = None,
    place: str = "",
    method: str = SigningMethod.LOCAL,
    nik: str = "",
) -> Signature:
    """Sign the agreement at the place whose turn it is and that names `by`; of several places at the one named `place`.

    `seen` is the digest of the text that the person read: a text frozen anew meanwhile is refused. The same click
    sent twice signs once: whoever has signed this text there gets that signature back. The agreement's row is held
    while the file grows, so that people at the same moment sign one after the other. `assistance` is the help that an
    official declared and the signatory confirms. `method` is "local" or "bsre", which also asks for the NIK; both only
    pass through. Law: UU ITE art. 11 (data under the signer's control, changes
    detectable, signer identified, consent given).

    Raises Refused (wrong person, expired mandate, not their turn, not ready, others busy) and PassphraseRefused; in
    each case nothing is signed.
    """
    try:
        signer, organization = _waiting(agreement, by, place)
    except Refused:  # perhaps of a click sent twice, whose first has signed a moment ago
        if given := _given(agreement, by, seen, place):
            return given
        raise
    means = open_means(by, organization, method, Secrets(passphrase, nik))
    try:
        signature = _sign(agreement, signer, by, seen, means, assistance)
    except (Refused, PassphraseRefused) as refusal:
        means.failed(refusal)
        raise
    agreement.refresh_from_db(fields=["stage", "stage_since", "journal_length", "journal_hash"])
    return signature


def _waiting(agreement: Agreement, by: User, key: str) -> tuple[Signer, Organization]:
    """The place that waits for this person, and for whom they sign there. Raises Refused."""
    signer = place_of(agreement, by, key)
    ask(by, "sign", agreement)
    if signer is None or signer.organization is None:
        raise Refused(Answer(False, _("Tidak ada tempat tanda tangan yang menunggu Anda.")))
    return signer, signer.organization


@transaction.atomic
def _sign(
    agreement: Agreement, signer: Signer, by: User, seen: str, means: Means, assistance: Assistance | None
) -> Signature:
    """The signature, its journal entry and what follows from it: all of it or nothing."""
    current = take_turn(agreement)
    if given := _given(current, by, seen, signer.key):
        return given
    document = _unchanged(current, by, seen, signer)
    signature = _append(document, signer, means, assistance)
    _journal(current, signature)
    if is_complete(document):
        cross(current, "complete", by=None, details={"sha256": signature.sha256})
    return signature


def _given(agreement: Agreement, by: User, seen: str, key: str) -> Signature | None:
    """The signature that this person has given already, at that place, on the very text that they read."""
    found = Signature.objects.filter(
        document__agreement=agreement,
        document__voided_at__isnull=True,
        document__content_digest=seen,
        person=by,
    )
    if key:
        found = found.filter(signer__key=key)
    return found.order_by("-ordinal").first()


def _unchanged(agreement: Agreement, by: User, seen: str, signer: Signer) -> FrozenDocument:
    """The document, held, if it is the text that was read and it is still this place's turn. Raises Refused."""
    ask(by, "sign", agreement)
    living = FrozenDocument.objects.filter(agreement=agreement, voided_at__isnull=True)
    document = living.select_for_update(no_key=True).get()
    if document.content_digest != seen:
        raise Refused(
            Answer(False, _("Naskah sudah diganti sejak Anda membacanya; baca yang baru lebih dahulu."))
        )
    if not any(slot.signer.pk == signer.pk and slot.is_open for slot in slots(document)):
        raise Refused(Answer(False, _("Tempat tanda tangan ini tidak menunggu Anda lagi.")))
    return document


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
    document: FrozenDocument, place: Signer, means: Means, assistance: Assistance | None
) -> Signature:
    """Let the file grow by one signature and note its new digest and size."""
    assert place.person is not None
    mandate = mandate_for(place.person, place)
    given = means.give(_wanted(document, place))
    note_revision(document, given.pdf, Revision.Kind.SIGNATURE, time_source=given.time_source)
    signature = Signature.objects.create(
        document=document,
        signer=place,
        party=place.party,
        person=place.person,
        method=means.method,
        level=given.level,
        certificate=means.certificate,
        provider=given.provider,
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
    if signature.level in UNPROVEN:
        prove_later(document.pk)
    return signature


def _wanted(document: FrozenDocument, place: Signer) -> Wanted:
    content = json.loads(document.content)
    stamp = Stamp(
        name=place.name,
        office=place.office,
        organization=place.organization.name if place.organization else "",
        url=content["verification"]["url"],
    )
    return Wanted(store.get(document.sha256), place.field, stamp, content["place"])


@transaction.atomic
def decline(agreement: Agreement, *, by: User, reason: str) -> Agreement:
    """Refuse to sign, with a reason that all read: the frozen document is voided and the text is open again.

    Signatures given so far stay in the archive with the voided document. Raises Refused or ValidationError.
    """
    return _voided(agreement, "decline", by, reason)


@transaction.atomic
def recall(agreement: Agreement, *, by: User, reason: str) -> Agreement:
    """Take the text back from signing because it must be changed: every signature on it becomes void, all read why.

    A signatory of a party may, also one who has signed, and the officer who approved it. Raises Refused or
    ValidationError.
    """
    return _voided(agreement, "recall", by, reason)


def _voided(agreement: Agreement, verb: str, by: User, reason: str) -> Agreement:
    """Void the living document and open the text, journaled with the reason and how many signatures became void."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Tulis alasannya: pihak lain akan membacanya.")})
    current = take_turn(agreement)
    ask(by, verb, current)
    document = document_of(current)
    facts: dict[str, Any] = {"reason": reason}
    if document:
        facts |= {"version": document.version, "signatures": document.signatures.count()}
    behalf = _behalf(by, current, document)
    moved = cross(agreement, verb, by=by, on_behalf_of=behalf, details=facts, asked=current)
    void(current, reason)
    return moved


def _behalf(by: User, agreement: Agreement, document: FrozenDocument | None) -> Organization | None:
    """For whom somebody gives a text back: the party they sign for, the place that names them, or the office."""
    party = speaking_for(by, agreement, signing=True)
    named = document.signers.filter(person=by).exclude(organization=None).first() if document else None
    if party or named:
        return party or (named.organization if named else None)
    office = reviewing_office(agreement)
    return office.organization if office and any_mandate(by, office.organization) else None
