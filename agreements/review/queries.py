"""The rounds of an agreement: the open one, the last remarks, the queue of an office."""

from django.db.models import QuerySet

from agreements.record.access import concerning, regency_of
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.review.models import Outcome, Remark, Round
from villages.organizations.models import Office, OfficeKind


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
