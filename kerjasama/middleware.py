"""Watches every request: its line in the log, its size, and what the browser may do with the answer."""

import logging
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from kerjasama.errors import too_large
from kerjasama.logs import request_id

Answer = Callable[[HttpRequest], HttpResponseBase]
logger = logging.getLogger("kerjasama.access")


def access_log(get_response: Answer) -> Answer:
    """Write one line per request: id, method, the route (never the path), status, time, user's number."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        number = secrets.token_hex(8)
        mark = request_id.set(number)
        begin = time.perf_counter()
        try:
            response = get_response(request)
            logger.info("request", extra={"fields": fields(request, response, time.perf_counter() - begin)})
        finally:
            request_id.reset(mark)
        response.headers["X-Request-ID"] = number
        return response

    return middleware


def fields(request: HttpRequest, response: HttpResponseBase, seconds: float) -> dict[str, object]:
    """Answer what the log may know of a request."""
    session = getattr(request, "session", None)
    return {
        "method": request.method,
        "route": f"/{request.resolver_match.route}" if request.resolver_match else "-",
        "status": response.status_code,
        "ms": round(seconds * 1000),
        "user": session.get(SESSION_KEY) if session is not None and session.accessed else None,
    }


def permissions_policy(get_response: Answer) -> Answer:
    """Tell the browser that our pages use neither camera nor place nor payment."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response

    return middleware


_TEXTS = ("text/", "application/json", "application/problem+json", "application/xml", "application/atom+xml")


class CompressedTexts(GZipMiddleware):
    """Send pages and data compressed, whatever server stands before the portal; files go out as they are.

    Django adds a few random bytes, so that nobody learns secrets of a page from its length.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress a text that is whole; a stream, a PDF or a picture would gain nothing."""
        kind = response.headers.get("Content-Type", "")
        if response.streaming or not kind.startswith(_TEXTS):
            return response
        return super().process_response(request, response)


def request_size(get_response: Answer) -> Answer:
    """Refuse a request above REQUEST_MAX_BYTES with 413 before anything of it is parsed or kept."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if announced(request) <= settings.REQUEST_MAX_BYTES:
            return get_response(request)
        drain(request, 4 * settings.REQUEST_MAX_BYTES)
        return too_large(request)

    return middleware


def announced(request: HttpRequest) -> int:
    """Answer the length that the request announces."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def drain(request: HttpRequest, most: int) -> None:
    """Read and drop the body: a browser shows our answer only when it could send everything."""
    left = min(announced(request), most)
    while left > 0 and (block := request.read(min(left, 1 << 20))):
        left -= len(block)
