"""Remarks that the last round left open -> the list with which the next one begins: what, by whom, where it stood."""

from dataclasses import dataclass

from agreements.drafting.writing.storing import order_of
from agreements.record.models import Agreement
from agreements.review.models import Remark, Round
from agreements.review.remarks.places import label_of, place_of_remark


@dataclass(frozen=True)
class Carried:
    """One remark that nobody declared settled before its round ended."""

    row: Remark
    office: str
    """Who wrote it."""
    was: str
    """How its place was called then; empty for the whole text."""
    now: str
    """How the place is called now, where that is another name."""
    key: str
    """How addresses name the place now; empty for the whole text."""
    gone: bool
    """Whether the place is no longer in the text."""


def carried(agreement: Agreement, current: Round) -> list[Carried]:
    """What the round before this one left open, in the order in which it was written.

    It binds nobody any more: what an office still asks for it writes again, as a remark of this round.
    """
    if current.number < 2:
        return []
    rows = Remark.objects.filter(
        round__agreement=agreement, round__number=current.number - 1, resolved_at__isnull=True
    )
    related = ("round__office", "step__office", "article", "provision__party__organization")
    order = order_of(agreement)
    return [_told(row, order) for row in rows.select_related(*related).order_by("pk")]


def _told(row: Remark, order: list[int]) -> Carried:
    place = place_of_remark(row)
    label = label_of(place, order)
    office = row.step.office if row.step else row.round.office
    gone = bool(row.place) and not place.key
    now = label if place.key and label != row.place else ""
    return Carried(row, office.name, row.place, now, place.key, gone)
