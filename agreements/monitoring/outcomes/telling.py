"""An indicator with its measurements -> how far it is, in figures, in words and as the points of a small chart.

Pure: nothing is read from anywhere, and the day is an argument.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

WIDTH, HEIGHT, EDGE = 320, 120, 10
"""The chart's frame and the room around its lines, in the units of its drawing."""


@dataclass(frozen=True)
class Point:
    """One value on one day, and where it stands in the chart."""

    on: dt.date
    value: Decimal
    x: int
    y: int


@dataclass(frozen=True)
class Told:
    """How far an indicator is on a day."""

    points: tuple[Point, ...]
    """The baseline and every measurement, by day."""
    target: Point
    percent: int | None
    """Of the way from baseline to target; None while nothing was measured; below 0 when it went the other way."""
    state: str
    """`unmeasured`, `reached`, `behind` or `on_way`."""

    @property
    def line(self) -> str:
        """The points of the measured line, as a drawing writes them."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def aim(self) -> str:
        """The line from the baseline to the target."""
        first = self.points[0]
        return f"{first.x},{first.y} {self.target.x},{self.target.y}"

    @property
    def words(self) -> str:
        """The state in words; it is never told by colour alone."""
        return {
            "unmeasured": _("belum diukur"),
            "reached": _("target tercapai"),
            "behind": _("di bawah jalur"),
            "on_way": _("sesuai jalur"),
        }[self.state]

    @property
    def icon(self) -> str:
        """The picture beside the words."""
        return {"unmeasured": "clock", "reached": "success", "behind": "warning", "on_way": "check"}[
            self.state
        ]

    @property
    def sentence(self) -> str:
        """The chart for who cannot see it: where it began, where it is, where it is to go."""
        last, first = self.points[-1], self.points[0]
        said = {"first": shown(first.value), "since": _day(first.on), "target": shown(self.target.value)}
        said |= {"last": shown(last.value), "on": _day(last.on), "until": _day(self.target.on)}
        if self.percent is None:
            return _("Awal %(first)s (%(since)s), target %(target)s (%(until)s), belum diukur.") % said
        return (
            _("Dari %(first)s (%(since)s) menjadi %(last)s (%(on)s); target %(target)s (%(until)s).") % said
        )


def told(
    *, baseline: tuple[dt.date, Decimal], target: tuple[dt.date, Decimal], measured: Sequence[tuple[dt.date, Decimal]],
    today: dt.date,
) -> Told:  # fmt: skip
    """Tell how far it is: the latest measurement counts, whether the aim lies above or below the baseline.

    Behind is who is more than a tenth of the whole way below the straight line from baseline to target on the day of
    the latest measurement, or who has not reached the target although its day is past.
    """
    # a value measured on the day of the baseline takes its place in the chart
    known = {baseline[0]: baseline[1]} | dict(sorted(measured))
    days = sorted(known)
    first, last = days[0], max(days[-1], target[0])
    values = [*known.values(), target[1]]
    frame = (first, max((last - first).days, 1), min(values), max(max(values) - min(values), Decimal(1)))
    points = tuple(_placed(day, known[day], frame) for day in days)
    percent = percent_of(baseline[1], target[1], points[-1].value) if measured else None
    state = _state(percent, points[-1].on, baseline[0], target[0], today)
    return Told(points, _placed(*target, frame), percent, state)


def percent_of(baseline: Decimal, target: Decimal, value: Decimal) -> int:
    """How much of the way from baseline to target has been gone, rounded towards the baseline; it may pass 100."""
    if target == baseline:
        return 100
    return int((value - baseline) * 100 / (target - baseline))


def _state(percent: int | None, on: dt.date, begins: dt.date, ends: dt.date, today: dt.date) -> str:
    if percent is None:
        return "unmeasured"
    if percent >= 100:
        return "reached"
    if today > ends:
        return "behind"
    expected = 100 * (on - begins).days // max((ends - begins).days, 1)
    return "behind" if percent < expected - 10 else "on_way"


def _placed(day: dt.date, value: Decimal, frame: tuple[dt.date, int, Decimal, Decimal]) -> Point:
    """Where a value stands: later is further right, more is further up."""
    first, days, least, span = frame
    x = EDGE + (WIDTH - 2 * EDGE) * (day - first).days // days
    y = HEIGHT - EDGE - int((HEIGHT - 2 * EDGE) * (value - least) / span)
    return Point(day, value, x, y)


def shown(value: Decimal) -> str:
    """A value as people write it: no decimals where there are none."""
    plain = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    return number_format(plain, use_l10n=True, force_grouping=True)


def _day(value: dt.date) -> str:
    return date_format(value, "j F Y")
