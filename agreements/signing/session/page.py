"""A signatory and a frozen document -> what their page shows: what they sign, what changed, the text, the form."""

import json
from typing import Any

from agreements.documents.numbering import number
from agreements.record.access import may
from agreements.record.models import Agreement
from agreements.signing.archive.queries import voided_signatures
from agreements.signing.certificates.models import Certificate
from agreements.signing.guards import mandate_for
from agreements.signing.models import FrozenDocument
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
    initial = {"seen": document.content_digest}
    return SignForm(data, place=signer, assistance=assistance, initial=initial)


def signing_page(
    user: User, agreement: Agreement, document: FrozenDocument, form: SignForm
) -> dict[str, Any]:
    """Everything that the page shows to this person; others than signatories see who signs, and the text."""
    content = json.loads(document.content)
    places, place = slots(document), next_place(document, user)
    given = [slot for slot in places if slot.signature and slot.signature.person_id == user.pk]
    form.show_anew(document.content_digest)
    return {
        "agreement": agreement,
        "frozen": document,
        "document": number(content),
        "slots": places,
        "place": place,
        "mandate": mandate_for(user, place.signer) if place else None,
        "given": given,
        "left": [slot for slot in places if slot.is_needed and slot.signature is None],
        "open": blocking(document),
        "certificate": _certificate(user, place),
        "voided": voided_signatures(user, agreement) if place else [],
        "answer": may(user, "sign", agreement),
        "decline": may(user, "decline", agreement),
        "since": since(agreement, document, content, user) if place or given else None,
        "form": form,
    }


def _certificate(user: User, place: Slot | None) -> Certificate | None:
    organization = place.signer.organization if place else None
    return certificate_of(user, organization) if organization else None
