"""Turns what a visitor asks about villages and partners into pages of lists, by key and without counting all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet

from villages.organizations.models import Partner, PartnerKind, Standing, Village
from villages.regions.models import VillageArea
from villages.regions.queries import find_areas

PAGE = 30
COUNT_CAP = 10_000
MOST_MATCHES = 500
MOST_UNREGISTERED = 8


@dataclass(frozen=True)
class Page:
    """One page of a list."""

    rows: list[Any]
    """The rows of this page."""
    next_key: str
    """The key after which the next page begins; empty on the last page."""
    count: int
    """How many there are altogether, counted no further than one beyond `COUNT_CAP`."""


def asked(query: Mapping[str, str], name: str, most: int = 120) -> str:
    """One word of the address, trimmed; signs that no name has are left out."""
    value = query.get(name, "")[:most]
    return " ".join("".join(sign for sign in value if sign.isprintable()).split())


def links(page: Page, **query: str) -> dict[str, str]:
    """The addresses of the next page and of the first one, with what was asked."""
    kept = {name: value for name, value in query.items() if value and name != "after"}
    return {
        "next_url": f"?{urlencode({**kept, 'after': page.next_key})}" if page.next_key else "",
        "first_url": f"?{urlencode(kept)}" if query.get("after") else "",
    }


def page_by_key(rows: QuerySet[Any, Any], key: str, after: str, size: int = PAGE) -> Page:
    """The page of rows whose key comes after the one given, in the order of the key (which must be unique)."""
    count = rows.order_by()[: COUNT_CAP + 1].count()
    if after:
        rows = rows.filter(**{f"{key}__gt": after})
    found: list[Model] = list(rows.order_by(key)[: size + 1])
    following = str(getattr(found[size - 1], key)) if len(found) > size else ""
    return Page(found[:size], following, count)


def registered_villages() -> QuerySet[Village]:
    """The villages that the district has confirmed, with their kecamatan and kabupaten."""
    return Village.objects.filter(standing=Standing.CONFIRMED).select_related(
        "area__subdistrict__regency__province"
    )


def village_page(text: str, after: str) -> Page:
    """Confirmed villages in the order of their codes, which keeps neighbours together; `text` searches them."""
    villages = registered_villages()
    if text:
        matching = find_areas(text).filter(village__standing=Standing.CONFIRMED).values_list("pk", flat=True)
        villages = villages.filter(area__in=list(matching[:MOST_MATCHES]))
    return page_by_key(villages, "area_id", after)


def unregistered_matches(text: str) -> list[VillageArea]:
    """A few villages on the national register that the text may mean and that do not use the portal yet."""
    if not text:
        return []
    unregistered = find_areas(text).filter(vanished=False).exclude(village__standing=Standing.CONFIRMED)
    return list(unregistered[:MOST_UNREGISTERED])


def confirmed_partners() -> QuerySet[Partner]:
    """The partners that the district has verified, with where they have their seat."""
    return Partner.objects.filter(standing=Standing.CONFIRMED).select_related("regency", "examiner")


def public_partners() -> QuerySet[Partner]:
    """Partners with a page of their own: verified ones, and those that a public agreement names."""
    named = Q(standing=Standing.LISTED, standing_on__isnull=False)
    return Partner.objects.filter(Q(standing=Standing.CONFIRMED) | named).select_related(
        "regency", "examiner"
    )


def listed_village(area: VillageArea) -> Village | None:
    """The village there that does not use the portal but that a public agreement names, or None."""
    return Village.objects.filter(area=area, standing=Standing.LISTED, standing_on__isnull=False).first()


def partner_page(text: str, kind: str, after: str) -> Page:
    """Confirmed partners in the order of their slugs; `text` searches name and interests, `kind` is one kind only."""
    partners = confirmed_partners()
    if text:
        partners = partners.filter(Q(name__icontains=text) | Q(interests__icontains=text))
    if kind in PartnerKind.values:
        partners = partners.filter(partner_kind=kind)
    return page_by_key(partners, "slug", after)


def area_of(code: str) -> VillageArea | None:
    """The village, kelurahan or desa adat with that code, with the regions above it; None for an unknown code."""
    areas = VillageArea.objects.select_related("subdistrict__regency__province", "edition")
    return areas.filter(pk=code).first()
