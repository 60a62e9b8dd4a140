"""The pages of regions: all Indonesia, a province, a regency, a kecamatan, each with what its villages agreed."""

from functools import cache, partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.publication.caching import public_page
from agreements.publication.places.drawing import columns
from agreements.publication.places.figures import above, counted_at, figures, region_of
from villages.regions.models import PAPUA, Region, Subdistrict


@login_not_required
@require_safe
@public_page(counted_at)
def regions(request: HttpRequest) -> HttpResponse:
    """All Indonesia: totals and the provinces."""
    context = {"title": _("Indonesia"), "crumbs": [], "code": "", "level": _("Provinsi")}
    return render(request, "agreements/publication/places/region.html", context | _counted(""))


@login_not_required
@require_safe
@public_page(counted_at)
def region(request: HttpRequest, code: str) -> HttpResponse:
    """One province, regency or kecamatan: totals, coverage, the trend, and the regions or villages within."""
    found = region_of(code)
    if found is None:
        raise Http404
    context = {
        "title": titled(found),
        "crumbs": _crumbs(found),
        "code": code,
        "level": _level(code),
    }
    return render(request, "agreements/publication/places/region.html", context | _counted(code))


def _level(code: str) -> str:
    """What the regions within it are called."""
    subdistrict = _("Distrik") if code[:2] in PAPUA else _("Kecamatan")
    return {2: _("Kabupaten/kota"), 5: subdistrict, 8: _("Desa")}[len(code)]


def _counted(code: str) -> dict[str, Any]:
    """What is shown of its figures; they are looked up only where they are drawn anew."""
    counted = cache(partial(figures, code))
    return {
        "counted_at": counted_at(None, code),
        "figures": counted,
        "chart": cache(lambda: columns(counted().years)),
        "of_villages": len(code) == 8,
        "map_url": _map_of(code),
        "statistics_url": reverse("agreements:statistics-region", args=[code])
        if code
        else reverse("agreements:statistics"),
        "catalogue": f"{reverse('agreements:catalogue')}?" + (f"wilayah={code}&" if code else ""),
    }


def _map_of(code: str) -> str:
    """Where its villages are drawn; a map shows one regency, or one kecamatan more closely."""
    if len(code) < len("33.05"):
        return reverse("agreements:maps")
    address = reverse("agreements:map", args=[code[:5]])
    return f"{address}?kecamatan={code}" if len(code) > len("33.05") else address


def _crumbs(region: Region) -> list[tuple[str, str]]:
    higher = [(titled(one), reverse("agreements:region", args=[one.pk])) for one in above(region)]
    return [(_("Wilayah"), reverse("agreements:regions")), *higher]


def titled(region: Region) -> str:
    """The region's name with the word that belongs to it."""
    return region.titled if isinstance(region, Subdistrict) else region.name
