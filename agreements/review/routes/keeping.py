"""A change of the rules between the form and the page that shows its effect: kept in the session, under a mark."""

import datetime as dt
import hashlib
import json
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

_PLACE = "rules"
_MOST = 5
"""How many changes somebody can have begun at once, each in a window of its own."""
_DAYS = ("starts_on", "ends_on", "last_day")


def keep(session: SessionBase, change: dict[str, Any]) -> str:
    """Keep the change and return the mark under which `kept` finds it; the oldest of too many is forgotten."""
    told = {
        name: value.isoformat() if isinstance(value, dt.date) else value for name, value in change.items()
    }
    mark = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
    rest = [pair for pair in session.get(_PLACE, []) if pair[0] != mark]
    session[_PLACE] = [*rest, [mark, told]][-_MOST:]
    return mark


def kept(session: SessionBase, mark: str) -> dict[str, Any] | None:
    """The change of that mark, or None."""
    found = next((told for known, told in session.get(_PLACE, []) if known == mark), None)
    if found is None:
        return None
    return {
        name: dt.date.fromisoformat(value) if name in _DAYS and value else value
        for name, value in found.items()
    }


def forget(session: SessionBase, mark: str) -> None:
    """What has been written is not written twice."""
    session[_PLACE] = [pair for pair in session.get(_PLACE, []) if pair[0] != mark]
