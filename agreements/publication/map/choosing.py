"""What a reader looks for -> the regencies whose map may be meant, by province."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from agreements.publication.statistics.models import Tally
from villages.regions.models import Province, Regency

MOST = 60
"""So many names answer one search."""


@dataclass(frozen=True)
class Offered:
    """One regency to choose."""

    regency: Regency
    agreements: int
    """How many agreements its villages have, as counted last."""


@dataclass(frozen=True)
class Group:
    """The regencies of one province."""

    province: Province
    regencies: list[Offered]


def offered(text: str) -> dict[str, Any]:
    """The regencies with agreements, or those of that name; while nothing is counted yet, every regency."""
    counted = agreements_by_regency()
    regencies = Regency.objects.filter(vanished=False).select_related("province").order_by("code")
    if text:
        regencies = regencies.filter(name__icontains=text)[:MOST]
    elif counted:
        regencies = regencies.filter(pk__in=counted)
    return {"groups": grouped(regencies, counted), "counted": bool(counted)}


def agreements_by_regency() -> dict[str, int]:
    """How many agreements each regency has that has any."""
    provinces = list(Province.objects.order_by("code").values_list("pk", flat=True))
    tallies = Tally.objects.filter(scope__in=provinces, measure="region").order_by("scope", "key")
    return dict(tallies.values_list("key", "count"))


def grouped(regencies: Iterable[Regency], counted: dict[str, int]) -> list[Group]:
    """The regencies by province, in the order of their codes."""
    found = groupby(regencies, key=lambda regency: regency.province)
    return [
        Group(province, [Offered(regency, counted.get(regency.pk, 0)) for regency in inside])
        for province, inside in found
    ]
