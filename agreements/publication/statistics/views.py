"""The public figures: their pages and their files."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from agreements.publication.caching import plain, public_page
from agreements.publication.statistics import pages
from agreements.publication.statistics.files import as_csv
from agreements.publication.statistics.measures import measure_of
from agreements.publication.statistics.places import INDONESIA, Place, place, scope_of
from agreements.publication.statistics.queries import counted, figures_of

ALL = "semua"
"""The name of the file with every figure of a region."""


def _tag(_request: HttpRequest, code: str = INDONESIA, **_more: Any) -> str:
    """What the figures of a region depend on: when they were counted."""
    scope = scope_of(code)
    return "-" if scope is None else str(counted(scope))


def found(code: str) -> Place:
    """The region of that code, or 404."""
    region = place(code)
    if region is None:
        raise Http404
    return region


@login_not_required
@require_safe
@public_page(_tag)
def statistics(request: HttpRequest) -> HttpResponse:
    """The figures of all Indonesia."""
    return _page(request, found(INDONESIA))


@login_not_required
@require_safe
@public_page(_tag)
def region(request: HttpRequest, code: str) -> HttpResponse:
    """The figures of a province, regency or kecamatan."""
    if code == INDONESIA:
        return redirect("agreements:statistics")
    return _page(request, found(code))


def _page(request: HttpRequest, region: Place) -> HttpResponse:
    counted_at = counted(region.scope)  # first, so that no older figures are kept under a newer moment
    figures = figures_of(region)
    context = {
        "region": region,
        "figures": figures,
        "counted_at": counted_at,
        "lead": pages.lead(figures),
        "crumbs": pages.crumbs(region),
        "sections": partial(pages.sections, figures),  # drawn only where they are not kept
        "years": pages.report_years(figures),
        "file": ALL,
    }
    return render(request, "agreements/publication/statistics/region.html", context)


@login_not_required
@require_safe
@public_page(_tag)
def file(request: HttpRequest, code: str, measure: str) -> HttpResponse:
    """One table of a region, or all of them, as CSV: in Indonesian for every reader, for programs rely on it."""
    chosen = measure_of(measure)
    if chosen is None and measure != ALL:
        raise Http404
    with override("id"):
        figures = figures_of(found(code))
        tables = figures.tables if chosen is None else [figures.table(chosen)]
        text = as_csv(figures.place, tables, counted(figures.place.scope))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8; header=present")
    name = f"statistik-{figures.place.code}-{measure}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return plain(response)
