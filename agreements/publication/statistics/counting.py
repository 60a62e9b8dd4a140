"""Changed listings -> the figures of their regions, counted anew and kept in `Tally`.

Every minute the worker looks which regions changed (`count_changed`); a kecamatan or a small regency is counted at
once, a large region rests between two counts the longer the more agreements it has. Once a night everything is
counted (`count_all`), which also mends what no change of a listing tells: another edition of the register, an
agreement taken away.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from agreements.publication.map.counting import keep_maps
from agreements.publication.statistics import sql
from agreements.publication.statistics.models import Tallied, Tally

NATIONAL = ""
"""The scope of all Indonesia."""
LATE = dt.timedelta(minutes=5)
"""A change that was made at one moment may be committed, and seen, this much later."""
REST_PER_AGREEMENT = dt.timedelta(milliseconds=5)
LONGEST_REST = dt.timedelta(hours=1)
MOST_AT_ONCE = 200
"""When more regions than this have changed, everything is counted in one go."""
MEMORY = "64MB"
"""What one step of the counting may use before it goes to disk."""
_LOCK = 0x7374


def figures(scope: str, year: int | None = None) -> list[Tally]:
    """The figures of a region as they are now, not kept; `year`: only of agreements that came to hold in it."""
    with transaction.atomic(), connection.cursor() as cursor:
        _tune(cursor)
        cursor.execute(*sql.placed(sql.COUNTED, _asked([scope], year)))
        rows = cursor.fetchall()
    return [
        Tally(scope=place, measure=measure, key=key, count=count, amount=amount)
        for place, measure, key, count, amount in rows
    ]


@transaction.atomic
def count_all() -> int:
    """Count every region anew; returns how many there are. While somebody else counts, nothing is done (0)."""
    return _count(None) if _alone() else 0


@transaction.atomic
def count_changed(now: dt.datetime | None = None) -> int:
    """Count the regions whose listings changed since they were counted; returns how many were counted.

    A region is counted until five minutes after its last change, for changes seen late; a large one rests meanwhile.
    With the nation all waiting regions are counted, so that nothing from before the nation's last count still waits.
    """
    now = now or timezone.now()
    if not _alone():
        return 0
    last = Tallied.objects.filter(scope=NATIONAL).first()
    if last is None:
        return _count(None, now)
    waiting = _waiting(last.counted_at - LATE)
    due = _rested(waiting, now)
    if NATIONAL in due:
        due = list(waiting)
    if len(due) > MOST_AT_ONCE:
        return _count(None, now)
    return _count(due, now) if due else 0


def _waiting(since: dt.datetime) -> dict[str, dt.datetime | None]:
    """The regions with changes that their last count may not have seen, and when that was."""
    with connection.cursor() as cursor:
        cursor.execute(*sql.placed(sql.CHANGED, {"since": since}))
        changed = dict(cursor.fetchall())
    known = dict(Tallied.objects.filter(scope__in=changed).values_list("scope", "counted_at"))
    return {
        scope: known.get(scope)
        for scope, moment in sorted(changed.items())
        if scope not in known or known[scope] < moment + LATE
    }


def _rested(waiting: dict[str, dt.datetime | None], now: dt.datetime) -> list[str]:
    """Those whose rest is over."""
    sizes = dict(
        Tally.objects.filter(scope__in=waiting, measure="total", key="").values_list("scope", "count")
    )
    return [
        scope
        for scope, counted_at in waiting.items()
        if counted_at is None or now - counted_at >= rest(sizes.get(scope, 0))
    ]


def rest(agreements: int) -> dt.timedelta:
    """How long a region with so many agreements rests between two counts."""
    return min(agreements * REST_PER_AGREEMENT, LONGEST_REST)


def _count(scopes: Sequence[str] | None, now: dt.datetime | None = None) -> int:
    asked = _asked(scopes) | {"now": now or timezone.now()}
    with connection.cursor() as cursor:
        _tune(cursor)
        cursor.execute(*sql.placed(sql.KEEP, asked))
        cursor.execute(*sql.placed(sql.NOTED, asked))
        counted = cursor.rowcount
    keep_maps(_regencies(scopes))
    return counted


def _regencies(scopes: Sequence[str] | None) -> list[str]:
    """Those of the regions that have a map."""
    if scopes is None:
        scopes = list(Tallied.objects.order_by("scope").values_list("scope", flat=True))
    return [scope for scope in scopes if len(scope) == len("33.05")]


def _tune(cursor: Any) -> None:
    """Until the transaction ends: room to count in memory, and no compiling, which takes longer than the counting."""
    cursor.execute("SELECT set_config('work_mem', %s, true), set_config('jit', 'off', true)", [MEMORY])


def _asked(scopes: Sequence[str] | None, year: int | None = None) -> dict[str, Any]:
    named = [NATIONAL] if scopes is None else list(scopes)
    return {"scopes": named, "all": scopes is None, "national": NATIONAL in named, "year": year}


def _alone() -> bool:
    """Whether nobody else counts until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])
