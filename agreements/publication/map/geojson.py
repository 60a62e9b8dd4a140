"""The villages of a regency and the threads between them -> GeoJSON (RFC 7946), to be drawn by anybody's own tools."""

from typing import Any

from django.urls import reverse

from agreements.publication.map.geometry import Degrees
from agreements.publication.map.queries import Cooperation, Place, Thread

CONTENT_TYPE = "application/geo+json"
ANY = "00.00.00.0000"
"""Stands for a code in the address of a village's page."""


def geojson(found: Cooperation, name: str, site: str) -> dict[str, Any]:
    """A FeatureCollection: a point per village whose place is known, a line per thread; `site` begins every link.

    Positions are longitude, then latitude (RFC 7946 section 3.1.1), in WGS 84.
    """
    page = site + reverse("villages:village", args=[ANY]).replace(ANY, "%s")
    features = [_point(place, page) for place in found.places if place.degrees is not None]
    features += [_line(thread) for thread in found.threads]
    return {"type": "FeatureCollection", "name": name, **_bounds(found.places), "features": features}


def _bounds(places: list[Place]) -> dict[str, list[float]]:
    known = [place.degrees for place in places if place.degrees is not None]
    if not known:
        return {}
    norths, easts = zip(*known, strict=True)
    return {"bbox": [min(easts), min(norths), max(easts), max(norths)]}


def _point(place: Place, page: str) -> dict[str, Any]:
    facts = {
        "code": place.code,
        "name": place.name,
        "subdistrict": place.subdistrict,
        "agreements": place.agreements,
        "with_partners": place.with_partners,
        "url": page % place.code,
    }
    geometry = {"type": "Point", "coordinates": _position(place.degrees)}
    return {"type": "Feature", "id": place.code, "geometry": geometry, "properties": facts}


def _line(thread: Thread) -> dict[str, Any]:
    facts = {
        "from": thread.one.code,
        "to": thread.other.code,
        "agreements": thread.agreements,
        "with_partners": thread.with_partners,
    }
    ends = [_position(thread.one.degrees), _position(thread.other.degrees)]
    return {
        "type": "Feature",
        "id": f"{thread.one.code}-{thread.other.code}",
        "geometry": {"type": "LineString", "coordinates": ends},
        "properties": facts,
    }


def _position(degrees: Degrees | None) -> list[float]:
    assert degrees is not None
    return [degrees[1], degrees[0]]
