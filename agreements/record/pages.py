"""A request and a reference -> the agreement, or the page that says why not; shared by the views of every stage."""

import re
from collections.abc import Callable, Collection

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from agreements.record.access import has_part
from agreements.record.crossing import ask
from agreements.record.journal import sentence
from agreements.record.models import Agreement
from agreements.record.stages import CROSSINGS, crossing
from villages.people import access
from villages.people.access import SignedIn

_REF = re.compile(r"[0-9A-HJKMNP-TV-Z]{8}")
_MOVING = frozenset(row.verb for row in CROSSINGS if row.source != row.target)
"""Verbs that lead from one stage to the next."""


def find(request: SignedIn, ref: str, verb: str = "") -> Agreement:
    """The agreement, if this person has a part in it; 404 for everybody else, as if there were none.

    With `verb` the person must also be allowed to do it now, else `Refused` is raised (`refusals` answers it).
    """
    agreement = _named(request, ref)
    _found(request)[ref] = agreement
    if agreement is None:
        raise Http404
    if verb:
        ask(request.user, verb, agreement)
    return agreement


def _named(request: HttpRequest, ref: str) -> Agreement | None:
    if not _REF.fullmatch(ref.upper()):
        return None
    try:
        agreement = Agreement.objects.get(ref=ref.upper())
    except Agreement.DoesNotExist:
        return None
    return agreement if has_part(request.user, agreement) else None


def refusals(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what an action or `find` refuses becomes a page.

    Refused because of who asks: 403 with the reason. Refused because of how things stand: back to the agreement's
    working page with the reason, and with who changed what and when if the stage moved on meanwhile.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, access.Refused):
            return None
        if exception.answer.because_of_who:
            return render(request, "403.html", {"exception": exception.answer.reason}, status=403)
        agreement = asked_for(request, exception)
        messages.error(request, why(exception, agreement))
        return _go(request, agreement.desk_url if agreement else reverse("agreements:desk"))

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def asked_for(request: HttpRequest, exception: Exception) -> Agreement | None:
    """The agreement that the address of a request names, if this person has a part in it, after what was raised.

    It is read anew where a verb looked at its own locked row: somebody else may have moved the agreement on meanwhile.
    """
    ref = request.resolver_match.kwargs.get("ref", "") if request.resolver_match else ""
    found = _found(request)
    if ref in found and (
        isinstance(exception, Http404) or getattr(exception, "agreement", None) is found[ref]
    ):
        return found[ref]
    return _named(request, ref) if ref else None


def _found(request: HttpRequest) -> dict[str, Agreement | None]:
    """What `find` has found for this request, by reference."""
    found: dict[str, Agreement | None] = request.__dict__.setdefault("_agreements_found", {})
    return found


def why(refusal: access.Refused, agreement: Agreement | None) -> str:
    """The reason of a refusal, and who moved the agreement on if that is what closed the verb."""
    return " ".join(filter(None, [refusal.answer.reason, _moved_on(refusal, agreement)]))


def _moved_on(refusal: access.Refused, agreement: Agreement | None) -> str:
    """Who moved the agreement on, when that is why the verb is closed now."""
    verb = getattr(refusal, "verb", "")
    if agreement is None or not verb or crossing(agreement.stage, verb):
        return ""
    return last_step(agreement, _MOVING) or last_step(agreement)


def last_step(agreement: Agreement, codes: Collection[str] = ()) -> str:
    """The last thing that happened (of these codes), with its moment: told to whoever comes second."""
    entries = agreement.journal.select_related("actor", "on_behalf_of").order_by("-serial")
    entry = (entries.filter(code__in=codes) if codes else entries).first()
    if entry is None:
        return ""
    moment = date_format(localtime(entry.at), "j F Y, H.i")
    return _("%(moment)s: %(sentence)s") % {"moment": moment, "sentence": sentence(entry)}


def _go(request: HttpRequest, url: str) -> HttpResponse:
    """Redirect; a request of htmx is told to move the whole page."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)
