"""The listings of a regency -> its map's figures, kept in `MapTally` whenever the statistics are counted."""

from collections.abc import Iterable
from typing import Any

from agreements.publication.map.drawing import MOST_THREADS
from agreements.publication.map.models import MapTally
from agreements.publication.map.queries import (
    Area,
    Cooperation,
    Place,
    Thread,
    alike,
    cooperation,
    degrees_of,
    in_region,
    villages_in,
)


def keep_maps(regencies: Iterable[str]) -> None:
    """Count the maps of these regencies anew; one that stays as it was is not written."""
    for regency in regencies:
        now, known = _tally(regency), MapTally.objects.filter(pk=regency).first()
        if known is None or _says(known) != _says(now):
            now.save()


def _tally(regency: str) -> MapTally:
    found = cooperation(villages_in(regency), alike(in_region(regency)))
    threads = [[t.one.code, t.other.code, t.agreements, t.with_partners] for t in found.threads]
    return MapTally(
        scope=regency,
        agreements=found.agreements,
        subdistricts=dict(found.by_subdistrict),
        villages={p.code: [p.agreements, p.with_partners] for p in found.places if p.agreements},
        threads=threads[:MOST_THREADS],
        further=threads[MOST_THREADS:],
        weaker=len(threads[MOST_THREADS:]),
    )


def _says(tally: MapTally) -> tuple[Any, ...]:
    return tally.agreements, tally.subdistricts, tally.villages, tally.threads, tally.further


def counted(regency: str, areas: Iterable[Area], *, whole: bool = False) -> Cooperation | None:
    """The kept figures of a regency for its villages of today; None where they were never counted; one query.

    The strongest threads only, and how many weaker ones there are; `whole`: all of them. A thread whose village has
    left the register or lost its place waits for the next count.
    """
    columns = MapTally.objects.filter(pk=regency)
    kept = (columns if whole else columns.defer("further")).first()
    if kept is None:
        return None
    places = {area.code: _place(area, kept) for area in areas}
    threads = [
        Thread(places[one], places[other], agreements, with_partners)
        for one, other, agreements, with_partners in [*kept.threads, *(kept.further if whole else ())]
        if _drawn(places.get(one)) and _drawn(places.get(other))
    ]
    weaker = 0 if whole else kept.weaker
    return Cooperation(list(places.values()), threads, kept.agreements, kept.subdistricts, weaker)


def _place(area: Area, kept: MapTally) -> Place:
    agreements, with_partners = kept.villages.get(area.code, (0, 0))
    return Place(area.code, area.name, area.subdistrict, degrees_of(area), agreements, with_partners)


def _drawn(place: Place | None) -> bool:
    return place is not None and place.degrees is not None
