"""Turns an agreement into the red line that says it is suspended."""

from typing import Any

from django import template

from agreements.monitoring.changing.guards import suspension_of
from agreements.record.models import Agreement
from agreements.record.stages import Stage

register = template.Library()


@register.inclusion_tag("agreements/monitoring/changing/_suspended.html")
def suspended(agreement: Agreement, *, inside: bool = False) -> dict[str, Any]:
    """That it is suspended and until when; to those who take part (`inside`) also on which basis."""
    found = suspension_of(agreement) if agreement.stage == Stage.IN_FORCE else None
    return {"suspension": found, "basis": inside}
