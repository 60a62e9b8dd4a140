"""Days on which offices work: Monday to Friday without the national holidays, and what rules add to them.

Source: the yearly joint decree of three ministers on *libur nasional* and *cuti bersama*, as lokal-id carries it; for a
year without a decree only weekends and the days of `LocalRule` HOLIDAYS are free.
"""

import datetime as dt
from collections.abc import Iterable
from functools import cache

from lokal.holidays import get_holidays

_SATURDAY = 5


@cache
def _national(year: int) -> frozenset[dt.date]:
    """The free days of the ministers' decree for that year; none when there is no decree yet."""
    try:
        known = get_holidays(year).holidays
    except (KeyError, ValueError):
        return frozenset()
    return frozenset(dt.date.fromisoformat(holiday.date) for holiday in known)


def is_workday(day: dt.date, extra: Iterable[dt.date] = ()) -> bool:
    """Whether offices work on that day; `extra` are further free days."""
    return day.weekday() < _SATURDAY and day not in _national(day.year) and day not in set(extra)


def after(day: dt.date, count: int, extra: Iterable[dt.date] = ()) -> dt.date:
    """The day that lies `count` working days behind `day`, which does not count itself; `count` is 0 or more."""
    free = frozenset(extra)
    while count > 0:
        day += dt.timedelta(days=1)
        count -= is_workday(day, free)
    return day


def between(start: dt.date, end: dt.date, extra: Iterable[dt.date] = ()) -> int:
    """How many working days lie behind `start` until `end` inclusive; negative when `end` lies before."""
    if end < start:
        return -between(end, start, extra)
    free, count, day = frozenset(extra), 0, start
    while day < end:
        day += dt.timedelta(days=1)
        count += is_workday(day, free)
    return count
