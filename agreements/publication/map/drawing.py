"""Villages and threads -> the strokes and words of a drawing (SVG), small enough for a cheap phone.

Villages without cooperation are one stroke of dots, all threads of a kind and strength are one stroke; villages that
take part are shapes of their own, because each is a link, unless they are too many. Threads of villages among
themselves are leaf green, those of agreements with a partner are turmeric, laid over and under each other in turns as
in a weave.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import ngettext

from agreements.publication.map.geometry import WIDE, Degrees, Sheet, Spot, sheet
from agreements.publication.map.queries import Cooperation, Place, Thread
from villages.regions.models import titled

MOST_THREADS, MOST_LINKS = 400, 80
"""So many threads are drawn, the strongest, and so many villages are links, those with most agreements: more weighs
too much on a cheap phone, and nobody tells them apart. Closer at a kecamatan all are there, as in the data."""
_STRENGTHS = ((5, 3), (2, 2), (1, 1))
"""From how many agreements on a thread has which strength."""
_SIZES = ((10, 13), (4, 10), (2, 8), (1, 6))
"""From how many agreements on a village has which radius."""
_BEND = 8
"""A thread gives way by this part of its length, to the left and to the right in turns."""
_GAP = 6
"""How far a name stands from its village."""


@dataclass(frozen=True)
class _Type:
    """How much room letters take, in units of the drawing."""

    letter: int
    line: int


_WIDE, _SMALL, _NARROW = _Type(8, 20), _Type(12, 26), _Type(15, 32)
"""On a wide screen, beside a text on it, and on a phone: the smaller the drawing, the larger the letters in it."""


@dataclass(frozen=True)
class Stroke:
    """Several threads of one look as one path."""

    look: str
    """Classes of the style sheet."""
    path: str


@dataclass(frozen=True)
class Dot:
    """One village as a link."""

    place: Place
    x: str
    y: str
    radius: str
    label_x: str
    anchor: str
    """On which side of the village its name stands: `start` to the right, `end` to the left."""
    room: str
    """Where its name has room: everywhere (empty), on wide screens only, or only when one points at it."""
    own: bool = False
    """Whether the map is this village's own."""

    @property
    def words(self) -> str:
        """What a screen reader says."""
        count = self.place.agreements
        said = ngettext("%(number)d kerja sama", "%(number)d kerja sama", count) % {"number": count}
        subdistrict = titled(self.place.code, self.place.subdistrict)
        return f"{self.place.name}, {subdistrict}: {said}"


@dataclass(frozen=True)
class Label:
    """The name of a kecamatan in the middle of its villages."""

    code: str
    name: str
    x: str
    y: str
    room: str
    """As that of a village."""


@dataclass(frozen=True)
class Drawing:
    """Everything that the template of a map puts into its picture, as text that no locale changes."""

    height: int
    bare: str
    """The dots of the villages without cooperation."""
    crowd: str
    """The dots of those with cooperation that are too many to be links."""
    strokes: tuple[Stroke, ...]
    partnered: str
    """The dots in the middle of those villages that have agreed something with a third party."""
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]
    bar: str
    """How long the bar of the scale is."""
    kilometres: int
    hidden: int = 0
    """How many threads are too many to be drawn."""
    crowded: int = 0
    """How many villages are too many to be links."""

    @property
    def scale_y(self) -> str:
        """Where the bar of the scale begins."""
        return str(self.height - 18)

    @property
    def scale_text_y(self) -> str:
        """Where its word stands."""
        return str(self.height - 26)

    @property
    def box(self) -> str:
        """The `viewBox`."""
        return f"0 0 {WIDE} {self.height}"


