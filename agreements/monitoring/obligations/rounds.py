"""The day's round: what is to be looked at today -> reminders to tell, and obligations that are seen late once.

Only rows whose `look_on` has come are touched, found by the index `occurrence_to_look_at`. Two rounds at once share the
work: an agreement that another one holds is left to it. A round that dies has done whole agreements or nothing of them,
and the next one goes on where it stopped; one that comes days late tells once of what it missed.
"""

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.db import transaction
from django.db.models import Q

from agreements.monitoring.obligations.marks import Reminders, falls_late, next_look, reminded
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.obligations.settling import facts_of
from agreements.monitoring.obligations.yielding import reminders_of
from agreements.record import journal
from agreements.record.access import load_parties, regency_of
from agreements.record.models import Agreement
from agreements.record.place_days import furthest_day, today_at

logger = logging.getLogger("kerjasama.obligations")

BATCH = 500
"""So many rows are looked at in one transaction."""


@dataclass(frozen=True)
class Seen:
    """What a round has seen of one obligation."""

    occurrence: Occurrence
    late: bool
    """It is late, and nobody has seen it late before."""
    mark: dt.date | None
    """The day of reminding that has come; None when nobody is to be reminded."""
    today: dt.date


@dataclass
class Round:
    """What a round has done."""

    looked_at: int = 0
    late: int = 0
    left: int = 0
    """Rows of agreements that somebody else held; the next round finds them."""
    failed: int = 0
    """Agreements with which something went wrong; the log says what."""


Late = Callable[[Occurrence], object]
Tell = Callable[[list[Seen]], object]


def go_round(*, on_late: Late, tell: Tell, batch: int = BATCH) -> Round:
    """Look at everything whose day has come; `on_late` hears of each that falls late, `tell` of each batch."""
    done, reached, until = Round(), (dt.date.min, 0), furthest_day()
    rules = cache(reminders_of)
    while keys := _next(reached, until, batch):
        with transaction.atomic():
            seen = _look(keys, done, rules, on_late)
            tell(seen)
        reached = keys[-1][:2]
    return done


def _next(reached: tuple[dt.date, int], until: dt.date, batch: int) -> list[tuple[dt.date, int, int]]:
    """The next rows whose day has come: day, key, key of the agreement."""
    day, key = reached
    further = Q(look_on__gt=day) | Q(look_on=day, pk__gt=key)
    rows = Occurrence.objects.filter(further, look_on__gte=day, look_on__lte=until).order_by("look_on", "pk")
    found = rows.values_list("look_on", "pk", "agreement_id")[:batch]
    return [(look, row, agreement) for look, row, agreement in found if look]


def _look(
    keys: list[tuple[dt.date, int, int]], done: Round, rules: Callable[[str | None], Reminders], on_late: Late
) -> list[Seen]:
    """Look at these rows, agreement by agreement in the order of their keys, so that two rounds never cross."""
    wanted = {agreement for _day, _key, agreement in keys}
    free = Agreement.objects.select_for_update(no_key=True, skip_locked=True).filter(pk__in=wanted)
    agreements = load_parties(free.order_by("pk"))
    rows = _rows([key for _day, key, _agreement in keys], agreements)
    done.left += sum(agreement not in rows for _day, _key, agreement in keys)
    found: list[Seen] = []
    later: dict[dt.date | None, list[int]] = {}
    for agreement in agreements:
        today, rule = today_at(agreement), rules(regency_of(agreement))
        seen = [_seen(row, today, rule) for row in rows[agreement.pk] if row.look_on and row.look_on <= today]
        if not _fell_late(agreement, [one.occurrence for one in seen if one.late], on_late):
            done.failed += 1
            continue
        for one in seen:
            later.setdefault(next_look(one.occurrence.due_on, today, rule), []).append(one.occurrence.pk)
        found += seen
    for day, keys_of_day in later.items():
        Occurrence.objects.filter(pk__in=keys_of_day).update(look_on=day)
    done.looked_at += len(found)
    done.late += sum(one.late for one in found)
    return found


def _rows(keys: list[int], agreements: Iterable[Agreement]) -> dict[int, list[Occurrence]]:
    """The rows as they stand now that their agreements are held, by agreement."""
    found: dict[int, list[Occurrence]] = {agreement.pk: [] for agreement in agreements}
    rows = Occurrence.objects.filter(pk__in=keys, agreement__in=list(found), state=Occurrence.State.PLANNED)
    for row in rows.select_related("provision", "party__organization").order_by("due_on", "pk"):
        found[row.agreement_id].append(row)
    return found


def _seen(row: Occurrence, today: dt.date, rule: Reminders) -> Seen:
    assert row.look_on is not None
    late = falls_late(row.due_on, today, row.look_on)
    return Seen(row, late, reminded(row.due_on, today, row.look_on, rule), today)


def _fell_late(agreement: Agreement, rows: list[Occurrence], on_late: Late) -> bool:
    """Journal what falls late, all of an agreement or nothing; one that fails must not keep the others waiting."""
    if not rows:
        return True
    try:
        with transaction.atomic():
            for row in rows:
                row.agreement = agreement
                journal.append(agreement, "fall_late", by=None, details=facts_of(row))
                on_late(row)
    except Exception:
        logger.exception("obligations of %s", agreement.ref)
        return False
    return True
