"""An agreement -> every text that was ever frozen for it, and what became of its signatures."""

from dataclasses import dataclass

from agreements.record.models import Agreement
from agreements.signing.models import FrozenDocument, Signature
from agreements.signing.queries import Slot, slots
from villages.people.models import User


@dataclass(frozen=True)
class Frozen:
    """One frozen text with what was signed on it."""

    document: FrozenDocument
    """Without its content."""
    signed: list[Slot]
    """The places that were signed, in the order of signing."""
    unsigned: int
    """How many places were still empty."""
    has_file: bool
    """Whether a PDF was ever made of it."""


def frozen_texts(agreement: Agreement) -> list[Frozen]:
    """Every frozen text of the agreement, the newest first."""
    rows = agreement.documents.select_related("frozen_by").defer("content").order_by("-version")
    return [_frozen(document) for document in rows]


def _frozen(document: FrozenDocument) -> Frozen:
    found = slots(document)
    signed = [slot for slot in found if slot.signature]
    signed.sort(key=lambda slot: slot.signature.ordinal if slot.signature else 0)
    unsigned = sum(slot.is_needed and slot.signature is None for slot in found)
    return Frozen(document, signed, unsigned, bool(document.sha256))


def voided_signatures(user: User, agreement: Agreement) -> list[Signature]:
    """The signatures of this person on texts of the agreement that do not stand any more, the newest first."""
    found = Signature.objects.filter(
        document__agreement=agreement, document__voided_at__isnull=False, person=user
    )
    return list(found.select_related("document").defer("document__content").order_by("-signed_at", "-pk"))
