"""The page of one proposal: what it says, who answered what, one's own answer, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.monitoring.motions import actions
from agreements.monitoring.motions.forms import VoteForm
from agreements.monitoring.motions.models import Motion
from agreements.monitoring.motions.queries import cards, may_withdraw
from agreements.record.asking import FaultsIn
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn

ROOMS = {Motion.Kind.END: "ending"}
"""The page of an agreement that a motion belongs to; the others belong to its changes."""


def _motion(agreement: Agreement, pk: int) -> Motion:
    return get_object_or_404(agreement.motions.select_related("agreement"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def motion(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Read a proposal to all parties; a head answers it for their party."""
    posted = request.method == "POST"
    agreement = find(request, ref, "vote" if posted else "")
    found = _motion(agreement, pk)
    form = VoteForm(request.POST if posted else None)
    if posted and form.is_valid() and _answered(request, found, form):
        return redirect("agreements:motion", agreement.ref, pk)
    page = {
        "agreement": agreement,
        "card": next(card for card in cards(agreement, request.user, found.kind) if card.motion.pk == pk),
        "form": form,
        "room": ROOMS.get(Motion.Kind(found.kind), "changes"),
    }
    return render(
        request, "agreements/monitoring/motions/motion.html", page, status=400 if form.errors else 200
    )


def _answered(request: SignedIn, found: Motion, form: VoteForm) -> bool:
    """Answer, or put what is wrong beside its field."""
    now = None
    with FaultsIn(form):
        now = actions.vote(found, by=request.user, **form.cleaned_data)
    if now is None:
        return False
    told = {
        Motion.State.CARRIED: _("Semua pihak setuju; usul ini sudah dijalankan."),
        Motion.State.REFUSED: _("Usul ini ditolak; kerja sama berjalan seperti semula."),
    }
    messages.success(request, told.get(Motion.State(now.state), _("Jawaban pihak Anda tercatat.")))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Take back one's own proposal, after a page that says what it means."""
    agreement = find(request, ref, "move")
    found = _motion(agreement, pk)
    if not (answer := may_withdraw(request.user, found)):
        raise Refused(answer, "move")
    back = reverse("agreements:motion", args=[agreement.ref, pk])
    if request.method == "POST":
        actions.withdraw(found, by=request.user)
        messages.success(request, _("Usul ditarik."))
        return redirect(back)
    return render(request, "components/confirm.html", _asked_back(found, back))


def _asked_back(found: Motion, back: str) -> dict[str, Any]:
    """What the page says before a proposal is taken back."""
    return {
        "title": _("Tarik usul untuk %(what)s?") % {"what": found.get_kind_display()},
        "verb": _("Tarik usul"),
        "cancel_url": back,
        "consequences": [
            _("Pihak lain tidak lagi diminta menjawab."),
            _("Kerja sama berjalan seperti semula."),
        ],
    }
