"""The room of changes: addenda, suspension, renewal, and the pages on which each of them is begun."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.drafting.types.queries import types_offered_to
from agreements.monitoring.changing import actions, queries, renewing
from agreements.monitoring.changing.forms import (
    DecidedSuspensionForm,
    RenewalForm,
    ResumptionForm,
    SuspensionForm,
)
from agreements.monitoring.changing.guards import suspended
from agreements.monitoring.ending.lasting import last_day
from agreements.monitoring.motions.queries import cards
from agreements.record.access import may
from agreements.record.asking import FaultsIn
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.record.place_days import today_at
from agreements.record.vocabulary import Instrument
from villages.people.access import Answer, SignedIn

both = require_http_methods(["GET", "HEAD", "POST"])
_VERBS = ("begin_addendum", "renew", "move", "suspend", "resume")


@require_safe
def changes(request: SignedIn, ref: str) -> HttpResponse:
    """Show what changes an agreement, what is proposed about it, and what could be begun."""
    agreement = find(request, ref)
    page = {
        "agreement": agreement,
        "may": {verb: may(request.user, verb, agreement) for verb in _VERBS},
        "suspensions": queries.suspensions(agreement),
        "addenda": queries.addenda(agreement),
        "renewals": queries.renewals(agreement),
        "last": last_day(agreement),
        "cards": cards(agreement, request.user),
    }
    return render(request, "agreements/monitoring/changing/changes.html", page)


@require_safe
def addendum(request: SignedIn, ref: str) -> HttpResponse:
    """Go to the page on which an addendum to this agreement begins, of the type that fits it."""
    agreement = find(request, ref, "begin_addendum")
    offered = (t for t in types_offered_to(request.user) if t.instrument == Instrument.ADDENDUM)
    found = next((t for t in offered if t.kind == agreement.kind), None)
    if found is None:
        raise Refused(
            Answer(False, _("Kabupaten belum menyediakan naskah model adendum untuk kerja sama ini."))
        )
    return redirect("agreements:addendum-begin", found.code, agreement.ref)


@both
def propose_suspension(request: SignedIn, ref: str) -> HttpResponse:
    """A head proposes to all parties that the agreement is suspended."""
    agreement = find(request, ref, "move")
    form = SuspensionForm(request.POST or None, initial={"starts_on": today_at(agreement)})
    page = {
        "title": _("Usulkan penundaan"),
        "lead": _("Penundaan berlaku begitu semua pihak setuju. Selama ditunda, tidak ada yang jatuh tempo."),
        "verb": _("Kirim usul kepada semua pihak"),
    }

    def act(said: dict[str, Any]) -> Any:
        return actions.propose_suspension(agreement, by=request.user, **said)

    return _asked(request, agreement, form, page, _proposed(), act)


@both
def suspend(request: SignedIn, ref: str) -> HttpResponse:
    """The district suspends the agreement by its decision."""
    agreement = find(request, ref, "suspend")
    form = DecidedSuspensionForm(request.POST or None, initial={"starts_on": today_at(agreement)})
    page = {
        "title": _("Tunda kerja sama"),
        "lead": _(
            "Selama ditunda tidak ada yang jatuh tempo; jadwalnya bergeser. Para pihak langsung diberi tahu."
        ),
        "verb": _("Tunda kerja sama"),
    }

    def act(said: dict[str, Any]) -> Any:
        return actions.suspend(agreement, by=request.user, **said)

    return _asked(request, agreement, form, page, _("Kerja sama ini ditunda."), act)


@both
def propose_resumption(request: SignedIn, ref: str) -> HttpResponse:
    """A head proposes to all parties that a suspended agreement holds again."""
    agreement = find(request, ref, "move")
    if not (answer := suspended(agreement, request.user)):
        raise Refused(answer, "move")
    page = {
        "title": _("Usulkan berlaku kembali"),
        "lead": _("Kerja sama berlaku kembali begitu semua pihak setuju."),
        "verb": _("Kirim usul kepada semua pihak"),
    }

    def act(said: dict[str, Any]) -> Any:
        return actions.propose_resumption(agreement, by=request.user, **said)

    return _asked(request, agreement, ResumptionForm(request.POST or None), page, _proposed(), act)


@both
def resume(request: SignedIn, ref: str) -> HttpResponse:
    """The district lets a suspended agreement hold again."""
    agreement = find(request, ref, "resume")
    page = {
        "title": _("Berlakukan kembali"),
        "lead": _("Kerja sama berlaku kembali mulai hari ini, dan jadwal kewajiban dihitung ulang."),
        "verb": _("Berlakukan kembali"),
    }

    def act(said: dict[str, Any]) -> Any:
        return actions.resume(agreement, by=request.user, **said)

    form = ResumptionForm(request.POST or None)
    return _asked(request, agreement, form, page, _("Kerja sama ini berlaku kembali."), act)


@both
def renew(request: SignedIn, ref: str) -> HttpResponse:
    """Begin the agreement that follows this one, with its text and the days that suggest themselves."""
    agreement = find(request, ref, "renew")
    first, last = renewing.proposed_days(agreement)
    form = RenewalForm(request.POST or None, initial={"starts_on": first, "ends_on": last})
    page = {
        "title": _("Perpanjang kerja sama"),
        "lead": _(
            "Rancangan baru dibuat dari naskah yang berlaku hari ini; semua pihak menandatanganinya lagi."
        ),
        "verb": _("Buat rancangan perpanjangan"),
    }

    def act(said: dict[str, Any]) -> Any:
        return renewing.renew(agreement, by=request.user, **said)

    done = _("Rancangan perpanjangan dibuat. Periksa, sesuaikan, lalu kirim untuk ditinjau.")
    return _asked(request, agreement, form, page, done, act)


def _proposed() -> str:
    return _("Usul dikirim; kepala desa dan pimpinan pihak lain diminta menjawab.")


def _asked(
    request: SignedIn,
    agreement: Agreement,
    form: forms.Form,
    page: dict[str, Any],
    done: str,
    act: Callable[[dict[str, Any]], Any],
) -> HttpResponse:
    """Show the form, or do what it says and go where the result stands; what is wrong stands beside its field."""
    if request.method == "POST" and form.is_valid():
        with FaultsIn(form):
            made = act(form.cleaned_data)
            messages.success(request, done)
            return redirect(_where(made, agreement))
    page |= {"agreement": agreement, "form": form, "cancel_url": _where(None, agreement)}
    name, status = "agreements/monitoring/changing/asked.html", 400 if form.errors else 200
    return render(request, name, page, status=status)


def _where(made: Any, agreement: Agreement) -> str:
    """A draft that was begun, else the room of changes."""
    if isinstance(made, Agreement):
        return reverse("agreements:draft-edit", args=[made.ref])
    return reverse("agreements:changes", args=[agreement.ref])
