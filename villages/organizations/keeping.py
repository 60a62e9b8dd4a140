"""A public page of a village or partner -> the same page, kept for a moment by whoever knows how long it stays true.

This app does not know what later ones show on its pages, so it cannot say when they change; one of them says it for
all (`let_keep`). Until then every page is built each time.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]
Keeper = Callable[[str], Callable[[View], View]]
"""Takes what the page is (`VILLAGE`, `PARTNER`, `LISTS`)."""

VILLAGE, PARTNER, LISTS = "village", "partner", "lists"

_KEEPERS: list[Keeper] = []


def let_keep(keeper: Keeper) -> None:
    """From now on pages are kept as `keeper` says."""
    _KEEPERS[:] = [keeper]


def kept(page: str) -> Callable[[View], View]:
    """Let the page be kept; `page` says which of the three it is."""

    def wrapped(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            found = view
            for keeper in _KEEPERS:
                found = keeper(page)(found)
            return found(request, *args, **kwargs)

        return answer

    return wrapped
