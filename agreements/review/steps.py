"""The steps of a round: made from the route, opened group by group, asked again after a change."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agreements.record import journal
from agreements.record.access import regency_of
from agreements.record.models import Agreement
from agreements.record.rules import Code, free_days, rules_for
from agreements.record.workdays import after
from agreements.review.holding.models import Absence
from agreements.review.models import CLEARED, Check, Decision, Effect, Round, Step
from agreements.review.routes.planning import Planned
from villages.organizations.models import OrganizationKind
from villages.people.access import mandates
from villages.people.models import User


def make_steps(round_: Round, route: Iterable[Planned]) -> list[Step]:
    """Write the steps of a round that has just opened, with their checklists, and open the first of them.

    An office that does not use the portal gets no step; the round's `route` tells of it all the same.
    """
    route = list(route)
    lists = {rule.key: rule.value for rule in rules_for(regency_of(round_.agreement), Code.CHECKLIST)}
    by_kind = {one.kind: one.office for one in route}
    with translation.override("id"):
        round_.route = [_as_told(one) for one in route]
        round_.save(update_fields=["route"])
        for one in route:
            if one.office is None:
                continue
            step = Step.objects.create(
                round=round_,
                ordinal=one.ordinal,
                key=one.key,
                office=one.office,
                effect=one.effect,
                days=one.days,
                rule=one.rule,
                basis=one.basis[:300],
                because=one.because[:500],
                escalate_to=by_kind.get(one.escalate_to) or _office_of(one),
            )
            _add_checks(step, lists.get(one.key, []))
    return open_next(round_)


def _as_told(one: Planned) -> dict[str, str | int]:
    """A step of the route as it is kept for whoever asks later why."""
    return {
        "key": one.key,
        "office": one.office.name if one.office else "",
        "kind": one.kind,
        "ordinal": one.ordinal,
        "effect": one.effect,
        "days": one.days,
        "basis": one.basis,
        "because": one.because,
    }


def _office_of(one: Planned):
    """The office of the kind that a step escalates to, in the same regency; None where there is none here."""
    if not one.escalate_to or one.office is None:
        return None
    offices = type(one.office).objects.filter(regency=one.office.regency_id, office_kind=one.escalate_to)
    return offices.exclude(pk=one.office.pk).order_by("pk").first()


def _add_checks(step: Step, questions: Iterable[str]) -> None:
    rows = [Check(step=step, ordinal=n, text=text[:300]) for n, text in enumerate(questions, start=1)]
    Check.objects.bulk_create(rows)


def open_next(round_: Round) -> list[Step]:
    """Open the steps whose turn has come and return them: those of the first ordinal that is not settled yet.

    An advisory step settles by its opinion or when it lapses; a blocking one only by clearing the text.
    """
    undecided = list(round_.steps.filter(decision="").order_by("ordinal", "pk"))
    if not undecided:
        return []
    first = undecided[0].ordinal
    today = timezone.localdate()
    opened = [step for step in undecided if step.ordinal == first and step.opened_on is None]
    for step in opened:
        _open(step, today)
    return opened


def _open(step: Step, day: dt.date) -> None:
    regency = step.office.regency_id
    step.opened_on, step.due_on = day, after(day, step.days, free_days(regency))
    step.save(update_fields=["opened_on", "due_on"])


def ask_again(round_: Round) -> list[Step]:
    """After the text has changed by an answer: every blocking step that had cleared it is asked once more."""
    latest = {(step.key, step.office_id): step for step in round_.steps.order_by("pk")}
    again = []
    for step in latest.values():
        if step.effect != Effect.BLOCKING or step.decision not in CLEARED:
            continue
        again.append(
            Step.objects.create(
                round=round_,
                ordinal=step.ordinal,
                key=step.key,
                office=step.office,
                effect=step.effect,
                days=step.days,
                rule=step.rule,
                basis=step.basis,
                because=step.because,
                escalate_to=step.escalate_to,
                holder=step.decided_by,
                held_since=timezone.now(),
                again=True,
            )
        )
        _open(again[-1], timezone.localdate())
        details = {"step": step.key, "office": step.office.name}
        journal.append(round_.agreement, "ask_again", by=None, details=details)
    return again


# Whose step it is


def offices_of(user: User | None) -> set[int]:
    """Keys of the offices for which this person acts today."""
    held = mandates(user) if user else []
    return {m.organization.pk for m in held if m.organization.kind == OrganizationKind.OFFICE}


def open_steps(agreement: Agreement) -> QuerySet[Step]:
    """The steps that are asked now, in order."""
    return (
        Step.objects.filter(
            round__agreement=agreement, round__outcome="", decision="", opened_on__isnull=False
        )
        .select_related("round", "office", "holder", "escalate_to")
        .order_by("ordinal", "pk")
    )


def own_steps(agreement: Agreement, user: User | None, effect: str = "") -> list[Step]:
    """The open steps at which this person may act: their office's, and those that were escalated to it."""
    offices = offices_of(user)
    if not offices:
        return []
    mine = Q(office__in=offices) | Q(escalate_to__in=offices, escalated_on__isnull=False)
    found = open_steps(agreement).filter(mine)
    return list(found.filter(effect=effect) if effect else found)


def may_act(step: Step, user: User | None) -> bool:
    """Whether nobody else holds the step: it is free, or held by this person or by somebody they stand in for today."""
    if step.holder_id is None or (user and step.holder_id == user.pk):
        return True
    today = timezone.localdate()
    away = Absence.objects.filter(person=step.holder_id, starts_on__lte=today, ends_on__gte=today)
    return away.filter(cover=user).exists()


def spoken_for(agreement: Agreement, user: User | None) -> set[tuple[str, int]]:
    """The places (key and office) for which this person has decided in the round that is open."""
    found = Step.objects.filter(round__agreement=agreement, round__outcome="", decided_by=user)
    return set(found.exclude(decision=Decision.CLOSED).values_list("key", "office")) if user else set()


def others(step: Step) -> list[Step]:
    """The newest row of every other blocking step of the round."""
    latest = {(one.key, one.office_id): one for one in step.round.steps.order_by("pk")}
    return [
        one
        for place, one in latest.items()
        if one.effect == Effect.BLOCKING and place != (step.key, step.office_id)
    ]


def waiting_names(steps: Iterable[Step]) -> str:
    """The offices that have not cleared the text yet, as a list in words."""
    names = [one.office.name for one in steps if one.decision not in CLEARED]
    return ", ".join(names) or _("tidak ada")


def decided(step: Step, *, by: User | None, decision: str, opinion: str = "", ground: str = "") -> Step:
    """Write an office's decision about the text as it is now; the caller has asked and locked."""
    step.version = step.round.latest
    step.decision, step.opinion, step.ground = decision, opinion.strip(), ground.strip()
    step.decided_by, step.decided_at = by, timezone.now()
    step.holder = step.holder or by
    step.full_clean(exclude=["version"])
    step.save()
    return step


def close_others(round_: Round) -> None:
    """When the round ends: what is still undecided is not needed any more."""
    for step in round_.steps.filter(decision=""):
        decided(step, by=None, decision=Decision.CLOSED)
