"""A long list, page by page: the next page begins after a key, so that no row is counted, skipped or shown twice."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from agreements.record.models import Agreement

PAGE = 20
COUNT_UP_TO = 1_000
"""Lists say "lebih dari 1.000" beyond this; nobody counts further."""
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_KEY = re.compile(r"(\d{1,17})-(\d{1,18})", re.ASCII)


class BadKey(ValueError):
    """The key in the address is none that this program has written."""


@dataclass(frozen=True)
class Page:
    """One page of a list."""

    rows: list[Agreement]
    """At most as many as asked for."""
    next_key: str
    """The key after which the next page begins; empty on the last page."""
    first: bool
    """Whether the list begins here."""


def page(agreements: QuerySet[Agreement], key: str = "", *, newest: bool = True, size: int = PAGE) -> Page:
    """The agreements after the key, by the moment their stage began; `newest` first, else the longest waiting.

    Raises BadKey for a key that is none.
    """
    if key:
        agreements = agreements.filter(_after(key, newest))
    order = ("-stage_since", "-pk") if newest else ("stage_since", "pk")
    rows = list(agreements.order_by(*order)[: size + 1])
    more = len(rows) > size
    return Page(rows[:size], key_of(rows[size - 1]) if more else "", not key)


def key_of(agreement: Agreement) -> str:
    """The key of a row: the moment in microseconds and the row's number."""
    return f"{(agreement.stage_since - _EPOCH) // dt.timedelta(microseconds=1)}-{agreement.pk}"


def _after(key: str, newest: bool) -> Q:
    found = _KEY.fullmatch(key)
    if not found:
        raise BadKey(key[:40])
    try:
        moment = _EPOCH + dt.timedelta(microseconds=int(found[1]))
    except OverflowError:
        raise BadKey(key[:40]) from None
    word = "lt" if newest else "gt"
    later = Q(**{f"stage_since__{word}": moment}) | Q(**{"stage_since": moment, f"pk__{word}": int(found[2])})
    return Q(**{f"stage_since__{word}e": moment}) & later


def count(agreements: QuerySet[Agreement]) -> int:
    """How many there are, counted no further than one past `COUNT_UP_TO`."""
    return agreements.order_by()[: COUNT_UP_TO + 1].count()
