"""The pages of obligations: the schedule, one obligation with its report, and the deeds that belong to it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.monitoring.files.answers import done
from agreements.monitoring.files.queries import files_of
from agreements.monitoring.obligations import actions
from agreements.monitoring.obligations.forms import EventForm, ProofForm, ReturnForm, WaiverForm
from agreements.monitoring.obligations.guards import (
    events_of,
    may_affirm,
    may_prove,
    may_take_back,
    may_waive,
    parties_for,
)
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.obligations.pages import line_of, page_of, schedule_of
from agreements.record.access import may
from agreements.record.asking import FaultsIn
from agreements.record.crossing import Refused
from agreements.record.journal import sentence
from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.record.place_days import today_at
from villages.people.access import Answer, SignedIn

_FORM = require_http_methods(["GET", "HEAD", "POST"])


def _occurrence(agreement: Agreement, pk: int) -> Occurrence:
    rows = agreement.occurrences.select_related("provision", "party__organization", "happening", "done_by")
    found = get_object_or_404(rows.select_related("settled_by"), pk=pk)
    found.agreement = agreement
    return found


@require_safe
def obligations(request: SignedIn, ref: str) -> HttpResponse:
    """Late ones first, then what waits to be confirmed, then the year month by month."""
    agreement = find(request, ref)
    page = page_of(agreement, request.user, request.GET.dict())
    return render(request, "agreements/monitoring/obligations/obligations.html", page)


@require_safe
def on_paper(request: SignedIn, ref: str) -> HttpResponse:
    """The whole schedule as one table, to be printed and hung up in the village office."""
    agreement = find(request, ref)
    page = {"agreement": agreement, "months": schedule_of(agreement), "today": today_at(agreement)}
    return render(request, "agreements/monitoring/obligations/on_paper.html", page)


@require_safe
def obligation(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """One obligation at one time: what is owed, what was reported with which evidence, what may be done now."""
    agreement = find(request, ref)
    row = _occurrence(agreement, pk)
    own = {party.pk for party in parties_for(request.user, agreement)}
    entries = agreement.journal.filter(details__occurrence=pk).select_related("actor", "on_behalf_of")
    line = line_of(row, today_at(agreement), own, asked=True)
    page = {
        "agreement": agreement,
        "line": line,
        "may_claim": line.late and not line.mine and may(request.user, "claim_breach", agreement),
        "files": files_of(row),
        "may_manage": bool(may(request.user, "carry_out", agreement)),
        "may_prove": may_prove(request.user, row),
        "may_take_back": may_take_back(request.user, row),
        "may_affirm": may_affirm(request.user, row),
        "may_waive": may_waive(request.user, row),
        "events": [(entry.at, sentence(entry)) for entry in entries.order_by("serial")],
    }
    return render(request, "agreements/monitoring/obligations/obligation.html", page)


@_FORM
def prove(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Report that it is done, with the day, words, and pictures taken with a phone."""
    agreement = find(request, ref, "prove")
    row = _occurrence(agreement, pk)
    if request.method != "POST" or row.state != Occurrence.State.DONE:
        # of one that is reported the action knows whether the same report was on its way twice
        _asked(may_prove(request.user, row))
    first = {"done_on": today_at(agreement)}
    form = ProofForm(request.POST or None, request.FILES or None, initial=first)

    def act(said: dict) -> None:
        actions.prove(row, by=request.user, **said)

    told = _("Laporan tersimpan. Pihak lain sekarang diminta mengonfirmasinya.")
    return _answered(request, row, form, act, told) or _page(
        request, row, form, "agreements/monitoring/obligations/prove.html"
    )


@require_POST
def withdraw(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Take one's own report back."""
    row = _occurrence(find(request, ref, "prove"), pk)
    actions.withdraw_proof(row, by=request.user)
    messages.success(request, _("Laporan ditarik; kewajiban ini terbuka lagi."))
    return _back(row)


@require_POST
def affirm(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Confirm another party's report."""
    row = _occurrence(find(request, ref, "affirm"), pk)
    actions.affirm(row, by=request.user)
    messages.success(request, _("Kewajiban ini dikonfirmasi selesai."))
    return _back(row)


@_FORM
def give_back(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Send another party's report back with what is missing."""
    row = _occurrence(find(request, ref, "affirm"), pk)
    _asked(may_affirm(request.user, row))
    form = ReturnForm(request.POST or None)

    def act(said: dict) -> None:
        actions.return_proof(row, by=request.user, **said)

    told = _("Laporan dikembalikan dengan catatan Anda.")
    return _answered(request, row, form, act, told) or _page(
        request, row, form, "agreements/monitoring/obligations/return.html"
    )


@_FORM
def waive(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Release the other party, after a page that says what it means."""
    row = _occurrence(find(request, ref, "waive"), pk)
    _asked(may_waive(request.user, row))
    form = WaiverForm(request.POST or None)

    def act(said: dict) -> None:
        actions.waive(row, by=request.user, **said)

    told = _("Kewajiban ini dibebaskan.")
    return _answered(request, row, form, act, told) or _page(
        request, row, form, "agreements/monitoring/obligations/waive.html"
    )


@_FORM
def event(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Note that the event took place from which an obligation counts its days."""
    agreement = find(request, ref, "note_event")
    provision = next((row for row in events_of(agreement) if row.pk == pk), None)
    if provision is None:
        raise Http404
    form = EventForm(request.POST or None, initial={"happened_on": today_at(agreement)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if _did(form, lambda: actions.note_event(provision, of=agreement, by=request.user, **said)):
            messages.success(request, _("Peristiwa tercatat; jatuh temponya sudah dihitung."))
            return redirect("agreements:obligations", agreement.ref)
    page = {"agreement": agreement, "provision": provision, "form": form}
    page |= {"happened": provision.happenings.order_by("-happened_on", "-pk")[:20]}
    return render(request, "agreements/monitoring/obligations/event.html", page)


def _answered(
    request: SignedIn, row: Occurrence, form: forms.Form, act: Callable[[dict], None], told: str
) -> HttpResponse | None:
    """Do it and go back to the obligation; None while there is something to be shown."""
    if request.method != "POST" or not form.is_valid() or not _did(form, lambda: act(form.cleaned_data)):
        return None
    messages.success(request, told)
    return done(request, reverse("agreements:obligation", args=[row.agreement.ref, row.pk]))


def _did(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it, or put what is wrong beside its field; what was typed stays."""
    with FaultsIn(form):
        act()
    return not form.errors


def _asked(answer: Answer) -> None:
    """Nobody is shown a form that is not theirs or comes too late; what they typed stands on the refusal's page."""
    if not answer:
        raise Refused(answer)


def _page(request: SignedIn, row: Occurrence, form: forms.Form, template: str) -> HttpResponse:
    page = {
        "agreement": row.agreement,
        "line": line_of(row, today_at(row.agreement), set(), asked=False),
        "form": form,
        "cancel_url": reverse("agreements:obligation", args=[row.agreement.ref, row.pk]),
    }
    return render(request, template, page)


def _back(row: Occurrence) -> HttpResponse:
    return redirect("agreements:obligation", row.agreement.ref, row.pk)
