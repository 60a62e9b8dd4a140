"""The rules of the small world: one that holds, one to come, a national one, and a change that nobody has made yet."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib.sessions.backends.db import SessionStore

from agreements.record.local_rule import LocalRule
from agreements.record.rules import Code
from agreements.review.routes.keeping import keep

if TYPE_CHECKING:
    from tests.support.world import World

_NEVER = {"value_from": 10**14}
"""No agreement is worth that much: the rules are there and ask nothing."""
_BASIS = "Perbup 7/2026"


class Ruling:
    """The rows, and the change that the officer of the agency has begun."""

    def __init__(self, world: "World", session: str) -> None:
        regency, day = world.agency.regency, world.day
        asked = {"kind": "terms_of_reference", "when": _NEVER}
        facts: dict[str, Any] = {"legal_basis": _BASIS, "value": asked, "code": Code.REQUIRED_DOCUMENT}
        later, ago = day + dt.timedelta(days=200), day - dt.timedelta(days=200)
        self.own = LocalRule.objects.create(regency=regency, key="terms_of_reference", starts_on=ago, **facts)
        self.coming = LocalRule.objects.create(regency=regency, key="minutes", starts_on=later, **facts)
        facts |= {"code": Code.CONSULTATION, "value": {"days": 14, "when": _NEVER}}
        self.national = LocalRule.objects.create(starts_on=ago, **facts)
        store = SessionStore(session)
        change = {"code": Code.HOLIDAYS.value, "key": "hari-jadi", "value": [day.isoformat()]}
        self.mark = keep(store, change | {"legal_basis": _BASIS, "starts_on": day, "ends_on": None})
        store.save()


KEYS: dict[str, Callable[["World"], list[Any]]] = {
    "agreements:rule-add": lambda w: ["langkah"],
    "agreements:rule-check": lambda w: [w.ruling.mark],
    "agreements:rule": lambda w: [w.ruling.own.pk],
    "agreements:rule-change": lambda w: [w.ruling.own.pk],
    "agreements:rule-end": lambda w: [w.ruling.own.pk],
    "agreements:rule-off": lambda w: [w.ruling.national.pk],
    "agreements:rule-remove": lambda w: [w.ruling.coming.pk],
}
"""What stands in the addresses of the rules."""

_DAYS = {"legal_basis": "Perbup 8/2026"}
TYPED: dict[str, Callable[["World"], dict[str, Any]]] = {
    "agreements:rule-add": lambda w: {
        "name": "Asisten",
        "effect": "advisory",
        "mode": "any",
        "starts_on": w.day + dt.timedelta(days=2),
        **_DAYS,
    },
    "agreements:rule-change": lambda w: {"starts_on": w.day + dt.timedelta(days=2), **_DAYS},
    "agreements:rule-off": lambda w: {"starts_on": w.day + dt.timedelta(days=2), **_DAYS},
    "agreements:rule-end": lambda w: {"last_day": w.day + dt.timedelta(days=30)},
}
"""What an officer types into the forms of the rules."""
