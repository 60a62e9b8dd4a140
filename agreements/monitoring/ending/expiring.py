"""What has run out, and what all parties agreed to end by today -> ended, however often and late that is asked."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Q

from agreements.monitoring.ending.actions import end
from agreements.monitoring.ending.carrying import end_by, waiting_end
from agreements.monitoring.ending.lasting import last_day
from agreements.monitoring.ending.proposals import takes_effect
from agreements.monitoring.motions.models import Motion
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.place_days import furthest_day, today_at
from agreements.record.stages import Stage
from agreements.record.vocabulary import EndingGround, Instrument

BATCH = 500
"""So many keys are read at a time; each agreement ends in a transaction of its own."""


@dataclass
class Round:
    """What one round of the daily command did."""

    ended: int = 0
    failed: list[str] = field(default_factory=list)
    """References of agreements that could not be ended; the others are not held up by them."""


def expire_due() -> int:
    """End what is due today and return how many agreements ended."""
    return expire().ended


def expire() -> Round:
    """End every agreement in force whose last day is past where its villages are, and those that motions end by today.

    It may be interrupted at any place, run twice, run late, and run twice at once: each agreement is taken with its row
    locked, and one that somebody else holds at that moment is left to them or to the next round.
    """
    done = Round()
    for key in _run_out():
        _try(key, _expire_one, done)
    for key in list(_agreed()):
        _try(key, _end_one, done)
    return done


def _run_out() -> Iterator[int]:
    """Keys of agreements in force whose own last day is past somewhere in Indonesia, by the index of the last days."""
    day, after = furthest_day(), None
    while True:
        found = Agreement.objects.filter(stage=Stage.IN_FORCE, ends_on__lt=day).order_by("ends_on", "pk")
        if after:
            found = found.filter(Q(ends_on__gt=after[0]) | Q(ends_on=after[0], pk__gt=after[1]))
        keys = list(found.values_list("ends_on", "pk")[:BATCH])
        if not keys:
            return
        yield from (key for _day, key in keys)
        after = keys[-1]


def _agreed() -> Iterator[int]:
    """Keys of agreements in force that all parties agreed to end."""
    motions = Motion.objects.filter(
        kind=Motion.Kind.END, state=Motion.State.CARRIED, agreement__stage=Stage.IN_FORCE
    )
    yield from motions.order_by("agreement").values_list("agreement", flat=True).distinct()


def _try(key: int, do: Callable[[Agreement], bool], done: Round) -> None:
    """Do it for one agreement in its own transaction, unless somebody else holds it."""
    try:
        with transaction.atomic():
            rows = Agreement.objects.select_for_update(no_key=True, skip_locked=True)
            agreement = rows.filter(pk=_held_by(key), stage=Stage.IN_FORCE).first()
            done.ended += bool(agreement and do(agreement))
    except (Refused, ValidationError, DatabaseError) as problem:
        done.failed.append(f"{key}: {type(problem).__name__}")


def _held_by(key: int) -> int:
    """The agreement that decides on the end of this one: of an addendum the one it changes, while that is in force."""
    parents = Agreement.objects.filter(
        descendants=key, descendants__instrument=Instrument.ADDENDUM, stage=Stage.IN_FORCE
    )
    return parents.values_list("pk", flat=True).order_by("pk").first() or key


def _expire_one(agreement: Agreement) -> bool:
    if not _is_over(agreement):
        return False
    end(agreement, by=None, ground=EndingGround.EXPIRED)
    return True


def _is_over(agreement: Agreement) -> bool:
    last: dt.date = last_day(agreement)
    return last < today_at(agreement)


def _end_one(agreement: Agreement) -> bool:
    motion = waiting_end(agreement)
    if motion is None or takes_effect(motion) > today_at(agreement):
        return False
    end_by(motion)
    return True
