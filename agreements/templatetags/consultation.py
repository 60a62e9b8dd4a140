"""An agreement under review -> what citizens were asked about it and what came of that."""

from typing import Any

from django import template

from agreements.record.models import Agreement
from agreements.review.consultation.queries import held_of

register = template.Library()


@register.inclusion_tag("agreements/review/consultation/_in_round.html")
def consultations_of(agreement: Agreement) -> dict[str, Any]:
    """Every consultation of the agreement, the newest first; shows nothing when there was none."""
    return {"agreement": agreement, "held": held_of(agreement)}
