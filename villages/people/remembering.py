"""What a person speaks for, asked once while one page is made instead of at every rule that it asks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

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


def pages(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: remember while a page is read; reading changes nobody's office."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with remembering():
            return get_response(request)

    return middleware
