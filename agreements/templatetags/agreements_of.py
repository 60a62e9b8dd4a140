"""Turns an organization into the list of its public agreements, newest first, for the organization's own page."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import ngettext

from agreements.publication.catalogue.models import Listing
from villages.organizations.models import Organization, OrganizationKind

register = template.Library()

MOST = 20


@register.inclusion_tag("agreements/publication/_agreements_of.html")
def agreements_of(organization: Organization) -> dict[str, Any]:
    """At most twenty, and the way to all of them in the catalogue; only what anybody may read."""
    listings = Listing.objects.filter(organizations__contains=[organization.pk])
    rows = list(listings.order_by("-stage_since", "-pk")[: MOST + 1])
    shown = rows[:MOST]
    count = ngettext("%(count)d kerja sama", "%(count)d kerja sama", len(shown)) % {"count": len(shown)}
    return {
        "agreements": shown,
        "count_line": "" if len(rows) > MOST else count,
        "all_url": f"{reverse('agreements:catalogue')}?{urlencode(_filter(organization))}" if rows else "",
    }


def _filter(organization: Organization) -> dict[str, str]:
    """How the catalogue is asked for the agreements of this one."""
    if organization.kind == OrganizationKind.VILLAGE:
        return {"desa": organization.village.area_id}
    return {"mitra": organization.partner.slug}
