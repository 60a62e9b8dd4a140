"""The page on which the parties write a good practice, ask each other, and take it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.monitoring.practices import actions
from agreements.monitoring.practices.forms import AnswerForm, AskForm, PracticeForm, WithdrawForm
from agreements.monitoring.practices.models import Practice
from agreements.monitoring.practices.queries import consents, figures_in_words, practice_of, signing_parties
from agreements.publication.privacy.masking import COVER, mask
from agreements.record.access import may
from agreements.record.asking import FaultsIn, sent
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn

_METHODS = ["GET", "HEAD", "POST"]
_PAGE = "agreements/monitoring/practices/practice.html"
_FORM = "agreements/monitoring/practices/form.html"


@require_safe
def practice(request: SignedIn, ref: str) -> HttpResponse:
    """What was written, what the figures say, who has agreed, and what one may do about it."""
    agreement = find(request, ref)
    found = practice_of(agreement)
    page = {
        "agreement": agreement,
        "practice": found,
        "figures": figures_in_words(found, agreement) if agreement.stage == "ended" else [],
        "covered": _covered(found) if found else 0,
        **_deeds(request, agreement, found),
    }
    return render(request, _PAGE, page)


def _deeds(request: SignedIn, agreement: Agreement, found: Practice | None) -> dict[str, Any]:
    """Who has agreed, and what this person may do now."""
    answers, writes = (
        bool(may(request.user, verb, agreement)) for verb in ("agree_practice", "tell_practice")
    )
    own = {party.pk for party in signing_parties(request.user, agreement)} if answers else set()
    lines = consents(found) if found and found.state in ("asked", "published") else []
    return {
        "lines": lines,
        "may_write": writes and (found is None or found.state != "published"),
        "may_ask": writes and found is not None and found.state == "draft",
        "may_answer": any(consent is None and party.pk in own for party, consent in lines),
        "may_withdraw": bool(own) and bool(lines),
    }


def _covered(found: Practice) -> int:
    """How many pieces of personal data the public page covers."""
    said = f"{found.title}\n{found.worked}\n{found.failed}\n{found.advice}"
    return mask(said).count(COVER) - said.count(COVER)


@require_http_methods(_METHODS)
def write(request: SignedIn, ref: str) -> HttpResponse:
    """Write it, or change what was written."""
    agreement = find(request, ref, "tell_practice")
    found = practice_of(agreement)
    names = ("edition", "title", "worked", "failed", "advice")
    initial = {name: getattr(found, name) for name in names} if found else {"edition": 0}
    form = PracticeForm(sent(request), initial=initial)
    return _answer(
        request,
        agreement,
        form,
        lambda: actions.write(agreement, by=request.user, **form.cleaned_data),
        _("Tersimpan. Minta persetujuan semua pihak bila sudah siap diterbitkan."),
        title=_("Tulis praktik baik"),
        lead=_("Ceritakan apa yang dapat dipelajari desa lain dari kerja sama ini."),
        verb=_("Simpan"),
        figures=figures_in_words(None, agreement),
    )


@require_http_methods(_METHODS)
def ask_parties(request: SignedIn, ref: str) -> HttpResponse:
    """Ask all parties, after a page that says what it means."""
    agreement = find(request, ref, "tell_practice")
    found = _existing(agreement)
    form = AskForm(sent(request), initial={"edition": found.edition})
    return _answer(
        request,
        agreement,
        form,
        lambda: actions.ask_parties(found, by=request.user, **form.cleaned_data),
        _("Semua pihak diminta menjawab."),
        title=_("Minta persetujuan semua pihak?"),
        lead=_(
            "Teks dan angkanya dikunci seperti sekarang. Begitu semua setuju, siapa saja dapat membacanya."
        ),
        verb=_("Minta persetujuan"),
    )


@require_http_methods(_METHODS)
def answer(request: SignedIn, ref: str) -> HttpResponse:
    """Agree for one's party, or say what must be changed."""
    agreement = find(request, ref, "agree_practice")
    found = _existing(agreement)
    form = AnswerForm(sent(request), initial={"edition": found.edition})
    return _answer(
        request,
        agreement,
        form,
        lambda: actions.answer(found, by=request.user, **form.cleaned_data),
        _("Jawaban pihak Anda tercatat."),
        title=_("Setuju praktik baik ini diterbitkan?"),
        lead=_("Diterbitkan begitu semua pihak setuju. Persetujuan dapat ditarik kapan saja."),
        verb=_("Kirim jawaban"),
        practice=found,
    )


@require_http_methods(_METHODS)
def withdraw(request: SignedIn, ref: str) -> HttpResponse:
    """Take one's consent back; nobody reads it from then on."""
    agreement = find(request, ref, "agree_practice")
    found = _existing(agreement)
    form = WithdrawForm(sent(request), initial={"edition": found.edition})
    return _answer(
        request,
        agreement,
        form,
        lambda: actions.withdraw(found, by=request.user, **form.cleaned_data),
        _("Praktik baik ini ditarik; warga tidak lagi membacanya."),
        title=_("Tarik praktik baik ini?"),
        lead=_("Halaman umumnya hilang. Teksnya tetap tersimpan bagi para pihak dan dapat diperbaiki."),
        verb=_("Tarik"),
        danger=True,
    )


def _existing(agreement: Agreement) -> Practice:
    found = practice_of(agreement)
    if found is None:
        raise Http404
    found.agreement = agreement
    return found


def _answer(
    request: SignedIn, agreement: Agreement, form: Form, do: Callable[[], Any], told: str, **page: Any
) -> HttpResponse:
    """Do it and say so, or show the form again with what is wrong beside its field."""
    if form.is_bound and form.is_valid():
        with FaultsIn(form):
            do()
            messages.success(request, told)
            return redirect("agreements:practice", agreement.ref)
    page |= {"agreement": agreement, "form": form}
    page["cancel_url"] = reverse("agreements:practice", args=[agreement.ref])
    return render(request, _FORM, page)
