"""Deadlines that come near or have passed -> notices, once a day; told again only when another week has gone by."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache

from django.db.models import Exists, OuterRef
from django.utils import timezone

from agreements.notices.deriving import store
from agreements.notices.models import Notice
from agreements.notices.whom import of_step, party_keys, people, people_of
from agreements.record.access import load_parties
from agreements.record.models import Agreement
from agreements.record.rules import free_days
from agreements.record.stages import Stage
from agreements.record.workdays import between
from agreements.review.consultation.models import Consultation
from agreements.review.models import Step
from villages.people.models import DRAFTING_POSITIONS

SOON = 2
"""Working days before a deadline from which on it is recalled (portal default, no law)."""
WEEK = 5
"""Working days after which what is late is recalled once more."""
ENDING = (30, 90)
"""Calendar days before its end on which an agreement in force is spoken of."""

Free = Callable[[str | None], frozenset[dt.date]]


def remind() -> int:
    """Make today's reminders and return how many were new; done twice on one day it makes none more."""
    day = timezone.localdate()
    return store([*_steps(day), *_consultations(day), *_endings(day)])


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


def _endings(day: dt.date) -> Iterator[Notice]:
    """Agreements in force that end within 90 or 30 days; a term that was changed is told of again."""
    nearest = 0
    for mark in ENDING:
        ends = (day + dt.timedelta(days=nearest), day + dt.timedelta(days=mark))
        told = Notice.objects.filter(
            agreement=OuterRef("pk"), due_on=OuterRef("ends_on"), key__endswith=f":{mark}"
        )
        found = Agreement.objects.filter(~Exists(told), stage=Stage.IN_FORCE, ends_on__range=ends)
        agreements = load_parties(found.order_by("ends_on", "pk"))
        nearest = mark + 1
        members = people_of({key for one in agreements for key in party_keys(one)}, DRAFTING_POSITIONS)
        for agreement in agreements:
            key = f"ends:{agreement.pk}:{agreement.ends_on}:{mark}"
            for person in sorted(set().union(*(members.get(one, set()) for one in party_keys(agreement)))):
                yield _notice(agreement, "expiring", person, key, agreement.ends_on)


def _notice(agreement: Agreement, code: str, person: int, key: str, due: dt.date | None) -> Notice:
    return Notice(person_id=person, agreement=agreement, code=code, key=key, due_on=due)
