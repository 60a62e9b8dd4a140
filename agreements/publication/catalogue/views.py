"""The first page, the catalogue with its results, and what is suggested while typing."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.publication.caching import public_page
from agreements.publication.catalogue import home as first_page
from agreements.publication.catalogue.addresses import address, follow_address
from agreements.publication.catalogue.facets import Facet, Option, counted
from agreements.publication.catalogue.marking import hits
from agreements.publication.catalogue.narrowing import names_of, regions_above, ways_on, within
from agreements.publication.catalogue.newest import COUNTED
from agreements.publication.catalogue.paging import BadKey, Page, page
from agreements.publication.catalogue.suggesting import suggestions
from agreements.publication.filters import ORDERS, RELEVANT, Catalogue

_LONGEST = 200


@login_not_required
@require_safe
@public_page()
def home(request: HttpRequest) -> HttpResponse:
    """Explain the portal to a citizen: a search box, what there is, what is new, how it works."""
    context = {
        "figures": first_page.figures(),
        "latest": first_page.latest(5),
        "topics": [(label, address({"topik": code})) for code, label in first_page.topics(8)],
    }
    return render(request, "home.html", context)


@login_not_required
@require_safe
@public_page()
def catalogue(request: HttpRequest) -> HttpResponse:
    """List the public agreements that fit the question in the address; a question that is none gets 400 in words."""
    asked = Catalogue(request.GET)
    try:
        found = page(asked, request.GET.get("sesudah", ""))
    except BadKey:
        raise BadRequest("key of a page") from None
    context = {**_results(asked, found), "form": asked.form}
    name = "_results.html" if _part_only(request) else "catalogue.html"
    status = 200 if asked.is_valid() else 400
    return render(request, f"agreements/publication/catalogue/{name}", context, status=status)


def _part_only(request: HttpRequest) -> bool:
    """Whether a page that is already there asks for new results; the browser's way back needs all of it."""
    return request.htmx.target == "hasil" and not request.htmx.history_restore_request  # type: ignore[attr-defined]


def _results(asked: Catalogue, found: Page) -> dict[str, Any]:
    """What the list shows: the hits, how many there are, how it is narrowed and how it could be."""
    figures = counted(asked)
    names = names_of(regions_above(asked))
    said = asked.asked
    empty = not found.rows
    return {
        "agreements": found.rows,
        "hits": hits(found.rows, asked.sought),
        "count": figures.total,
        "capped": figures.capped,
        "counted": COUNTED,
        "facets": [(facet, *_choices(asked, facet)) for facet in figures.facets],
        "within": within(asked, figures.facets, names),
        "guesses": asked.sought.guesses if asked.sought and not empty else [],
        "orders": _orders(asked),
        "next_url": address(said, sesudah=found.next_key) if found.next_key else "",
        "first_url": "" if found.first else address(said),
        "narrowed": not asked.is_valid() or any(name != "urut" for name in said),
        "ways": ways_on(asked, names) if empty else [],
        "nearest": suggestions(said["q"]) if empty and "q" in said else [],
        "follow_url": follow_address(said),
        "everything": reverse("agreements:catalogue"),
        "kept": [(name, value) for name, value in said.items() if name != "q"],
    }


Choices = list[tuple[Option, str]]


def _choices(asked: Catalogue, facet: Facet) -> tuple[Choices, Choices]:
    """Each option with the address that chooses it, or of the chosen one that which leaves it; the last ones apart."""
    choices = [
        (option, address(asked.asked, **{facet.name: "" if option.chosen else option.value}))
        for option in facet.options
    ]
    return choices[: facet.shown], choices[facet.shown :]


def _orders(asked: Catalogue) -> list[tuple[Any, str, bool]]:
    """The orders that make sense here: their names, addresses, and which one it is."""
    return [
        (label, address(asked.asked, urut=code), code == asked.order)
        for code, label in ORDERS
        if code != RELEVANT or "q" in asked.asked
    ]


@login_not_required
@require_safe
@public_page()
def suggest(request: HttpRequest) -> HttpResponse:
    """What a beginning may mean: as a list below the search box, and without scripts as a page of links."""
    text = request.GET.get("q", "")
    if len(text) > _LONGEST or "\x00" in text:
        raise BadRequest("question")
    context = {"suggestions": suggestions(text), "q": text, "title": _("Saran pencarian")}
    name = "_suggestions.html" if request.htmx else "suggestions.html"  # type: ignore[attr-defined]
    return render(request, f"agreements/publication/catalogue/{name}", context)
