"""Agreements whose story went on, or whose day has come -> their pulse counted anew, many with a handful of queries."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from agreements.drafting.models import Funding
from agreements.monitoring.activities.models import Movement
from agreements.monitoring.activities.queries import COUNTED
from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.changing.models import Suspension
from agreements.monitoring.disputes.models import Dispute
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.obligations.queries import NOTHING, Kept, kept_by_agreement
from agreements.monitoring.pulse.models import Pulse
from agreements.monitoring.pulse.scoring import SOON_DAYS, Facts, score
from agreements.monitoring.reports.owing import owed
from agreements.monitoring.voices.models import Voice
from agreements.record.access import load_parties, parties_of, regency_of
from agreements.record.crossing import after_crossing
from agreements.record.journal import after_entry
from agreements.record.models import Agreement, JournalEntry, Party
from agreements.record.rules import Code, rules_for
from agreements.record.stages import CLOSED, Stage
from agreements.record.vocabulary import Instrument
from villages.organizations.models import OrganizationKind

BATCH = 200
"""So many are counted in one transaction."""
_CASES = (BreachCase.State.OPEN, BreachCase.State.ANSWERED, BreachCase.State.SANCTIONED)
_OVER = (Dispute.State.SETTLED, Dispute.State.WITHDRAWN, Dispute.State.REFERRED)


@after_crossing
def begin_or_end(agreement: Agreement) -> None:
    """Begin the pulse of what comes into force, to be counted within the minute; none for what is not public."""
    if agreement.stage == Stage.IN_FORCE and agreement.instrument != Instrument.ADDENDUM:
        now = timezone.now()
        facts = {"last_activity_at": now, "counted_at": now, "look_on": timezone.localdate()}
        Pulse.objects.get_or_create(agreement=agreement, defaults=facts)


@after_entry
def look_again(agreement: Agreement, _entry: JournalEntry) -> None:
    """Whatever was journaled may have changed the figures: they are counted anew within the minute."""
    Pulse.objects.filter(pk=agreement.pk).update(look_on=timezone.localdate())


def count_due() -> int:
    """Count every pulse whose day has come; safe at any time, twice at once and after any crash. Returns how many."""
    counted = 0
    while some := _count_some():
        counted += some
    return counted


@transaction.atomic
def _count_some() -> int:
    """The next batch; rows that another run counts right now are passed by."""
    due = Pulse.objects.filter(look_on__lte=timezone.localdate()).order_by("look_on", "pk")
    keys = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:BATCH])
    return len(count(keys)) if keys else 0


@transaction.atomic
def begin_all() -> int:
    """Begin the pulse of agreements in force that have none, as after an upgrade; returns how many."""
    running = Agreement.objects.filter(stage=Stage.IN_FORCE, pulse__isnull=True)
    rows = running.exclude(instrument=Instrument.ADDENDUM).order_by("pk").values_list("pk", "stage_since")
    now, today = timezone.now(), timezone.localdate()
    made = [Pulse(pk=key, last_activity_at=since, counted_at=now, look_on=today) for key, since in rows]
    return len(Pulse.objects.bulk_create(made, ignore_conflicts=True, batch_size=5000))


@dataclass
class _Counted:
    """What the queries found about a batch, each by the agreement's key."""

    kept: dict[int, Kept]
    next_due: dict[int, dt.date]
    funded: dict[int, int]
    paid: dict[int, int]
    cases: dict[int, int]
    disputes: dict[int, int]
    voices: dict[int, int]
    voices_late: dict[int, int]
    voice_due: dict[int, dt.date]
    suspended: set[int]
    renewed: set[int]
    active: dict[int, dt.datetime]


def count(keys: Iterable[int]) -> list[Pulse]:
    """Count these agreements now and keep what was found; what is over keeps its last figures and sleeps."""
    agreements = load_parties(Agreement.objects.filter(pk__in=list(keys)).order_by("pk"))
    found = _found([agreement.pk for agreement in agreements])
    asleep_after = cache(_asleep_after)
    rows = [_pulse(agreement, found, asleep_after(regency_of(agreement))) for agreement in agreements]
    names = [field.name for field in Pulse._meta.concrete_fields if not field.primary_key]
    Pulse.objects.bulk_create(rows, update_conflicts=True, unique_fields=["agreement"], update_fields=names)
    return rows


