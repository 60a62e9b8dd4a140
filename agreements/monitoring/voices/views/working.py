"""The pages on which those who take part check and answer what citizens say."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from agreements.drafting.views.common import take_over
from agreements.monitoring.voices import actions
from agreements.monitoring.voices.forms import AnswerForm, CheckForm
from agreements.monitoring.voices.guards import may_answer
from agreements.monitoring.voices.models import Voice
from agreements.monitoring.voices.pages import crumbs, working_page
from agreements.record.access import parties_of
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn


@require_safe
def voices_of(request: SignedIn, ref: str) -> HttpResponse:
    """What citizens said of the agreement, for everybody who has a part in it; first what waits."""
    agreement = find(request, ref)
    return render(request, "agreements/monitoring/voices/voices_of.html", working_page(request, agreement))


def _voice(agreement: Agreement, pk: int) -> Voice:
    confirmed = agreement.voices.filter(confirmed_at__isnull=False).select_related("party__organization")
    voice = get_object_or_404(confirmed, pk=pk)
    voice.agreement = agreement
    return voice


def moderate(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Check one voice: show it and pass it on, or say why not."""
    agreement = find(request, ref, "moderate_voices")
    voice = _voice(agreement, pk)
    hidden = voice.state == Voice.State.HIDDEN
    first = {"shown": "no" if hidden else "yes", "party": voice.party_id, "reason": voice.reason}
    form = CheckForm(request.POST or None, parties=parties_of(agreement), initial=first)
    if request.method == "POST" and form.is_valid():
        given = {"party": form.cleaned_data["party"], "reason": form.cleaned_data["reason"]}
        try:
            actions.moderate(voice, by=request.user, shown=form.cleaned_data["shown"] == "yes", **given)
        except ValidationError as error:
            take_over(form, error)
        else:
            messages.success(request, _("Suara warga sudah diperiksa."))
            return redirect("agreements:voices-of", agreement.ref)
    return _show(request, agreement, voice, form, _("Periksa suara warga"))


def answer(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Answer one voice in the open."""
    agreement = find(request, ref, "moderate_voices")
    voice = _voice(agreement, pk)
    allowed = may_answer(request.user, voice)
    if not allowed:
        raise Refused(allowed)
    form = AnswerForm(request.POST or None, initial={"answer": voice.answer})
    if request.method == "POST" and form.is_valid():
        actions.answer(voice, by=request.user, text=form.cleaned_data["answer"])
        messages.success(request, _("Jawaban Anda sudah dapat dibaca semua orang."))
        return redirect("agreements:voices-of", agreement.ref)
    return _show(request, agreement, voice, form, _("Jawab suara warga"))


def _show(request: SignedIn, agreement: Agreement, voice: Voice, form: Any, title: str) -> HttpResponse:
    page = {
        "agreement": agreement,
        "voice": voice,
        "form": form,
        "title": title,
        "verb": _("Simpan"),
        "crumbs": crumbs(agreement),
        "cancel_url": reverse("agreements:voices-of", args=[agreement.ref]),
    }
    return render(request, "agreements/monitoring/voices/check.html", page)


@never_cache
@require_safe
def photo(request: SignedIn, ref: str, pk: int) -> HttpResponseBase:
    """The photo for those who check it, shown or not."""
    voice = _voice(find(request, ref), pk)
    if not voice.photo:
        raise Http404
    return FileResponse(voice.photo.open(), content_type="image/jpeg")
