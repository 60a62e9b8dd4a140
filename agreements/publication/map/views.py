"""The maps that everybody reads: which regency, its villages with their threads, and the same as data."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.publication.caching import plain, public_page
from agreements.publication.map import choosing
from agreements.publication.map.counting import counted
from agreements.publication.map.drawing import draw
from agreements.publication.map.filters import MapQuestions
from agreements.publication.map.geojson import CONTENT_TYPE, geojson
from agreements.publication.map.queries import Cooperation, alike, cooperation, in_region, villages_in
from agreements.publication.places.figures import counted_at
from villages.organizations.queries import asked
from villages.regions.models import Regency

MOST_ROWS, MOST_THREADS = 60, 30
"""So many villages and threads stand in the tables below the map; all are in the data."""


@login_not_required
@require_safe
@public_page(counted_at)
def choose(request: HttpRequest) -> HttpResponse:
    """Let the reader choose a regency: those with agreements, or those whose name was asked for."""
    text = asked(request.GET, "q")
    return render(request, "agreements/publication/map/choose.html", {"q": text, **choosing.offered(text)})


@login_not_required
@require_safe
@public_page(counted_at)
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the villages of a regency and what joins them; a question that is none gets 400 in words."""
    regency = get_object_or_404(Regency.objects.select_related("province"), pk=code)
    questions, found = _answered(request, code)
    sound = questions.is_valid()
    kept = {name: value for name, value in request.GET.items() if name in ("topik", "jenis", "tahun")}
    context = {
        "regency": regency,
        "crumbs": [(_("Peta"), reverse("agreements:maps"))],
        "form": questions.form,
        "choices": questions.choices,
        "found": found,
        **_shown(found),
        "zoom": urlencode({**kept, "kecamatan": ""}) if sound else "kecamatan=",
        "data_url": _data_url(request, code) if sound else reverse("agreements:map-geojson", args=[code]),
        "narrowed": any(questions.form.cleaned_data.values()) if sound else True,
    }
    return render(request, "agreements/publication/map/map.html", context, status=200 if sound else 400)


def _shown(found: Cooperation) -> dict[str, Any]:
    """The drawing and what of it the tables tell."""
    taking_part = found.taking_part
    return {
        "drawing": draw(found),
        "rows": tuple(taking_part[:MOST_ROWS]),
        "taking_part": len(taking_part),
        "threads": tuple(found.threads[:MOST_THREADS]),
    }


@login_not_required
@require_safe
@public_page(counted_at)
def data(request: HttpRequest, code: str) -> HttpResponse:
    """The same villages and threads as GeoJSON, for anybody's own tools."""
    regency = get_object_or_404(Regency, pk=code)
    questions, found = _answered(request, code, whole=True)
    if not questions.is_valid():
        raise BadRequest("question about a map")
    site = request.build_absolute_uri("/").rstrip("/")
    return plain(JsonResponse(geojson(found, regency.name, site), content_type=CONTENT_TYPE))


def _answered(request: HttpRequest, code: str, *, whole: bool = False) -> tuple[MapQuestions, Cooperation]:
    """What was asked and what answers it; nothing answers an unsound question. `whole`: with the weakest threads."""
    areas = villages_in(code)
    questions = MapQuestions(request.GET, queryset=in_region(code))
    questions.offer({(area.code[:8], area.subdistrict) for area in areas})
    if not questions.is_valid():
        return questions, cooperation(areas, [])
    subdistrict = questions.form.cleaned_data["kecamatan"]
    narrowed = questions.asked.keys() - {"kecamatan"}
    found = None if narrowed else counted(code, areas, whole=whole or bool(subdistrict))
    if found is None:
        found = cooperation(areas, alike(questions.qs))
    return questions, found.near(subdistrict) if subdistrict else found


def _data_url(request: HttpRequest, code: str) -> str:
    """The address of the data with the same questions."""
    kept: dict[str, Any] = {
        name: value for name in MapQuestions.base_filters if (value := request.GET.get(name))
    }
    address = reverse("agreements:map-geojson", args=[code])
    return f"{address}?{urlencode(kept)}" if kept else address
