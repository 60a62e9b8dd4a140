"""The pages on which an office decides, gives its opinion or fills in its checklist, and the parties take back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.drafting.fields import PlainTextForm
from agreements.record.access import may, parties_of, party_line
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find, last_step
from agreements.record.stages import Stage
from agreements.review import actions
from agreements.review.forms import (
    AdviceForm,
    ChecklistForm,
    OpinionForm,
    RejectionForm,
    RemarksForm,
    TakeBackForm,
)
from agreements.review.guards import step_to_decide
from agreements.review.holding.actions import tick
from agreements.review.models import Check
from agreements.review.queries import open_round_of, standing_remarks
from agreements.review.steps import others, own_steps, waiting_names
from agreements.review.telling import unanswered
from agreements.review.views import show
from villages.people.access import SignedIn


@require_POST
def send_back(request: SignedIn, ref: str) -> HttpResponse:
    """Return the text with remarks; without one the page comes back and says so."""
    agreement = find(request, ref)
    answer = may(request.user, "send_back", agreement)
    if answer.because_of_who:
        raise Refused(answer)
    form = RemarksForm(request.POST, standing=standing_remarks(agreement))
    if form.is_valid() and _returned(request, agreement, form):
        messages.success(request, _("Naskah dikembalikan kepada para pihak dengan catatan Anda."))
        return redirect("agreements:review-queue")
    return show(request, agreement, form)


def _returned(request: SignedIn, agreement: Agreement, form: RemarksForm) -> bool:
    """Return the text; if somebody decided first, say who and when beside what was written."""
    given = {"remarks": form.remarks(), "opinion": form.cleaned_data["opinion"]}
    try:
        actions.send_back(agreement, by=request.user, **given)
    except Refused as refusal:
        if refusal.answer.because_of_who:
            raise
        form.add_error(None, f"{refusal.answer.reason} {last_step(agreement)}")
        return False
    return True


@require_safe
def confirm_approval(request: SignedIn, ref: str) -> HttpResponse:
    """Say what approving does before it is done; the button posts to the verb of signing."""
    agreement = find(request, ref, "approve")
    if agreement.stage != Stage.REVIEW or open_round_of(agreement) is None:
        raise Http404
    page = {
        "agreement": agreement,
        "line": party_line(parties_of(agreement)),
        "form": OpinionForm(),
        "unanswered": _unanswered(request, agreement),
    }
    return render(request, "agreements/review/approve.html", page)


def _unanswered(request: SignedIn, agreement: Agreement) -> str:
    """A sentence where the checklist has gaps: it warns and stops nobody."""
    count = unanswered(agreement, request.user)
    if not count:
        return ""
    words = ngettext(
        "%(count)d butir daftar periksa belum dijawab.",
        "%(count)d butir daftar periksa belum dijawab.",
        count,
    )
    return words % {"count": count}


@require_http_methods(["GET", "HEAD", "POST"])
def clear(request: SignedIn, ref: str) -> HttpResponse:
    """Let the text go on although other offices have still to decide."""
    agreement = find(request, ref, "clear")
    form = OpinionForm(_sent(request))
    if form.is_valid() and _done(
        form, lambda: actions.clear(agreement, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Persetujuan kantor Anda dicatat."))
        return redirect("agreements:review-queue")
    step = step_to_decide(agreement, request.user)
    waiting = waiting_names(others(step)) if step else ""
    page = {
        "title": _("Setujui “%s” pada langkah Anda?") % agreement.title,
        "verb": _("Setujui langkah ini"),
        "consequences": [
            _("Keputusan kantor Anda dicatat atas naskah ini dan dibaca semua pihak."),
            _("Naskah belum dibekukan. Masih ditunggu: %(names)s.") % {"names": waiting},
            _("Bila naskah berubah sesudahnya, kantor Anda diminta melihatnya kembali."),
        ],
    }
    return _ask(request, agreement, form, page)


@require_http_methods(["GET", "HEAD", "POST"])
def advise(request: SignedIn, ref: str) -> HttpResponse:
    """Give the opinion of an office that is asked for one."""
    agreement = find(request, ref, "advise")
    form = AdviceForm(_sent(request))
    given: Callable[[], Any] = lambda: actions.advise(agreement, by=request.user, **form.cleaned_data)  # noqa: E731
    if form.is_valid() and _done(form, given):
        messages.success(request, _("Pendapat kantor Anda dicatat."))
        return redirect("agreements:review-queue")
    page = {
        "title": _("Pendapat tentang “%s”") % agreement.title,
        "verb": _("Kirim pendapat"),
        "consequences": [
            _("Pendapat Anda dibaca semua pihak dan kantor yang memutuskan."),
            _("Pendapat ini tidak mengikat; peninjauan berlanjut ke langkah berikutnya."),
        ],
    }
    return _ask(request, agreement, form, page)


def _ask(request: SignedIn, agreement: Agreement, form: PlainTextForm, page: dict[str, Any]) -> HttpResponse:
    warning = _unanswered(request, agreement)
    page["consequences"] = [*([warning] if warning else []), *page["consequences"]]
    page |= {"form": form, "line": party_line(parties_of(agreement)), "cancel_url": _round_url(agreement)}
    return render(request, "agreements/review/opinion.html", page)


def _sent(request: SignedIn) -> Any:
    """What a form is bound to: what was sent, be it nothing at all; None on a page that is only read."""
    return request.POST if request.method == "POST" else None


def _done(form: PlainTextForm, verb: Callable[[], Any]) -> bool:
    """Do it; what the rules find wrong with the input is told at its field."""
    try:
        verb()
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _round_url(agreement: Agreement) -> str:
    return reverse("agreements:review", args=[agreement.ref])


@require_http_methods(["GET", "HEAD", "POST"])
def turn_down(request: SignedIn, ref: str) -> HttpResponse:
    """Refuse the text for good, after a page that says what it means."""
    agreement = find(request, ref, "turn_down")
    form = RejectionForm(_sent(request))
    if form.is_valid():
        actions.turn_down(agreement, by=request.user, **form.cleaned_data)
        messages.success(request, _("Naskah ditolak; para pihak membaca alasan dan dasar hukumnya."))
        return redirect("agreements:review-queue")
    page = {
        "title": _("Tolak “%s”?") % agreement.title,
        "lead": party_line(parties_of(agreement)),
        "verb": _("Tolak naskah"),
        "cancel_url": _round_url(agreement),
        "consequences": [
            _("Naskah ditutup dan tersimpan sebagai arsip; para pihak dapat memulai rancangan baru."),
            _("Bila naskah masih dapat diperbaiki, kembalikan dengan catatan, jangan ditolak."),
        ],
        "form": form,
    }
    return render(request, "components/confirm.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: SignedIn, ref: str) -> HttpResponse:
    """Take the submission back to go on drafting."""
    agreement = find(request, ref, "take_back")
    form = TakeBackForm(_sent(request))
    if form.is_valid():
        actions.take_back(agreement, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Naskah ditarik kembali dan dapat diubah lagi."))
        return redirect(agreement.desk_url)
    page = {
        "title": _("Tarik kembali “%s” dari peninjauan?") % agreement.title,
        "verb": _("Tarik kembali dari peninjauan"),
        "cancel_url": agreement.desk_url,
        "consequences": [
            _("Peninjauan putaran ini berhenti; catatan dan pendapat yang sudah ada tetap tersimpan."),
            _("Naskah kembali disusun. Sesudah dikirim lagi, semua kantor ditanya dari awal."),
        ],
        "form": form,
    }
    return render(request, "components/confirm.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: SignedIn, ref: str) -> HttpResponse:
    """Fill in the checklist of one's office."""
    agreement = find(request, ref, "tick")
    steps = own_steps(agreement, request.user)
    checks = list(Check.objects.filter(step__in=steps).order_by("step__ordinal", "step", "ordinal"))
    form = ChecklistForm(_sent(request), checks=checks)
    if form.is_valid() and _done(form, lambda: _ticked(request, form, steps)):
        messages.success(request, _("Daftar periksa disimpan."))
        return redirect("agreements:review", agreement.ref)
    page = {"agreement": agreement, "line": party_line(parties_of(agreement)), "form": form}
    return render(request, "agreements/review/checklist.html", page)


def _ticked(request: SignedIn, form: ChecklistForm, steps: list[Any]) -> None:
    for step in steps:
        answers = form.answers(step)
        if answers:
            tick(step, by=request.user, answers=answers)
