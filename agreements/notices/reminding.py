"""Deadlines that come near or have passed -> notices, once a day; told again only when another week has gone by."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache

from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone

from agreements.monitoring.voices.models import Voice
from agreements.notices.cases import of_cases
from agreements.notices.deriving import store
from agreements.notices.endings import owed_settlements
from agreements.notices.models import Notice
from agreements.notices.reports import owed_reports
from agreements.notices.whom import of_step, party_keys, people, people_of, reviewers
from agreements.record.access import load_parties
from agreements.record.models import Agreement
from agreements.record.rules import free_days
from agreements.record.stages import Stage
from agreements.record.vocabulary import Instrument
from agreements.record.workdays import between
from agreements.review.consultation.models import Consultation
from agreements.review.models import Step
from agreements.review.queries import reviewing_office
from villages.people.models import DRAFTING_POSITIONS

SOON = 2
"""Working days before a deadline from which on it is recalled (portal default, no law)."""
WEEK = 5
"""Working days after which what is late is recalled once more."""
ENDING = (30, 60, 90)
"""Calendar days before its end on which an agreement in force is spoken of."""

Free = Callable[[str | None], frozenset[dt.date]]


def remind() -> int:
    """Make today's reminders and return how many were new; done twice on one day it makes none more."""
    day = timezone.localdate()
    return store(
        [
            *_steps(day),
            *_consultations(day),
            *_endings(day),
            *_voices(day),
            *owed_settlements(day),
            *of_cases(day),
        ]
    ) + sum(store(some) for some in owed_reports(day))


def _steps(day: dt.date) -> Iterator[Notice]:
    """Open steps shortly before their deadline, and after it; the parties hear of the delay as well."""
    free: Free = cache(free_days)
    found = Step.objects.filter(round__outcome="", decision="", opened_on__lt=day, due_on__isnull=False)
    steps = list(found.select_related("round__agreement", "office").order_by("due_on", "pk"))
    load_parties({step.round.agreement_id: step.round.agreement for step in steps}.values())
    for step in steps:
        assert step.due_on is not None
        left = between(day, step.due_on, free(step.office.regency_id))
        if step.due_on < day:
            yield from _late(step, max(-left - 1, 0) // WEEK)
        elif left <= SOON:
            yield from _for_step(step, "step_due", f"step:{step.pk}:due")


def _late(step: Step, weeks: int) -> Iterator[Notice]:
    yield from _for_step(step, "step_late", f"step:{step.pk}:late:{weeks}")
    if not weeks:
        agreement = step.round.agreement
        for person in sorted(people(party_keys(agreement), DRAFTING_POSITIONS)):
            yield _notice(agreement, "office_late", person, f"step:{step.pk}:told", None)


def _for_step(step: Step, code: str, key: str) -> Iterator[Notice]:
    agreement = step.round.agreement
    for person in sorted(of_step(step, agreement)):
        yield _notice(agreement, code, person, key, step.due_on)


def _consultations(day: dt.date) -> Iterator[Notice]:
    """Consultations whose period is over and that the parties have not reported."""
    found = Consultation.objects.filter(
        reported_at__isnull=True, closes_on__lt=day, agreement__stage=Stage.DRAFTING
    )
    for consultation in found.select_related("agreement").order_by("pk"):
        agreement = consultation.agreement
        for person in sorted(people(party_keys(agreement), DRAFTING_POSITIONS)):
            yield _notice(
                agreement, "consultation_report", person, f"consultation:{consultation.pk}:report", None
            )


def _voices(day: dt.date) -> Iterator[Notice]:
    """Voices of citizens past their day, neither checked nor answered: once the parties hear of it, and the agency."""
    waits = Q(state=Voice.State.WAITING) | Q(state=Voice.State.SHOWN, party__isnull=False, answer="")
    found = Voice.objects.filter(waits, confirmed_at__isnull=False, answer_due_on__lt=day)
    for voice in found.select_related("agreement", "party").order_by("pk"):
        agreement = voice.agreement
        asked = [voice.party.organization_id] if voice.party else party_keys(agreement)
        office = reviewing_office(agreement)
        reached = people(asked, DRAFTING_POSITIONS) | (reviewers(agreement, [office.pk]) if office else set())
        for person in sorted(reached):
            yield _notice(agreement, "voice_late", person, f"voice:{voice.pk}:late", None)


def _endings(day: dt.date) -> Iterator[Notice]:
    """Agreements in force that end within 90, 60 or 30 days; a term that was changed is told of again.

    Where addenda are in force the newest of them says when the agreement ends.
    """
    later = Agreement.objects.filter(instrument=Instrument.ADDENDUM, stage=Stage.IN_FORCE)
    newer = Q(stage_since__gt=OuterRef("stage_since")) | Q(
        stage_since=OuterRef("stage_since"), pk__gt=OuterRef("pk")
    )
    own = ~Exists(later.filter(parent=OuterRef("pk"))) & ~Q(instrument=Instrument.ADDENDUM)
    newest = Q(instrument=Instrument.ADDENDUM) & ~Exists(later.filter(newer, parent=OuterRef("parent")))
    nearest = 0
    for mark in ENDING:
        ends = (day + dt.timedelta(days=nearest), day + dt.timedelta(days=mark))
        told = Notice.objects.filter(
            agreement=OuterRef("told_of"),
            due_on=OuterRef("ends_on"),
            key__endswith=f":{mark}",
        )
        principal = Case(When(instrument=Instrument.ADDENDUM, then=F("parent")), default=F("pk"))
        found = Agreement.objects.filter(own | newest, stage=Stage.IN_FORCE, ends_on__range=ends)
        found = found.alias(told_of=principal).filter(~Exists(told)).select_related("parent")
        agreements = load_parties(found.order_by("ends_on", "pk"))
        nearest = mark + 1
        members = people_of({key for one in agreements for key in party_keys(one)}, DRAFTING_POSITIONS)
        for agreement in agreements:
            addendum = agreement.instrument == Instrument.ADDENDUM and agreement.parent
            ending = addendum or agreement
            key = f"ends:{ending.pk}:{agreement.ends_on}:{mark}"
            for person in sorted(set().union(*(members.get(one, set()) for one in party_keys(agreement)))):
                yield _notice(ending, "expiring", person, key, agreement.ends_on)


def _notice(agreement: Agreement, code: str, person: int, key: str, due: dt.date | None) -> Notice:
    return Notice(person_id=person, agreement=agreement, code=code, key=key, due_on=due)
