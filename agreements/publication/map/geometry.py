"""Degrees on the globe -> places on a sheet, and which of them a thread joins."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, hypot, log10, radians

WIDE = 720
"""How wide a sheet is, in units of the drawing."""
LOWEST, TALLEST = 240, 900
EDGE = 36
"""How far the outermost places stay from its edge."""
LEAST_SPAN = 0.02
"""Degrees that a sheet shows at least, so that a single village is not blown up without measure."""
KM_PER_DEGREE = 111.32

Degrees = tuple[float, float]
"""Latitude and longitude."""
Spot = tuple[int, int]
"""Where something lies on the sheet, from its upper left corner."""


@dataclass(frozen=True)
class Sheet:
    """A piece of the globe laid flat: degrees east are shortened as at its middle, which is true for a regency."""

    north: float
    west: float
    scale: float
    """Units per degree of latitude."""
    shrink: float
    """How much shorter a degree of longitude is there."""
    height: int

    def spot(self, place: Degrees) -> Spot:
        """Where the place lies on the sheet."""
        latitude, longitude = place
        x = EDGE + (longitude - self.west) * self.shrink * self.scale
        y = EDGE + (self.north - latitude) * self.scale
        return round(x), round(y)

    @property
    def kilometres(self) -> int:
        """A round number of kilometres that a bar of up to a quarter of the width stands for."""
        most = WIDE / 4 / self.scale * KM_PER_DEGREE
        power = 10 ** int(log10(most)) if most >= 1 else 1
        return max((step * power for step in (1, 2, 5) if step * power <= most), default=1)

    @property
    def bar(self) -> int:
        """How long that bar is."""
        return round(self.kilometres / KM_PER_DEGREE * self.scale)


def sheet(places: Iterable[Degrees]) -> Sheet | None:
    """The smallest sheet on which all of the places fit; None without any place."""
    found = list(places)
    if not found:
        return None
    south, north = _span(latitude for latitude, _longitude in found)
    west, east = _span(longitude for _latitude, longitude in found)
    shrink = cos(radians((north + south) / 2))
    scale = min((WIDE - 2 * EDGE) / ((east - west) * shrink), (TALLEST - 2 * EDGE) / (north - south))
    spare = (WIDE - 2 * EDGE) / scale / shrink - (east - west)
    height = round((north - south) * scale) + 2 * EDGE
    above = max(0, LOWEST - height) / 2 / scale
    return Sheet(north + above, west - spare / 2, scale, shrink, max(height, LOWEST))


def _span(degrees: Iterable[float]) -> tuple[float, float]:
    found = sorted(degrees)
    least, most = found[0], found[-1]
    spare = max(0.0, LEAST_SPAN - (most - least)) / 2
    return least - spare, most + spare


def joined(places: Mapping[str, Degrees]) -> list[tuple[str, str]]:
    """The pairs of codes that join all of these places by the shortest threads (Prim's tree), each pair in order."""
    waiting = sorted(places)
    if len(waiting) <= 2:
        return [(waiting[0], waiting[1])] if len(waiting) == 2 else []
    first = waiting.pop(0)
    nearest = {code: (_apart(places[first], places[code]), first) for code in waiting}
    pairs = []
    while nearest:
        code = min(nearest, key=lambda one: (nearest[one][0], one))
        _distance, other = nearest.pop(code)
        pairs.append((min(code, other), max(code, other)))
        for far, (distance, _from) in nearest.items():
            near = _apart(places[code], places[far])
            if near < distance:
                nearest[far] = (near, code)
    return sorted(pairs)


def _apart(one: Degrees, other: Degrees) -> float:
    return hypot(one[0] - other[0], (one[1] - other[1]) * cos(radians(one[0])))
