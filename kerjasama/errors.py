"""Turns what went wrong with a request into a page with a way on."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kerjasama.unsent import untrusted


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer 413: the request was larger than the portal takes."""
    return render(request, "413.html", status=413)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 when the fault is the size."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return render(request, "400.html", status=400)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403: the form is older than the sign-in, or came from another site; the page hides why.

    What somebody wrote into a draft is shown again with a fresh token, if our own page sent it.
    """
    return untrusted(request) or render(request, "csrf_failure.html", status=403)
