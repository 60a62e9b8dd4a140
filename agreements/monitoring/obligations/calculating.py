"""The due rule of an obligation, the term and the suspensions of its agreement -> the days on which it falls due.

The rule in words:

1. An obligation comes round (monthly, quarterly, yearly) from its first day, or from the beginning of the agreement,
   until the agreement ends; what began on the last of a month has the last of every month.
2. It falls due once on a day that the text names; some calendar days after the signing; or some working days after
   each event that was noted (weekends, national holidays and the regency's own free days do not count).
3. Never before the beginning: what the text puts before it, or before the signing, falls due when both are there.
   Only a rhythm that is older than the agreement loses the times before the agreement began.
4. Never after the end: what is counted and would lie behind it falls due on the last day. Only a day that the text
   itself names behind the end (a last report, a last settlement) stays.
5. While the agreement is suspended nobody owes anything. What comes round is left out. What falls due once waits: it
   falls due as many days after the resumption as it stood behind the beginning of the suspension.
6. Every time keeps its number, whatever is left out before it, so that a new calculation finds the same times again.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from agreements.drafting.terms.calendar import occurrences
from agreements.record.vocabulary import PERIODIC, DueRule
from agreements.record.workdays import after

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    """What one provision says about its days."""

    code: str
    """A `DueRule`; empty where the obligation has no days."""
    due_on: dt.date | None = None
    """The day that the text names; of a rhythm the first."""
    due_days: int | None = None
    """How many days after signing, or working days after the event."""


@dataclass(frozen=True)
class Pause:
    """Days on which the agreement is suspended."""

    first: dt.date
    last: dt.date
    """The last suspended day: on the next one the agreement holds again."""


@dataclass(frozen=True)
class Term:
    """When the agreement holds."""

    starts_on: dt.date
    ends_on: dt.date
    signed_on: dt.date | None = None
    """When the last party signed; unknown for what is not signed yet."""
    pauses: tuple[Pause, ...] = ()
    free: frozenset[dt.date] = frozenset()
    """Days on which the regency's offices do not work besides weekends and national holidays."""

    @property
    def first_day(self) -> dt.date:
        """From when on anybody can owe anything."""
        return max(self.starts_on, self.signed_on or self.starts_on)


@dataclass(frozen=True, order=True)
class Due:
    """One time at which the obligation falls due."""

    day: dt.date
    ordinal: int
    """The how-manieth time, from 1; counted for each event by itself."""
    happened_on: dt.date | None = None
    """The event from which it was counted."""


def dues(rule: Rule, term: Term, happened: Iterable[dt.date] = ()) -> list[Due]:
    """Every time at which an obligation of that rule falls due, the first day first; none where it has no days."""
    if term.first_day > term.ends_on:
        return []
    if rule.code in PERIODIC:
        return _coming_round(rule, term)
    if rule.code == DueRule.AFTER_EVENT:
        count = rule.due_days or 0
        return sorted(_once(after(day, count, term.free), term, day) for day in set(happened))
    once = occurrences(
        rule.code,
        rule.due_on,
        rule.due_days,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        signed_on=term.signed_on,
    )
    named = rule.code == DueRule.ON_DATE
    return [_once(day, term, named=named) for day in once]


def _coming_round(rule: Rule, term: Term) -> list[Due]:
    """The times of a rhythm, numbered from its beginning, without those that nobody owes."""
    days = occurrences(
        rule.code, rule.due_on, None, starts_on=term.starts_on, ends_on=term.ends_on, signed_on=None
    )
    found = []
    for ordinal, day in enumerate(days, start=1):
        if day < term.starts_on:
            continue
        day = max(day, term.first_day)
        if not any(pause.first <= day <= pause.last for pause in term.pauses):
            found.append(Due(day, ordinal))
    return found


def _once(day: dt.date, term: Term, happened_on: dt.date | None = None, *, named: bool = False) -> Due:
    """A single day inside the term; one that the text names may lie behind the end."""
    day = max(day, term.first_day)
    last = max(term.ends_on, day) if named else term.ends_on
    for pause in sorted(term.pauses, key=lambda one: one.first):
        if pause.first <= day <= pause.last:
            day = pause.last + _DAY + (day - pause.first)
    return Due(min(day, last), 1, happened_on)
