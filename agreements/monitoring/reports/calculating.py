"""The words "yearly and at the end" -> the spans for which a report is owed, each with its last day; pure dates.

Permendagri 96/2017 has cooperation reported; "yearly" and the days within which are the portal's default, which a
regency may change (`LocalRule` REPORT_DUE). The rule in words:
- A yearly report is owed for every calendar year at whose last day the agreement holds on; in the first year it begins
  with the agreement's first day. The year of the village's budget is the calendar year (UU 17/2003 art. 4).
- In the year in which it ends no yearly report is owed but the final one, over its whole life.
- Nothing is owed for what was over before the portal knew of the agreement (older ones are brought in later).
"""

import datetime as dt
from dataclasses import dataclass

YEARLY, FINAL = "yearly", "final"


@dataclass(frozen=True)
class Life:
    """What is known of an agreement's life."""

    starts_on: dt.date
    ends_on: dt.date
    """The last day as agreed."""
    ended_on: dt.date | None
    """The last day on which it held, once it has ended."""
    known_since: dt.date
    """From which day on it stands in the portal as one in force."""


@dataclass(frozen=True)
class Span:
    """A stretch of time about which one report speaks."""

    kind: str
    starts_on: dt.date
    ends_on: dt.date


def spans(life: Life, today: dt.date) -> list[Span]:
    """Every span that a report is or will be owed for, the running year included, the earliest first."""
    if life.starts_on > today:
        return []
    last = life.ended_on or life.ends_on
    first = max(life.starts_on, life.known_since).year
    years = range(first, min(last.year - 1, today.year) + 1)
    found = [Span(YEARLY, max(life.starts_on, dt.date(year, 1, 1)), dt.date(year, 12, 31)) for year in years]
    if life.ended_on is not None and life.ended_on >= life.known_since:
        found.append(Span(FINAL, life.starts_on, max(life.ended_on, life.starts_on)))
    return found


def due_on(span: Span, days: dict[str, int]) -> dt.date:
    """The last day on which the report is in time: so many calendar days behind the span."""
    return span.ends_on + dt.timedelta(days=days[span.kind])
