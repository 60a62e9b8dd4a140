"""What a person speaks for, asked once while one answer is made instead of at every rule that it asks."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

KEPT: ContextVar[dict[Any, Any] | None] = ContextVar("mandates_kept", default=None)
"""What is remembered at the moment, by person and day; None when nothing is to be remembered."""


@contextmanager
def remembering() -> Iterator[None]:
    """While this lasts, `access.mandates` reads a person's offices once; for work that changes nobody's office."""
    token = KEPT.set({})
    try:
        yield
    finally:
        KEPT.reset(token)


_MAY_CHANGE = re.compile(r'FOR (NO KEY )?UPDATE|^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"villages_')
"""After waiting for a row, and after writing who is who, what was remembered may be of yesterday."""


def _may_change(sql: str) -> bool:
    only_reads = sql.startswith("SELECT") and "UPDATE" not in sql  # told at once, of most
    return not only_reads and bool(_MAY_CHANGE.search(sql))


def forget_what_may_have_changed(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
) -> Any:
    """Around a statement: behind one that held a row or wrote about people, offices are read anew."""
    try:
        return execute(sql, params, many, context)
    finally:
        kept = KEPT.get()
        if kept and _may_change(str(sql)):
            kept.clear()


def pages(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: remember while an answer is made; a verb that has locked its row asks afresh."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        with remembering(), connection.execute_wrapper(forget_what_may_have_changed):
            return get_response(request)

    return middleware
