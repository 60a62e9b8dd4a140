"""The agreements in force of a place -> what their dashboard says: promises, money, who is late, outcomes, warnings.

As many queries for fifty agreements as for five thousand: all but two tables are sums over `monitoring.pulse`.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.desk.progress.scope import Place, running
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.obligations.queries import Kept, kept_by_organization
from agreements.monitoring.outcomes.models import Benefit, Indicator, Measurement
from agreements.monitoring.pulse.models import Pulse
from agreements.monitoring.pulse.scoring import CALM_BELOW, URGENT_FROM, Level, in_words, level
from agreements.record.access import load_parties, parties_of, party_line
from agreements.record.models import Agreement
from agreements.record.vocabulary import Topic
from villages.organizations.models import Organization

ENDING_WITHIN = dt.timedelta(days=90)
ASLEEP = dt.timedelta(days=180)
"""Without any activity for so long an agreement counts as asleep here; the score goes by the regency's own rule."""
MOST_LINES = 20
"""How many agreements or parties the page names; the files name all."""


@dataclass(frozen=True)
class Overall:
    """The sums of a place."""

    running: int
    due: int
    kept: int
    late: int
    promised: int
    delivered: int
    expiring: int
    cases: int
    disputes: int
    asleep: int
    suspended: int
    reports_late: int
    voices: int
    watch: int
    urgent: int
    counted_at: dt.datetime | None

    @property
    def kept_percent(self) -> int | None:
        """How many of a hundred obligations were kept on time; None while none was due."""
        return self.kept * 100 // self.due if self.due else None

    @property
    def money_percent(self) -> int | None:
        """How much of the money promised until now was delivered; None while none was promised."""
        return min(100, self.delivered * 100 // self.promised) if self.promised else None


def overall(place: Place) -> Overall:
    """All sums in one query."""
    today, now = timezone.localdate(), timezone.now()
    soon = Q(agreement__ends_on__range=(today, today + ENDING_WITHIN))
    found: dict[str, Any] = (
        running(place)
        .order_by()
        .aggregate(
            running=Count("pk"),
            due=Sum("due"),
            kept=Sum("kept"),
            late=Sum("late"),
            promised=Sum("money_promised"),
            delivered=Sum("money_delivered"),
            expiring=Count("pk", filter=soon),
            cases=Sum("open_cases"),
            disputes=Sum("open_disputes"),
            asleep=Count("pk", filter=Q(last_activity_at__lt=now - ASLEEP)),
            suspended=Count("pk", filter=Q(is_suspended=True)),
            reports_late=Sum("reports_late"),
            voices=Sum("voices_open"),
            watch=Count("pk", filter=Q(score__gte=CALM_BELOW, score__lt=URGENT_FROM)),
            urgent=Count("pk", filter=Q(score__gte=URGENT_FROM)),
            counted_at=Max("counted_at"),
        )
    )
    counted_at = found.pop("counted_at")
    return Overall(**{name: int(value or 0) for name, value in found.items()}, counted_at=counted_at)


@dataclass(frozen=True)
class Warned:
    """One agreement with its score."""

    agreement: Agreement
    parties: str
    points: int
    level: Level
    reasons: list[str]
    """In words, the heaviest first."""
    kept: str
    """ "7 dari 9", or nothing while nothing was due."""


ORDERS = {
    "skor": ("-score", "pk"),
    "berakhir": ("agreement__ends_on", "pk"),
    "sepi": ("last_activity_at", "pk"),
}
"""How the agreements may be ordered, by the word in the address."""


def warned(place: Place, order: str = "skor", most: int | None = MOST_LINES) -> list[Warned]:
    """The agreements, those that want somebody first; `most` None: all of them."""
    rows = running(place).select_related("agreement").order_by(*ORDERS[order])[:most]
    return _warned(list(rows))


def _warned(pulses: list[Pulse]) -> list[Warned]:
    load_parties(pulse.agreement for pulse in pulses)
    return [
        Warned(
            pulse.agreement,
            party_line(parties_of(pulse.agreement)),
            pulse.score,
            level(pulse.score),
            in_words(pulse.reasons),
            _("%(kept)s dari %(due)s") % {"kept": pulse.kept, "due": pulse.due} if pulse.due else "",
        )
        for pulse in pulses
    ]


@dataclass(frozen=True)
class PartyLine:
    """How one party keeps its promises there."""

    name: str
    kept: Kept


def by_party(place: Place) -> list[PartyLine]:
    """Every party that owed anything, the one with most late obligations first; two queries."""
    here: QuerySet[Occurrence] = Occurrence.objects.filter(
        agreement__in=running(place).order_by().values("pk")
    )
    found = kept_by_organization(here, timezone.localdate())
    names = dict(Organization.objects.filter(pk__in=found).order_by("pk").values_list("pk", "name"))
    lines = [PartyLine(names[key], kept) for key, kept in found.items() if kept.due]
    return sorted(lines, key=lambda line: (-line.kept.late_open, line.kept.percent or 0, line.name))


@dataclass(frozen=True)
class TopicLine:
    """What the cooperation on one topic has measured."""

    topic: str
    benefit: str
    indicators: int
    measured: int
    reached: int
    """How many stand at their target or better."""


def by_topic(place: Place) -> list[TopicLine]:
    """The outcomes by topic and benefit, from the newest measurement of each indicator; one query."""
    newest = Measurement.objects.filter(indicator=OuterRef("pk")).order_by("-on", "-pk").values("value")
    here = running(place).order_by().values("pk")
    counted = Indicator.objects.filter(agreement__in=here, dropped_at__isnull=True).annotate(
        latest=Subquery(newest[:1])
    )
    upwards = Q(target__gte=F("baseline"), latest__gte=F("target"))
    there = upwards | Q(target__lt=F("baseline"), latest__lte=F("target"))
    rows = counted.order_by().values("agreement__topic", "benefit")
    rows = rows.annotate(all=Count("pk"), known=Count("latest"), reached=Count("pk", filter=there))
    topics, benefits = dict(Topic.choices), dict(Benefit.choices)
    return [
        TopicLine(
            str(topics[row["agreement__topic"]]),
            str(benefits[row["benefit"]]),
            row["all"],
            row["known"],
            row["reached"],
        )
        for row in rows.order_by("agreement__topic", "benefit")
    ]
