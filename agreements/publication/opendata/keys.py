"""A long feed, page by page, in the order in which agreements became public: nothing new slips in before the key."""

import datetime as dt
import re

from django.db.models import Q

from agreements.publication.catalogue.models import Listing

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_KEY = re.compile(r"(\d{1,17})-(\d{1,18})", re.ASCII)


class BadKey(ValueError):
    """The key in the address is none that this program has written."""


def following(key: str, size: int) -> tuple[list[Listing], str]:
    """At most `size` listings after the key, oldest publication first, and the key of the next page, if there is one.

    Raises BadKey for a key that is none.
    """
    rows = Listing.objects.order_by("published_at", "pk")
    found = list((rows.filter(_after(key)) if key else rows)[: size + 1])
    more = len(found) > size
    return found[:size], _key(found[size - 1]) if more else ""


def _key(row: Listing) -> str:
    return f"{(row.published_at - _EPOCH) // dt.timedelta(microseconds=1)}-{row.pk}"


def _after(key: str) -> Q:
    found = _KEY.fullmatch(key)
    try:
        moment = _EPOCH + dt.timedelta(microseconds=int(found[1])) if found else None
    except OverflowError:
        moment = None
    if found is None or moment is None:
        raise BadKey(key[:40])
    later = Q(published_at__gt=moment) | Q(published_at=moment, pk__gt=int(found[2]))
    return Q(published_at__gte=moment) & later
