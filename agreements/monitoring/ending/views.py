"""The page on which one sees how a cooperation can end or has ended, and the forms that lead there."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.monitoring.ending import actions
from agreements.monitoring.ending.carrying import waiting_end
from agreements.monitoring.ending.checking import notice_days, successors
from agreements.monitoring.ending.forms import EndingForm, ProposalForm
from agreements.monitoring.ending.grounds import BY_WAY, GROUNDS, Needs
from agreements.monitoring.ending.guards import may_settle, may_waive
from agreements.monitoring.ending.hints import hints, known
from agreements.monitoring.ending.lasting import last_day
from agreements.monitoring.ending.proposals import takes_effect
from agreements.monitoring.ending.queries import ending_of, lines, still_open
from agreements.monitoring.files.queries import files_of
from agreements.monitoring.motions.models import Motion
from agreements.monitoring.motions.queries import cards
from agreements.monitoring.reports.owing import final_owed
from agreements.record.access import may
from agreements.record.asking import FaultsIn, sent
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn

_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def ending(request: SignedIn, ref: str) -> HttpResponse:
    """How it ended and what remains; while it holds, on which grounds it can end, who may say so, and what is open."""
    agreement = find(request, ref)
    ended = ending_of(agreement)
    page = {
        "agreement": agreement,
        "ending": ended,
        "cards": cards(agreement, request.user, Motion.Kind.END),
        "files": files_of(ended) if ended else (),
        **(_afterwards(request, agreement) if agreement.stage == "ended" else _before(request, agreement)),
    }
    return render(request, "agreements/monitoring/ending/ending.html", page)


def _before(request: SignedIn, agreement: Agreement) -> dict[str, Any]:
    waiting = waiting_end(agreement)
    return {
        "grounds": GROUNDS,
        "may_end": bool(may(request.user, "end", agreement)),
        "may_move": bool(may(request.user, "move", agreement)),
        "last_day": last_day(agreement),
        "open": still_open(agreement),
        "hints": hints(agreement),
        "agreed_on": takes_effect(waiting) if waiting else None,
    }


def _afterwards(request: SignedIn, agreement: Agreement) -> dict[str, Any]:
    settles = bool(may(request.user, "settle", agreement))
    shown = [
        (
            line,
            settles and line.is_open and bool(may_settle(request.user, line.item)),
            settles and line.is_open and bool(may_waive(request.user, line.item)),
        )
        for line in lines(agreement)
    ]
    return {
        "lines": shown,
        "open_count": sum(line.is_open for line, _s, _w in shown),
        "may_add": settles,
        "reports": final_owed(agreement),
    }


def _needs(way: str) -> Needs:
    needs = BY_WAY.get(way)
    if needs is None:
        raise Http404
    return needs


def _confirm(agreement: Agreement, needs: Needs, form: Any, **more: Any) -> dict[str, Any]:
    return {
        "agreement": agreement,
        "needs": needs,
        "form": form,
        "open": still_open(agreement),
        "days": notice_days(agreement, needs.ground),
        "cancel_url": reverse("agreements:ending", args=[agreement.ref]),
        **more,
    }


@require_http_methods(_METHODS)
def end(request: SignedIn, ref: str, way: str) -> HttpResponse:
    """The district ends the agreement on one ground, after a page that says what it needs and what it means."""
    agreement, needs = find(request, ref, "end"), _needs(way)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EndingForm(
        *posted,
        needs=needs,
        days=notice_days(agreement, needs.ground),
        successors=successors(agreement) if needs.successor else (),
        initial=known(agreement, needs),
    )
    if form.is_bound and form.is_valid() and _ended(request, agreement, needs, form):
        messages.success(request, _("Kerja sama ini tercatat berakhir."))
        return redirect("agreements:ending", agreement.ref)
    page = _confirm(agreement, needs, form, verb=_("Akhiri kerja sama"))
    return render(request, "agreements/monitoring/ending/end.html", page)


def _ended(request: SignedIn, agreement: Agreement, needs: Needs, form: EndingForm) -> bool:
    """End it, or put what is missing beside its field."""
    with FaultsIn(form):
        actions.end(agreement, by=request.user, ground=needs.ground, **form.cleaned_data)
    return not form.errors


@require_http_methods(_METHODS)
def propose(request: SignedIn, ref: str, way: str) -> HttpResponse:
    """A head proposes to the other parties to end on one ground."""
    agreement, needs = find(request, ref, "move"), _needs(way)
    if not needs.by_consent:
        raise Http404
    chosen = successors(agreement) if needs.successor else ()
    form = ProposalForm(sent(request), needs=needs, successors=chosen)
    if form.is_bound and form.is_valid() and (motion := _proposed(request, agreement, needs, form)):
        messages.success(request, _("Usul terkirim kepada semua pihak."))
        return redirect("agreements:motion", agreement.ref, motion.pk)
    page = _confirm(agreement, needs, form, verb=_("Kirim usul"), by_motion=True)
    return render(request, "agreements/monitoring/ending/end.html", page)


def _proposed(request: SignedIn, agreement: Agreement, needs: Needs, form: ProposalForm) -> Motion | None:
    """Propose it, or put what is wrong beside its field."""
    with FaultsIn(form):
        return actions.propose_end(agreement, by=request.user, ground=needs.ground, **form.cleaned_data)
    return None
