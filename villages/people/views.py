"""Turns a request into one's own page, an organization's people and the district's changes to them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from villages.organizations.forms import PartnerProfileForm, VillageProfileForm
from villages.organizations.models import Organization, OrganizationKind
from villages.organizations.queries import page_by_key
from villages.people import actions, queries
from villages.people.access import Refused, mandates
from villages.people.forms import DelegationForm, EndForm
from villages.people.guards import (
    may_change_offices,
    may_edit_profile,
    may_invite,
    organizations_known_to,
    regencies_looked_after,
)
from villages.people.models import Delegation, Membership, Position

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _organization(request: HttpRequest, pk: int) -> Organization:
    known = organizations_known_to(request.user).select_related(
        "village__area__subdistrict", "partner", "office"
    )
    return get_object_or_404(known, pk=pk)


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """One's own page: offices, acting offices, registrations, certificate, security."""
    context = {
        "mandates": mandates(request.user),
        "offices": queries.offices_of(request.user),
        "delegations": queries.delegations_of(request.user),
        "registrations": request.user.registrations.select_related("organization").order_by("-submitted_at"),
        "looks_after": regencies_looked_after(request.user),
    }
    return render(request, "villages/people/account.html", context)


@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    """What a DPMD officer looks after; nobody else knows of the page."""
    if not regencies_looked_after(request.user):
        raise Http404
    text = " ".join(request.GET.get("q", "")[:120].split())
    after = request.GET.get("after", "")
    rows = queries.organizations_to_look_after(request.user, text)
    page = page_by_key(rows, "pk", after if after.isdecimal() and len(after) < 18 else "")
    return render(request, "villages/people/organizations.html", {"page": page, "q": text, "after": after})


@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who holds which office in the organization, who acts for the head, who is invited."""
    organization = _organization(request, pk)
    current, former = queries.offices_in(organization)
    context = {
        "organization": organization,
        "current": current,
        "former": former[:50],
        "delegations": queries.delegations_in(organization),
        "invitations": organization.invitations.filter(accepted_at=None, withdrawn_at=None),
        "invite": may_invite(request.user, organization),
        "change": may_change_offices(request.user, organization),
        "profile": may_edit_profile(request.user, organization),
    }
    return render(request, "villages/people/people.html", context)


def _changeable(request: HttpRequest, pk: int) -> Organization | None:
    """The organization, if the user may change its offices; None after the refusal's status is due."""
    organization = _organization(request, pk)
    return organization if may_change_offices(request.user, organization) else None


def _refused(request: HttpRequest) -> HttpResponse:
    return render(request, "403.html", status=403)


@form_methods
def end_office(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """End an office on a day, with the reason."""
    organization = _changeable(request, pk)
    if organization is None:
        return _refused(request)
    held = get_object_or_404(
        Membership.objects.select_related("person"), organization=organization, pk=number
    )
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_office(
                held, form.cleaned_data["last_day"], form.cleaned_data["reason"], by=request.user
            )
            messages.success(request, _("Masa jabatan %(name)s diakhiri.") % {"name": held.person})
            return redirect("villages:people", pk=pk)
        except Refused as refused:
            form.add_error(None, refused.answer.reason)
    context = {"organization": organization, "held": held, "form": form}
    return render(request, "villages/people/end_office.html", context)


@form_methods
def delegate(request: HttpRequest, pk: int) -> HttpResponse:
    """Record an acting head."""
    organization = _changeable(request, pk)
    if organization is None or organization.kind == OrganizationKind.OFFICE:
        return _refused(request)
    village = organization.kind == OrganizationKind.VILLAGE
    position = Position.VILLAGE_HEAD if village else Position.REPRESENTATIVE
    form = DelegationForm(request.POST or None, positions=(position,))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.delegate(
                data["account"],
                organization,
                acting_kind=data["acting_kind"],
                legal_basis=data["legal_basis"],
                term=form.term,
                by=request.user,
            )
            messages.success(request, _("Pelimpahan kepada %(name)s dicatat.") % {"name": data["account"]})
            return redirect("villages:people", pk=pk)
        except Refused as refused:
            form.add_error(None, refused.answer.reason)
    return render(request, "villages/people/delegate.html", {"organization": organization, "form": form})


@form_methods
def end_delegation(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Let an acting head's time end earlier."""
    organization = _changeable(request, pk)
    if organization is None:
        return _refused(request)
    rows = Delegation.objects.select_related("person")
    held = get_object_or_404(rows, organization=organization, pk=number)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_delegation(
                held, form.cleaned_data["last_day"], form.cleaned_data["reason"], by=request.user
            )
            messages.success(request, _("Pelimpahan kepada %(name)s diakhiri.") % {"name": held.person})
            return redirect("villages:people", pk=pk)
        except Refused as refused:
            form.add_error(None, refused.answer.reason)
    context = {"organization": organization, "held": held, "form": form}
    return render(request, "villages/people/end_office.html", context)


@form_methods
def profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what the organization's public page says."""
    organization = _organization(request, pk)
    if not may_edit_profile(request.user, organization):
        return _refused(request)
    village = organization.kind == OrganizationKind.VILLAGE
    body = organization.village if village else organization.partner
    form = (VillageProfileForm if village else PartnerProfileForm)(
        request.POST or None, request.FILES or None, instance=body
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        actions.note(organization, _("Profil diubah."), by=request.user)
        messages.success(request, _("Profil tersimpan."))
        return redirect(body)
    return render(request, "villages/people/profile.html", {"organization": organization, "form": form})
