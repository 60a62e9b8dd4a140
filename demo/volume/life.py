"""A place in the queue of years -> what became of one agreement and when: its dates, stage and journal."""

import datetime as dt
from bisect import bisect_left
from dataclasses import dataclass
from random import Random

from agreements.record.stages import Stage
from agreements.record.workdays import is_workday

FIRST = dt.date(2018, 1, 2)
"""The day on which the first agreement is begun."""
_YEARS = (1, 1, 2, 2, 3, 3, 3, 5, 5, 10)
_MOVES = {
    "withdraw": Stage.WITHDRAWN,
    "open_round": Stage.REVIEW,
    "turn_down": Stage.REJECTED,
    "approve": Stage.SIGNING,
    "complete": Stage.PUBLICATION,
    "publish": Stage.IN_FORCE,
    "end": Stage.ENDED,
}


class Days:
    """Working days, counted once for all agreements."""

    def __init__(self, until: dt.date) -> None:
        """From the first agreement's year until a year after that day."""
        day, last = FIRST.replace(day=1), until.replace(year=until.year + 1, day=1)
        self.working = []
        while day <= last:
            if is_workday(day):
                self.working.append(day.toordinal())
            day += dt.timedelta(days=1)

    def at_or_after(self, ordinal: int) -> int:
        """That day, or the next on which offices work."""
        return self.working[min(bisect_left(self.working, ordinal), len(self.working) - 1)]

    def between(self, start: int, end: int) -> int:
        """How many working days lie behind `start` until `end` inclusive, as `record.workdays.between`."""
        return bisect_left(self.working, end + 1) - bisect_left(self.working, start + 1)

    def behind(self, start: int, count: int) -> int:
        """The day that lies so many working days behind `start`, as `record.workdays.after`."""
        place = bisect_left(self.working, start + 1) + count - 1
        return self.working[min(place, len(self.working) - 1)]


@dataclass(slots=True)
class Life:
    """What happened until now."""

    stage: str
    events: list[tuple[str, dt.datetime]]
    """Journal codes and moments, in order."""
    starts_on: dt.date
    ends_on: dt.date

    def at(self, code: str) -> dt.datetime | None:
        """When that happened; None when it did not (yet)."""
        return next((moment for name, moment in self.events if name == code), None)


def live(chance: Random, share: float, days: Days, now: dt.datetime) -> Life:
    """The life of the agreement begun at that share of the years until now; later years see more of them."""
    first, today = FIRST.toordinal(), now.date().toordinal()
    begun = days.at_or_after(first + int((today - first) * share**0.6))
    term = dt.date.fromordinal(begun + 100).replace(day=1)
    ends_on = term.replace(year=term.year + chance.choice(_YEARS)) - dt.timedelta(days=1)
    events = _events(chance, begun, days, ends_on.toordinal() + 1)
    happened = [(code, moment) for code, moment in events if moment <= now]
    if not happened:
        happened = [(events[0][0], now)]
    stage = Stage.DRAFTING.value
    for code, _moment in happened:
        stage = _MOVES[code].value if code in _MOVES else stage
    return Life(stage, happened, term, ends_on)


def _events(chance: Random, begun: int, days: Days, over: int) -> list[tuple[str, dt.datetime]]:
    """Everything that will happen to it, each on a working day in office hours."""
    said = [("begin", _at(chance, begun))]
    day = days.at_or_after(begun + chance.randint(1, 9))
    said.append(("edit", _at(chance, day)))
    day = days.at_or_after(day + chance.randint(5, 40))
    if chance.random() < 0.012:
        return [*said, ("withdraw", _at(chance, day))]
    said.append(("open_round", _at(chance, day)))
    day = days.behind(day, 1 + min(int(chance.expovariate(1 / 8)), 60))
    if chance.random() < 0.008:
        return [*said, ("turn_down", _at(chance, day))]
    approved = _at(chance, day)
    said += [("approve", approved), ("render", approved + dt.timedelta(seconds=chance.randint(2, 9)))]
    day = days.at_or_after(day + chance.randint(3, 21))
    said.append(("lodge_paper", _at(chance, day)))
    day = days.at_or_after(day + chance.randint(1, 4))
    compared = _at(chance, day)
    said += [("confirm_paper", compared), ("complete", compared + dt.timedelta(seconds=1))]
    day = days.at_or_after(day + chance.randint(1, 14))
    said.append(("publish", _at(chance, day)))
    if chance.random() < 0.03:
        over = min(over, days.at_or_after(day + chance.randint(90, 700)))
    said.append(("end", _at(chance, max(over, day + 1))))
    return said


def _at(chance: Random, ordinal: int) -> dt.datetime:
    """A moment in office hours of that day: 8 to 15 o'clock in Jakarta."""
    midnight = dt.datetime.fromordinal(ordinal).replace(tzinfo=dt.UTC)
    return midnight + dt.timedelta(seconds=chance.randint(3_600, 28_700))
