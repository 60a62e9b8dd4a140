"""The dashboard of the offices: what is open and how old, how long it takes, whether all are treated alike."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from agreements.desk.dashboard import queries
from agreements.desk.dashboard.charts import LINE, WIDTH
from agreements.desk.dashboard.guards import district_of
from agreements.record import tables
from villages.people.access import SignedIn

private = cache_control(private=True, no_store=True)
MOST = 25
"""How many lines of a table the page shows; the file has all."""


@private
@require_safe
def dashboard(request: SignedIn) -> HttpResponse:
    """Show an officer every table of their place beside its chart."""
    district = district_of(request.user)
    figures = queries.figures(district)
    page = {
        "office": district.office,
        "overall": figures.overall,
        "counted_at": figures.counted_at,
        "tables": [(one, one.lines[:MOST], len(one.chart) * LINE) for one in figures.tables],
        "width": WIDTH,
        "formats": tables.FORMATS,
    }
    return render(request, "agreements/desk/dashboard/dashboard.html", page)


@private
@require_safe
def download(request: SignedIn, table: str, ending: str) -> HttpResponseBase:
    """One of the tables, whole, for a spreadsheet."""
    district = district_of(request.user)
    found = queries.table(district, table) if ending in tables.FORMATS else None
    if found is None:
        raise Http404
    return tables.download(f"{found.code}-{timezone.localdate()}", ending, found.header, found.lines)
