"""Suspensions -> on which days nobody owes anything, as plain days.

A suspension runs from its first day until the day before it was resumed, else until its last day.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol


class Span(Protocol):
    """What a suspension says of its days."""

    starts_on: dt.date
    ends_on: dt.date
    resumed_on: dt.date | None


def last_day(span: Span) -> dt.date:
    """The last day on which it runs; before its first one where it was resumed before it began."""
    if span.resumed_on is None:
        return span.ends_on
    return min(span.ends_on, span.resumed_on - dt.timedelta(days=1))


def runs_on(span: Span, day: dt.date) -> bool:
    """Whether nobody owes anything on that day because of this suspension."""
    return span.starts_on <= day <= last_day(span)


def days_of(spans: Iterable[Span]) -> int:
    """How many days all of them take away together."""
    return sum(max((last_day(span) - span.starts_on).days + 1, 0) for span in spans)
