"""The rounds of an agreement: the open one, the last remarks, the queue of an office."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from agreements.record.access import concerning, parties_of, party_line, regency_of
from agreements.record.models import Agreement, Party
from agreements.record.rules import free_days
from agreements.record.workdays import between
from agreements.review.models import Decision, Outcome, Remark, Round, Step
from villages.organizations.models import Office, OfficeKind, OrganizationKind
from villages.people.access import mandates


def open_round_of(agreement: Agreement) -> Round | None:
    """The round that waits for a decision, or None."""
    return agreement.rounds.filter(outcome="").select_related("opened_by", "office").first()


def last_return(agreement: Agreement) -> Round | None:
    """The newest round that came back with remarks, as long as nothing newer was decided."""
    last = agreement.rounds.exclude(outcome="").order_by("-number").select_related("closed_by").first()
    return last if last and last.outcome == Outcome.RETURNED else None


def remarks_of(round_: Round | None) -> QuerySet[Remark]:
    """The remarks of a round in the order they were written."""
    return Remark.objects.filter(round=round_).select_related("article", "author").order_by("pk")


def standing_remarks(agreement: Agreement) -> int:
    """How many remarks of the open round are not resolved yet."""
    open_ones = Remark.objects.filter(round__agreement=agreement, round__outcome="", resolved_at__isnull=True)
    return open_ones.count()


def reviewing_office(agreement: Agreement) -> Office | None:
    """The DPMD of the regency of the first village among the parties, if that regency uses the portal."""
    return Office.objects.filter(regency=regency_of(agreement), office_kind=OfficeKind.VILLAGE_AGENCY).first()


def review_offices(user) -> list[Office]:
    """The offices for which the person reviews today."""
    held = [m.organization for m in mandates(user)]
    return [o.office for o in held if o.kind == OrganizationKind.OFFICE]


def asked_now(user) -> QuerySet[Step]:
    """The steps that wait for this person's offices, or were escalated to them; the oldest deadline first."""
    offices = [office.pk for office in review_offices(user)]
    mine = Q(office__in=offices) | Q(escalate_to__in=offices, escalated_on__isnull=False)
    found = Step.objects.filter(mine, decision="", opened_on__isnull=False, round__outcome="")
    return found.filter(round__agreement__in=concerning(user)).order_by("due_on", "pk")


@dataclass(frozen=True)
class Waiting:
    """One line of the queue."""

    agreement: Agreement
    """With its parties read."""
    line: str
    """Between whom, with the kecamatan beside each village."""
    step: Step
    """What the office is asked; with its round, office and holder."""
    days: int
    """For how many working days it has waited there."""
    left: int
    """How many working days are left; negative when the deadline has passed."""

    @property
    def late(self) -> int:
        """How many working days the deadline has passed; 0 before."""
        return max(-self.left, 0)


PAGE = 20


def queue_page(user, after: tuple[dt.date, int] | None = None) -> tuple[list[Waiting], Step | None]:
    """One page of the queue, the nearest deadline first, and the last step of it when more follow.

    `after` is the deadline and key of the last one on the page before. The number of queries is always the same.
    """
    found = asked_now(user).select_related("round__agreement", "office", "holder")
    if after:
        found = found.filter(Q(due_on__gt=after[0]) | Q(due_on=after[0], pk__gt=after[1]))
    steps = list(found[: PAGE + 1])
    more, steps = len(steps) > PAGE, steps[:PAGE]
    read_parties([step.round.agreement for step in steps])
    today = timezone.localdate()
    free = {code: free_days(code) for code in {step.office.regency_id for step in steps}}
    rows = [
        Waiting(
            step.round.agreement,
            party_line(parties_of(step.round.agreement)),
            step,
            between(step.opened_on or today, today, free[step.office.regency_id]),
            between(today, step.due_on or today, free[step.office.regency_id]),
        )
        for step in steps
    ]
    return rows, steps[-1] if more else None


def read_parties(agreements: Sequence[Agreement]) -> None:
    """Read the parties of all these at once, where `parties_of` looks for them."""
    related = ("organization__village__area__subdistrict__regency", "organization__partner__regency")
    found: dict[int, list[Party]] = {agreement.pk: [] for agreement in agreements}
    for party in Party.objects.filter(agreement__in=found).select_related(*related).order_by("ordinal"):
        found[party.agreement_id].append(party)
    for agreement in agreements:
        agreement._parties = found[agreement.pk]


def rounds_of(agreement: Agreement) -> list[Round]:
    """Every round, the newest first, with its remarks, and as `said` the steps on which an office has spoken."""
    remarks = Prefetch("remarks", Remark.objects.select_related("author").order_by("pk"))
    spoken = Step.objects.exclude(decision__in=("", Decision.CLOSED)).select_related("office", "decided_by")
    said = Prefetch("steps", spoken.order_by("decided_at", "pk"), to_attr="said")
    found = agreement.rounds.select_related("office", "opened_by", "closed_by").prefetch_related(
        remarks, said
    )
    return list(found.order_by("-number"))
