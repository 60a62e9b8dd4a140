"""Turns a request into the few facts that the frame of every page shows."""

from django.conf import settings
from django.http import HttpRequest


def portal(request: HttpRequest) -> dict:
    """Say whether the data are a demo, where the reader stands, and where the language switch returns to."""
    return {
        "DEMO_MODE": settings.DEMO_MODE,
        "here": request.get_full_path() if request.method == "GET" else "/",
        "section": request.path.strip("/").partition("/")[0],
    }
