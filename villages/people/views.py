"""Turns a request into one's own page, an organization's people and the district's changes to them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from villages.organizations.models import Organization, OrganizationKind
from villages.organizations.queries import asked, links, page_by_key
from villages.people import actions, queries
from villages.people.access import Refused, SignedIn, mandates
from villages.people.forms import DelegationForm, EndForm
from villages.people.guards import (
    may_change_offices,
    may_edit_profile,
    may_invite,
    organizations_known_to,
    regencies_looked_after,
)
from villages.people.models import Delegation, Membership, Position, User
from villages.people.queries import crumbs_of
from villages.people.support.queries import received_by

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _organization(request: SignedIn, pk: int) -> Organization:
    known = organizations_known_to(request.user).select_related(
        "village__area__subdistrict", "partner", "office"
    )
    return get_object_or_404(known, pk=pk)


@require_safe
def account(request: SignedIn) -> HttpResponse:
    """One's own page: offices, acting offices, registrations, certificate, security."""
    context = {
        "mandates": mandates(request.user),
        "former": queries.not_held_today(request.user),
        "registrations": request.user.registrations.select_related("organization__village").order_by("-pk"),
        "helped": received_by(request.user),
        "looks_after": regencies_looked_after(request.user),
    }
    return render(request, "villages/people/account.html", context)


@require_safe
def organizations(request: SignedIn) -> HttpResponse:
    """What a DPMD officer looks after; nobody else knows of the page."""
    if not regencies_looked_after(request.user):
        raise Http404
    text, after = asked(request.GET, "q"), asked(request.GET, "after")
    rows = queries.organizations_to_look_after(request.user, text)
    page = page_by_key(rows, "pk", after if after.isdecimal() and len(after) < 18 else "")
    context = {"page": page, "q": text, **links(page, q=text, after=after)}
    return render(request, "villages/people/organizations.html", context)


@require_safe
def people(request: SignedIn, pk: int) -> HttpResponse:
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
        "crumbs": [(_("Akun saya"), reverse("villages:account"))],
    }
    return render(request, "villages/people/people.html", context)


def _changeable(request: SignedIn, pk: int) -> Organization:
    """The organization whose offices the user may change: others are told why not (403)."""
    organization = _organization(request, pk)
    if not (answer := may_change_offices(request.user, organization)):
        raise PermissionDenied(answer.reason)
    return organization


@form_methods
def end_office(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """End an office on a day, with the reason."""
    organization = _changeable(request, pk)
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
    context = {"organization": organization, "held": held, "form": form, "crumbs": crumbs_of(organization)}
    return render(request, "villages/people/end_office.html", context)


@form_methods
def delegate(request: SignedIn, pk: int) -> HttpResponse:
    """Record an acting head."""
    organization = _changeable(request, pk)
    if organization.kind == OrganizationKind.OFFICE:
        raise PermissionDenied(_("Pelimpahan hanya dicatat untuk desa dan mitra."))
    village = organization.kind == OrganizationKind.VILLAGE
    position = Position.VILLAGE_HEAD if village else Position.REPRESENTATIVE
    form = DelegationForm(request.POST or None, positions=(position,))
    if request.method == "POST" and form.is_valid() and _delegated(form, organization, request.user):
        messages.success(
            request, _("Pelimpahan kepada %(name)s dicatat.") % {"name": form.cleaned_data["account"]}
        )
        return redirect("villages:people", pk=pk)
    context = {"organization": organization, "form": form, "crumbs": crumbs_of(organization)}
    return render(request, "villages/people/delegate.html", context)


def _delegated(form: DelegationForm, organization: Organization, officer: User) -> bool:
    data = form.cleaned_data
    kind, basis = data["acting_kind"], data["legal_basis"]
    try:
        actions.delegate(
            data["account"], organization, acting_kind=kind, legal_basis=basis, term=form.term, by=officer
        )
    except Refused as refused:
        form.add_error(None, refused.answer.reason)
    return form.is_valid()


@form_methods
def end_delegation(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """Let an acting head's time end earlier."""
    organization = _changeable(request, pk)
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
    context = {"organization": organization, "held": held, "form": form, "crumbs": crumbs_of(organization)}
    return render(request, "villages/people/end_office.html", context)
