"""The day on which an obligation falls due and the local rule of reminders -> the days on which it is spoken of.

In words: some days before, on the day itself, on the first day on which it is late, and some days after.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Reminders:
    """How many days before and after the day somebody is reminded."""

    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()

    @classmethod
    def of(cls, value: dict[str, Any] | None) -> "Reminders":
        """What a `LocalRule` OBLIGATION_REMINDERS says; None: only the day itself."""
        said = value or {}
        return cls(tuple(said.get("before", ())), tuple(said.get("after", ())))

    def told_on(self, due_on: dt.date) -> frozenset[dt.date]:
        """The days on which the party that owes it is reminded."""
        return frozenset(
            {due_on, *_moved(due_on, (-days for days in self.before)), *_moved(due_on, self.after)}
        )

    def days(self, due_on: dt.date) -> list[dt.date]:
        """The days on which the daily round has something to do about it, in order."""
        return sorted(self.told_on(due_on) | {due_on + _DAY})


def _moved(day: dt.date, numbers: Iterable[int]) -> list[dt.date]:
    return [day + dt.timedelta(days=number) for number in numbers]


def first_look(due_on: dt.date, today: dt.date, reminders: Reminders) -> dt.date | None:
    """On which day to look at it first; one that is late already is looked at as if this were its first late day."""
    if due_on < today:
        return due_on + _DAY
    return next(day for day in reminders.days(due_on) if day >= today)


def next_look(due_on: dt.date, today: dt.date, reminders: Reminders) -> dt.date | None:
    """On which day to look at it again after today; None when there is nothing any more."""
    return next((day for day in reminders.days(due_on) if day > today), None)


def falls_late(due_on: dt.date, today: dt.date, look_on: dt.date) -> bool:
    """Whether it is seen late for the first time: it was to be looked at no later than on its first late day."""
    return due_on < today and look_on <= due_on + _DAY


def reminded(due_on: dt.date, today: dt.date, look_on: dt.date, reminders: Reminders) -> dt.date | None:
    """The mark that a round of today tells of: the last one since it was to be looked at; None when there is none.

    A round that comes days late tells once, not once for each mark that it missed.
    """
    return max((day for day in reminders.told_on(due_on) if look_on <= day <= today), default=None)
