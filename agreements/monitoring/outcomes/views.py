"""The pages of what a cooperation changed: every indicator with its chart, set, corrected, measured, dropped."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.monitoring.files.answers import done
from agreements.monitoring.files.queries import files_by
from agreements.monitoring.outcomes import actions, queries
from agreements.monitoring.outcomes.forms import IndicatorForm, MeasurementForm
from agreements.monitoring.outcomes.listed import BY_CODE, offered
from agreements.monitoring.outcomes.models import Indicator
from agreements.record.access import may
from agreements.record.asking import FaultsIn, sent
from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.record.place_days import today_at
from villages.people.access import SignedIn

_FORMS = ["GET", "HEAD", "POST"]


@require_safe
def listing(request: SignedIn, ref: str) -> HttpResponse:
    """Every indicator with how far it is."""
    agreement = find(request, ref)
    page = {
        "agreement": agreement,
        "outcomes": queries.outcomes_of(agreement, today_at(agreement)),
        "writes": bool(may(request.user, "measure", agreement)),
    }
    return render(request, "agreements/monitoring/outcomes/listing.html", page)


def _one(agreement: Agreement, pk: int) -> Indicator:
    return get_object_or_404(agreement.indicators.select_related("agreement"), pk=pk, dropped_at__isnull=True)


@require_safe
def indicator(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """One indicator: its chart, and every measurement with what shows it."""
    agreement = find(request, ref)
    found = queries.outcome(_one(agreement, pk), today_at(agreement))
    files = files_by(agreement, found.measured)
    page = {
        "agreement": agreement,
        "outcome": found,
        "lines": [(one, value, files.get(one.pk, [])) for one, value in found.lines],
        "writes": bool(may(request.user, "measure", agreement)),
    }
    return render(request, "agreements/monitoring/outcomes/indicator.html", page)


@require_http_methods(_FORMS)
def add(request: SignedIn, ref: str) -> HttpResponse:
    """Set an indicator: one of the portal's list, or an own one."""
    agreement = find(request, ref, "measure")
    code = request.GET.get("kode", "")
    if code and code not in BY_CODE:
        raise Http404
    initial = {"baseline_on": agreement.starts_on, "target_on": agreement.ends_on}
    form = IndicatorForm(sent(request), listed=BY_CODE.get(code), initial=initial)
    if request.method == "POST" and form.is_valid():
        row = _tried(form, actions.set_indicator, agreement, by=request.user, code=code, **form.cleaned_data)
        if row:
            messages.success(request, _("Indikator tersimpan; catat hasilnya setiap kali diukur."))
            return redirect("agreements:indicator", agreement.ref, row.pk)
    page = {"agreement": agreement, "form": form, "listed": BY_CODE.get(code)}
    page["fitting"], page["others"] = ([], []) if code else offered(agreement.topic)
    return render(request, "agreements/monitoring/outcomes/add.html", page)


@require_http_methods(_FORMS)
def edit(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Correct where an indicator begins or is to go."""
    agreement = find(request, ref, "measure")
    row = _one(agreement, pk)
    form, url = IndicatorForm(sent(request), indicator=row), _address(row)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"edition": form.cleaned_data["edition"] or 0}
        if _tried(form, actions.change_indicator, row, by=request.user, **facts):
            messages.success(request, _("Indikator diperbarui."))
            return redirect(url)
    return _form(request, agreement, form, _("Ubah indikator"), _("Simpan perubahan"), url)


@require_http_methods(_FORMS)
def measure(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Write down what an indicator stands at."""
    agreement = find(request, ref, "measure")
    row = _one(agreement, pk)
    first, url = {"on": today_at(agreement)}, _address(row)
    form = MeasurementForm(sent(request), request.FILES or None, initial=first)
    shown = queries.outcome(row, today_at(agreement))
    form.fields["value"].label = _("Nilai (%(unit)s)") % {"unit": shown.unit}
    if (
        request.method == "POST"
        and form.is_valid()
        and _tried(form, actions.measure, row, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Hasil pengukuran tersimpan."))
        return done(request, url)
    return _form(request, agreement, form, _("Catat hasil: %s") % shown.name, _("Simpan hasil"), url)


@require_http_methods(_FORMS)
def drop(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Count an indicator no longer, after a page that says what stays."""
    agreement = find(request, ref, "measure")
    row = _one(agreement, pk)
    if request.method == "POST":
        actions.drop(row, by=request.user)
        messages.success(request, _("Indikator tidak dipakai lagi."))
        return redirect("agreements:outcomes", agreement.ref)
    page = {
        "title": _("Hentikan indikator “%s”?") % row.name,
        "verb": _("Hentikan indikator"),
        "cancel_url": _address(row),
        "consequences": [_("Indikator ini tidak lagi tampak dan tidak ikut dalam laporan.")],
    }
    return render(request, "components/confirm.html", page)


def _address(row: Indicator) -> str:
    return reverse("agreements:indicator", args=[row.agreement.ref, row.pk])


def _tried(form: Form, action: Any, *args: Any, **facts: Any) -> Any:
    """Do it; what the action finds wrong stands beside its field, and that somebody was faster above the form."""
    try:
        with FaultsIn(form):
            return action(*args, **facts)
    except actions.Conflict as conflict:
        form.add_error(None, str(conflict))
    return None


def _form(
    request: SignedIn, agreement: Agreement, form: Form, title: str, verb: str, url: str
) -> HttpResponse:
    page = {
        "agreement": agreement,
        "form": form,
        "title": title,
        "verb": verb,
        "cancel_url": url,
        "room": "outcomes",
    }
    return render(request, "agreements/monitoring/files/form.html", page)
