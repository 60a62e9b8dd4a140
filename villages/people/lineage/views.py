"""The pages on which a village's names and successors are read and recorded."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from villages.organizations.lineage.models import Succession
from villages.organizations.lineage.queries import past_names
from villages.organizations.models import Organization, OrganizationKind
from villages.people.access import SignedIn
from villages.people.guards import may_change_offices, organizations_known_to
from villages.people.lineage import actions
from villages.people.lineage.forms import RenameForm, SuccessionForm

both = require_http_methods(["GET", "HEAD", "POST"])


def _village(request: SignedIn, pk: int, *, change: bool = False) -> Organization:
    """The village whose people the user may see; with `change` others than its district are told why not."""
    found = get_object_or_404(organizations_known_to(request.user), pk=pk)
    if found.kind != OrganizationKind.VILLAGE:
        raise Http404
    if change and not (answer := may_change_offices(request.user, found)):
        raise PermissionDenied(answer.reason)
    return found


@require_safe
def lineage(request: SignedIn, pk: int) -> HttpResponse:
    """What the village was called before, whom it carries on, who carries it on."""
    organization = _village(request, pk)
    context = {
        "organization": organization,
        "names": past_names(organization),
        "before": Succession.objects.filter(successor=organization)
        .select_related("predecessor__village")
        .order_by("-on", "-pk"),
        "after": Succession.objects.filter(predecessor=organization)
        .select_related("successor__village")
        .order_by("-on", "-pk"),
        "change": may_change_offices(request.user, organization),
        "crumbs": [(organization.name, reverse("villages:people", args=[pk]))],
    }
    return render(request, "villages/people/lineage/lineage.html", context)


@both
def rename(request: SignedIn, pk: int) -> HttpResponse:
    """Record a new name or code."""
    organization = _village(request, pk, change=True)
    form = RenameForm(request.POST or None, initial={"name": organization.name})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename(organization, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Nama dan kode yang baru tercatat; naskah lama tidak berubah."))
            return redirect("villages:lineage", pk)
    lead = _("Nama lama tetap tercatat. Naskah, tanda tangan, dan verifikasinya tidak berubah.")
    return _page(request, organization, form, _("Nama atau kode baru"), lead)


@both
def succeed(request: SignedIn, pk: int) -> HttpResponse:
    """Record a merger or a split."""
    organization = _village(request, pk, change=True)
    form = SuccessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        successor = said.pop("successor_code")
        try:
            actions.succeed(organization, by=request.user, successor=successor, **said)
        except ValidationError as error:
            _take_over(form, error)
        else:
            messages.success(request, _("Penerus desa tercatat."))
            return redirect("villages:lineage", pk)
    lead = _(
        "Sesudah penggabungan, perangkat desa penerus bertindak dalam semua kerja sama desa ini, dan jabatan di desa"
        " ini berakhir. Sesudah pemekaran, desa ini tetap bertindak sendiri. Pencatatan ini tidak bisa dibatalkan."
    )
    return _page(request, organization, form, _("Penggabungan atau pemekaran"), lead)


def _take_over(form: forms.Form, error: ValidationError) -> None:
    """Put what an action found wrong beside the fields it is about."""
    names = {"successor": "successor_code"}
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, problems in error.error_dict.items():
        field = names.get(name, name)
        for problem in problems:
            form.add_error(field if field in form.fields else None, problem)


def _page(
    request: SignedIn, organization: Organization, form: forms.Form, title: str, lead: str
) -> HttpResponse:
    context: dict[str, Any] = {
        "organization": organization,
        "form": form,
        "title": title,
        "lead": lead,
        "cancel_url": reverse("villages:lineage", args=[organization.pk]),
        "crumbs": [(organization.name, reverse("villages:people", args=[organization.pk]))],
    }
    status = 400 if form.errors else 200
    return render(request, "villages/people/lineage/record.html", context, status=status)
