"""The public agreements of a regency -> its villages with what they agreed, and the threads between them.

Everything comes from the listings of the regency (one index on their places) and from the register of villages. An
agreement of several villages is drawn as the shortest threads that join them all, so that one of twenty villages is
nineteen threads and no knot.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from agreements.publication.catalogue.models import Listing
from agreements.publication.map.geometry import Degrees, joined
from agreements.record.vocabulary import Kind
from villages.regions.models import AreaKind, VillageArea


class Area(NamedTuple):
    """One village as the register knows it."""

    code: str
    name: str
    subdistrict: str
    """Name of its kecamatan."""
    latitude: Decimal | None
    longitude: Decimal | None


@dataclass(frozen=True)
class Place:
    """One village and how much it has agreed, as far as was asked."""

    code: str
    name: str
    subdistrict: str
    """Name of its kecamatan."""
    degrees: Degrees | None
    """Where it lies; None where nobody has told the portal."""
    agreements: int
    with_partners: int
    """How many of them are with a third party."""

    @property
    def among_villages(self) -> int:
        """How many of them are among villages only."""
        return self.agreements - self.with_partners


@dataclass(frozen=True)
class Thread:
    """What two villages have in common."""

    one: Place
    other: Place
    agreements: int
    with_partners: int


@dataclass(frozen=True)
class Cooperation:
    """The villages of a region and the threads between them."""

    places: list[Place]
    """In the order of their codes."""
    threads: list[Thread]
    """The strongest first."""
    agreements: int
    """How many agreements are drawn."""
    by_subdistrict: Mapping[str, int]
    """How many agreements each kecamatan has, by its code."""
    weaker: int = 0
    """How many threads there are besides, each weaker than these."""

    @property
    def all_threads(self) -> int:
        """How many threads there are."""
        return len(self.threads) + self.weaker

    @property
    def taking_part(self) -> list[Place]:
        """The villages with agreements, those with most first."""
        found = [place for place in self.places if place.agreements]
        return sorted(found, key=lambda place: (-place.agreements, place.code))

    def near(self, subdistrict: str) -> "Cooperation":
        """The villages of one kecamatan, those with which they have a thread, and these threads."""
        threads = [
            thread for thread in self.threads if subdistrict in (thread.one.code[:8], thread.other.code[:8])
        ]
        ends = {place.code for thread in threads for place in (thread.one, thread.other)}
        places = [place for place in self.places if place.code[:8] == subdistrict or place.code in ends]
        return Cooperation(places, threads, self.by_subdistrict.get(subdistrict, 0), self.by_subdistrict)

    @property
    def unplaced(self) -> int:
        """How many villages with agreements nobody has told the portal the place of."""
        return sum(1 for place in self.places if place.agreements and place.degrees is None)


Row = tuple[str, list[str], int]
"""Kind of agreements, the codes of their places, and how many of that kind there are with the same places."""


def alike(listings: QuerySet[Listing, Any]) -> list[Row]:
    """What a map needs of the listings: the database counts those between the same villages together."""
    counted = listings.order_by().values("kind", "places").annotate(count=Count("pk"))
    return list(counted.values_list("kind", "places", "count"))


def cooperation(areas: Iterable[Area], rows: Iterable[Row]) -> Cooperation:
    """What these agreements mean for these villages."""
    found = {area.code: area for area in areas}
    degrees = {code: place for code, area in found.items() if (place := degrees_of(area))}
    counted, partnered, subdistricts = Counter[str](), Counter[str](), Counter[str]()
    threads, woven = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    agreements = 0
    for kind, places, count in rows:
        here = [code for code in places if code in found]
        pairs = joined({code: degrees[code] for code in here if code in degrees}) if len(here) > 1 else []
        with_partners = count if kind == Kind.THIRD_PARTY else 0
        agreements += count
        for code in here:
            counted[code] += count
            partnered[code] += with_partners
        for subdistrict in {code[:8] for code in here}:
            subdistricts[subdistrict] += count
        for pair in pairs:
            threads[pair] += count
            woven[pair] += with_partners
    drawn = {code: _place(area, degrees.get(code), counted, partnered) for code, area in found.items()}
    joins = [
        Thread(drawn[one], drawn[other], count, woven[one, other]) for (one, other), count in threads.items()
    ]
    joins.sort(key=lambda thread: (-thread.agreements, thread.one.code, thread.other.code))
    return Cooperation([drawn[code] for code in sorted(drawn)], joins, agreements, subdistricts)


def _place(area: Area, degrees: Degrees | None, counted: Counter, partnered: Counter) -> Place:
    count, with_partners = counted[area.code], partnered[area.code]
    return Place(area.code, area.name, area.subdistrict, degrees, count, with_partners)


def degrees_of(area: Area) -> Degrees | None:
    """Where the village lies, if the portal has been told."""
    if area.latitude is None or area.longitude is None:
        return None
    return float(area.latitude), float(area.longitude)


def areas(which: Q) -> list[Area]:
    """The *desa* on the register that are meant, in the order of their codes."""
    rows = VillageArea.objects.filter(which, vanished=False).exclude(kind=AreaKind.KELURAHAN).order_by("code")
    return [
        Area(*row) for row in rows.values_list("code", "name", "subdistrict__name", "latitude", "longitude")
    ]


def villages_in(regency: str) -> list[Area]:
    """The *desa* of a regency."""
    return areas(Q(subdistrict__regency=regency))


def in_region(region: str) -> QuerySet[Listing, Any]:
    """The public agreements of the villages of a region."""
    return Listing.objects.filter(places__contains=[region])
