"""A day and the steps whose deadline has passed -> opinions that lapse, decisions that go to the next office."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from agreements.record import journal
from agreements.record.crossing import lock
from agreements.review.models import Decision, Effect, Step
from agreements.review.steps import decided, open_next


@dataclass
class Tally:
    """What one run has done."""

    lapsed: int = 0
    """Opinions that did not come in time; the round goes on without them."""
    escalated: int = 0
    """Decisions that the next office may now take as well."""


def lapse_and_escalate(today: dt.date | None = None) -> Tally:
    """Let every advisory step past its deadline lapse and pass every blocking one on to the office above, once.

    The last day itself still counts. An opinion binds nobody, so nobody waits for it for ever; a decision is never
    made by the clock. Each step is done on its own: run it twice, late or twice at once, and each is done once.
    """
    today = today or timezone.localdate()
    late = Step.objects.filter(decision="", round__outcome="", due_on__lt=today)
    tally = Tally()
    for step in late.select_related("round__agreement").order_by("due_on", "pk"):
        _one(step, today, tally)
    return tally


@transaction.atomic
def _one(seen: Step, today: dt.date, tally: Tally) -> None:
    """Look at the step again behind the agreement's lock: somebody may have decided, or another run come first."""
    agreement = lock(seen.round.agreement)
    step = Step.objects.select_related("round", "office", "escalate_to").get(pk=seen.pk)
    if step.decision or step.round.outcome:
        return
    if step.effect == Effect.ADVISORY:
        decided(step, by=None, decision=Decision.LAPSED)
        details = {"step": step.key, "office": step.office.name}
        journal.append(agreement, "lapse", by=None, details=details)
        open_next(step.round)
        tally.lapsed += 1
    elif step.escalate_to and step.escalated_on is None:
        step.escalated_on = today
        step.save(update_fields=["escalated_on"])
        details = {"step": step.key, "office": step.escalate_to.name, "from": step.office.name}
        journal.append(agreement, "escalate", by=None, details=details)
        tally.escalated += 1
