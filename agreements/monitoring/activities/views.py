"""The pages of the work plan: the plan itself, one activity, how far it is, changed or given up."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.monitoring.activities import actions, queries
from agreements.monitoring.activities.forms import CancelForm, PlanForm, ProgressForm
from agreements.monitoring.activities.guards import may_plan, may_record_for, parties_for
from agreements.monitoring.activities.models import Activity
from agreements.monitoring.files.answers import done
from agreements.monitoring.files.queries import files_by, files_of
from agreements.record.access import may
from agreements.record.asking import FaultsIn, sent
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.record.place_days import today_at
from villages.people.access import SignedIn

_FORMS = ["GET", "HEAD", "POST"]


@require_safe
def listing(request: SignedIn, ref: str) -> HttpResponse:
    """The plan with how far it is, and what every party promised and paid."""
    agreement = find(request, ref)
    rows, today = list(queries.plan_of(agreement)), today_at(agreement)
    books = queries.books_of(agreement)
    page = {
        "agreement": agreement,
        "works": [queries.work_on(row, today) for row in rows],
        "progress": queries.progress_of(rows),
        "reached": queries.reached_by(rows),
        "books": books,
        "sums": queries.sums(books),
        "mine": _writes(request, agreement),
        "may_plan": may_plan(agreement),
    }
    return render(request, "agreements/monitoring/activities/listing.html", page)


def _writes(request: SignedIn, agreement: Agreement) -> set[int]:
    """Keys of the parties for which this person may write now."""
    if not may(request.user, "carry_out", agreement):
        return set()
    return {party.pk for party in parties_for(request.user, agreement)}


def _one(agreement: Agreement, pk: int) -> Activity:
    return get_object_or_404(queries.plan_of(agreement), pk=pk)


def _own(request: SignedIn, agreement: Agreement, pk: int) -> Activity:
    """The activity, if this person writes for its party and it was not given up. Raises Refused."""
    activity = _one(agreement, pk)
    answer = may_record_for(request.user, agreement, activity.party)
    if not answer:
        raise Refused(answer)
    return activity


@require_safe
def activity(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """One piece of work: what was planned, what happened, its pictures and its money."""
    agreement = find(request, ref)
    row = _one(agreement, pk)
    entries = list(queries.entries_of(agreement).filter(activity=row))
    receipts = files_by(agreement, entries)
    page = {
        "agreement": agreement,
        "work": queries.work_on(row, today_at(agreement)),
        "notes": row.notes.select_related("written_by").order_by("-on", "-pk"),
        "files": files_of(row),
        "entries": [(entry, receipts[entry.pk]) for entry in entries],
        "writes": row.party_id in _writes(request, agreement),
    }
    return render(request, "agreements/monitoring/activities/activity.html", page)


@require_http_methods(_FORMS)
def add(request: SignedIn, ref: str) -> HttpResponse:
    """Add a piece of work to the plan."""
    agreement = find(request, ref, "carry_out")
    if not (answer := may_plan(agreement)):
        raise Refused(answer)
    parties = parties_for(request.user, agreement)
    initial = {"starts_on": today_at(agreement), "ends_on": agreement.ends_on}
    form = PlanForm(sent(request), parties=parties, initial=initial)
    if request.method == "POST" and form.is_valid():
        row = _tried(form, actions.plan, agreement, by=request.user, **form.cleaned_data)
        if row:
            messages.success(request, _("Kegiatan masuk rencana kerja."))
            return redirect("agreements:activity", agreement.ref, row.pk)
    url = reverse("agreements:activities", args=[agreement.ref])
    return _form(request, agreement, form, title=_("Tambah kegiatan"), verb=_("Simpan kegiatan"), url=url)


@require_http_methods(_FORMS)
def edit(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Change what is planned."""
    agreement = find(request, ref, "carry_out")
    row = _own(request, agreement, pk)
    form = PlanForm(sent(request), parties=[], activity=row)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"edition": form.cleaned_data["edition"] or 0}
        if _tried(form, actions.change, row, by=request.user, **facts):
            messages.success(request, _("Rencana kegiatan diperbarui."))
            return redirect("agreements:activity", agreement.ref, row.pk)
    url = reverse("agreements:activity", args=[agreement.ref, row.pk])
    return _form(request, agreement, form, title=_("Ubah kegiatan"), verb=_("Simpan perubahan"), url=url)


@require_http_methods(_FORMS)
def progress(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Say how far a piece of work is, with pictures."""
    agreement = find(request, ref, "carry_out")
    row = _own(request, agreement, pk)
    initial = {"on": today_at(agreement), "percent": row.percent}
    form = ProgressForm(sent(request), request.FILES or None, initial=initial)
    url = reverse("agreements:activity", args=[agreement.ref, row.pk])
    if (
        request.method == "POST"
        and form.is_valid()
        and _tried(form, actions.report_progress, row, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Kemajuan kegiatan tercatat."))
        return done(request, url)
    title, verb = _("Catat kemajuan: %s") % row.title, _("Kirim kemajuan")
    return _form(request, agreement, form, title=title, verb=verb, url=url)


@require_http_methods(_FORMS)
def cancel(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Give a piece of work up, after a page that says what stays."""
    agreement = find(request, ref, "carry_out")
    row = _own(request, agreement, pk)
    form = CancelForm(sent(request))
    url = reverse("agreements:activity", args=[agreement.ref, row.pk])
    if (
        request.method == "POST"
        and form.is_valid()
        and _tried(form, actions.cancel, row, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Kegiatan dibatalkan."))
        return redirect(url)
    return _ask_again(request, row, form, url)


def _ask_again(request: SignedIn, row: Activity, form: Form, url: str) -> HttpResponse:
    page = {
        "title": _("Batalkan kegiatan “%s”?") % row.title,
        "verb": _("Batalkan kegiatan"),
        "cancel_url": url,
        "consequences": [
            _("Kegiatan ini tetap tampak dalam rencana, bertanda dibatalkan, dengan alasan Anda."),
            _("Catatan kemajuan, foto, dan uangnya tetap tersimpan."),
        ],
        "form": form,
    }
    return render(request, "components/confirm.html", page)


def _tried(form: Form, action: Any, *args: Any, **facts: Any) -> Any:
    """Do it; what the action finds wrong stands beside its field, and that somebody was faster above the form."""
    try:
        with FaultsIn(form):
            return action(*args, **facts)
    except actions.Conflict as conflict:
        told = _(
            "Kegiatan ini baru saja diubah orang lain; kemajuannya kini %(percent)d persen. Muat ulang halaman."
        )
        form.add_error(None, told % {"percent": conflict.current.percent})
    return None


def _form(
    request: SignedIn, agreement: Agreement, form: Form, *, title: str, verb: str, url: str
) -> HttpResponse:
    page = {
        "agreement": agreement,
        "form": form,
        "title": title,
        "verb": verb,
        "cancel_url": url,
        "room": "activities",
    }
    return render(request, "agreements/monitoring/files/form.html", page)
