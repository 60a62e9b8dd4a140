"""Names with amounts -> bars that a template draws as SVG; the table beside them says the same in figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format

WIDTH, LINE = 320, 36
"""How wide the picture is, and how high one bar with its name above; both in the picture's own units."""
_MOST = 12
_ROOM = 260


@dataclass(frozen=True)
class Bar:
    """One bar."""

    name: str
    """What it stands for."""
    told: str
    """The amount as people write it."""
    top: int
    """Where its line begins."""
    width: float
    """How long it is."""

    @property
    def base(self) -> int:
        """Where its name stands."""
        return self.top + 13

    @property
    def bar_top(self) -> int:
        """Where the bar itself begins."""
        return self.top + 18

    @property
    def told_base(self) -> int:
        """Where the amount stands."""
        return self.top + 29

    @property
    def told_left(self) -> float:
        """Where the amount begins: right behind the bar."""
        return round(self.width + 5, 1)


def bars(amounts: Iterable[tuple[str, float | None]]) -> list[Bar]:
    """The first dozen of those with an amount, the longest as long as there is room."""
    known = [(name, amount) for name, amount in amounts if amount is not None][:_MOST]
    longest = max((amount for _name, amount in known), default=0) or 1
    return [
        Bar(_short(name), figure(amount), place * LINE, round(max(2, _ROOM * amount / longest), 1))
        for place, (name, amount) in enumerate(known)
    ]


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:39]}…"


def figure(value: float) -> str:
    """3 as "3", 2.5 as "2,5": one place behind the comma at most."""
    whole = float(value).is_integer()
    return number_format(value, decimal_pos=0 if whole else 1)
