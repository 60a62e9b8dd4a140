"""A case and who looks at it -> what its page shows: where it stands, what may be done now, and why not."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.monitoring.breaches.guards import may_step, open_verbs
from agreements.monitoring.breaches.models import BreachCase, BreachStep
from agreements.monitoring.breaches.queries import CLOSED, debts_in, next_of
from agreements.monitoring.breaches.wording import stated
from agreements.record.access import may
from agreements.record.vocabulary import Measure
from villages.people.models import User

State = BreachCase.State
_ARGUABLE = (State.OPEN, State.ANSWERED, State.SANCTIONED)
"""A case about which the parties may still claim a dispute."""


@dataclass(frozen=True)
class Card:
    """A case as lists show it."""

    case: BreachCase
    stated: str
    """The provision in the words of the text."""
    waits: str
    """Whom the case waits for, in words; empty when for nobody."""
    late: bool
    """Whether the other side has let its day pass."""
    closed: bool
    """Whether nothing comes any more."""


def card(case: BreachCase) -> Card:
    """The case with what it waits for."""
    waits, late = _waits(case)
    return Card(case, stated(case.provision), waits, late, case.state in CLOSED)


def _waits(case: BreachCase) -> tuple[str, bool]:
    today, names = timezone.localdate(), {"name": case.against.organization.name}
    if case.state == State.SUGGESTED:
        return _("Pihak lain memutuskan apakah hal ini dinyatakan sebagai dugaan pelanggaran."), False
    if case.state == State.OPEN:
        late = bool(case.answer_due_on and case.answer_due_on < today)
        words = _("%(name)s belum menanggapi.") if late else _("Menunggu tanggapan %(name)s.")
        return words % names, late
    if case.state == State.SANCTIONED:
        last = list(case.steps.all())[-1]
        if last.met_on:
            return _("Langkah terakhir dipenuhi; kasus dapat ditutup."), False
        return _("Menunggu %(name)s memenuhi langkah terakhir.") % names, last.due_on < today
    if case.state == State.ANSWERED and case.claimant:
        return _("Menunggu putusan %(name)s.") % {"name": case.claimant.organization.name}, False
    return "", False


def case_page(user: User, case: BreachCase) -> dict[str, Any]:
    """Everything the page of one case shows."""
    verbs = open_verbs(user, case)
    answer = may_step(user, case)
    upcoming = next_of(case)
    told = "" if answer or answer.because_of_who or case.state in CLOSED else answer.reason
    return {
        "agreement": case.agreement,
        "case": case,
        "card": card(case),
        "steps": [(step, leads_to(step)) for step in case.steps.all()],
        "verbs": {name: bool(found) for name, found in verbs.items()},
        "may_dispute": case.state in _ARGUABLE and bool(may(user, "dispute", case.agreement)),
        "upcoming": upcoming,
        "upcoming_label": Measure(upcoming.measure).label if upcoming else "",
        "why_no_step": told if may(user, "sanction", case.agreement) else "",
        "debts": debts_in([case]),
        "today": timezone.localdate(),
    }


def leads_to(step: BreachStep) -> tuple[str, str] | None:
    """Where a step that proposes something is decided: suspension among the changes, the end among the endings."""
    ref = step.case.agreement.ref
    if step.measure == Measure.SUSPENSION:
        return _("Usulkan penundaan kepada para pihak"), reverse("agreements:changes", args=[ref])
    if step.measure == Measure.TERMINATION:
        return _("Lihat cara mengakhiri kerja sama"), reverse("agreements:ending", args=[ref])
    return None
