"""The district's last remarks -> where the drafters work: on top of the draft and beside each article."""

from typing import Any

from django import template

from agreements.record.models import Agreement
from agreements.review.queries import last_return, remarks_of

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
