"""A report that was signed off or passed on, or that is owed -> whom it concerns, and the daily reminders of it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from agreements.monitoring.reports.models import Receipt, Report
from agreements.monitoring.reports.owing import Standing, days_for
from agreements.monitoring.reports.queries import owing_of_year
from agreements.notices.models import Notice
from agreements.notices.whom import people, people_of
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement, JournalEntry, Party
from agreements.record.stages import Stage
from villages.organizations.models import OfficeKind
from villages.people.models import DRAFTING_POSITIONS, Position
from villages.regions.models import Regency

BEFORE = (30, 7)
"""So many days before its last day a report that was not sent is recalled."""
AGAIN = 30
"""After its last day it is recalled once in so many days, for a year."""
YEAR = 365
WEEK = 6
"""For so many days after a mark it may still be told."""
BATCH = 500


def readers(agreement: Agreement, entry: JournalEntry) -> set[int]:
    """Everybody to whom the report goes at once: heads and staff of other villages, councils, the kecamatan."""
    return _receiving(agreement, entry, sent=True)


def regency(agreement: Agreement, entry: JournalEntry) -> set[int]:
    """The office of the regency to which the kecamatan has passed the report on, and the village agency."""
    office = entry.on_behalf_of_id
    place = Regency.objects.filter(offices=office).order_by("pk").first() if office else None
    if place is None:
        return set()
    kinds = (OfficeKind.REGENT, OfficeKind.VILLAGE_AGENCY)
    return people(place.offices.filter(office_kind__in=kinds).order_by("pk").values_list("pk", flat=True))


def _receiving(agreement: Agreement, entry: JournalEntry, *, sent: bool) -> set[int]:
    report = Report.objects.filter(
        agreement=agreement,
        organization=entry.on_behalf_of_id,
        kind=entry.details.get("report", ""),
        ends_on__year=entry.details.get("year", 0),
    ).first()
    if report is None:
        return set()
    found: set[int] = set()
    rows = report.receipts.filter(sent_at__isnull=not sent).order_by("pk")
    for reader, organization in rows.values_list("reader", "organization"):
        found |= people([organization], _POSITIONS.get(reader))
    return found


_POSITIONS: dict[str, tuple[str, ...]] = {
    Receipt.Reader.COUNCIL: (Position.COUNCIL,),
    Receipt.Reader.PARTY: DRAFTING_POSITIONS,
}
"""Who of an organization reads, where not everybody does."""


def owed_reports(day: dt.date) -> Iterator[list[Notice]]:
    """Notices of reports that come near their last day or have passed it, some hundred reports at a time.

    All regencies under the national rule are asked at once, those with days of their own one by one.
    """
    ruled = LocalRule.objects.filter(code=LocalRule.Code.REPORT_DUE, regency__isnull=False)
    special = sorted(set(ruled.order_by("regency").values_list("regency", flat=True)))
    for year in (day.year - 1, day.year):
        others = Party.objects.exclude(organization__village__area__subdistrict__regency__in=special)
        yield from _batches(owing_of_year(_worth_asking(others, year, None, day), year), day)
        for place in special:
            here = Party.objects.filter(organization__village__area__subdistrict__regency=place)
            here = _worth_asking(here, year, place, day)
            yield from _batches(owing_of_year(here, year, regency=place), day)


def _worth_asking(parties: QuerySet[Party], year: int, place: str | None, day: dt.date) -> QuerySet[Party]:
    """All parties in the weeks in which yearly reports are recalled; else those of what ended, or was begun to write.

    The day of a yearly report that nobody has begun is the same for a whole regency, so that most nights few are asked.
    """
    close = dt.date(year, 12, 31)
    days = days_for(place, close)
    if days is None or any(
        first <= close + dt.timedelta(days["yearly"]) <= last for first, last in _weeks(day)
    ):
        return parties
    drafts = Report.objects.filter(agreement=OuterRef("agreement"), state=Report.State.DRAFT)
    ended = Q(agreement__stage=Stage.ENDED, agreement__stage_since__date__gte=dt.date(year, 1, 1))
    return parties.filter(ended | Exists(drafts))


def _batches(rows: QuerySet[Any], day: dt.date) -> Iterator[list[Notice]]:
    waiting = rows.filter(_marked(day), report_state__in=(Standing.DUE, Standing.LATE)).order_by("pk")
    left = waiting.iterator(chunk_size=BATCH)
    while batch := list(islice(left, BATCH)):
        yield list(_notices(batch, day))


def _marked(day: dt.date) -> Q:
    """Whether a mark was reached within the last week: a round that comes late loses none."""
    question = Q(pk__in=[])
    for week in _weeks(day):
        question |= Q(report_due__range=week)
    return question


def _weeks(day: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The last days of reports that have a mark on this day or had one in the week before it."""
    lefts = [*BEFORE, *range(-1, -YEAR, -AGAIN)]
    return [(day + dt.timedelta(left - WEEK), day + dt.timedelta(left)) for left in lefts]


def _notices(rows: Iterable[Any], day: dt.date) -> Iterator[Notice]:
    near = list(rows)
    owing = people_of({row.organization_id for row in near}, DRAFTING_POSITIONS)
    for row in near:
        due, kind = row.report_due, row.report_kind
        code = "report_late" if due < day else "report_due"
        key = f"report:{row.pk}:{kind}:{due}:{mark(due, day)}"
        for person in sorted(owing.get(row.organization_id, set())):
            yield Notice(person_id=person, agreement_id=row.agreement_id, code=code, key=key, due_on=due)


def mark(due: dt.date, day: dt.date) -> int:
    """Which reminder it is: the nearest of the days before that was reached, or the how-manieth month behind."""
    left = (due - day).days
    if left < 0:
        return -1 - (-left - 1) // AGAIN
    return min(one for one in BEFORE if left <= one)
