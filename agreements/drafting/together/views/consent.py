"""Agree to the text that was read, or say in words that it is not so far."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agreements.drafting.actions import Stale
from agreements.drafting.together import consent
from agreements.drafting.together.forms import ReasonForm
from agreements.drafting.together.reading import page_to_agree
from agreements.drafting.together.views.common import crumbs, draft_url, telling
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn

_DIGEST = 64


def agree(request: SignedIn, ref: str) -> HttpResponse:
    """Read the whole text and agree to exactly that; what changed meanwhile is shown instead."""
    agreement = find(request, ref, "agree")
    if request.method != "POST":
        return _to_read(request, agreement)
    seen = request.POST.get("seen", "")
    if len(seen) != _DIGEST or not seen.isalnum():
        raise BadRequest("no digest")
    try:
        consent.agree(agreement, by=request.user, seen=seen)
    except Stale as stale:
        return _to_read(request, stale.current, seen=seen)
    messages.success(request, _("Persetujuan pihak Anda atas naskah ini dicatat."))
    return redirect(draft_url(agreement))


def _to_read(request: SignedIn, agreement: Agreement, *, seen: str = "") -> HttpResponse:
    page = page_to_agree(request.user, agreement, seen=seen)
    page |= {"crumbs": crumbs(agreement), "cancel_url": draft_url(agreement)}
    return render(request, "agreements/drafting/together/agree.html", page)


def disagree(request: SignedIn, ref: str) -> HttpResponse:
    """Say that one's party does not agree yet, and why."""
    agreement = find(request, ref, "disagree")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        consent.disagree(agreement, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Alasan Anda disampaikan kepada semua pihak."))
        return redirect(draft_url(agreement))
    said = [
        _("Semua pihak membaca alasan Anda dan versi naskah yang Anda maksud."),
        _("Persetujuan Anda sebelumnya, bila ada, tidak berlaku lagi."),
    ]
    title, verb = _("Belum setuju dengan naskah ini?"), _("Sampaikan bahwa kami belum setuju")
    return telling(request, agreement, form, {"title": title, "verb": verb, "consequences": said})
