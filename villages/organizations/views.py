"""Turns a request into the public pages of villages and partners."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from villages.organizations import queries
from villages.organizations.models import Organization, PartnerKind


def asked(request: HttpRequest, name: str, most: int = 120) -> str:
    """One word of the address, trimmed; characters that no name has are left out."""
    value = request.GET.get(name, "")[:most]
    return " ".join("".join(sign for sign in value if sign.isprintable()).split())


def links(page: queries.Page, **query: str) -> dict[str, str]:
    """The addresses of the next page and of the first one, with what was asked."""
    kept = {name: value for name, value in query.items() if value and name != "after"}
    return {
        "next_url": f"?{urlencode({**kept, 'after': page.next_key})}" if page.next_key else "",
        "first_url": f"?{urlencode(kept)}" if query.get("after") else "",
    }


@login_not_required
@require_safe
def village_list(request: HttpRequest) -> HttpResponse:
    """Registered villages; a search also names villages that do not use the portal yet."""
    text, after = asked(request, "q"), asked(request, "after")
    page = queries.village_page(text, after)
    unregistered = [] if after else queries.unregistered_matches(text)
    context = {"page": page, "q": text, "unregistered": unregistered, **links(page, q=text, after=after)}
    return render(request, "villages/organizations/village_list.html", context)


@login_not_required
@require_safe
def village(request: HttpRequest, code: str) -> HttpResponse:
    """One village's page: its profile when registered, else why it is not and what can be done."""
    area = queries.area_of(code)
    if area is None:
        raise Http404
    found = queries.registered_villages().filter(area=area).first()
    if found is None:
        return render(request, "villages/organizations/village_unregistered.html", {"area": area})
    return render(request, "villages/organizations/village.html", {"village": found, "area": area})


@login_not_required
@require_safe
def partner_list(request: HttpRequest) -> HttpResponse:
    """Verified partners, searched by name or interest, and by kind."""
    text, kind, after = asked(request, "q"), asked(request, "jenis"), asked(request, "after")
    page = queries.partner_page(text, kind, after)
    context = {
        "page": page,
        "q": text,
        "kind": kind,
        "kinds": PartnerKind.choices,
        **links(page, q=text, jenis=kind, after=after),
    }
    return render(request, "villages/organizations/partner_list.html", context)


@login_not_required
@require_safe
def partner(request: HttpRequest, slug: str) -> HttpResponse:
    """One verified partner's page."""
    found = get_object_or_404(queries.confirmed_partners(), slug=slug)
    return render(request, "villages/organizations/partner.html", {"partner": found})


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
