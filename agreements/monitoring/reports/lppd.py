"""A village and a year -> all its cooperation in that year, for its LPPD (Permendagri 46/2016), in few questions.

What stands there is what the portal knows at the end of the year, or today while the year still runs.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.drafting.models import Funding
from agreements.monitoring.activities.models import Activity, Movement, ProgressNote
from agreements.monitoring.activities.queries import COUNTED
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.obligations.queries import NOTHING, Kept, kept_by_agreement
from agreements.monitoring.outcomes.models import Indicator, Measurement
from agreements.monitoring.reports.figures import plain
from agreements.monitoring.reports.models import Report
from agreements.monitoring.reports.shown import number
from agreements.record.access import load_parties, parties_of, party_line
from agreements.record.models import Agreement
from agreements.record.stages import PUBLIC, Stage
from agreements.record.vocabulary import Instrument, Kind
from villages.organizations.models import Organization


@dataclass(frozen=True)
class Line:
    """One agreement of the village in that year; money and obligations are the village's own."""

    agreement: Agreement
    parties: str
    number: str
    """The village's own number of it."""
    promised: int
    paid: int
    received: int
    kept: Kept
    activities: int
    percent: int | None
    """How far the work was on average."""
    reached: int
    """How many people it reached."""
    outcomes: list[str]
    """What was measured, in words."""
    report: str
    """How far the report of that year is, in words."""

    @property
    def state(self) -> str:
        """The stage in words."""
        return str(self.agreement.get_stage_display())


def lines(village: Organization, year: int) -> list[Line]:
    """Every agreement that held on any day of that year, the earliest first; addenda belong to what they change."""
    first, last = dt.date(year, 1, 1), min(dt.date(year, 12, 31), timezone.localdate())
    over = Q(stage=Stage.ENDED, stage_since__date__lt=first) | Q(stage=Stage.ENDED, ends_on__lt=first)
    found = Agreement.objects.filter(stage__in=PUBLIC, parties__organization=village, starts_on__lte=last)
    found = found.exclude(over).exclude(instrument=Instrument.ADDENDUM).order_by("starts_on", "pk")
    agreements = load_parties(found)
    known = _known(village, agreements, first, last)
    return [_line(agreement, known) for agreement in agreements]


def _known(village: Organization, rows: list[Agreement], first: dt.date, last: dt.date) -> dict[str, Any]:
    """Everything about these agreements, by agreement; as many questions for one as for a hundred."""
    keys = [row.pk for row in rows]
    mine = {"agreement__in": keys, "party__organization": village}
    due = Occurrence.objects.filter(due_on__range=(first, last), **mine)
    moved = Movement.objects.filter(on__range=(first, last), **mine)
    numbers = village.register.filter(agreement__in=keys).order_by("agreement")
    promised = Funding.objects.filter(year=first.year, **mine)
    return {
        "promised": _sums(promised, "amount"),
        "paid": _sums(moved.filter(direction=Movement.Direction.PAID), COUNTED),
        "received": _sums(moved.filter(direction=Movement.Direction.RECEIVED), COUNTED),
        "kept": kept_by_agreement(due, last),
        "numbers": dict(numbers.values_list("agreement", "number")),
        "work": _work(keys, first, last),
        "outcomes": _outcomes(keys, last),
        "reports": _reports(village, keys, first.year),
    }


def _sums(rows: QuerySet, what: Any) -> dict[int, int]:
    return dict(rows.order_by("agreement").values_list("agreement").annotate(total=Sum(what)))


def _work(keys: list[int], first: dt.date, last: dt.date) -> dict[int, list[tuple[int, int]]]:
    """Per agreement how far each activity was, and how many people it had reached."""
    notes = ProgressNote.objects.filter(activity=OuterRef("pk"), on__lte=last).order_by("-on", "-pk")
    rows = Activity.objects.filter(
        agreement__in=keys, cancelled_at__isnull=True, starts_on__lte=last, ends_on__gte=first
    ).annotate(
        stood=Subquery(notes.values("percent")[:1]),
        people=Max("notes__reached", filter=Q(notes__on__lte=last)),
    )
    found = defaultdict(list)
    for key, stood, people in rows.order_by("agreement", "pk").values_list("agreement", "stood", "people"):
        found[key].append((stood or 0, people or 0))
    return found


def _outcomes(keys: list[int], last: dt.date) -> dict[int, list[str]]:
    """Per agreement what its indicators stood at, in words."""
    until = Measurement.objects.filter(on__lte=last).order_by("on", "pk")
    rows = Indicator.objects.filter(agreement__in=keys, dropped_at__isnull=True).order_by("agreement", "pk")
    found = defaultdict(list)
    measured: QuerySet[Any] = rows.prefetch_related(
        Prefetch("measurements", queryset=until, to_attr="measured")
    )
    for row in measured:
        if row.measured:
            value, target = number(plain(row.measured[-1].value)), number(plain(row.target))
            said = {"name": row.name, "value": value, "unit": row.unit, "target": target}
            found[row.agreement_id].append(_("%(name)s: %(value)s %(unit)s (target %(target)s)") % said)
    return found


def _reports(village: Organization, keys: list[int], year: int) -> dict[int, str]:
    """Per agreement how far the report of the year is; of a joint regulation whoever wrote it."""
    mine = Q(organization=village) | Q(agreement__kind=Kind.INTER_VILLAGE)
    rows = Report.objects.filter(mine, agreement__in=keys, ends_on__year=year).order_by("agreement", "state")
    return {row.agreement_id: str(row.get_state_display()) for row in rows}


def _line(agreement: Agreement, known: dict[str, Any]) -> Line:
    key, work = agreement.pk, known["work"].get(agreement.pk, [])
    return Line(
        agreement=agreement,
        parties=party_line(parties_of(agreement)),
        number=known["numbers"].get(key, ""),
        promised=known["promised"].get(key, 0),
        paid=known["paid"].get(key, 0),
        received=known["received"].get(key, 0),
        kept=known["kept"].get(key, NOTHING),
        activities=len(work),
        percent=sum(stood for stood, _people in work) // len(work) if work else None,
        reached=sum(people for _stood, people in work),
        outcomes=known["outcomes"].get(key, []),
        report=known["reports"].get(key, "") or _("belum ada"),
    )
