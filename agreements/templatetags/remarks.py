"""The offices' remarks -> where people work: on the draft, beside each article, on the working page of a round."""

from typing import Any

from django import template

from agreements.record.access import may
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.review.models import Remark
from agreements.review.queries import last_return, remarks_of
from agreements.review.remarks.pages import Board, Shown

register = template.Library()
_KEPT = "_last_remarks"


@register.simple_tag
def last_remarks(agreement: Agreement) -> dict[str, Any]:
    """The round that came back last with its remarks, or nothing when the newest decision was no return.

    Read once per agreement object: each block of a page asks again.
    """
    known = getattr(agreement, _KEPT, None)
    if known is None:
        returned = last_return(agreement)
        known = {"round": returned, "remarks": list(remarks_of(returned)) if returned else []}
        setattr(agreement, _KEPT, known)
    return known


@register.simple_tag
def remarks_at(returned: dict[str, Any], article: Any) -> list[Any]:
    """The remarks about one article."""
    return [remark for remark in returned["remarks"] if remark.article_id == article.pk]


@register.simple_tag
def at_place(board: Board, key: str) -> list[Shown]:
    """The remarks of a round about one place: the key of an article, of a line, or the name of a particular."""
    return board.at(key) if key else []


@register.simple_tag
def waiting_remarks(user: Any, agreement: Agreement) -> list[Remark]:
    """The open remarks that no party has answered yet, for whoever answers for one; nothing outside a review."""
    if agreement.stage != Stage.REVIEW or not may(user, "answer", agreement):
        return []
    open_ones = Remark.objects.filter(round__agreement=agreement, round__outcome="", resolved_at=None)
    return list(open_ones.filter(answered_at=None).order_by("pk"))
