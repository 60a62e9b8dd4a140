"""The disputes of an agreement, the page of one, and the forms in which people act on it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.breaches.queries import open_cases
from agreements.monitoring.disputes import actions, guards, telling
from agreements.monitoring.disputes.forms import (
    AnswerForm,
    ClaimForm,
    HearingForm,
    MinutesForm,
    OutcomeForm,
    SureForm,
)
from agreements.monitoring.disputes.models import Dispute, Hearing
from agreements.monitoring.disputes.pages import card, dispute_page
from agreements.monitoring.disputes.queries import disputes_of
from agreements.monitoring.disputes.wording import combined
from agreements.record.access import may
from agreements.record.asking import sent
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import Answer, SignedIn

both = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def disputes(request: SignedIn, ref: str) -> HttpResponse:
    """Every dispute of the agreement, those that are open first."""
    agreement = find(request, ref)
    cards = sorted(map(card, disputes_of(agreement)), key=lambda one: (one.closed, -one.dispute.ordinal))
    page = {"agreement": agreement, "cards": cards}
    page["may_claim"] = bool(may(request.user, "dispute", agreement))
    return render(request, "agreements/monitoring/disputes/disputes.html", page)


@require_safe
def dispute(request: SignedIn, ref: str, ordinal: int) -> HttpResponse:
    """One dispute: claim, answers, hearings, outcome with its signatures, and what may be done now."""
    _agreement, found = found_dispute(request, ref, ordinal)
    return render(request, "agreements/monitoring/disputes/dispute.html", dispute_page(request.user, found))


def found_dispute(request: SignedIn, ref: str, ordinal: int) -> tuple[Agreement, Dispute]:
    """A dispute of an agreement in which this person has a part; else 404."""
    agreement = find(request, ref)
    return agreement, get_object_or_404(disputes_of(agreement), ordinal=ordinal)


def ask(request: SignedIn, verb: str, answer: Answer, agreement: Agreement) -> None:
    """Raise Refused unless the table and the finer rule say yes."""
    for one in (may(request.user, verb, agreement), answer):
        if not one:
            raise Refused(one, verb)


@both
def claim(request: SignedIn, ref: str) -> HttpResponse:
    """Say what one party asks of the others."""
    agreement = find(request, ref, "dispute")
    running = [one for one in open_cases(agreement) if one.state != BreachCase.State.DISPUTED]
    form = ClaimForm(request.POST or None, cases=running, initial={"case": request.GET.get("kasus", "")})
    done = partial(actions.claim, agreement, by=request.user)
    return act(request, agreement, form, done, telling.of_claim())


@both
def answer(request: SignedIn, ref: str, ordinal: int) -> HttpResponse:
    """Answer the claim for one's own party."""
    agreement, found = found_dispute(request, ref, ordinal)
    ask(request, "answer_dispute", guards.may_answer(request.user, found), agreement)
    done = partial(actions.answer, found, by=request.user)
    return act(request, agreement, AnswerForm(request.POST or None), done, telling.of_answer(), found)


@both
def call(request: SignedIn, ref: str, ordinal: int) -> HttpResponse:
    """Invite all parties to a hearing."""
    agreement, found = found_dispute(request, ref, ordinal)
    ask(request, guards.steward_verb(found), guards.may_call(request.user, found), agreement)

    def done(*, day: Any, hour: Any, place: str) -> Hearing:
        return actions.call(found, by=request.user, planned_at=combined(day, hour, found), place=place)

    return act(request, agreement, HearingForm(request.POST or None), done, telling.of_call(), found)


@both
def record(request: SignedIn, ref: str, ordinal: int, key: int) -> HttpResponse:
    """Write down how a hearing went."""
    agreement, found = found_dispute(request, ref, ordinal)
    hearing = get_object_or_404(Hearing, dispute=found, pk=key)
    hearing.dispute = found
    ask(request, guards.steward_verb(found), guards.may_record(request.user, hearing), agreement)
    done = partial(actions.record, hearing, by=request.user)
    return act(request, agreement, MinutesForm(request.POST or None), done, telling.of_record(), found)


@both
def raise_(request: SignedIn, ref: str, ordinal: int) -> HttpResponse:
    """Take the dispute to the next level."""
    agreement, found = found_dispute(request, ref, ordinal)
    led = guards.office_mandate(request.user, found.facilitator)
    ask(request, "facilitate" if led else "dispute", guards.may_raise(request.user, found), agreement)
    form = SureForm(sent(request))
    done = partial(actions.raise_, found, by=request.user)
    return act(request, agreement, form, done, telling.of_raising(found), found)


@both
def word(request: SignedIn, ref: str, ordinal: int) -> HttpResponse:
    """Word the outcome, which all heads then sign."""
    agreement, found = found_dispute(request, ref, ordinal)
    ask(request, guards.steward_verb(found), guards.may_word(request.user, found), agreement)
    before = {name: getattr(found, name) for name in ("outcome", "public_outcome", "effect")}
    form = OutcomeForm(request.POST or None, initial=before)
    done = partial(actions.word, found, by=request.user)
    return act(request, agreement, form, done, telling.of_wording(), found)


@both
def withdraw(request: SignedIn, ref: str, ordinal: int) -> HttpResponse:
    """Take the claim back."""
    agreement, found = found_dispute(request, ref, ordinal)
    ask(request, "dispute", guards.may_withdraw(request.user, found), agreement)
    form = SureForm(sent(request))
    done = partial(actions.withdraw, found, by=request.user)
    return act(request, agreement, form, done, telling.of_withdrawal(), found)


def act(
    request: SignedIn,
    agreement: Agreement,
    form: forms.Form,
    done: Callable[..., Any],
    told: dict[str, Any],
    found: Dispute | None = None,
) -> HttpResponse:
    """The page of one act: what will happen, its form; once done, to the dispute, with word of it."""
    back = reverse("agreements:disputes", args=[agreement.ref])
    if found:
        back = reverse("agreements:dispute", args=[agreement.ref, found.ordinal])
    if request.method == "POST" and form.is_valid() and (made := _done(form, done)):
        messages.success(request, _("Tercatat, dan pihak lain diberi tahu."))
        return redirect(back if found else reverse("agreements:dispute", args=[agreement.ref, made.ordinal]))
    page = {"agreement": agreement, "form": form, "cancel_url": back, "room": "disputes"}
    page |= {"about": found.claim if found else "", "danger": False} | told
    return render(
        request, "agreements/monitoring/breaches/act.html", page, status=400 if form.errors else 200
    )


def _done(form: forms.Form, done: Callable[..., Any]) -> Any:
    """What came of it; nothing where something is wrong, which then stands beside its field."""
    try:
        return done(**form.cleaned_data)
    except ValidationError as error:
        for name, problems in getattr(error, "error_dict", {None: [error]}).items():
            form.add_error(name if name in form.fields else None, problems)
        return None
