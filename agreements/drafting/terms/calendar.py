"""A due rule and the term of an agreement -> the days on which an obligation falls due."""

import calendar
import datetime as dt

from agreements.record.vocabulary import DueRule

_MONTHS = {DueRule.MONTHLY: 1, DueRule.QUARTERLY: 3, DueRule.YEARLY: 12}


def occurrences(
    rule: str,
    due_on: dt.date | None,
    due_days: int | None,
    *,
    starts_on: dt.date,
    ends_on: dt.date,
    signed_on: dt.date | None,
) -> list[dt.date]:
    """Every day on which an obligation of that rule falls due, in order; none where the rule does not say.

    A periodic one begins on `due_on`, or when the agreement starts, and comes round until the agreement ends; after the
    31st a shorter month has its last day, a longer one the 31st again. A single day may lie behind the end. Days after
    signing are unknown (none) until `signed_on` is.
    """
    if rule == DueRule.ON_DATE:
        return [due_on] if due_on else []
    if rule == DueRule.AFTER_SIGNING:
        return [signed_on + dt.timedelta(days=due_days or 0)] if signed_on else []
    if rule not in _MONTHS:
        return []
    first, step = due_on or starts_on, _MONTHS[DueRule(rule)]
    found: list[dt.date] = []
    while (day := months_later(first, step * len(found))) <= ends_on:
        found.append(day)
    return found


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of the month some months later; the last day of a month that is too short for it."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
