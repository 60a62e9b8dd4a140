"""A form that was taken -> the way on: a redirect, or for a page that sends by itself, the address to go to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def done(request: HttpRequest, url: str) -> HttpResponse:
    """Answer a form that was taken.

    What a phone kept while there was no line is sent by a script: it could not tell this redirect from one to the
    login, so it gets 204 and the address.
    """
    if request.headers.get("X-Outbox") == "1":
        return HttpResponse(status=204, headers={"X-Then": url})
    return redirect(url)
