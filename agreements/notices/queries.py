"""A person -> how many notices they have not read, their inbox page by page, how they want to be told."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from agreements.notices.models import Notice, NoticePreference
from agreements.notices.reading import Told, told
from villages.people.models import User

PAGE = 20
COUNT_UP_TO = 100
"""The header says "99+" from here on; nobody counts further."""
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_KEY = re.compile(r"(\d{1,17})-(\d{1,18})", re.ASCII)


class BadKey(ValueError):
    """The key in the address is none that this program has written."""


def unread(person: User | None) -> int:
    """How many notices the person has not read, at most `COUNT_UP_TO`; one small query, none for strangers."""
    if person is None or not person.is_authenticated:
        return 0
    return Notice.objects.filter(person=person, read_at__isnull=True).order_by()[:COUNT_UP_TO].count()


@dataclass(frozen=True)
class Inbox:
    """One page of somebody's notices."""

    rows: list[Told]
    hidden: int
    """How many of this page are about agreements that the person may not open any more."""
    next_key: str
    """The key after which the next page begins; empty on the last page."""


def inbox(person: User, *, only_unread: bool = False, key: str = "") -> Inbox:
    """The person's notices after the key, the newest first. Raises BadKey for a key that is none."""
    found = own(person)
    if only_unread:
        found = found.filter(read_at__isnull=True)
    if key:
        found = found.filter(_after(key))
    rows = list(found.order_by("-made_at", "-pk")[: PAGE + 1])
    shown = rows[:PAGE]
    lines = told(shown, person)
    return Inbox(lines, len(shown) - len(lines), _key_of(shown[-1]) if len(rows) > PAGE else "")


def own(person: User) -> QuerySet[Notice]:
    """The notices of that person, with what their words need."""
    related = ("agreement", "entry__actor", "entry__on_behalf_of")
    return Notice.objects.filter(person=person).select_related(*related)


def _key_of(notice: Notice) -> str:
    return f"{(notice.made_at - _EPOCH) // dt.timedelta(microseconds=1)}-{notice.pk}"


def _after(key: str) -> Q:
    found = _KEY.fullmatch(key)
    if not found:
        raise BadKey(key[:40])
    try:
        moment = _EPOCH + dt.timedelta(microseconds=int(found[1]))
    except OverflowError:
        raise BadKey(key[:40]) from None
    return Q(made_at__lte=moment) & (Q(made_at__lt=moment) | Q(pk__lt=int(found[2])))


def preference_of(person: User) -> NoticePreference | None:
    """What the person chose; None where they never did, which means: at once, no calendar address."""
    return NoticePreference.objects.filter(person=person).first()
