"""Numbers by year -> the columns of a small drawing (SVG): one strip beside the other, green and turmeric in turns."""

from collections.abc import Sequence
from dataclasses import dataclass

HIGH = 120
"""How high the highest column is, in units of the drawing."""
STEP, STRIP = 52, 34
"""How far columns stand apart and how wide each is."""
TOP, FOOT = 24, 28
"""Room for the numbers above and the years below."""


@dataclass(frozen=True)
class Column:
    """One year; all numbers are text that no locale changes."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    """Where number and year are centred."""
    above: str
    """Where the number stands."""
    label: str
    value: int


@dataclass(frozen=True)
class Columns:
    """The whole drawing."""

    columns: list[Column]
    box: str
    """The `viewBox`."""
    ground: str
    """The line on which the columns stand."""
    foot: str
    """Where the years stand."""


def columns(years: Sequence[tuple[int, int]]) -> Columns | None:
    """The numbers of the years as columns; None when there is nothing to compare."""
    if len(years) < 2:
        return None
    most = max(1, *(count for _year, count in years))
    width, low = STEP * len(years), TOP + HIGH
    drawn = []
    for number, (year, count) in enumerate(years):
        height = max(round(count / most * HIGH), 2 if count else 0)
        left = number * STEP + (STEP - STRIP) // 2
        drawn.append(
            Column(
                x=str(left),
                y=str(low - height),
                width=str(STRIP),
                height=str(height),
                middle=str(left + STRIP // 2),
                above=str(low - height - 6),
                label=str(year),
                value=count,
            )
        )
    return Columns(drawn, f"0 0 {width} {low + FOOT}", f"M0 {low}h{width}", str(low + FOOT - 8))
