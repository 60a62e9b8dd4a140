"""The rounds of an agreement: the open one, the last remarks, the queue of an office."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from agreements.record.access import concerning, parties_of, party_line, regency_of
from agreements.record.models import Agreement, Party
from agreements.record.stages import Stage
from agreements.review.models import Outcome, Remark, Round
from villages.organizations.models import Office, OfficeKind, OrganizationKind
from villages.people.access import mandates
from villages.people.models import Position


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


def reviewing_office(agreement: Agreement) -> Office | None:
    """The DPMD of the regency of the first village among the parties, if that regency uses the portal."""
    return Office.objects.filter(regency=regency_of(agreement), office_kind=OfficeKind.VILLAGE_AGENCY).first()


def waiting_for_review(user) -> QuerySet[Agreement]:
    """What this officer's desk holds for review, the longest waiting first."""
    return concerning(user).filter(stage=Stage.REVIEW).order_by("stage_since", "pk")


def review_offices(user) -> list[Office]:
    """The offices for which the person reviews today."""
    held = [m.organization for m in mandates(user) if m.position == Position.AGENCY_OFFICER]
    return [o.office for o in held if o.kind == OrganizationKind.OFFICE]


@dataclass(frozen=True)
class Waiting:
    """One line of the queue."""

    agreement: Agreement
    """With its parties read."""
    line: str
    """Between whom, with the kecamatan beside each village."""
    number: int
    """Which round it is."""
    days: int
    """For how many days it has waited."""


PAGE = 20


def queue_page(user, after: tuple[dt.datetime, int] | None = None) -> tuple[list[Waiting], Agreement | None]:
    """One page of the queue, the longest waiting first, and the last agreement of it when more follow.

    `after` is the moment and key of the last one on the page before. The number of queries is always the same.
    """
    codes = [office.regency_id for office in review_offices(user)]
    found = waiting_for_review(user).filter(rounds__outcome="", rounds__office__regency__in=codes)
    if after:
        found = found.filter(Q(stage_since__gt=after[0]) | Q(stage_since=after[0], pk__gt=after[1]))
    page = list(found.annotate(round_number=F("rounds__number"))[: PAGE + 1])
    more, page = len(page) > PAGE, page[:PAGE]
    read_parties(page)
    rows = [Waiting(a, party_line(parties_of(a)), a.round_number, _days_since(a.stage_since)) for a in page]
    return rows, page[-1] if more else None


def _days_since(moment: dt.datetime) -> int:
    """Calendar days, as people count them."""
    return (timezone.localdate() - timezone.localtime(moment).date()).days


def read_parties(agreements: Sequence[Agreement]) -> None:
    """Read the parties of all these at once, where `parties_of` looks for them."""
    related = ("organization__village__area__subdistrict__regency", "organization__partner__regency")
    for agreement in agreements:
        agreement._parties = []
    by_key = {agreement.pk: agreement for agreement in agreements}
    for party in Party.objects.filter(agreement__in=by_key).select_related(*related).order_by("ordinal"):
        by_key[party.agreement_id]._parties.append(party)


def rounds_of(agreement: Agreement) -> list[Round]:
    """Every round, the newest first, with its remarks."""
    remarks = Prefetch("remarks", Remark.objects.select_related("author").order_by("pk"))
    found = agreement.rounds.select_related("office", "opened_by", "closed_by").prefetch_related(remarks)
    return list(found.order_by("-number"))
