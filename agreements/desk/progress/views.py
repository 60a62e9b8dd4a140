"""The dashboard of what is in force: promises kept, money, who is late, what wants somebody first, and why."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from agreements.desk.dashboard.charts import LINE, WIDTH, bars
from agreements.desk.progress import queries
from agreements.desk.progress.scope import Place, chosen, places_of
from agreements.desk.progress.tables import TABLES, table
from agreements.record import tables
from villages.people.access import SignedIn

private = cache_control(private=True, no_store=True)


@private
@require_safe
def progress(request: SignedIn) -> HttpResponse:
    """Show a village, a partner or an office how its agreements in force are going."""
    place, order = chosen(request.user, request.GET.get("untuk", "")), request.GET.get("urut", "skor")
    if order not in queries.ORDERS:
        raise BadRequest("order of a list") from None
    page = {
        "place": place,
        "overall": queries.overall(place),
        "warned": queries.warned(place, order),
        "orders": _orders(place, order),
        "topics": queries.by_topic(place),
        "tabs": _tabs(request, place),
        "files": _files(place),
        "most": queries.MOST_LINES,
        **_parties(place),
    }
    return render(request, "agreements/desk/progress/progress.html", page)


def _parties(place: Place) -> dict[str, Any]:
    """How each party keeps its promises, and the chart of those who are late."""
    parties = queries.by_party(place)
    late = bars([(line.name, line.kept.late_open) for line in parties if line.kept.late_open])
    shown = parties[: queries.MOST_LINES]
    return {"parties": shown, "late": late, "late_height": len(late) * LINE, "width": WIDTH}


def _orders(place: Place, order: str) -> list[tuple[str, str, bool]]:
    words = {"skor": _("Peringatan dahulu"), "berakhir": _("Segera berakhir"), "sepi": _("Paling lama sepi")}
    return [
        (words[code], f"?{urlencode({'untuk': place.key, 'urut': code})}#perlu", code == order)
        for code in words
    ]


def _tabs(request: SignedIn, place: Place) -> list[tuple[str, str, bool]]:
    """For whom the person may look, where that is more than one."""
    known = places_of(request.user)
    found = [(one.name, f"?{urlencode({'untuk': one.key})}", one.key == place.key) for one in known]
    return found if len(found) > 1 else []


def _files(place: Place) -> dict[str, list[tuple[str, str]]]:
    """For each table the ways to take it along: format and address."""
    query, found = "?" + urlencode({"untuk": place.key}), {}
    for name, code in {"agreements": "kerja-sama", "pihak": "pihak", "hasil": "hasil"}.items():
        addresses = {e: reverse("agreements:progress-table", args=[code, e]) for e in tables.FORMATS}
        found[name] = [(ending.upper(), address + query) for ending, address in addresses.items()]
    return found


@private
@require_safe
def download(request: SignedIn, code: str, ending: str) -> HttpResponseBase:
    """One of the tables, whole, for a spreadsheet."""
    place = chosen(request.user, request.GET.get("untuk", ""))
    if ending not in tables.FORMATS or code not in TABLES:
        raise Http404
    found: dict[str, Any] = table(place, code)
    return tables.download(f"{code}-{timezone.localdate()}", ending, found["header"], found["lines"])
