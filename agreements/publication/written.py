"""A question that is asked at nearly every request -> its SQL, written once; the models cost more than the answer.

The rules stay where they are: what the models ask is what is asked. Only the values of one request take the place of
the marks with which the question was written.
"""

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Mark = int | str | dt.date
_MARKS: dict[type, Callable[[int], Mark]] = {
    int: lambda n: 2_000_000_011 + n,
    str: lambda n: f"\N{WHITE SQUARE}{n}",
    dt.date: lambda n: dt.date(1, 1, 1 + n),
}
"""What stands for the n-th value while the question is written: nothing that a rule of ours says itself."""


class Written:
    """A question whose SQL is the same for all values: `Written(lambda ref: <QuerySet of values_list>, str)`.

    The values must be plain ones, each of the type named, and so must what the database answers (no JSON); a value
    may not decide what is asked. A value that the question does not use is an error when it is asked first.
    """

    def __init__(self, question: Callable[..., QuerySet[Any, Any]], *types: type[Mark]) -> None:
        self._question, self._types = question, types

    def __call__(self, *values: Mark) -> list[tuple[Any, ...]]:
        """The rows of the answer."""
        if len(values) != len(self._types):
            raise ValueError(f"a question that needs {len(self._types)} values was given {len(values)}")
        sql, places = self._text
        with connection.cursor() as cursor:
            cursor.execute(sql, [values[one] if isinstance(one, _Value) else one for one in places])
            return cursor.fetchall()

    @cached_property
    def _text(self) -> tuple[str, list[Any]]:
        marks = [_MARKS[kind](n) for n, kind in enumerate(self._types)]
        sql, params = self._question(*marks).query.sql_with_params()
        places = [_Value(marks.index(one)) if one in marks else one for one in params]
        if missing := set(range(len(marks))) - {one for one in places if isinstance(one, _Value)}:
            raise ValueError(f"a question that does not use its values {sorted(missing)}")
        return sql, places


class _Value(int):
    """The place of one of the values."""
