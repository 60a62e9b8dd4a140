"""Names with amounts -> a picture woven of bars and the threads of its scale; the table beside it has the figures.

The picture has no width of its own: what lies across it is said in per cent, what lies down it in pixels, so that its
letters are as large on a phone as on a wide screen. The threads of the scale run over one bar and under the next.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

MOST_ROWS, MOST_COLUMNS = 12, 8
ROW, BAR = 44, 12
"""How high one row with its name is, and the bar in it."""
TALL, FOOT, HEAD = 176, 24, 24
"""How high columns may grow; the room for their names below and for their amounts above."""
_THREAD = 4
_STEPS = 4
_LONGEST_NAME = 36


@dataclass(frozen=True)
class Rect:
    """A strip: `css` says which."""

    css: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Text:
    """Words at a place."""

    css: str
    x: str
    y: str
    said: str


@dataclass(frozen=True)
class Chart:
    """A picture: the strips in their order, the words on top."""

    height: int
    rects: tuple[Rect, ...]
    texts: tuple[Text, ...]
    shown: int
    """How many of the amounts it shows."""

    @property
    def drawn(self) -> SafeString:
        """What stands inside the `svg` element; written here, for a template takes ten times as long over it."""
        strips = [
            f'<rect class="{one.css}" x="{one.x}" y="{one.y}" width="{one.width}" height="{one.height}"/>'
            for one in self.rects
        ]
        words = [
            f'<text class="{one.css}" x="{one.x}" y="{one.y}">{escape(one.said)}</text>' for one in self.texts
        ]
        return mark_safe("".join(strips + words))


Named = tuple[str, float, str]
"""What a bar stands for, how much that is, and how people write it."""


def rows(amounts: Iterable[Named], *, end: float = 0, most: int = MOST_ROWS) -> Chart:
    """Bars below one another, the first `most`, each with its name above it; `end` is that of a known scale, as 1."""
    shown, known = list(amounts)[:most], bool(end)
    end = end or scale_end(max((amount for _name, amount, _told in shown), default=0))
    height = ROW * len(shown) + FOOT
    rects, texts = [], []
    for place, (name, _amount, told) in enumerate(shown):
        top = place * ROW
        texts.append(Text("start", "0", str(top + 18), _short(name)))
        texts.append(Text("end", "100%", str(top + 18), told))
        rects.append(Rect("track", "0", str(top + 26), "100%", str(BAR)))
    threads = [_across(step / _STEPS) for step in range(1, _STEPS)]
    rects += [Rect("thread", x, "22", str(_THREAD), str(height - FOOT - 22)) for x in threads]
    for place, (_name, amount, _told) in enumerate(shown):
        top = place * ROW + 26
        rects.append(Rect("bar", "0", str(top), _across(_part(amount, end)), str(BAR)))
        over = [x for step, x in enumerate(threads, 1) if (step + place) % 2 and amount > end * step / _STEPS]
        rects += [Rect("over", x, str(top - 4), str(_THREAD), str(BAR + 8)) for x in over]
    texts += [
        Text(css, x, str(height - 6), _figure(end * step / _STEPS, percent=known))
        for css, x, step in (("tick start", "0", 0), ("tick middle", "50%", 2), ("tick end", "100%", _STEPS))
    ]
    return Chart(height, tuple(rects), tuple(texts), len(shown))


def columns(amounts: Sequence[Named]) -> Chart:
    """Bars beside one another, the last of a longer row: for years."""
    shown = list(amounts)[-MOST_COLUMNS:]
    end = scale_end(max((amount for _name, amount, _told in shown), default=0))
    floor = HEAD + TALL
    lines = [(step, floor - round(TALL * step / _STEPS)) for step in range(1, _STEPS + 1)]
    rects = [Rect("thread", "0", str(y), "100%", str(_THREAD)) for _step, y in lines]
    texts = []
    room = 1 / max(len(shown), 1)
    for place, (name, amount, told) in enumerate(shown):
        tall = round(TALL * _part(amount, end))
        left, wide = _across((place + 0.22) * room), _across(0.56 * room)
        rects.append(Rect("bar", left, str(floor - tall), wide, str(tall)))
        over = [y for step, y in lines if (step + place) % 2 and y > floor - tall]
        rects += [Rect("over", left, str(y), wide, str(_THREAD)) for y in over]
        middle = _across((place + 0.5) * room)
        texts.append(Text("middle", middle, str(floor - tall - 7), told))
        texts.append(Text("tick middle", middle, str(floor + 18), name))
    rects.append(Rect("floor", "0", str(floor), "100%", "2"))
    return Chart(floor + FOOT, tuple(rects), tuple(texts), len(shown))


def scale_end(largest: float) -> float:
    """The end of a scale of four equal steps of 1, 2, 2.5 or 5 times a power of ten that holds the largest amount."""
    unit = 1.0
    while True:
        for step in (1, 2, 2.5, 5) if unit > 1 else (1, 2, 5):
            if largest <= _STEPS * step * unit:
                return _STEPS * step * unit
        unit *= 10


def _part(amount: float, end: float) -> float:
    return min(1.0, amount / end) if end else 0


def _across(part: float) -> str:
    """A part of the width, written for SVG whatever the reader's language."""
    return f"{part * 100:.2f}".rstrip("0").rstrip(".") + "%"


def _figure(value: float, *, percent: bool) -> str:
    if percent:
        return f"{round(value * 100)}%"
    return number_format(value, decimal_pos=0 if float(value).is_integer() else 1)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
