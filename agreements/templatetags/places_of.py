"""Turns an organization into what its own page tells about its cooperation."""

from django import template

from agreements.publication.places.keeping import last_agreed
from agreements.publication.places.organization import Profile, profile_of
from villages.organizations.models import Organization

register = template.Library()


@register.simple_tag
def cooperation_of(organization: Organization) -> Profile:
    """With whom, about what, where, and what it gives and gets; only what anybody may read."""
    return profile_of(organization)


@register.simple_tag
def last_agreed_of(organization: Organization) -> str:
    """What of its agreements its page depends on: as long as it stays, nothing of them need be looked up again."""
    return last_agreed(organization)
