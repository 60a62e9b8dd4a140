"""Turns a request into the few facts that the frame of every page shows."""

from functools import partial

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from agreements.notices.queries import unread

DEMO_PROGRESS = "demo:progress"
"""Cache key under which the demo's teller says (told, all)."""


def portal(request: HttpRequest) -> dict:
    """Say whether the data are a demo, for whom the reader acts, what is unread, where they stand and return to."""
    return {
        "DEMO_MODE": settings.DEMO_MODE,
        "demo_progress": _demo_progress() if settings.DEMO_MODE else None,
        "support": getattr(request, "support", None),
        "here": request.get_full_path() if request.method == "GET" else "/",
        "unread_notices": partial(unread, getattr(request, "user", None)),
        "section": request.path.strip("/").partition("/")[0],
    }


_told = False


def _demo_progress() -> tuple[int, int] | None:
    """How many agreements of the demo stand (told, all) while the worker still signs; None once all do."""
    global _told
    if _told:
        return None
    progress = cache.get(DEMO_PROGRESS)
    _told = bool(progress) and progress[0] >= progress[1]
    return None if _told else progress
