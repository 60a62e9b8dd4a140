"""Turns a request into the public pages of villages and partners."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from villages.organizations import queries
from villages.organizations.guards import why_no_party
from villages.organizations.keeping import LISTS, PARTNER, VILLAGE, kept
from villages.organizations.lineage.queries import now_called
from villages.organizations.models import Organization, PartnerKind


@login_not_required
@require_safe
@kept(LISTS)
def village_list(request: HttpRequest) -> HttpResponse:
    """Registered villages; a search also names villages that do not use the portal yet."""
    text, after = queries.asked(request.GET, "q"), queries.asked(request.GET, "after")
    page = queries.village_page(text, after)
    unregistered = [] if after else queries.unregistered_matches(text)
    context = {
        "page": page,
        "q": text,
        "unregistered": unregistered,
        **queries.links(page, q=text, after=after),
    }
    return render(request, "villages/organizations/village_list.html", context)


@login_not_required
@require_safe
@kept(VILLAGE)
def village(request: HttpRequest, code: str) -> HttpResponse:
    """One village's page: its profile when registered, else why it is not and what can be done."""
    found = queries.registered_villages().filter(area=code).select_related("area__edition").first()
    area = found.area if found else queries.area_of(code)
    if area is None:
        raise Http404
    crumbs = [(_("Desa"), reverse("villages:village-list"))]
    if found is None and (now := now_called(area.code)):
        return redirect(now.village)
    if found is None:
        listed = queries.listed_village(area)
        context = {"area": area, "reason": why_no_party(area), "listed": listed, "crumbs": crumbs}
        return render(request, "villages/organizations/village_unregistered.html", context)
    context = {"village": found, "area": area, "crumbs": crumbs}
    return render(request, "villages/organizations/village.html", context)


@login_not_required
@require_safe
@kept(LISTS)
def partner_list(request: HttpRequest) -> HttpResponse:
    """Verified partners, searched by name or interest, and by kind."""
    text, kind, after = (
        queries.asked(request.GET, "q"),
        queries.asked(request.GET, "jenis"),
        queries.asked(request.GET, "after"),
    )
    page = queries.partner_page(text, kind, after)
    context = {
        "page": page,
        "q": text,
        "kind": kind,
        "kinds": PartnerKind.choices,
        **queries.links(page, q=text, jenis=kind, after=after),
    }
    return render(request, "villages/organizations/partner_list.html", context)


@login_not_required
@require_safe
@kept(PARTNER)
def partner(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one partner that is verified or that a public agreement names."""
    found = get_object_or_404(queries.public_partners(), slug=slug)
    context = {"partner": found, "crumbs": [(_("Mitra"), reverse("villages:partner-list"))]}
    return render(request, "villages/organizations/partner.html", context)


@login_not_required
@require_safe
def logo(request: HttpRequest, pk: int) -> FileResponse:
    """A confirmed organization's picture, always a PNG that we drew."""
    found = get_object_or_404(Organization.objects.confirmed(), pk=pk)
    if not found.logo:
        raise Http404
    response = FileResponse(found.logo.open(), content_type="image/png")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
