"""What an answer was made of -> whether it still holds, told by the few listings that changed since.

At national size something public has always just changed, and hardly ever what a given question is about. The figures
and the order of an answer are made of the newest listings that fit. So it holds until one of these changes, or another
one fits that is as new: what changed since is found at the end of an index, and only that is held against the question.

What an answer says of other things (names of regions, the ways on from an empty list) may drift for a moment, as it may
on every public page.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.cache import caches
from django.db.models import QuerySet
from django.db.models.sql import Query
from django.http import HttpRequest

from agreements.publication.caching import MOMENT, newest_change
from agreements.publication.catalogue.models import Listing
from agreements.publication.catalogue.newest import COUNTED
from agreements.publication.catalogue.paging import Page
from agreements.publication.filters import NEWEST, Catalogue, Match

MOST = 200
"""So many changes are held against an answer; after more of them it is made anew."""
LATE = dt.timedelta(seconds=10)
"""A change is told by when it was made; it may be seen so much later, when it is committed."""


@dataclass(frozen=True)
class Held:
    """An answer that was given."""

    tag: str
    """What its ETag says of its age: the last change before it was made."""
    seen: dt.datetime
    """The last change of which we know that the answer holds nevertheless."""
    made_of: frozenset[int]
    """The keys of its listings."""
    query: Query
    """What fits, and is as new as they are."""


def last_concern(request: HttpRequest, *_args: str, **_named: str) -> str:
    """The tag of an answer: when something last changed that concerns it; where that is unknown, when anything did."""
    changed = newest_change()
    held: Held | None = caches["pages"].get(_name(request))
    if held is None or changed is None or (changed != held.seen and _concerned(held)):
        tag = changed.isoformat() if changed else "-"
    else:
        tag = held.tag
        if changed != held.seen:
            caches["pages"].set(_name(request), replace(held, seen=changed), MOMENT)
    vars(request)["told"] = changed, tag
    return tag


def _concerned(held: Held) -> bool:
    """Whether something that changed belongs to the answer, or does now."""
    later = Listing.objects.filter(changed_at__gt=held.seen - LATE).order_by("changed_at")
    keys = list(later.values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST or not held.made_of.isdisjoint(keys):
        return True
    return bool(keys) and QuerySet(Listing, held.query).filter(pk__in=keys).exists()


def hold(
    request: HttpRequest, fitting: QuerySet[Listing], made_of: Iterable[int], edge: dt.datetime | None
) -> None:
    """Remember what the answer to a request is made of; `edge` is the age of its oldest listing where older ones fit.

    Without effect unless the tag of the answer was asked of `last_concern`.
    """
    changed, tag = vars(request).get("told", (None, ""))
    if changed is not None:
        query = (fitting.filter(stage_since__gte=edge) if edge else fitting).query
        caches["pages"].set(_name(request), Held(tag, changed, frozenset(made_of), query), MOMENT)


def hold_page(request: HttpRequest, asked: Catalogue, found: Page) -> None:
    """The same for a page of the catalogue, if it is made of the newest that fit: a first one, by age or by words."""
    if not asked.is_valid() or not found.first or not (asked.by_words_too or asked.order == NEWEST):
        return
    newest: list[Match] = vars(asked).get("newest", [])  # not every answer has counted them
    more = found.next_key and (len(newest) > COUNTED or not newest)
    rows: list[Match | Listing] = [*newest, *found.rows]
    edge = min(row.stage_since for row in rows) if more else None
    hold(request, asked.found, [row.pk for row in rows], edge)


def _name(request: HttpRequest) -> str:
    return "held:" + hashlib.sha256(request.get_full_path().encode()).hexdigest()
