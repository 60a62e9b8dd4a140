"""A region's counted figures -> what its page tells: how much, of what, since when, and where nothing is yet.

The figures are those of the statistics (`Tally`), counted by the worker whenever listings change; a region that was
never counted is counted on the spot.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from agreements.publication.caching import last_change
from agreements.publication.statistics.counting import figures as count_now
from agreements.publication.statistics.models import Tally
from agreements.publication.statistics.queries import counted
from agreements.record.vocabulary import Topic
from villages.regions.models import AreaKind, Province, Regency, Region, Subdistrict, VillageArea

MOST_TOPICS = 8
MOST_YEARS, LEAST_YEARS = 12, 5
PROVINCE, REGENCY, SUBDISTRICT = 2, 5, 8
"""How long the codes of the three levels with pages are; nothing is all Indonesia."""


@dataclass(frozen=True)
class Lower:
    """One region of the next lower level within a region; in a kecamatan, one village."""

    code: str
    name: str
    agreements: int
    villages: int
    """How many *desa* it has."""
    covered: int
    """How many of them have at least one public agreement."""

    @property
    def url(self) -> str:
        """Its own page."""
        if len(self.code) > SUBDISTRICT:
            return reverse("villages:village", args=[self.code])
        return reverse("agreements:region", args=[self.code])


@dataclass(frozen=True)
class Figures:
    """What is counted of a region."""

    agreements: int
    in_force: int
    partners: int
    """How many partners its agreements have."""
    villages: int
    covered: int
    years: list[tuple[int, int]]
    """How many agreements came to hold in each of the last years, the gaps filled."""
    topics: list[tuple[str, Any, int]]
    """Code, label and number of the commonest topics."""
    lower: list[Lower]
    """The regions within, in the order of their codes."""

    @property
    def without(self) -> int:
        """How many villages have no cooperation yet."""
        return self.villages - self.covered

    @property
    def share(self) -> int:
        """How many of a hundred villages have one, rounded down: 100 means every one."""
        return self.covered * 100 // self.villages if self.villages else 0


Counted = Mapping[str, Mapping[str, Tally]]
"""Figures by measure and key."""


def figures(code: str) -> Figures:
    """The figures of a region by its code; empty for all Indonesia. Three or four queries, whatever is counted."""
    counted = _counted(code)
    total, coverage = counted["total"].get(""), counted["coverage"].get("")
    in_force, partners = counted["stage"].get("in_force"), counted["total"].get("partners")
    return Figures(
        agreements=total.count if total else 0,
        in_force=in_force.count if in_force else 0,
        partners=partners.count if partners else 0,
        villages=(coverage.amount or 0) if coverage else 0,
        covered=coverage.count if coverage else 0,
        years=_years(counted["year"]),
        topics=_topics(counted["topic"]),
        lower=_lower(code, counted),
    )


def counted_at(_request: Any, code: str = "") -> str:
    """When the region was last counted, what its page depends on; before that, when anything changed."""
    when = counted(code)
    return when.isoformat() if when else last_change()


def _counted(code: str) -> Counted:
    kept = Tally.objects.filter(scope=code).order_by("measure", "key")
    rows = list(kept) if counted(code) else count_now(code)
    found: dict[str, dict[str, Tally]] = defaultdict(dict)
    for row in rows:
        found[row.measure][row.key] = row
    return found


def _years(counted: Mapping[str, Tally]) -> list[tuple[int, int]]:
    this = timezone.localdate().year
    known = {int(key): row.count for key, row in counted.items() if this - MOST_YEARS < int(key) <= this}
    first = min(*known, this - LEAST_YEARS + 1) if known else this + 1
    return [(year, known.get(year, 0)) for year in range(first, this + 1)]


def _topics(counted: Mapping[str, Tally]) -> list[tuple[str, Any, int]]:
    rows = sorted(counted.values(), key=lambda row: (-row.count, row.key))[:MOST_TOPICS]
    return [(row.key, Topic(row.key).label, row.count) for row in rows if row.key in Topic.values]


def _lower(code: str, counted: Counted) -> list[Lower]:
    names = dict(inside(code).values_list("pk", "name"))
    found = []
    for lower, name in names.items():
        agreements, covered = counted["region"].get(lower), counted["coverage"].get(lower)
        count = agreements.count if agreements else 0
        if len(code) == SUBDISTRICT:
            found.append(Lower(lower, name, count, 1, min(count, 1)))
        else:
            villages = (covered.amount or 0) if covered else 0
            found.append(Lower(lower, name, count, villages, covered.count if covered else 0))
    return found


def inside(code: str) -> Any:
    """The regions of the next lower level that are on the register, in the order of their codes."""
    if not code:
        rows: Any = Province.objects.all()
    elif len(code) == PROVINCE:
        rows = Regency.objects.filter(province=code)
    elif len(code) == REGENCY:
        rows = Subdistrict.objects.filter(regency=code)
    else:
        rows = VillageArea.objects.filter(subdistrict=code).exclude(kind=AreaKind.KELURAHAN)
    return rows.filter(vanished=False).order_by("code")


def region_of(code: str) -> Region | None:
    """The province, regency or kecamatan with that code, with the regions above it; None for an unknown code."""
    if len(code) == PROVINCE:
        return Province.objects.filter(pk=code).first()
    if len(code) == REGENCY:
        return Regency.objects.filter(pk=code).select_related("province").first()
    return Subdistrict.objects.filter(pk=code).select_related("regency__province").first()


def above(region: Region) -> list[Region]:
    """The regions in which it lies, the widest first."""
    if isinstance(region, Subdistrict):
        return [region.regency.province, region.regency]
    return [region.province] if isinstance(region, Regency) else []
