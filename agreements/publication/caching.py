"""Public pages that browsers and proxies may keep for a moment, and ask about instead of loading them again."""

import hashlib
import time
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from agreements.publication.catalogue.models import Listing

LASTS = 60
"""Seconds for which a copy is used without asking."""
MOMENT = 600
"""Seconds after which a page is built anew even if no agreement changed: names and figures drift slowly."""
_DIFFERS_BY = ("Accept-Language", "Cookie", "HX-Request")

View = Callable[..., HttpResponseBase]


def last_change(*_args: Any, **_kwargs: Any) -> str:
    """When anything public last changed; one look at the end of an index."""
    changed = Listing.objects.aggregate(Max("changed_at"))["changed_at__max"]
    return changed.isoformat() if changed else "-"


def public_page(tag: Callable[..., str] = last_change) -> Callable[[View], View]:
    """Let everybody who is not signed in keep the page: ETag, 60 seconds, and 304 while nothing has changed.

    `tag(request, *args, **kwargs)` says in a cheap way what the page depends on besides its address and language.
    Who is signed in gets a page of their own, which nobody else may keep. An answer that sets a cookie, or is no
    plain success, is never kept.
    """

    def wrapped(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if _own(request):
                response = view(request, *args, **kwargs)
                patch_cache_control(response, private=True, no_cache=True)
                return response
            etag = _etag(request, tag(request, *args, **kwargs))
            response = get_conditional_response(request, etag=etag) or view(request, *args, **kwargs)
            if response.status_code in (200, 304) and not response.cookies:
                response.headers["ETag"] = etag
                patch_cache_control(response, public=True, max_age=LASTS)
            patch_vary_headers(response, _DIFFERS_BY)
            return response

        return answer

    return wrapped


def _own(request: HttpRequest) -> bool:
    """Whether the page may say something about its reader."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or request.method not in ("GET", "HEAD")


def _etag(request: HttpRequest, tag: str) -> str:
    parts = (
        release(),
        str(int(time.time()) // MOMENT),
        get_language() or "",
        request.headers.get("HX-Request", ""),
        request.get_full_path(),
        tag,
    )
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


@cache
def release() -> str:
    """What tells one release of the program from another: its templates, its sentences and its static files' names."""
    found = hashlib.sha256(repr(sorted(getattr(staticfiles_storage, "hashed_files", {}).items())).encode())
    for folder, files in (
        (settings.BASE_DIR / "templates", "*.html"),
        (settings.BASE_DIR / "locale", "*.mo"),
    ):
        for file in sorted(folder.rglob(files)):
            found.update(file.read_bytes())
    return found.hexdigest()[:12]


def plain(response: HttpResponse) -> HttpResponse:
    """The same answer, marked as one that may be used from anywhere (feeds, data)."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