def _found(keys: list[int]) -> _Counted:
    today, of = timezone.localdate(), {"agreement__in": keys}
    occurrences = Occurrence.objects.filter(**of)
    waits = Q(state=Voice.State.WAITING) | Q(state=Voice.State.SHOWN, party__isnull=False, answer="")
    voices = Voice.objects.filter(waits, confirmed_at__isnull=False, **of)
    running = Suspension.objects.filter(
        starts_on__lte=today, ends_on__gte=today, resumed_on__isnull=True, **of
    )
    renewals = Agreement.objects.filter(parent__in=keys).exclude(instrument=Instrument.ADDENDUM)
    return _Counted(
        kept=kept_by_agreement(occurrences, today),
        next_due=_by(occurrences.filter(state=Occurrence.State.PLANNED, due_on__gte=today), Min("due_on")),
        funded=_by(Funding.objects.filter(year__lte=today.year, **of), Sum("amount")),
        paid=_by(Movement.objects.filter(direction=Movement.Direction.PAID, **of), Coalesce(Sum(COUNTED), 0)),
        cases=_by(BreachCase.objects.filter(state__in=_CASES, **of), Count("pk")),
        disputes=_by(Dispute.objects.exclude(state__in=_OVER).filter(**of), Count("pk")),
        voices=_by(voices, Count("pk")),
        voices_late=_by(voices.filter(answer_due_on__lt=today), Count("pk")),
        voice_due=_by(voices.filter(answer_due_on__gte=today), Min("answer_due_on")),
        suspended=set(running.order_by("pk").values_list("agreement_id", flat=True)),
        renewed=set(renewals.exclude(stage__in=CLOSED).order_by("pk").values_list("parent_id", flat=True)),
        active=_by(JournalEntry.objects.filter(actor__isnull=False, **of), Max("at")),
    )


def _by(rows: Any, what: Any) -> dict[int, Any]:
    return dict(rows.order_by("agreement_id").values_list("agreement_id").annotate(found=what))


def _pulse(agreement: Agreement, found: _Counted, asleep: int) -> Pulse:
    key, today = agreement.pk, timezone.localdate()
    kept = found.kept.get(key, NOTHING)
    promised, delivered = _money(key, kept, found)
    reports = owed(agreement, today)
    facts = Facts(
        late=kept.late_open,
        open_cases=found.cases.get(key, 0),
        open_disputes=found.disputes.get(key, 0),
        reports_late=sum(one.state == "late" for one in reports),
        voices_late=found.voices_late.get(key, 0),
        silent_days=_silent(_active(agreement, found), asleep, today),
        money_percent=min(100, delivered * 100 // promised) if promised else None,
        days_left=None if key in found.renewed else (agreement.ends_on - today).days,
        is_suspended=key in found.suspended,
    )
    over = agreement.stage != Stage.IN_FORCE
    points = score(Facts() if over else facts)
    days = [_active_day(agreement, found) + dt.timedelta(days=asleep), *(one.due_on for one in reports)]
    return Pulse(
        agreement=agreement,
        due=kept.due,
        kept=kept.on_time,
        late=kept.late_open,
        next_due_on=found.next_due.get(key),
        money_promised=promised,
        money_delivered=delivered,
        open_cases=facts.open_cases,
        open_disputes=facts.open_disputes,
        reports_late=facts.reports_late,
        voices_open=found.voices.get(key, 0),
        is_suspended=facts.is_suspended,
        last_activity_at=_active(agreement, found),
        score=points.points,
        reasons=[asdict(reason) for reason in points.reasons],
        places=sorted(_places(parties_of(agreement))),
        counted_at=timezone.now(),
        journal_length=agreement.journal_length,
        look_on=None if over else _next_look(agreement, found, days),
    )


def _active(agreement: Agreement, found: _Counted) -> dt.datetime:
    """When anybody last did something about it."""
    return found.active.get(agreement.pk, agreement.stage_since)


def _active_day(agreement: Agreement, found: _Counted) -> dt.date:
    return timezone.localdate(_active(agreement, found))


def _silent(active: dt.datetime, asleep: int, today: dt.date) -> int:
    """For how many days nobody has done anything, once that is longer than the rule allows."""
    days = (today - timezone.localdate(active)).days
    return days if days > asleep else 0


def _next_look(agreement: Agreement, found: _Counted, days: list[dt.date]) -> dt.date | None:
    """The day after the next one that matters: an obligation, an answer, a report, a silence, the end coming near."""
    near_the_end = agreement.ends_on - dt.timedelta(days=SOON_DAYS + 1)
    known = [found.next_due.get(agreement.pk), found.voice_due.get(agreement.pk), near_the_end, *days]
    today = timezone.localdate()
    return min(
        (day + dt.timedelta(days=1) for day in known if day is not None and day >= today), default=None
    )


def _money(key: int, kept: Kept, found: _Counted) -> tuple[int, int]:
    """What was promised until this year and what was paid; where no funding is written down, the obligations' money."""
    if funded := found.funded.get(key, 0):
        return funded, found.paid.get(key, 0)
    return kept.promised, max(kept.delivered, found.paid.get(key, 0))


def _asleep_after(regency: str | None) -> int:
    """After how many days without activity an agreement of that regency counts as asleep."""
    rules = rules_for(regency, Code.ASLEEP_AFTER)
    return int(rules[0].value) if rules else 180


def _places(parties: list[Party]) -> set[str]:
    areas = [
        party.organization.village.area
        for party in parties
        if party.organization.kind == OrganizationKind.VILLAGE
    ]
    codes = {(area.subdistrict_id, area.subdistrict.regency_id) for area in areas}
    return {code for pair in codes for code in (*pair, pair[1][:2])}
