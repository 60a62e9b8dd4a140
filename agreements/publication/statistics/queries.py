"""The kept figures of a region -> the tables that pages, files and reports show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from agreements.publication.statistics.measures import MEASURES, SUMMARIES, Measure
from agreements.publication.statistics.models import Tallied, Tally
from agreements.publication.statistics.places import LOWEST, Place, parts_of
from agreements.publication.written import Written


@dataclass(frozen=True)
class Line:
    """One value of one respect."""

    key: str
    name: str
    count: int
    amount: int | None
    share: float
    """Of all that is counted; for coverage, of the region's own villages."""


@dataclass(frozen=True)
class Summary:
    """What all together come to: a median, a ninetieth percentile."""

    key: str
    name: str
    count: int
    """Of how many."""
    amount: int
    unit: str


@dataclass(frozen=True)
class Table:
    """One respect with its figures."""

    measure: Measure
    lines: list[Line]
    summaries: list[Summary]

    @property
    def has_amounts(self) -> bool:
        """Whether anything stands besides the counts."""
        return any(line.amount is not None for line in self.lines)


@dataclass(frozen=True)
class Figures:
    """All figures of a region."""

    place: Place
    tallies: list[Tally]
    parts: Mapping[str, str]
    """The names of the next smaller regions, by their codes."""

    @cached_property
    def _by_measure(self) -> dict[str, dict[str, Tally]]:
        found: dict[str, dict[str, Tally]] = {}
        for tally in self.tallies:
            found.setdefault(tally.measure, {})[tally.key] = tally
        return found

    def one(self, measure: str, key: str = "") -> Tally:
        """One figure; a zero where nothing was counted."""
        kept = self._by_measure.get(measure, {}).get(key)
        return kept or Tally(scope=self.place.scope, measure=measure, key=key)

    @property
    def total(self) -> int:
        """How many agreements there are."""
        return self.one("total").count

    @property
    def partners(self) -> int:
        """How many partners take part."""
        return self.one("total", "partners").count

    @property
    def covered(self) -> tuple[int, int]:
        """How many villages cooperate, and how many there are."""
        found = self.one("coverage")
        return found.count, found.amount or 0

    @property
    def tables(self) -> list[Table]:
        """Every respect in which something was counted."""
        return [table for table in map(self.table, MEASURES) if table.lines]

    def table(self, measure: Measure) -> Table:
        """The figures in one respect, in the order that says most: its own, or the largest first."""
        rows = self._by_measure.get(measure.code, {})
        summaries = [
            Summary(key, str(name), rows[key].count, rows[key].amount or 0, unit)
            for (code, key), (name, unit) in SUMMARIES.items()
            if code == measure.code and key in rows
        ]
        names = self._names(measure, rows)
        lines = [self._line(measure, key, name, rows.get(key)) for key, name in names.items()]
        if not any(line.count for line in lines) and measure.code != "coverage":
            lines = []
        if not measure.ordered:
            lines.sort(key=lambda line: (-line.share, -line.count, line.name))
        return Table(measure, lines, summaries)

    def _names(self, measure: Measure, rows: Mapping[str, Tally]) -> dict[str, str]:
        """The values to show and what they are called: of fixed ones all that mean something, else those counted."""
        if measure.code in ("region", "coverage"):
            lowest = len(self.place.scope) == LOWEST and measure.code == "coverage"
            known = {} if lowest else self.parts
            return {key: known.get(key, key) for key in {*known, *rows} if key}
        if measure.keys:
            return {key: str(name) for key, name in measure.keys.items() if measure.ordered or key in rows}
        return {key: key for key in sorted(rows)}

    def _line(self, measure: Measure, key: str, name: str, tally: Tally | None) -> Line:
        count, amount = (tally.count, tally.amount) if tally else (0, None)
        whole = (amount or 0) if measure.code == "coverage" else self.total
        return Line(key, name, count, amount, count / whole if whole else 0)


def figures_of(place: Place) -> Figures:
    """The kept figures of a region."""
    return arranged(place, Tally.objects.filter(scope=place.scope))


def arranged(place: Place, tallies: Iterable[Tally]) -> Figures:
    """Figures from rows counted before or just now."""
    return Figures(place, list(tallies), parts_of(place.scope))


def counted(scope: str) -> Any:
    """When the region was last counted; None where it never was."""
    found = _COUNTED(scope)
    return found[0][0] if found else None


_COUNTED = Written(lambda scope: Tallied.objects.filter(scope=scope).values_list("counted_at"), str)
