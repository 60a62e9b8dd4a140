"""The reports of a year with which somebody has to do, and the yearly extract of a village, as pages and files."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from agreements.desk.reporting import extract, lists, making
from agreements.desk.reporting.guards import villages_for
from agreements.documents import store
from agreements.monitoring.reports.lppd import lines
from agreements.monitoring.reports.owing import Standing
from agreements.record import tables
from villages.organizations.models import Village
from villages.people.access import SignedIn

private = cache_control(private=True, no_store=True)


@private
@require_safe
def reports(request: SignedIn) -> HttpResponse:
    """Who owed a report for a year and how far each is; narrowed by state and kecamatan. An unsound question: 400."""
    asked = _asked(request)
    found = lists.of_year(request.user, asked)
    counted = lists.counts(found)
    rows, following = _page(found, asked)
    page = {
        "asked": asked,
        "rows": rows,
        "tabs": _tabs(asked, counted),
        "years": range(timezone.localdate().year, lists.OLDEST - 1, -1),
        "places": lists.places(request.user),
        "next_url": _address(asked, sesudah=following) if following else "",
        "first_url": _address(asked) if asked.after else "",
        "files": [
            (e.upper(), reverse("agreements:desk-reports-file", args=[e]) + _query(asked))
            for e in tables.FORMATS
        ],
    }
    return render(request, "agreements/desk/reporting/reports.html", page)


def _file_url(name: str, *args: object) -> str:
    return reverse(f"agreements:{name}", args=args)


def _asked(request: SignedIn) -> lists.Asked:
    try:
        return lists.asked(request.GET)
    except lists.BadQuestion:
        raise BadRequest("no such list") from None


def _page(found: Any, asked: lists.Asked) -> tuple[list[lists.Row], str]:
    try:
        return lists.page(found, asked)
    except lists.BadQuestion:
        raise BadRequest("key of a page") from None


def _query(asked: lists.Asked, **changes: str) -> str:
    """The question as it stands in an address, some of it changed; pages begin anew."""
    said = {"tahun": str(asked.year), "keadaan": asked.state, "kecamatan": asked.place} | changes
    return "?" + urlencode({name: value for name, value in said.items() if value})


def _address(asked: lists.Asked, **changes: str) -> str:
    return reverse("agreements:desk-reports") + _query(asked, **changes)


def _tabs(asked: lists.Asked, counted: dict[str, int]) -> list[tuple[str, str, bool]]:
    """The states as links with how many there are; all of them first, the late ones next."""
    total = sum(counted.values())
    every = [("", _("Semua"), total)]
    every += [
        (code, str(Standing.LABELS[code]).capitalize(), counted.get(code, 0))
        for code in (Standing.LATE, Standing.DUE, Standing.RUNNING, Standing.SENT)
    ]
    return [
        (f"{label} ({n})", _address(asked, keadaan=code), code == asked.state) for code, label, n in every
    ]


@private
@require_safe
def reports_file(request: SignedIn, ending: str) -> HttpResponseBase:
    """The same list to take along."""
    if ending not in tables.FORMATS:
        raise Http404
    asked = _asked(request)
    found = lists.of_year(request.user, asked)
    name = f"laporan-kerja-sama-{asked.year}"
    return tables.download(name, ending, lists.header(), lists.cells(found, asked))


def _year(year: int) -> int:
    """The year, if there is an extract of it; else 404."""
    if not lists.OLDEST <= year <= timezone.localdate().year:
        raise Http404
    return year


def _near(year: int) -> range:
    """The years to choose from beside the one at hand."""
    newest = min(timezone.localdate().year, year + 2)
    return range(newest, max(lists.OLDEST, newest - 5) - 1, -1)


def _village(request: SignedIn) -> tuple[Village, list[Village]]:
    """The village asked for, among those whose extract this person may take; 404 for another."""
    choices, wanted = villages_for(request.user), request.GET.get("desa", "")
    found = [village for village in choices if village.area_id == wanted] if wanted else choices[:1]
    if not found:
        raise Http404
    return found[0], choices


@private
@require_safe
def lppd(request: SignedIn, year: int) -> HttpResponse:
    """All cooperation of a village in a year, and its files."""
    village, choices = _village(request)
    made, at = making.made(village, _year(year)), f"?desa={village.area_id}"
    if request.htmx:  # type: ignore[attr-defined]
        if made.progress:
            told = {"progress": made.progress, "url": request.path + at}
            return render(request, "agreements/desk/reporting/_progress.html", told)
        return HttpResponse(headers={"HX-Refresh": "true"})
    page = _extract(village, year, at) | {"choices": choices if len(choices) > 1 else [], "made": made}
    page |= {"progress": made.progress, "url": request.path + at}
    return render(request, "agreements/desk/reporting/lppd.html", page)


def _extract(village: Village, year: int, at: str) -> dict[str, Any]:
    """What the page of a village's year shows; `at` names the village in its addresses."""
    rows = lines(village.organization, year)
    return {
        "village": village,
        "year": year,
        "years": _near(year),
        "lines": rows,
        "sums": extract.sums(rows),
        "pdf_url": _file_url("lppd-pdf", year) + at,
        "files": [(e.upper(), _file_url("lppd-file", year, e) + at) for e in tables.FORMATS],
    }


@private
@require_safe
def lppd_file(request: SignedIn, year: int, ending: str) -> HttpResponseBase:
    """The extract as a table."""
    village, _choices = _village(request)
    if ending not in tables.FORMATS:
        raise Http404
    rows = lines(village.organization, _year(year))
    name = f"lppd-kerja-sama-{village.area_id}-{year}"
    return tables.download(name, ending, extract.header(), extract.cells(rows))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def lppd_pdf(request: SignedIn, year: int) -> HttpResponseBase:
    """The extract as PDF; a POST has the worker make it."""
    village, _choices = _village(request)
    page = reverse("agreements:lppd", args=[_year(year)]) + f"?desa={village.area_id}"
    if request.method == "POST":
        making.ask_for(village, year)
        return redirect(page)
    try:
        sha256 = making.made(village, year).sha256
        path = store.sound(sha256, shelf=making.SHELF) if sha256 else None
    except store.Damaged:
        path = None
    if path is None:
        return redirect(page)
    name = f"lppd-kerja-sama-{village.area_id}-{year}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return FileResponse(path.open("rb"), content_type="application/pdf", headers=headers)
