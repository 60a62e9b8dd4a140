"""A person -> the agreements of their desk, as a few plain questions that an index answers each; merged page by page.

One question with many "or" makes PostgreSQL look at everything; several questions that stop after twenty rows do not.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
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

    def page(self, key: str = "", *, size: int = PAGE) -> Page:
        """The agreements behind the key. Raises BadKey for a key that is none."""
        return pages_of([(self, size)], key)[0]

    def _pairs(self, key: str, size: int) -> list[tuple[Moment, int]]:
        """The first of all questions together, each agreement once."""
        behind = self._behind(key)
        if not self.sources:
            return []
        order = (f"-{self.field}", "-pk") if self.newest else (self.field, "pk")
        asked = [
            source.filter(behind).order_by(*order).values_list(self.field, "pk")[:size]
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
        """How many there are, counted no further than one past `COUNT_UP_TO`, and that by the database."""
        most = COUNT_UP_TO + 1
        keys = [source.order_by().values_list("pk", flat=True)[:most] for source in self.sources]
        if len(keys) > 1:
            return keys[0].union(*keys[1:])[:most].count()
        return keys[0].count() if keys else 0

    def chunks(self) -> Iterator[list[Agreement]]:
        """All of them, some hundreds at a time, so that no list is too long for the memory."""
        key, more = "", True
        while more:
            page = self.page(key, size=_CHUNK)
            if page.rows:
                yield page.rows
            key, more = page.next_key, bool(page.next_key)


def pages_of(asked: Sequence[tuple[Scope, int]], key: str = "") -> list[Page]:
    """A page of each scope with so many agreements; all of their agreements are read at once.

    Raises BadKey for a key that is none.
    """
    found = [(scope._pairs(key, size + 1), size) for scope, size in asked]
    known = _read({pk for pairs, size in found for _moment, pk in pairs[:size]})
    return [_page(pairs, size, known, first=not key) for pairs, size in found]


def _page(pairs: list[tuple[Moment, int]], size: int, known: dict[int, Agreement], *, first: bool) -> Page:
    rows = [known[pk] for _moment, pk in pairs[:size] if pk in known]
    return Page(rows, _key(*pairs[size - 1]) if len(pairs) > size else "", first)


def _read(keys: set[int]) -> dict[int, Agreement]:
    """The agreements of these keys."""
    found = Agreement.objects.filter(pk__in=keys).defer("search") if keys else Agreement.objects.none()
    return {agreement.pk: agreement for agreement in found.order_by("pk")}


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
