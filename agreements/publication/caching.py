"""Public pages that browsers, proxies and the program itself keep for a moment, until something public changes."""

import datetime as dt
import hashlib
import time
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from agreements.publication.catalogue.models import Listing
from agreements.publication.written import Written

LASTS = 60
"""Seconds for which a reader's copy is used without asking."""
MOMENT = 10 if settings.DEMO_MODE else 600
"""Seconds after which a page is built anew even if no agreement changed: names and figures drift slowly."""
MOST_BYTES = 200_000
"""Longer answers are built each time."""
_HTMX = ("HX-Request", "HX-Target", "HX-Boosted", "HX-History-Restore-Request")
_DIFFERS_BY = ("Accept-Language", "Cookie", *_HTMX[:2])

View = Callable[..., HttpResponseBase]
_NEWEST = Written(lambda: Listing.objects.order_by("-changed_at").values_list("changed_at")[:1])


def newest_change() -> dt.datetime | None:
    """When anything public last changed; one look at the end of an index."""
    found = _NEWEST()
    return found[0][0] if found else None


def last_change(*_args: Any, **_kwargs: Any) -> str:
    """The same as the tag of a page that any change may concern."""
    changed = newest_change()
    return changed.isoformat() if changed else "-"


def public_page(tag: Callable[..., str] = last_change) -> Callable[[View], View]:
    """Let everybody who is not signed in keep the page: ETag, 60 seconds, and 304 while nothing has changed.

    `tag(request, *args, **kwargs)` says in a cheap way what the page depends on besides its address and language; the
    ETag covers all of it, and what was built under one ETag serves everybody who asks under the same. Who is signed in
    gets a page of their own, which nobody else may keep. An answer that sets a cookie, or is no plain success, is
    never kept.
    """

    def wrapped(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if _own(request):
                response = view(request, *args, **kwargs)
                patch_cache_control(response, private=True, no_cache=True)
                return response
            depends_on = vars(request)["depends_on"] = tag(request, *args, **kwargs)
            etag = _etag(request, depends_on)
            response = get_conditional_response(request, etag=etag) or caches["pages"].get(etag)
            if response is None:
                response = view(request, *args, **kwargs)
                if _may_be_kept(request, response):
                    _marked(response, etag)
                    keep(etag, response)
            elif response.status_code == 304:
                _marked(response, etag)
            patch_vary_headers(response, _DIFFERS_BY)
            return response

        return answer

    return wrapped


def tag_of(request: HttpRequest) -> str:
    """What the page asked for depends on, as its tag said just now; empty where nobody asked for the tag."""
    return str(vars(request).get("depends_on", ""))


def _own(request: HttpRequest) -> bool:
    """Whether the page may say something about its reader."""
    told = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
    return bool(told & request.COOKIES.keys()) or request.method not in ("GET", "HEAD")


def _may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the answer is a plain success that sets no cookie, now or when it leaves."""
    sets = response.cookies or request.session.modified or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    return response.status_code == 200 and not sets


def _marked(response: HttpResponseBase, etag: str) -> None:
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=LASTS)


def keep(etag: str, response: HttpResponseBase) -> None:
    """Keep a whole answer for whoever asks the same next."""
    if isinstance(response, HttpResponse) and len(response.content) <= MOST_BYTES:
        caches["pages"].set(etag, response, MOMENT)


def _etag(request: HttpRequest, tag: str) -> str:
    parts = (
        release(),
        str(moment()),
        get_language() or "",
        request.method or "",
        request.get_host(),
        request.get_full_path(),
        *(request.headers.get(name, "") for name in _HTMX),
        tag,
    )
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


def moment() -> int:
    """The number of the present moment: with the next one, everything is built anew."""
    return int(time.time()) // MOMENT


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
