"""The yearly report of a region: its page with how far it is, and its PDF."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from agreements.documents import store
from agreements.publication.statistics.models import YearlyReport
from agreements.publication.statistics.pages import OLDEST_REPORT, crumbs
from agreements.publication.statistics.places import Place, place
from agreements.publication.statistics.report import asking
from agreements.record import visitors

MOST, STRETCH = 10, 15 * 60
"""So many reports may be asked for from one network within so many seconds."""
LASTS = 60


def _about(code: str, year: int) -> Place:
    """The region, or 404 for none or for a year that has no report."""
    region = place(code)
    if region is None or not OLDEST_REPORT <= year <= timezone.localdate().year:
        raise Http404
    return region


@csrf_exempt  # knows nobody, so that it needs no cookie; whoever forges it has a public report made, within limits
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Offer the report, or say how far it is; a POST has the worker make it."""
    region = _about(code, year)
    if request.method == "POST":
        return _ask(request, region, year)
    found = asking.report_of(region, year)
    if found and asking.is_under_way(found):
        return _under_way(request, region, year, found)
    if request.htmx:  # type: ignore[attr-defined]
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    return render(request, "agreements/publication/statistics/report.html", _page(region, year, found))


def _ask(request: HttpRequest, region: Place, year: int) -> HttpResponse:
    """Take the wish to the worker, unless the visitor or everybody together wishes for too much."""
    try:
        if visitors.too_often(request, "report", most=MOST, stretch=STRETCH):
            raise asking.Busy
        asking.ask_for(region, year)
    except asking.Busy:
        messages.error(request, _("Terlalu banyak laporan sedang disusun. Coba lagi beberapa menit lagi."))
    return redirect("agreements:statistics-report", region.code, year)


def _under_way(request: HttpRequest, region: Place, year: int, found: YearlyReport) -> HttpResponse:
    told = {"url": request.path, "progress": asking.progress(found)}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "agreements/publication/statistics/_report_progress.html", told)
    page = _page(region, year, found) | told
    return render(request, "agreements/publication/statistics/report.html", page)


def _page(region: Place, year: int, found: YearlyReport | None) -> dict[str, Any]:
    there = asking.is_there(found)
    return {
        "region": region,
        "year": str(year),
        "crumbs": crumbs(region, last=True),
        "report": found if there else None,
        "failed": found is not None and found.state == YearlyReport.State.FAILED,
        "outdated": found is not None and there and asking.is_outdated(found),
        "current": year == timezone.localdate().year,
        "progress": None,
        "url": "",
    }


@login_not_required
@require_safe
def pdf(request: HttpRequest, code: str, year: int) -> HttpResponseBase:
    """The report's file; to its page where there is none yet."""
    region = _about(code, year)
    found = asking.report_of(region, year)
    try:
        path = store.sound(found.sha256, shelf=asking.SHELF) if found and found.sha256 else None
    except store.Damaged:
        path = None
    if found is None or path is None:
        return redirect("agreements:statistics-report", region.code, year)
    etag = f'"{found.sha256}"'
    response = get_conditional_response(request, etag=etag) or _file(region, found)
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=LASTS)
    return response


def _file(region: Place, found: YearlyReport) -> HttpResponseBase:
    name = f"laporan-kerja-sama-desa-{region.code}-{found.year}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Access-Control-Allow-Origin": "*"}
    if settings.SENDFILE_URL:
        headers["X-Accel-Redirect"] = (
            f"{settings.SENDFILE_URL}{store.place(found.sha256, shelf=asking.SHELF)}"
        )
        return HttpResponse(content_type="application/pdf", headers=headers)
    path = store.sound(found.sha256, shelf=asking.SHELF)
    return FileResponse(path.open("rb"), content_type="application/pdf", headers=headers)
