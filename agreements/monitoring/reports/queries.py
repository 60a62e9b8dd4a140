"""A year and parties -> who owed a report for it, and how far each is, as one question to the database."""

import datetime as dt
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Least, TruncDate
from django.utils import timezone

from agreements.monitoring.bodies.models import BodyMember
from agreements.monitoring.ending.models import Ending
from agreements.monitoring.reports.models import Receipt, Report
from agreements.monitoring.reports.owing import CAME_INTO_FORCE, Standing, days_for
from agreements.record.models import Agreement, JournalEntry, Party
from agreements.record.stages import PUBLIC, Stage
from agreements.record.vocabulary import EndingGround, Instrument, Kind
from villages.organizations.models import OrganizationKind

_BINDS = Q(agreement__kind=Kind.INTER_VILLAGE, agreement__instrument=Instrument.JOINT_REGULATION) | Q(
    agreement__kind=Kind.THIRD_PARTY, agreement__instrument=Instrument.CONTRACT
)


def owing_of_year(parties: QuerySet[Party], year: int, *, regency: str | None = None) -> QuerySet[Any]:
    """Of these parties the villages that owe (or gave) a report for that year, each with how far it is.

    Adds `last_day` (of an ended agreement), `report_kind`, `report_close` (the year's last day), `report_due`,
    `report_pk`, `report_state` (a code of `Standing`) and `unread` (readers who have not read it). The days are those
    of the rule of the regency given. Of a joint regulation the village that reports for its body stands for all.
    """
    close, today = dt.date(year, 12, 31), timezone.localdate()
    days = days_for(regency, close)
    found = _with_lives(parties.filter(_BINDS, agreement__stage__in=PUBLIC))
    found = found.filter(_reporting(), organization__kind=OrganizationKind.VILLAGE, known__lte=close)
    found = found.filter(agreement__starts_on__lte=min(close, today))
    final = Q(last_day__year=year, last_day__gte=F("known"))
    yearly = Q(over__gt=close)
    found = found.filter(final | yearly).annotate(
        report_close=Value(close, output_field=DateField()),
        report_kind=Case(When(final, then=Value("final")), default=Value("yearly"), output_field=CharField()),
    )
    found = _with_reports(found, year, days or dict.fromkeys(Report.Kind.values, 0))
    return found.none() if days is None or year > today.year else found


def _with_lives(parties: QuerySet[Party]) -> QuerySet[Any]:
    """With the day since which the portal knows the agreement in force, and its last day."""
    entered = JournalEntry.objects.filter(
        agreement=OuterRef("agreement"), code__in=CAME_INTO_FORCE
    ).order_by()
    first = entered.values("agreement").annotate(at=Min("at")).values("at")
    since, ended = TruncDate("agreement__stage_since"), Q(agreement__stage=Stage.ENDED)
    expired = Ending.objects.filter(agreement=OuterRef("agreement"), ground=EndingGround.EXPIRED)
    return parties.annotate(
        known=Case(
            When(ended, then=Coalesce(TruncDate(Subquery(first)), F("agreement__starts_on"))), default=since
        ),
        last_day=Case(
            When(ended & Exists(expired), then=Least(F("agreement__ends_on"), since)),
            When(ended, then=since),
            output_field=DateField(),
        ),
        over=Coalesce(F("last_day"), F("agreement__ends_on"), output_field=DateField()),
    )


def _reporting() -> Q:
    """Whether this party is the one that reports: every village of a contract, of a joint regulation the body's."""
    day = timezone.localdate()
    now = Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    members = BodyMember.objects.filter(
        now, body__agreement=OuterRef("agreement"), body__dissolved_on__isnull=True
    )
    writers, chairs = members.filter(reports=True), members.filter(office=BodyMember.Office.CHAIR)
    first = Coalesce(
        Subquery(writers.order_by("pk").values("organization")[:1]),
        Subquery(chairs.order_by("pk").values("organization")[:1]),
        F("agreement__initiator"),
    )
    return Q(agreement__kind=Kind.THIRD_PARTY) | Q(organization=first)


def _with_reports(parties: QuerySet[Any], year: int, days: dict[str, int]) -> QuerySet[Any]:
    """With what has been written, until when it was due and how far it is."""
    today = timezone.localdate()
    mine = Q(agreement__kind=Kind.THIRD_PARTY, organization=OuterRef("organization"))
    written = Report.objects.filter(
        mine | Q(agreement__kind=Kind.INTER_VILLAGE),
        agreement=OuterRef("agreement"),
        kind=OuterRef("report_kind"),
        ends_on__year=year,
    ).order_by("-state", "pk")
    until = {
        "final": Cast(_later(F("last_day"), days["final"]), DateField()),
        "yearly": Value(dt.date(year, 12, 31) + dt.timedelta(days=days["yearly"]), output_field=DateField()),
    }
    due = Case(When(report_kind="final", then=until["final"]), default=until["yearly"])
    unread = Receipt.objects.filter(report=OuterRef("report_pk"), read_at__isnull=True).order_by()
    counted = unread.values("report").annotate(n=Count("pk")).values("n")
    over = dt.date(year, 12, 31) < today
    running = Q(pk__in=[]) if over else Q(report_kind="yearly")
    return parties.annotate(
        report_pk=Subquery(written.values("pk")[:1]),
        written=Subquery(written.values("state")[:1]),
        report_due=Coalesce(Subquery(written.values("due_on")[:1]), due, output_field=DateField()),
        unread=Coalesce(Subquery(counted), 0),
    ).annotate(
        report_state=Case(
            When(written=Report.State.SENT, then=Value(Standing.SENT)),
            When(running, then=Value(Standing.RUNNING)),
            When(report_due__lt=today, then=Value(Standing.LATE)),
            default=Value(Standing.DUE),
            output_field=CharField(),
        )
    )


def _later(day: F, days: int) -> ExpressionWrapper:
    interval = Value(dt.timedelta(days=days), output_field=DurationField())
    return ExpressionWrapper(day + interval, output_field=DateField())


def report_parties(agreements: QuerySet[Agreement]) -> QuerySet[Party]:
    """The parties of these agreements, to be asked by `owing_of_year`."""
    return Party.objects.filter(agreement__in=agreements.order_by().values("pk"))
