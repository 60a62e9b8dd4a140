"""A person -> the agreements of their desk, as a few plain questions that an index answers each; merged page by page.

One question with many "or" makes PostgreSQL look at everything; several questions that stop after twenty rows do not.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from agreements.record.models import Agreement
from agreements.record.paging import COUNT_UP_TO, PAGE, BadKey, Page

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_KEY = re.compile(r"(\d{1,17})-(\d{1,18})", re.ASCII)
_CHUNK = 500
Moment = dt.datetime | dt.date


@dataclass(frozen=True)
class Scope:
    """Agreements that fit at least one of the questions, in one order."""

    sources: tuple[QuerySet[Agreement], ...]
    """The questions; an agreement may fit several."""
    field: str = "stage_since"
    """What orders them: a moment or a day."""
    newest: bool = True
    """Whether the latest comes first."""

    def narrowed(self, how: Callable[[QuerySet[Agreement]], QuerySet[Agreement]]) -> "Scope":
        """The same, each question narrowed in the same way."""
        return replace(self, sources=tuple(how(source) for source in self.sources))

    def filter(self, *asked: Q, **more: Any) -> "Scope":
        """Only those that fit this as well."""
        return self.narrowed(lambda source: source.filter(*asked, **more))

    def split(self, field: str, values: Iterable[Any]) -> "Scope":
        """Only those with one of these values, asked value by value."""
        chosen = list(values)
        parts = (source.filter(**{field: value}) for source in self.sources for value in chosen)
        return replace(self, sources=tuple(parts))

    def page(self, key: str = "", *, size: int = PAGE) -> Page:
        """The agreements behind the key. Raises BadKey for a key that is none."""
        found = self._pairs(key, size + 1)
        rows = _read([pk for _moment, pk in found[:size]])
        more = len(found) > size
        return Page(rows, _key(*found[size - 1]) if more else "", not key)

    def _pairs(self, key: str, size: int) -> list[tuple[Moment, int]]:
        """The first of all questions together, each agreement once."""
        if not self.sources:
            return []
        order = (f"-{self.field}", "-pk") if self.newest else (self.field, "pk")
        asked = [
            source.filter(self._behind(key)).order_by(*order).values_list(self.field, "pk")[:size]
            for source in self.sources
        ]
        first, rest = asked[0], asked[1:]
        found = set(first.union(*rest, all=True) if rest else first)
        return sorted(found, reverse=self.newest)[:size]

    def _behind(self, key: str) -> Q:
        if not key:
            return Q()
        moment, pk = _meant(key)
        value = moment.date() if self.field.endswith("_on") else moment
        word = "lt" if self.newest else "gt"
        later = Q(**{f"{self.field}__{word}": value}) | Q(**{self.field: value, f"pk__{word}": pk})
        return Q(**{f"{self.field}__{word}e": value}) & later

    def count(self) -> int:
        """How many there are, counted no further than one past `COUNT_UP_TO`."""
        most = COUNT_UP_TO + 1
        keys = [source.order_by().values_list("pk", flat=True)[:most] for source in self.sources]
        if not keys:
            return 0
        found = set(keys[0].union(*keys[1:], all=True) if keys[1:] else keys[0])
        return min(len(found), most)

    def chunks(self) -> Iterator[list[Agreement]]:
        """All of them, some hundreds at a time, so that no list is too long for the memory."""
        key, more = "", True
        while more:
            page = self.page(key, size=_CHUNK)
            if page.rows:
                yield page.rows
            key, more = page.next_key, bool(page.next_key)


def _read(keys: list[int]) -> list[Agreement]:
    """The agreements of these keys, in their order."""
    known = {agreement.pk: agreement for agreement in Agreement.objects.filter(pk__in=keys).order_by("pk")}
    return [known[key] for key in keys if key in known]


def _key(moment: Moment, pk: int) -> str:
    """The key of a row: its moment in microseconds and its number."""
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time(), dt.UTC)
    return f"{(moment - _EPOCH) // dt.timedelta(microseconds=1)}-{pk}"


def _meant(key: str) -> tuple[dt.datetime, int]:
    found = _KEY.fullmatch(key)
    if not found:
        raise BadKey(key[:40])
    try:
        return _EPOCH + dt.timedelta(microseconds=int(found[1])), int(found[2])
    except OverflowError:
        raise BadKey(key[:40]) from None
