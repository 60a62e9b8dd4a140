"""Turns an organization into the person who speaks for it today, as far as the public may know."""

from django import template

from villages.organizations.models import Organization
from villages.people.access import Mandate, signatories

register = template.Library()


@register.simple_tag
def head_of(organization: Organization) -> Mandate | None:
    """The acting head if there is one, else the head or representative; officials' name and office are public."""
    return next(iter(signatories([organization])[organization.pk]), None)
