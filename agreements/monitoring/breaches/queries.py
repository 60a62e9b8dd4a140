"""The cases of an agreement: against whom, what may be said to be broken, which step is next, what money is owed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.timezone import localtime

from agreements.drafting.models import Provision
from agreements.monitoring.breaches.models import BreachCase, BreachStep
from agreements.monitoring.breaches.steps import WITHOUT, Next, next_step
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.obligations.queries import late_of
from agreements.record.access import parties_of
from agreements.record.models import Agreement, Party
from agreements.record.stages import PUBLIC
from agreements.record.vocabulary import Instrument, Measure, ProvisionKind

State = BreachCase.State
RUNNING = (State.OPEN, State.ANSWERED, State.SANCTIONED, State.DISPUTED)
"""A case that somebody opened and nobody has closed."""
CLOSED = (State.SETTLED, State.DISMISSED)
MOST_LATE = 60
"""So many late obligations are offered to choose from."""
_BREACHABLE = (ProvisionKind.OBLIGATION, ProvisionKind.LIMITATION)


def cases_of(agreement: Agreement) -> QuerySet[BreachCase]:
    """Every case of the agreement with what its page needs, in the order in which they were opened."""
    steps = BreachStep.objects.select_related("letter__issuer", "letter__agreement", "taken_by").order_by(
        "ordinal"
    )
    related = ("against__organization", "claimant__organization", "provision", "occurrence", "sanction")
    letters = ("letter__issuer", "letter__agreement", "answer_letter__issuer", "answer_letter__agreement")
    return (
        BreachCase.objects.filter(agreement=agreement)
        .select_related("agreement", *related, *letters)
        .prefetch_related(Prefetch("steps", steps))
        .order_by("ordinal")
    )


def open_cases(agreement: Agreement) -> QuerySet[BreachCase]:
    """The cases that somebody opened and nobody has closed."""
    return cases_of(agreement).filter(state__in=RUNNING)


def breachable(agreement: Agreement) -> QuerySet[Provision]:
    """The obligations and limits that may be broken: of the text and of its addenda in force."""
    addenda = Agreement.objects.filter(parent=agreement, instrument=Instrument.ADDENDUM, stage__in=PUBLIC)
    own = Q(agreement=agreement) | Q(agreement__in=addenda.values("pk"))
    return (
        Provision.objects.filter(own, kind__in=_BREACHABLE, repealed=False)
        .select_related("party__organization", "agreement")
        .order_by("agreement_id", "party__ordinal", "ordinal", "pk")
    )


def bearer(agreement: Agreement, provision: Provision) -> Party:
    """The party of the agreement that bears the provision, also where the provision is an addendum's."""
    organization = provision.party.organization_id
    return next(party for party in parties_of(agreement) if party.organization_id == organization)


def claimable_late(agreement: Agreement, own: Party | None) -> list[Occurrence]:
    """What the other parties owe and are late with, and about which no case runs, the oldest first."""
    late = late_of(agreement.occurrences.all(), timezone.localdate())
    running = BreachCase.objects.filter(agreement=agreement, occurrence__isnull=False).exclude(
        state__in=CLOSED
    )
    free = late.exclude(pk__in=running.values("occurrence")).select_related(
        "provision", "party__organization"
    )
    rows = free.exclude(party__organization=own.organization_id) if own else free
    return list(rows.order_by("due_on", "pk")[:MOST_LATE])


def sanction_for(provision: Provision) -> Provision | None:
    """The sanction that answers a breach of this provision: its own one, else the party's for every breach."""
    sanctions = Provision.objects.filter(
        agreement=provision.agreement_id,
        party=provision.party_id,
        kind=ProvisionKind.SANCTION,
        repealed=False,
    )
    own = (
        sanctions.filter(breach_of__in=[provision.pk, provision.amends_id]).order_by("ordinal", "pk").first()
    )
    found = own or sanctions.filter(breach_of=None).order_by("ordinal", "pk").first()
    if found is None and provision.amends:
        return sanction_for(provision.amends)
    return found


def next_of(case: BreachCase) -> Next | None:
    """The step that comes next in a case that runs; None when its sanction has no further one."""
    if case.state not in (State.OPEN, State.ANSWERED, State.SANCTIONED) or not case.opened_at:
        return None
    opened_on = localtime(case.opened_at).date()
    steps = case.sanction.steps if case.sanction and case.sanction.steps else WITHOUT
    taken = [localtime(step.taken_at).date() for step in case.steps.all()]
    return next_step(steps, taken, opened_on=opened_on, heard_on=_heard_on(case, opened_on))


def _heard_on(case: BreachCase, opened_on: dt.date) -> dt.date:
    if case.answered_at:
        return localtime(case.answered_at).date()
    return case.answer_due_on + dt.timedelta(days=1) if case.answer_due_on else opened_on


@dataclass(frozen=True)
class Debt:
    """Compensation that a step of a sanction demanded."""

    case: int
    """Ordinal of its case."""
    debtor: Party
    """Who owes it."""
    creditor: Party | None
    """To whom."""
    amount: int | None
    """In rupiah; None where the text names no sum."""
    due_on: dt.date
    """Until when."""
    paid_on: dt.date | None
    """When it was paid, as the other side noted."""

    @property
    def is_late(self) -> bool:
        """Whether it should have been paid."""
        return self.paid_on is None and self.due_on < timezone.localdate()


def debts(agreement: Agreement) -> list[Debt]:
    """Every compensation demanded in the agreement, paid or not, in the order of the demands (for settlement lists)."""
    return debts_in(cases_of(agreement))


def debts_in(cases: Sequence[BreachCase] | QuerySet[BreachCase]) -> list[Debt]:
    """The same of cases that were read already."""
    return [
        Debt(case.ordinal, case.against, case.claimant, step.amount, step.due_on, step.met_on)
        for case in cases
        for step in case.steps.all()
        if step.measure == Measure.COMPENSATION
    ]
