"""The listings that fit a question -> one page of them, in the order asked for, by key and never by number.

With words in question, relevance is judged among the newest `RANKED` listings that fit, value and end among the newest
`COUNTED`: each must be read to be judged. Where more fit than that, the newest are what a citizen wants; whoever wants
others says more. Without words every order goes through all.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchRank
from django.db.models import F, Q, QuerySet

from agreements.publication.catalogue.models import Listing
from agreements.publication.catalogue.newest import COUNTED
from agreements.publication.filters import ENDING, NEWEST, RELEVANT, VALUE, Catalogue, Match
from agreements.record.paging import PAGE, BadKey

__all__ = ["PAGE", "RANKED", "BadKey", "Page", "judged", "page"]

RANKED = 200
"""How many of the newest matches are judged by relevance."""
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_KEY = re.compile(r"(\d{1,17})-(\d{1,18})", re.ASCII)
_FINE = 1_000_000


@dataclass(frozen=True)
class Page:
    """One page of listings."""

    rows: list[Listing]
    """At most as many as asked for."""
    next_key: str
    """The key after which the next page begins; empty on the last page."""
    first: bool
    """Whether the list begins here."""
    order: str
    """The order they come in, one of `filters.ORDERS`."""


def page(asked: Catalogue, key: str = "", *, size: int = PAGE) -> Page:
    """The listings that answer the question, after the key, in the order of the question.

    One query; with words two or three. An unsound question has no answer. Raises BadKey for a key that is none.
    """
    order, place = asked.order, _place(key)
    if asked.is_valid() and asked.by_words_too:
        return _newest_by_words(asked, place, size) if order == NEWEST else _best(asked, order, place, size)
    if order == ENDING:
        rows = _after(asked.found, place, "ends_on", _day, newest=False).order_by("ends_on", "pk")
        return _cut(rows, size, place, order, _end)
    if order == VALUE:
        rows = _below(asked.found, place).order_by(F("value").desc(nulls_last=True), "-pk")
        return _cut(rows, size, place, order, _worth)
    rows = _after(asked.found, place, "stage_since", _moment).order_by("-stage_since", "-pk")
    return _cut(
        rows, size, place, order, lambda row: (row.stage_since - _EPOCH) // dt.timedelta(microseconds=1)
    )


Place = tuple[int, int] | None
"""Where a page begins: what the last row was ordered by, and its key."""


def _place(key: str) -> Place:
    if not key:
        return None
    found = _KEY.fullmatch(key)
    if not found:
        raise BadKey(key[:40])
    return int(found[1]), int(found[2])


def _cut(
    rows: QuerySet[Listing], size: int, place: Place, order: str, measure: Callable[[Listing], int]
) -> Page:
    found = list(rows[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], f"{measure(last)}-{last.pk}" if last else "", place is None, order)


def _after(
    rows: QuerySet[Listing], place: Place, column: str, value: Callable[[int], object], *, newest: bool = True
) -> QuerySet[Listing]:
    """Those behind the place; the first condition is what lets an index begin there."""
    if place is None:
        return rows
    there, word = value(place[0]), "lt" if newest else "gt"
    further = Q(**{f"{column}__{word}": there}) | Q(**{column: there, f"pk__{word}": place[1]})
    return rows.filter(Q(**{f"{column}__{word}e": there}) & further)


def _below(rows: QuerySet[Listing], place: Place) -> QuerySet[Listing]:
    """Those of less value, or of the same and older; those without any come last."""
    if place is None:
        return rows
    if place[0] == 0:
        return rows.filter(value=None, pk__lt=place[1])
    value = place[0] - 1
    return rows.filter(Q(value__lt=value) | Q(value=value, pk__lt=place[1]) | Q(value=None))


def _moment(number: int) -> dt.datetime:
    try:
        return _EPOCH + dt.timedelta(microseconds=number)
    except OverflowError:
        raise BadKey(str(number)[:40]) from None


def _day(number: int) -> dt.date:
    try:
        return dt.date.fromordinal(number)
    except (OverflowError, ValueError):
        raise BadKey(str(number)[:40]) from None


def judged(asked: Catalogue) -> int:
    """How many of the newest were put in order where not all were: then the list ends with them. 0 where all were."""
    if not asked.is_valid() or not asked.by_words_too or asked.order == NEWEST:
        return 0
    most = RANKED if asked.order == RELEVANT else COUNTED
    return most if len(asked.newest) > most else 0


def _age(row: Listing | Match) -> int:
    return (row.stage_since - _EPOCH) // dt.timedelta(microseconds=1)


def _end(row: Listing | Match) -> int:
    return row.ends_on.toordinal()


def _worth(row: Listing | Match) -> int:
    return 0 if row.value is None else row.value + 1


def _newest_by_words(asked: Catalogue, place: Place, size: int) -> Page:
    """The newest that fit, behind the place."""
    behind = _after(asked.found, place, "stage_since", _moment)
    before = _moment(place[0]) if place else None
    keys = [(_age(match), match.pk) for match in asked.newest_of(behind, size + 1, before)]
    return _shown(keys, size, place, NEWEST)


def _best(asked: Catalogue, order: str, place: Place, size: int) -> Page:
    """The newest that fit, in another order; of equals the newer first."""
    matches = asked.newest[:COUNTED]
    if order == RELEVANT:
        keys = sorted(_judged(asked, [match.pk for match in matches[:RANKED]]), reverse=True)
    elif order == VALUE:
        keys = sorted(((_worth(match), match.pk) for match in matches), reverse=True)
    else:
        keys = sorted((_end(match), match.pk) for match in matches)
    if place:
        keys = [key for key in keys if (key > place if order == ENDING else key < place)]
    return _shown(keys, size, place, order)


def _judged(asked: Catalogue, keys: list[int]) -> list[tuple[int, int]]:
    """Each with its relevance, in millionths."""
    if not keys or asked.sought is None or asked.sought.query is None:
        return []
    rank = SearchRank(F("search"), asked.sought.query)
    rows = Listing.objects.filter(pk__in=keys).order_by().annotate(rank=rank).values_list("rank", "pk")
    return [(round(value * _FINE), pk) for value, pk in rows]


def _shown(keys: list[tuple[int, int]], size: int, place: Place, order: str) -> Page:
    shown = keys[:size]
    rows = Listing.objects.in_bulk([pk for _measure, pk in shown])
    next_key = "{}-{}".format(*shown[-1]) if len(keys) > size else ""
    return Page([rows[pk] for _measure, pk in shown if pk in rows], next_key, place is None, order)
