"""The cases of breach of an agreement, the page of one, and the forms in which people act on it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.drafting.models import Provision
from agreements.monitoring.breaches import actions, guards, telling
from agreements.monitoring.breaches.forms import (
    AnswerForm,
    ClaimForm,
    CloseForm,
    MetForm,
    ReasonForm,
    StepForm,
    StoryForm,
)
from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.breaches.pages import card, case_page
from agreements.monitoring.breaches.queries import breachable, cases_of, claimable_late, debts_in, next_of
from agreements.monitoring.breaches.wording import stated
from agreements.monitoring.obligations.models import Occurrence
from agreements.record.access import may
from agreements.record.asking import FaultsIn
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import Answer, SignedIn

both = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def breaches(request: SignedIn, ref: str) -> HttpResponse:
    """Every case of the agreement, those that run first, and the money that is owed because of them."""
    agreement = find(request, ref)
    cases = list(cases_of(agreement))
    cards = sorted(map(card, cases), key=lambda one: (one.closed, -one.case.ordinal))
    page = {
        "agreement": agreement,
        "cards": cards,
        "debts": debts_in(cases),
        "may_claim": bool(may(request.user, "claim_breach", agreement)),
    }
    return render(request, "agreements/monitoring/breaches/breaches.html", page)


@require_safe
def breach(request: SignedIn, ref: str, ordinal: int) -> HttpResponse:
    """One case: what is said to be broken, the answer, the steps, and what may be done now."""
    _agreement, case = _found(request, ref, ordinal)
    return render(request, "agreements/monitoring/breaches/breach.html", case_page(request.user, case))


def _found(request: SignedIn, ref: str, ordinal: int, verb: str = "") -> tuple[Agreement, BreachCase]:
    agreement = find(request, ref, verb)
    return agreement, get_object_or_404(cases_of(agreement), ordinal=ordinal)


@both
def claim(request: SignedIn, ref: str) -> HttpResponse:
    """Say that another party did not keep a provision."""
    agreement = find(request, ref, "claim_breach")
    own = guards.own_party(request.user, agreement)
    others = [
        one for one in breachable(agreement) if not own or one.party.organization_id != own.organization_id
    ]
    if not others and request.method != "POST":
        messages.info(request, _("Naskah ini tidak memuat kewajiban atau batasan pihak lain yang tercatat."))
        return redirect("agreements:breaches", agreement.ref)
    form = ClaimForm(
        request.POST or None,
        provisions=others,
        late=claimable_late(agreement, own),
        initial={"about": f"o{request.GET.get('kewajiban', '')}"},
    )
    return _act(request, agreement, form, _claimed(request, agreement), telling.of_claim())


def _claimed(request: SignedIn, agreement: Agreement) -> Callable[..., BreachCase]:
    def done(*, provision: Provision, occurrence: Occurrence | None, story: str, **_about: Any) -> BreachCase:
        return actions.claim(
            agreement, by=request.user, provision=provision, occurrence=occurrence, story=story
        )

    return done


@both
def open_suggested(request: SignedIn, ref: str, ordinal: int) -> HttpResponse:
    """Make a case of what the system suggested."""
    agreement, case = _found(request, ref, ordinal, "claim_breach")
    _ask(guards.may_open(request.user, case))
    done = partial(actions.open_suggested, case, by=request.user)
    return _act(request, agreement, StoryForm(request.POST or None), done, telling.of_opening(), case)


@both
def dismiss(request: SignedIn, ref: str, ordinal: int) -> HttpResponse:
    """Let a case go, or what the system suggested."""
    agreement, case = _found(request, ref, ordinal, "close_breach")
    suggested = case.state == BreachCase.State.SUGGESTED
    _ask((guards.may_open if suggested else guards.may_close)(request.user, case))
    done = partial(actions.dismiss, case, by=request.user)
    return _act(request, agreement, ReasonForm(request.POST or None), done, telling.of_dismissal(), case)


@both
def answer(request: SignedIn, ref: str, ordinal: int) -> HttpResponse:
    """Answer for the party against which it is said."""
    agreement, case = _found(request, ref, ordinal, "answer_breach")
    _ask(guards.may_answer(request.user, case))
    done = partial(actions.answer, case, by=request.user)
    return _act(request, agreement, AnswerForm(request.POST or None), done, telling.of_answer(), case)


@both
def step(request: SignedIn, ref: str, ordinal: int) -> HttpResponse:
    """Take the next step that the sanction names, after reading what will happen."""
    agreement, case = _found(request, ref, ordinal, "sanction")
    _ask(guards.may_step(request.user, case))
    upcoming = next_of(case)
    form = StepForm(request.POST or None, initial={"ordinal": upcoming.ordinal if upcoming else 0})
    done = partial(actions.take_step, case, by=request.user)
    return _act(request, agreement, form, done, telling.of_step(case), case)


@both
def met(request: SignedIn, ref: str, ordinal: int, number: int) -> HttpResponse:
    """Note that the other side did what a step asks."""
    agreement, case = _found(request, ref, ordinal, "sanction")
    found = get_object_or_404(case.steps, ordinal=number)
    _ask(guards.may_meet(request.user, case))
    done = partial(actions.meet, found, by=request.user)
    return _act(request, agreement, MetForm(request.POST or None), done, telling.of_meeting(), case)


@both
def close(request: SignedIn, ref: str, ordinal: int) -> HttpResponse:
    """Close a case with its result."""
    agreement, case = _found(request, ref, ordinal, "close_breach")
    _ask(guards.may_close(request.user, case))
    done = partial(actions.close, case, by=request.user)
    return _act(request, agreement, CloseForm(request.POST or None), done, telling.of_closing(), case)


def _ask(answer: Answer) -> None:
    if not answer:
        raise Refused(answer)


def _act(
    request: SignedIn,
    agreement: Agreement,
    form: forms.Form,
    done: Callable[..., Any],
    told: dict[str, Any],
    case: BreachCase | None = None,
) -> HttpResponse:
    """The page of one act: what will happen, its form; once done, to the case, with word of it."""
    back = _back(agreement, case)
    if request.method == "POST" and form.is_valid() and (made := _done(form, done)):
        messages.success(request, _("Tercatat, dan pihak lain diberi tahu."))
        return redirect(back if case else _back(agreement, made))
    page = {"agreement": agreement, "form": form, "cancel_url": back, "room": "breaches"}
    page |= {"about": stated(case.provision) if case else "", "danger": False} | told
    status = 400 if form.errors else 200
    return render(request, "agreements/monitoring/breaches/act.html", page, status=status)


def _back(agreement: Agreement, case: BreachCase | None) -> str:
    """The page of the case; the list where there is none yet."""
    if case is None:
        return reverse("agreements:breaches", args=[agreement.ref])
    return reverse("agreements:breach", args=[agreement.ref, case.ordinal])


def _done(form: forms.Form, done: Callable[..., Any]) -> Any:
    """What came of it; nothing where something is wrong, which then stands beside its field."""
    with FaultsIn(form):
        return done(**form.cleaned_data)
    return None
