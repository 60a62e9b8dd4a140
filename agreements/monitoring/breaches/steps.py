"""The steps of a sanction, as the agreement words them -> which one may be taken next, from which day, until when.

The text says: "teguran tertulis, …, apabila dalam n Hari sejak langkah sebelumnya pelanggaran belum dipulihkan". So the
n days of a step count from the step before it, of the first one from the day on which the case was opened; they are
calendar days. Before the first step the other side is heard: it has answered, or its days to answer are over. A step
asks to be met until the next one may come; the last one within `LAST` days.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agreements.record.vocabulary import Measure

LAST = 14
"""Within so many calendar days the last step is to be met."""
WITHOUT: tuple[Mapping[str, Any], ...] = tuple(
    {"measure": Measure.WARNING.value, "after_days": days, "amount": None} for days in (0, LAST, LAST)
)
"""Where the text names no sanction: a case may be warned of, three times, and nothing more."""


@dataclass(frozen=True)
class Next:
    """The step that comes next."""

    ordinal: int
    """The how-manieth of the sanction, from 1."""
    measure: str
    """A code of `Measure`."""
    amount: int | None
    """What it costs, in rupiah; None where the text names no sum."""
    opens_on: dt.date
    """The first day on which it may be taken."""
    days: int
    """How many calendar days the other side then has."""

    def due_on(self, day: dt.date) -> dt.date:
        """Until when it is to be met, if it is taken on that day."""
        return day + dt.timedelta(days=self.days)


def next_step(
    steps: Sequence[Mapping[str, Any]], taken: Sequence[dt.date], *, opened_on: dt.date, heard_on: dt.date
) -> Next | None:
    """What comes after the steps taken on these days; None when all are taken.

    `opened_on` is the day of the case, `heard_on` the day of the answer or the one after the last day to answer.
    """
    if len(taken) >= len(steps):
        return None
    row = steps[len(taken)]
    since = taken[-1] if taken else opened_on
    opens_on = since + dt.timedelta(days=row.get("after_days") or 0)
    following = steps[len(taken) + 1 : len(taken) + 2]
    days = (following[0].get("after_days") or 0) if following else 0
    return Next(
        ordinal=len(taken) + 1,
        measure=str(row["measure"]),
        amount=row.get("amount"),
        opens_on=max(opens_on, heard_on),
        days=days or LAST,
    )
