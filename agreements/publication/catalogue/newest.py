"""Listings that fit -> the newest of them, as far as they are needed; with words in question never more.

A common word is said by every tenth listing; to sort all of these for the newest is dear. The index of the words knows
in which ten days a listing came to be, so the newest ones are asked for first, and older ones only while there are
not enough: four questions in one query, of which the database answers no more than needed. The order is one that no
index has, since the planner would else walk through the newest listings and unpack the words of each.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateTimeField, ExpressionWrapper, F, QuerySet
from django.utils import timezone

from agreements.publication.catalogue.models import Listing, TenDays

COUNTED = 500
"""How many listings are counted and looked at; beyond, a list says "lebih dari 500"."""
_WIDTHS = (5, 15, 70)
"""How many times ten days are asked for first, then, and then; at last the rest."""
_ONE_WIDTH = (5,)
"""The same where one listing is enough."""
_FIRST_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_SINCE = ExpressionWrapper(F("stage_since") + dt.timedelta(0), output_field=DateTimeField())


def newest(
    found: QuerySet[Listing],
    most: int,
    columns: Sequence[str],
    *,
    by_words: bool,
    narrow: bool = False,
    before: dt.datetime | None = None,
) -> list[tuple[Any, ...]]:
    """The columns of the newest listings that fit, newest first; one query.

    `by_words` says that words are in question, `narrow` that so few can fit that they are asked for at once, `before`
    that nothing newer than this moment is.
    """
    if not by_words:
        return list(found.order_by("-stage_since", "-pk").values_list(*columns)[:most])
    if narrow:
        return list(found.order_by(_SINCE.desc(), "-pk").values_list(*columns)[:most])
    return list(_stepwise(found, most, columns, before or timezone.now()))


def exist(questions: Sequence[tuple[QuerySet[Listing], bool]]) -> list[bool]:
    """Of each question (what fits, and whether words are in question) whether anything fits; one query."""
    parts: list[str] = []
    params: list[Any] = []
    for found, by_words in questions:
        rows: QuerySet[Any, Any] = (
            _stepwise(found, 1, ("pk",), timezone.now(), _ONE_WIDTH)
            if by_words
            else found.values_list("pk")[:1]
        )
        try:
            sql, values = rows.query.sql_with_params()
        except EmptyResultSet:
            sql, values = "SELECT 1 WHERE false", ()
        parts.append(f"EXISTS ({sql})")
        params += values
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        return list(cursor.fetchone())


def _stepwise(
    found: QuerySet[Listing],
    most: int,
    columns: Sequence[str],
    before: dt.datetime,
    widths: Sequence[int] = _WIDTHS,
) -> QuerySet[Any, Any]:
    steps = [
        step.order_by(_SINCE.desc(), "-pk").values_list(*columns)[:most]
        for step in _steps(found, before, widths)
    ]
    return steps[0].union(*steps[1:], all=True)[:most]


def _steps(
    found: QuerySet[Listing], before: dt.datetime, widths: Sequence[int]
) -> Iterator[QuerySet[Listing]]:
    """What fits, cut into ages that follow each other; a clock that runs a little fast is forgiven."""
    aged = found.alias(age=TenDays("stage_since"))
    high = (before - _FIRST_DAY).days // 10 + 1
    for width in widths:
        yield aged.filter(age__overlap=list(range(high - width + 1, high + 1)))
        high -= width
    yield found.filter(stage_since__lt=_FIRST_DAY + dt.timedelta(days=10 * (high + 1)))
