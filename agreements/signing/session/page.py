"""A signatory and a frozen document -> what their page shows: what they sign, what changed, the text, the form."""

import json
from typing import Any

from agreements.documents.numbering import number
from agreements.documents.rendering.queries import of_text, progress
from agreements.record.access import may
from agreements.record.models import Agreement
from agreements.record.vocabulary import SigningMethod
from agreements.signing.archive.queries import voided_signatures
from agreements.signing.certificates.guards import may_enrol
from agreements.signing.certificates.models import Certificate
from agreements.signing.evidence.queries import proof_of
from agreements.signing.guards import mandate_for
from agreements.signing.means import offered
from agreements.signing.models import FrozenDocument, Signer
from agreements.signing.queries import Slot, certificate_of, slots
from agreements.signing.session.changes import since
from agreements.signing.session.forms import SignForm
from agreements.signing.session.queries import blocking, living_assistance, own_slots
from villages.people.models import User


def next_place(document: FrozenDocument, user: User) -> Slot | None:
    """Where this person is still to sign, the place whose turn it is first; None when nothing is left for them."""
    left = (slot for slot in own_slots(document, user) if slot.signature is None and slot.is_needed)
    return next(left, None)


def form_for(document: FrozenDocument, user: User, data: Any = None) -> SignForm:
    """The form at the person's next place, with the question about help that an official declared there."""
    place = next_place(document, user)
    signer = place.signer if place else None
    assistance = living_assistance(signer) if signer else None
    ways = _ways(user, signer)
    planned = signer.method if signer and signer.method in ways else ways[0]
    key = signer.key if signer else ""
    initial = {"seen": document.content_digest, "place": key, "method": planned}
    return SignForm(data, place=signer, assistance=assistance, ways=ways, initial=initial)


def _ways(user: User, signer: Signer | None) -> list[SigningMethod]:
    """How the person can sign electronically here: with a certificate of the portal, with BSrE; the first at least."""
    held = _certificate(user, signer)
    found = [way for way in offered() if held or way != SigningMethod.LOCAL]
    return found or [SigningMethod.LOCAL]


def signing_page(
    user: User, agreement: Agreement, document: FrozenDocument, form: SignForm
) -> dict[str, Any]:
    """Everything that the page shows to this person; others than signatories see who signs, and the text."""
    content = json.loads(document.content)
    places, place = slots(document), next_place(document, user)
    given = [slot for slot in places if slot.signature and slot.signature.person_id == user.pk]
    form.show_anew(document.content_digest, place.signer.key if place else "")
    return {
        "agreement": agreement,
        "frozen": document,
        "document": number(content),
        "progress": progress(of_text(document.content)) if _in_work(document) else None,
        "slots": places,
        "place": place,
        "mandate": mandate_for(user, place.signer) if place else None,
        "given": [(slot, proof_of(slot.signature).words) for slot in given if slot.signature],
        "left": [slot for slot in places if slot.is_needed and slot.signature is None],
        "open": blocking(document),
        **_key(user, place.signer if place else None),
        "voided": voided_signatures(user, agreement) if place else [],
        "answer": may(user, "sign", agreement),
        "decline": may(user, "decline", agreement),
        "since": since(agreement, document, content, user) if place or given else None,
        "form": form,
    }


def _key(user: User, signer: Signer | None) -> dict[str, Any]:
    """Whether the person has something to sign with here, else whether a certificate can be made at once."""
    able = bool(_certificate(user, signer)) or len(offered()) > 1
    organization = signer.organization if signer else None
    return {"able": able, "enrol": may_enrol(user, organization) if organization and not able else None}


def _in_work(document: FrozenDocument) -> bool:
    return document.state == FrozenDocument.State.QUEUED


def _certificate(user: User, signer: Signer | None) -> Certificate | None:
    organization = signer.organization if signer else None
    return certificate_of(user, organization) if organization else None
