"""A person's desk -> as it was drawn last, for as long as nothing has changed that it is made of.

Most visits to a desk find it as it was. What changed since it was drawn is told by `record.changes`; of these few
agreements it is asked whether they stand on this desk, or have anything to do with its owner now; of organizations
whose people were checked or certified, whether its owner knows them. The names of organizations and people may drift
for a moment, as on every page that is kept.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.utils.translation import get_language

from agreements.desk.near import Group, any_stage, fits
from agreements.publication.caching import MOMENT, moment
from agreements.record.changes import Changed, changed_since, snapshot
from agreements.record.models import Agreement
from villages.people.access import mandates, today
from villages.people.guards import organizations_known_to
from villages.people.models import User

_AMONG = "SELECT EXISTS (SELECT FROM ({near}) AS near (pk) WHERE pk = ANY(%s))"


@dataclass(frozen=True)
class Drawn:
    """What was drawn, and of what it was made."""

    page: dict[str, Any]
    """What the template shows: plain words."""
    made_of: frozenset[int]
    """The agreements that stand on it."""
    near: tuple[Group, ...]
    """What brings an agreement to this person."""


@dataclass(frozen=True)
class _Held:
    page: dict[str, Any]
    made_of: frozenset[int]
    concern: tuple[str, tuple[Any, ...]]
    """The question which agreements have to do with the person at whatever stage, written once."""
    seen: str
    """The snapshot of the database until which the page is known to hold."""


def held(user: User, draw: Callable[[], Drawn]) -> dict[str, Any]:
    """The page as it was drawn last for this person, in this language, on this day and with these offices; or anew."""
    name = _name(user)
    known: _Held | None = caches["pages"].get(name)
    now, changed = changed_since(known.seen) if known else (snapshot(), None)
    if known is None or changed is None or _concerned(user, known, changed):
        drawn = draw()
        known = _Held(drawn.page, drawn.made_of, _question(drawn.near), now)
        caches["pages"].set(name, known, MOMENT)
    elif changed:
        caches["pages"].set(name, replace(known, seen=now), MOMENT)
    return known.page


def _concerned(user: User, known: _Held, changed: Changed) -> bool:
    """Whether one of the agreements stands on the desk, or has to do with its owner now, or an organization does."""
    if changed.organizations and organizations_known_to(user).filter(pk__in=changed.organizations).exists():
        return True
    keys = changed.agreements
    if not keys or not known.made_of.isdisjoint(keys):
        return bool(keys)
    sql, params = known.concern
    with connection.cursor() as cursor:
        cursor.execute(_AMONG.format(near=sql), [*params, keys])
        return bool(cursor.fetchone()[0])


def _question(near: Iterable[Group]) -> tuple[str, tuple[Any, ...]]:
    fitting = Agreement.objects.filter(fits(any_stage(near))).order_by().values("pk")
    sql, params = fitting.query.sql_with_params()
    return sql, tuple(params)


def _name(user: User) -> str:
    offices = [(m.organization.pk, m.position, m.title, m.acting) for m in mandates(user)]
    parts = (user.pk, get_language(), today(), moment(), offices)
    return "desk:" + hashlib.sha256(repr(parts).encode()).hexdigest()