@dataclass
class _Room:
    """What is taken on the sheet by letters of one size."""

    type: _Type
    taken: list[tuple[int, int, int, int]] = field(default_factory=list)

    def occupy(self, x: int, y: int, radius: int) -> None:
        """Take the field of a dot."""
        self.taken.append((x - radius, y - radius, x + radius, y + radius))

    def name(self, name: str, x: int, y: int, anchor: str) -> bool:
        """Take the field of a name if it is free; `anchor` says which part of it stands at `x`."""
        width, half = self.type.letter * len(name), self.type.line // 2
        left = x - {"start": 0, "middle": width // 2, "end": width}[anchor]
        right, top, low = left + width, y - half, y + half
        if left < 0 or right > WIDE:
            return False
        if any(left < r and x1 < right and top < b and t < low for x1, t, r, b in self.taken):
            return False
        self.taken.append((left, top, right, low))
        return True


class _Rooms:
    """The same sheet on a wide screen and on a phone."""

    def __init__(self, small: bool) -> None:
        self.wide, self.narrow = _Room(_SMALL if small else _WIDE), _Room(_NARROW)

    def occupy(self, x: int, y: int, radius: int) -> None:
        """Take the field of a dot on both."""
        self.wide.occupy(x, y, radius)
        self.narrow.occupy(x, y, radius)

    def on_phones(self, name: str, x: int, y: int, anchor: str) -> str:
        """Where a name that has room on a wide screen shows: everywhere, or there only."""
        return "" if self.narrow.name(name, x, y, anchor) else "wide"


def draw(found: Cooperation, *, small: bool = False, own: str = "") -> Drawing | None:
    """The map of these villages; None when it is not known where a single one of them lies.

    A `small` one stands beside a text and leaves out the names of the kecamatan; `own` is the code of the village
    whose map it is, which always keeps its name.
    """
    known = {place: place.degrees for place in found.places if place.degrees is not None}
    ground = sheet(known.values())
    if ground is None:
        return None
    spots = {place: ground.spot(degrees) for place, degrees in known.items()}
    taking_part = {place: spot for place, spot in spots.items() if place.agreements or place.code == own}
    bare = [spot for place, spot in spots.items() if place not in taking_part]
    first = sorted(taking_part, key=lambda place: (place.code != own, -place.agreements, place.code))
    crowd = [taking_part.pop(place) for place in first[MOST_LINKS:]]
    rooms = _Rooms(small)
    return Drawing(
        height=ground.height,
        bare=_dots(bare),
        crowd=_dots(crowd),
        strokes=tuple(_strokes(found.threads[:MOST_THREADS], spots)),
        partnered=_dots(spot for place, spot in taking_part.items() if place.with_partners),
        dots=tuple(_named(taking_part, rooms, own)),
        labels=() if small else tuple(_labels(known, ground, rooms)),
        bar=str(ground.bar),
        kilometres=ground.kilometres,
        hidden=max(0, found.all_threads - MOST_THREADS),
        crowded=len(crowd),
    )


def _dots(spots: Iterable[Spot]) -> str:
    return "".join(f"M{x} {y}h0" for x, y in spots)


def _strokes(threads: Sequence[Thread], spots: dict[Place, Spot]) -> list[Stroke]:
    """The threads woven: green ones below, turmeric ones, and every second green one above these."""
    layers: dict[tuple[int, str, int], list[str]] = defaultdict(list)
    for number, thread in enumerate(threads):
        with_partner = thread.with_partners * 2 > thread.agreements
        layer = 1 if with_partner else 2 * (number % 2)
        strength = next(look for least, look in _STRENGTHS if thread.agreements >= least)
        path = _bent(spots[thread.one], spots[thread.other], number)
        layers[layer, "kunyit" if with_partner else "daun", strength].append(path)
    return [
        Stroke(f"thread-{colour} thread-{strength}", "".join(paths))
        for (_layer, colour, strength), paths in sorted(layers.items())
    ]


def _bent(one: Spot, other: Spot, number: int) -> str:
    (x1, y1), (x2, y2) = one, other
    side = _BEND if number % 2 else -_BEND
    middle = (x1 + x2) // 2 + (y2 - y1) // side, (y1 + y2) // 2 - (x2 - x1) // side
    return f"M{x1} {y1}q{middle[0] - x1} {middle[1] - y1} {x2 - x1} {y2 - y1}"


def _named(places: dict[Place, Spot], rooms: _Rooms, own: str) -> list[Dot]:
    """The villages, those with most agreements choosing the place of their name first; drawn in order of code."""
    first = sorted(places, key=lambda place: (place.code != own, -place.agreements, place.code))
    for place, (x, y) in places.items():
        rooms.occupy(x, y, _radius(place.agreements))
    dots = [_dot(place, places[place], rooms, place.code == own) for place in first]
    return sorted(dots, key=lambda dot: dot.place.code)


def _radius(agreements: int) -> int:
    return next((radius for least, radius in _SIZES if agreements >= least), _SIZES[-1][1])


def _dot(place: Place, spot: Spot, rooms: _Rooms, own: bool) -> Dot:
    (x, y), radius = spot, _radius(place.agreements)
    sides = {"start": x + radius + _GAP, "end": x - radius - _GAP}
    anchor = next((side for side, at in sides.items() if rooms.wide.name(place.name, at, y, side)), "")
    if anchor:
        room = rooms.on_phones(place.name, sides[anchor], y, anchor)
    else:
        anchor, room = "end" if x > WIDE // 2 else "start", "pointed"
    return Dot(place, str(x), str(y), str(radius), str(sides[anchor]), anchor, "" if own else room, own)


def _labels(known: dict[Place, Degrees], ground: Sheet, rooms: _Rooms) -> list[Label]:
    """The kecamatan names that find room in the middle of their villages."""
    groups: dict[tuple[str, str], list[Degrees]] = defaultdict(list)
    for place, degrees in known.items():
        groups[place.code[:8], place.subdistrict].append(degrees)
    labels = []
    for (code, name), inside in sorted(groups.items()):
        north, east = (sum(part) / len(inside) for part in zip(*inside, strict=True))
        x, middle = ground.spot((north, east))
        for y in (middle, middle + _WIDE.line, middle - _WIDE.line):
            if rooms.wide.name(f"{name}  ", x, y, "middle"):
                room = rooms.on_phones(name, x, y, "middle")
                labels.append(Label(code, name, str(x), str(y), room))
                break
    return labels
