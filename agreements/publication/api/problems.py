"""What went wrong with a question -> an answer that programs and people can read (RFC 9457, problem+json)."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"
ABOUT = "/api/#galat"
"""Where the documentation explains errors; the `type` of every problem begins with it."""
TITLES = {
    400: gettext_lazy("Permintaan tidak dapat dibaca"),
    404: gettext_lazy("Tidak ditemukan"),
    405: gettext_lazy("Metode tidak diizinkan"),
    429: gettext_lazy("Terlalu sering bertanya"),
}


class Unsound(exceptions.APIException):
    """A question that cannot be answered as it was asked; knows what is wrong with which parameter."""

    status_code = 400

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__(_("Periksa parameter yang disebut di bawah ini, lalu coba lagi."))
        self.errors = dict(errors)


def problem(exception: Exception, context: Mapping[str, Any] | None = None) -> Response | None:
    """The answer to a question that failed; None for a fault of the portal's own, which is reported as such.

    Status and words follow from the exception: unsound parameters 400, nothing there 404, another method than
    GET 405, too many questions 429 with `Retry-After`.
    """
    status, detail, headers = 0, "", {}
    if isinstance(exception, Http404 | exceptions.NotFound):
        status, detail = 404, _("Di alamat ini tidak ada data yang terbuka untuk umum.")
    elif isinstance(exception, BadRequest | SuspiciousOperation):
        status, detail = 400, _("Permintaan ini tidak dapat dibaca.")
    elif isinstance(exception, exceptions.MethodNotAllowed):
        status, detail = 405, _("Data ini hanya dapat dibaca: gunakan GET, HEAD, atau OPTIONS.")
    elif isinstance(exception, exceptions.Throttled):
        wait = int(exception.wait or 1)
        status, headers = 429, {"Retry-After": str(wait)}
        detail = _("Tunggu %(seconds)d detik, lalu lanjutkan.") % {"seconds": wait}
    elif isinstance(exception, exceptions.APIException):
        status, detail = exception.status_code, str(exception.detail)
    if not status:
        return None
    errors = getattr(exception, "errors", {})
    body = {"type": f"{ABOUT}-{status}", "title": str(TITLES.get(status, detail)), "status": status}
    body |= {"detail": detail} | ({"errors": errors} if errors else {})
    return Response(body, status=status, headers=headers, content_type=MEDIA_TYPE)
