"""The rows of obligations -> what is open, what is late, and how well promises are kept."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from agreements.monitoring.obligations.models import Occurrence
from agreements.record.models import Agreement, Party

State = Occurrence.State
DELIVERED = (State.DONE, State.CONFIRMED)
"""What its party has reported as done, whether or not the others have confirmed it."""
SETTLED = (State.CONFIRMED, State.WAIVED, State.BREACHED)
"""What nothing changes any more."""


@dataclass(frozen=True)
class Kept:
    """How well promises are kept, of those that have fallen due; waived and dropped ones count for nobody."""

    due: int
    """How many have fallen due: delivered, called breached, or open and past their day."""
    on_time: int
    """Delivered on their day or before."""
    late_done: int
    """Delivered after their day."""
    late_open: int
    """Past their day and still open."""
    breached: int
    waived: int
    promised: int
    """Rupiah of all that is or was owed, what is not due yet included; without what was waived or dropped."""
    delivered: int
    """Rupiah of what was delivered."""

    @property
    def percent(self) -> int | None:
        """How many of a hundred were kept on time, whole; None where nothing has fallen due yet."""
        return self.on_time * 100 // self.due if self.due else None


NOTHING = Kept(0, 0, 0, 0, 0, 0, 0, 0)
"""Where there are no rows."""


def open_of(agreement: Agreement) -> QuerySet[Occurrence]:
    """What is still owed, the first day first."""
    return agreement.occurrences.filter(state=State.PLANNED).order_by("due_on", "pk")


def owed_by(organizations: Iterable[int]) -> QuerySet[Occurrence]:
    """What these organizations (their keys) still owe anywhere."""
    return Occurrence.objects.filter(party__organization__in=list(organizations), state=State.PLANNED)


def to_affirm(organizations: Iterable[int]) -> QuerySet[Occurrence]:
    """What other parties have reported to these organizations and waits for a word of theirs."""
    keys = list(organizations)
    other = Party.objects.filter(agreement=OuterRef("agreement"), organization__in=keys)
    return Occurrence.objects.filter(Exists(other.exclude(pk=OuterRef("party"))), state=State.DONE)


def late_of(occurrences: QuerySet[Occurrence], day: dt.date) -> QuerySet[Occurrence]:
    """Which of these are past their day and open."""
    return occurrences.filter(state=State.PLANNED, due_on__lt=day)


def kept(occurrences: QuerySet[Occurrence], day: dt.date) -> Kept:
    """How well these are kept, as seen on that day, in one query."""
    return Kept(**occurrences.order_by().aggregate(**_counts(day)))


def kept_by_party(occurrences: QuerySet[Occurrence], day: dt.date) -> dict[int, Kept]:
    """The same for each party (its key) that owes any of them, in one query."""
    return _kept_by(occurrences, "party_id", day)


def kept_by_agreement(occurrences: QuerySet[Occurrence], day: dt.date) -> dict[int, Kept]:
    """The same for each agreement (its key), in one query."""
    return _kept_by(occurrences, "agreement_id", day)


def kept_by_organization(occurrences: QuerySet[Occurrence], day: dt.date) -> dict[int, Kept]:
    """The same for each organization (its key), in one query."""
    return _kept_by(occurrences, "party__organization_id", day)


def _kept_by(occurrences: QuerySet[Occurrence], name: str, day: dt.date) -> dict[int, Kept]:
    rows = occurrences.order_by().values(name).annotate(**_counts(day))
    return {row.pop(name): Kept(**row) for row in rows.order_by(name)}


def _counts(day: dt.date) -> dict[str, Any]:
    delivered, late_open = Q(state__in=DELIVERED), Q(state=State.PLANNED, due_on__lt=day)
    counted = ~Q(state__in=(State.WAIVED, State.DROPPED))
    return {
        "due": Count("pk", filter=delivered | late_open | Q(state=State.BREACHED)),
        "on_time": Count("pk", filter=delivered & Q(done_on__lte=F("due_on"))),
        "late_done": Count("pk", filter=delivered & Q(done_on__gt=F("due_on"))),
        "late_open": Count("pk", filter=late_open),
        "breached": Count("pk", filter=Q(state=State.BREACHED)),
        "waived": Count("pk", filter=Q(state=State.WAIVED)),
        "promised": _rupiah(counted),
        "delivered": _rupiah(delivered),
    }


def _rupiah(which: Q) -> Coalesce:
    # a sum of bigints is numeric; no sum of a village's promises comes near the end of a bigint
    total = Sum("amount", filter=which, output_field=BigIntegerField())
    return Coalesce(total, Value(0), output_field=BigIntegerField())
