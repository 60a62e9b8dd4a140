"""A frozen document -> its scans, the places that a scan may show signed, how far a comparison is, its stamps."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agreements.documents import pages, store
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.vocabulary import Instrument, Kind
from agreements.signing.models import FrozenDocument, Signer
from agreements.signing.paper.models import PaperCopy, StampDuty
from agreements.signing.paper.scans import pages_of
from agreements.signing.queries import Slot, slots, turns
from villages.organizations.models import OrganizationKind
from villages.people.access import Answer, mandates
from villages.people.models import User


def copies_of(document: FrozenDocument) -> list[PaperCopy]:
    """Every scan of the document, the newest first."""
    found = document.paper_copies.select_related("uploaded_by", "decided_by").prefetch_related("signers")
    return list(found.order_by("-uploaded_at", "-pk"))


def offered(document: FrozenDocument) -> list[Slot]:
    """The places that a scan may show signed: those still empty and needed, in their order."""
    return [slot for slot in slots(document) if slot.signature is None and slot.is_needed]


def in_turn(document: FrozenDocument, chosen: Iterable[Signer]) -> tuple[list[Signer], list[Signer]]:
    """The chosen places in the order of their turns, and those whose turn does not come with them.

    People who sign one sheet one after the other are in turn although the second was not open before: each place
    counts as soon as those before it stand on the same sheet.
    """
    found = slots(document)
    given: dict[int, Any] = {slot.signer.pk: slot.signature for slot in found if slot.signature}
    left = {signer.pk for signer in chosen}
    ordered: list[Signer] = []
    while left:
        now = turns([slot.signer for slot in found], given, document.witnesses_needed)
        step = [slot.signer for slot in now if slot.is_open and slot.signer.pk in left]
        if not step:
            break
        ordered += step
        given |= dict.fromkeys((signer.pk for signer in step), True)
        left -= {signer.pk for signer in step}
    return ordered, [slot.signer for slot in found if slot.signer.pk in left]


def to_be_compared_by(user: User) -> QuerySet[PaperCopy]:
    """The scans that wait for this officer: of agreements that their office has reviewed, and not their own."""
    offices = [m.organization.pk for m in mandates(user) if m.organization.kind == OrganizationKind.OFFICE]
    if not offices:
        return PaperCopy.objects.none()
    living = PaperCopy.objects.filter(state=PaperCopy.State.WAITING, document__voided_at__isnull=True)
    reviewed = living.filter(document__agreement__rounds__office__in=offices).exclude(uploaded_by=user)
    return reviewed.order_by("uploaded_at", "pk")


@dataclass(frozen=True)
class Comparison:
    """How far the comparison of a scan is."""

    copy: PaperCopy
    expected: int
    """How many pages the document has."""
    found: int
    """How many pages the scan has."""
    compared: frozenset[int]
    """The pages that were found alike."""
    source: str
    """Digest of the state of the document whose pages are shown beside the scan."""
    drawn: bool
    """Whether pictures of both are there."""

    @property
    def same_length(self) -> bool:
        """Whether there are as many pages as there should be."""
        return self.expected == self.found > 0

    @property
    def numbers(self) -> range:
        """Every page of the document."""
        return range(1, self.expected + 1)

    @property
    def left(self) -> list[int]:
        """The pages not yet compared."""
        return [number for number in self.numbers if number not in self.compared]

    @property
    def complete(self) -> bool:
        """Whether every page was found alike, none missing and none too many."""
        return self.same_length and not self.left


def comparison_of(copy: PaperCopy) -> Comparison:
    """How far it is; pictures count what is really there, where the scan itself says something else.

    Raises Refused where the document's file is gone or changed: then nothing can be held against it.
    """
    document = copy.document
    compared = copy.pages.order_by("number").values_list("number", flat=True)
    source = _drawn_state(document)
    return Comparison(
        copy=copy,
        expected=pages.count(source) or _length(document),
        found=pages.count(copy.sha256) or copy.page_count,
        compared=frozenset(compared),
        source=source or document.sha256,
        drawn=bool(source and pages.count(copy.sha256)),
    )


def _length(document: FrozenDocument) -> int:
    try:
        return pages_of(store.get(document.base_sha256))
    except store.Damaged:
        words = _(
            "Berkas dokumen di portal hilang atau rusak; pindaian tidak dapat dicocokkan. Hubungi pengelola."
        )
        raise Refused(Answer(False, words)) from None


def _drawn_state(document: FrozenDocument) -> str:
    """The newest state of the document whose pages have been drawn; "" before."""
    states = document.revisions.order_by("-number").values_list("sha256", flat=True)
    return next((sha256 for sha256 in states if pages.count(sha256)), "")


def is_stamp_owed(agreement: Agreement) -> bool:
    """Whether the law asks for stamp duty: an agreement with a third party (UU 10/2020 art. 3), not a regulation."""
    return agreement.kind == Kind.THIRD_PARTY and agreement.instrument in _STAMPED


_STAMPED = (Instrument.CONTRACT, Instrument.ADDENDUM)


def stamps_of(document: FrozenDocument) -> list[StampDuty]:
    """What was recorded, withdrawn rows last."""
    found = document.stamp_duties.select_related("party__organization", "recorded_by", "withdrawn_by")
    return sorted(found.order_by("affixed_on", "pk"), key=lambda stamp: stamp.withdrawn_at is not None)


def is_stamp_missing(agreement: Agreement, document: FrozenDocument | None) -> bool:
    """Whether stamp duty is owed and none is recorded; it blocks nothing."""
    if document is None or not is_stamp_owed(agreement):
        return False
    return not document.stamp_duties.filter(withdrawn_at__isnull=True).exists()
