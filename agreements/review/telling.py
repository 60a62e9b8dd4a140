"""The steps of rounds -> lines for pages: who was asked what and why, since when, until when, and what they said."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from agreements.record.models import Agreement
from agreements.record.rules import free_days
from agreements.record.workdays import between
from agreements.review.models import CLEARED, Check, Decision, Round, Step
from agreements.review.steps import may_act, own_steps
from villages.people.models import User


@dataclass(frozen=True)
class ToldStep:
    """One step as a page shows it."""

    step: Step
    state: str
    """done, refused, passed, now, late, ahead: which picture and which word."""
    used: int
    """Working days from its opening to its decision, or to today."""
    left: int
    """Working days until the deadline; negative when it has passed."""
    mine: bool = False
    """Whether it waits for an office of whoever looks."""
    held: bool = False
    """Whether whoever looks holds it."""
    free: bool = False
    """Whether whoever looks may act on it without taking it over."""

    @property
    def over(self) -> int:
        """How many working days late."""
        return -self.left

    @property
    def checks(self) -> list[Check]:
        """Its checklist."""
        return list(self.step.checks.all())


def told_steps(round_: Round, user: User | None = None) -> list[ToldStep]:
    """The steps of a round in their order, each with its working days; for `user` also what is theirs to do."""
    rows = round_.steps.select_related("office", "holder", "decided_by", "escalate_to", "version")
    steps = list(rows.prefetch_related("checks__answered_by").order_by("ordinal", "pk"))
    mine = {step.pk for step in own_steps(round_.agreement, user)} if user and not round_.outcome else set()
    free, today = free_days(round_.office.regency_id), timezone.localdate()
    return [_told(step, today, free, user, mine) for step in steps]


def _told(
    step: Step, today: dt.date, free: frozenset[dt.date], user: User | None, mine: set[int]
) -> ToldStep:
    ended = timezone.localtime(step.decided_at).date() if step.decided_at else today
    left = between(today, step.due_on, free) if step.due_on else 0
    own = step.pk in mine
    return ToldStep(
        step,
        state_of(step, today),
        between(step.opened_on, ended, free) if step.opened_on else 0,
        left,
        own,
        bool(own and user and step.holder_id == user.pk),
        own and may_act(step, user),
    )


def state_of(step: Step, today: dt.date) -> str:
    """How a step stands, in one word of ours."""
    if not step.decision:
        if step.opened_on is None:
            return "ahead"
        return "late" if step.due_on and step.due_on < today else "now"
    if step.decision in CLEARED:
        return "done"
    return "passed" if step.decision in (Decision.LAPSED, Decision.CLOSED) else "refused"


def unanswered(agreement: Agreement, user: User) -> int:
    """How many questions of the checklists of this person's steps have no answer yet."""
    return Check.objects.filter(step__in=own_steps(agreement, user), answer="").count()
