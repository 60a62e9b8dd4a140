"""An agreement -> which rule asks which office to look at it, by when, and what other rules ask or do not ask."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from agreements.record.access import regency_of
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement, Attachment
from agreements.record.rules import Code, free_days, rules_for
from agreements.record.stages import Stage
from agreements.record.workdays import after
from agreements.review.models import Effect, Round, Step
from agreements.review.queries import reviewing_office
from agreements.review.routes.conditions import Facts, facts_of, holds, words
from agreements.review.routes.planning import Planned, led_by, offices_in, plan
from villages.organizations.models import OfficeKind


@dataclass(frozen=True)
class Explained:
    """One step as the page tells it."""

    ordinal: int
    office: str
    """The office's name, or its kind where it does not use the portal."""
    here: bool
    """Whether the office uses the portal; otherwise the step is done outside it."""
    effect: str
    blocking: bool
    days: int
    because: str
    basis: str
    source: str
    """Whose rule it is: the regency's own, the national one or the portal's assumption."""
    due_on: dt.date | None
    """By when: the deadline of an open step, or the day that it will have passed at the latest."""
    state: str = ""
    """What has become of the step, in words; empty before a round."""
    again: bool = False


@dataclass(frozen=True)
class Asked:
    """Something that a rule asks, or would ask under its condition."""

    what: str
    because: str
    basis: str
    done: bool = False


def explained(agreement: Agreement) -> dict[str, Any]:
    """Everything that the page says about the route of this agreement: that of its round, or the one it would get now.

    A draft is told what would happen if it were sent today; later stages are told of their last round.
    """
    round_ = None if agreement.stage == Stage.DRAFTING else agreement.rounds.order_by("-number").first()
    today = timezone.localdate()
    day = localtime(round_.opened_at).date() if round_ else today
    facts, regency = facts_of(agreement), regency_of(agreement)
    rules = [] if agreement.signed_elsewhere else rules_for(regency, Code.REVIEW_STEP, day)
    rows = _of_round(round_) if round_ else _foreseen(agreement, rules, facts, regency)
    return {
        "round": round_,
        "groups": [list(rows) for _ordinal, rows in groupby(rows, key=lambda row: row.ordinal)],
        "last_day": max((row.due_on for row in rows if row.due_on), default=None),
        "outside": any(not row.here for row in rows),
        "unasked": [
            Asked(str(OfficeKind(rule.value["office"]).label), words(rule.value["when"]), rule.legal_basis)
            for rule in rules
            if not holds(rule.value["when"], facts)
        ],
        "changed": _changed(round_, rules, regency, today),
        "free_days": sorted(day for day in free_days(regency) if day >= today),
        **_besides(agreement, facts, regency, day),
    }


def _foreseen(
    agreement: Agreement, rules: list[LocalRule], facts: Facts, regency: str | None
) -> list[Explained]:
    """The steps if the text were sent today; a group begins when the one before it has used all its days."""
    if agreement.signed_elsewhere:
        found = [led_by(reviewing_office(agreement), 1, _("dicocokkan dengan pindaiannya"))]
    else:
        found = plan(rules, facts, offices_in(regency))
    free, begins, rows = free_days(regency), timezone.localdate(), []
    for _ordinal, group in groupby(found, key=lambda one: one.ordinal):
        ends = begins
        for one in group:
            due = after(begins, one.days, free)
            ends = max(ends, due) if one.office else ends
            rows.append(_planned(one, due if one.office else None))
        begins = ends
    return rows


def _planned(one: Planned, due_on: dt.date | None) -> Explained:
    return Explained(
        ordinal=one.ordinal,
        office=one.office.name if one.office else str(OfficeKind(one.kind).label),
        here=one.office is not None,
        effect=str(Effect(one.effect).label),
        blocking=one.effect == Effect.BLOCKING,
        days=one.days,
        because=one.because,
        basis=one.basis,
        source=source_of(one.rule),
        due_on=due_on,
    )


def source_of(rule: LocalRule | None) -> str:
    """Whose rule it is, in words."""
    if rule is None:
        return _("ketentuan awal portal")
    return rule.regency.name if rule.regency else _("aturan bawaan nasional")


def _of_round(round_: Round) -> list[Explained]:
    """The steps of a round as they stand, and those of its route that are done outside the portal."""
    steps = round_.steps.select_related("office", "rule__regency", "decided_by", "holder")
    rows = [_step(step) for step in steps.order_by("ordinal", "pk")]
    outside = [_outside(kept) for kept in round_.route if not kept["office"]]
    return sorted([*rows, *outside], key=lambda row: row.ordinal)


def _step(step: Step) -> Explained:
    return Explained(
        ordinal=step.ordinal,
        office=step.office.name,
        here=True,
        effect=str(step.get_effect_display()),
        blocking=step.effect == Effect.BLOCKING,
        days=step.days,
        because=step.because,
        basis=step.basis,
        source=source_of(step.rule),
        due_on=None if step.decision else step.due_on,
        state=_state(step),
        again=step.again,
    )


def _state(step: Step) -> str:
    """What has become of a step: decided by whom and when, open since when and held by whom, or not begun."""
    if step.decision:
        told = {
            "decision": step.get_decision_display(),
            "day": date_format(localtime(step.decided_at), "j F Y") if step.decided_at else "",
            "who": step.decided_by or _("portal"),
        }
        return _("%(decision)s, %(day)s, oleh %(who)s") % told
    if step.opened_on is None:
        return _("menunggu langkah sebelumnya")
    told = {"day": date_format(step.opened_on, "j F Y"), "who": step.holder or _("belum ada pemegang")}
    return _("sedang meninjau sejak %(day)s (%(who)s)") % told


def _outside(kept: dict[str, Any]) -> Explained:
    """A step of a round's route whose office does not use the portal."""
    return Explained(
        ordinal=kept["ordinal"],
        office=str(OfficeKind(kept["kind"]).label),
        here=False,
        effect=str(Effect(kept["effect"]).label),
        blocking=kept["effect"] == Effect.BLOCKING,
        days=kept["days"],
        because=kept["because"],
        basis=kept["basis"],
        source="",
        due_on=None,
    )


def _changed(round_: Round | None, rules: list[LocalRule], regency: str | None, today: dt.date) -> bool:
    """Whether the rules of today are others than those on the day on which the round that still runs was opened."""
    if round_ is None or round_.outcome:
        return False
    now = rules_for(regency, Code.REVIEW_STEP, today)
    return bool(rules) and {rule.pk for rule in now} != {rule.pk for rule in rules}


def _besides(agreement: Agreement, facts: Facts, regency: str | None, day: dt.date) -> dict[str, Any]:
    """The documents and the consultation that rules ask for, each with what has been done."""
    if agreement.signed_elsewhere:
        return {"documents": [], "consultations": []}
    attached = set(agreement.attachments.order_by().values_list("kind", flat=True))
    documents = [
        Asked(
            str(Attachment.Kind(rule.value["kind"]).label),
            words(rule.value["when"], facts),
            rule.legal_basis,
            rule.value["kind"] in attached,
        )
        for rule in rules_for(regency, Code.REQUIRED_DOCUMENT, day)
        if holds(rule.value["when"], facts)
    ]
    held = agreement.consultations.filter(reported_at__isnull=False).exists()
    days = _("Konsultasi publik paling sedikit %d hari")
    consultations = [
        Asked(days % rule.value["days"], words(rule.value["when"], facts), rule.legal_basis, held)
        for rule in rules_for(regency, Code.CONSULTATION, day)
        if holds(rule.value["when"], facts)
    ]
    return {"documents": documents, "consultations": consultations}
