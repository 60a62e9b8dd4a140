"""The first page, the catalogue with its results, and what is suggested while typing."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.publication.caching import moment, public_page
from agreements.publication.catalogue import home as first_page
from agreements.publication.catalogue.addresses import address
from agreements.publication.catalogue.answering import answer
from agreements.publication.catalogue.holding import hold, hold_page, last_concern
from agreements.publication.catalogue.paging import BadKey, page
from agreements.publication.catalogue.suggesting import suggestions
from agreements.publication.filters import Catalogue

_LONGEST = 200
_WHOLE = "agreements/publication/catalogue/catalogue.html"
_PART = "agreements/publication/catalogue/_results.html"
_SUGGESTIONS = "agreements/publication/catalogue/suggestions.html"
_SUGGESTED = "agreements/publication/catalogue/_suggestions.html"


@login_not_required
@require_safe
@public_page(last_concern)
def home(request: HttpRequest) -> HttpResponse:
    """Explain the portal to a citizen: a search box, what there is, what is new, how it works."""
    new = first_page.new(latest=5, topics=8)
    context = {
        "figures": partial(first_page.figures, new.in_force),  # counted only where they are drawn
        "in_force": new.in_force,
        "moment": moment(),
        "latest": new.latest,
        "topics": [(label, address({"topik": code})) for code, label in new.topics],
    }
    hold(request, first_page.in_force(), new.keys, new.edge)
    return render(request, "home.html", context)


@login_not_required
@require_safe
@public_page(last_concern)
def catalogue(request: HttpRequest) -> HttpResponse:
    """List the public agreements that fit the question in the address; a question that is none gets 400 in words."""
    asked = Catalogue(request.GET)
    try:
        found = page(asked, request.GET.get("sesudah", ""))
    except BadKey:
        raise BadRequest("key of a page") from None
    context = {**answer(asked, found), "form": asked.form}
    hold_page(request, asked, found)
    status = 200 if asked.is_valid() else 400
    return render(request, _PART if _part_only(request) else _WHOLE, context, status=status)


def _part_only(request: HttpRequest) -> bool:
    """Whether a page that is already there asks for new results; the browser's way back needs all of it."""
    return request.htmx.target == "hasil" and not request.htmx.history_restore_request  # type: ignore[attr-defined]


@login_not_required
@require_safe
@public_page()
def suggest(request: HttpRequest) -> HttpResponse:
    """What a beginning may mean: as a list below the search box, and without scripts as a page of links."""
    text = request.GET.get("q", "")
    if len(text) > _LONGEST or "\x00" in text:
        raise BadRequest("question")
    context = {"suggestions": suggestions(text), "q": text, "title": _("Saran pencarian")}
    return render(request, _SUGGESTED if request.htmx else _SUGGESTIONS, context)  # type: ignore[attr-defined]
