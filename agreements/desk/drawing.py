"""Rows of a desk -> their HTML, drawn once as long as not a word of them changes.

The same rows stand on the desks of a whole office and come back at every visit; drawing them anew each time was the
dearest part of the page. What is kept depends on nothing but the words that are its key.
"""

import datetime as dt
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language

from agreements.desk.queries import Row

KEPT = 4_000
"""How many rows a process keeps: some six megabytes at most."""


class Words(NamedTuple):
    """Everything that a row shows."""

    ref: str
    title: str
    desk_url: str
    stage: str
    since: dt.date
    line: str
    what: str
    sender: str
    url: str
    verb: str
    due: dt.date | None
    late: bool
    mine: bool
    """Whether it waits for the reader."""
    chosen: bool
    """Whether it has a box by which it is chosen."""


def said(row: Row, *, mine: bool, choosing: bool = False) -> Words:
    """What the row says, in plain words that can be kept."""
    agreement = row.agreement
    return Words(
        agreement.ref,
        agreement.title,
        agreement.desk_url,
        agreement.stage,
        localtime(agreement.stage_since).date(),
        row.line,
        row.what,
        row.sender,
        row.url,
        row.verb,
        row.due,
        row.late,
        mine,
        choosing and row.may_be_chosen,
    )


def draw(words: Words) -> SafeString:
    """The row as an item of a list, in the language of this moment."""
    return _drawn(words, get_language() or "")


@lru_cache(maxsize=KEPT)
def _drawn(words: Words, language: str) -> SafeString:
    """Drawn in the language that is active, which is part of the key."""
    return render_to_string("agreements/desk/_row.html", words._asdict())
