"""The minute's round: new journal entries become notices, once a day deadlines do, and what is due is mailed."""

import datetime as dt
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone

from agreements.notices.deriving import derive
from agreements.notices.letters import send
from agreements.notices.reminding import remind

REMIND_FROM = dt.time(6)
"""From this hour on the day's reminders are made, so that no phone rings at midnight."""
_KEPT = 2 * 24 * 3600


@dataclass(frozen=True)
class Round:
    """What one run has done."""

    derived: int
    """Notices made from the journal."""
    reminded: int
    """Notices made from deadlines."""
    sent: int
    """Letters that left."""


def run() -> Round:
    """Derive, remind, send; safe at any time, twice at once and after any crash."""
    return Round(derive(), _remind_once_a_day(), send())


def _remind_once_a_day() -> int:
    now = timezone.localtime()
    key = f"notices-reminded:{now:%Y-%m-%d}"
    if now.time() < REMIND_FROM or cache.get(key):
        return 0
    made = remind()
    cache.set(key, True, _KEPT)
    return made
