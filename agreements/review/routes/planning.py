"""The local rules of a day and an agreement -> which offices are asked, in which order, until when, and why."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.record.access import regency_of
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement
from agreements.record.rules import Code, rules_for
from agreements.review.models import Effect
from agreements.review.routes.conditions import Facts, facts_of, holds, words
from villages.organizations.models import Office, OfficeKind

AGENCY = "dpmd"
"""Key of the step that every round has: the village agency leads the round."""
_DAYS = 5


@dataclass(frozen=True)
class Planned:
    """One step that the rules ask for."""

    key: str
    """The key of its rule."""
    kind: str
    """Which kind of office (`OfficeKind`)."""
    office: Office | None
    """Who is asked; None where that office does not use the portal, and the step is done outside it."""
    ordinal: int
    """Steps of the same number go side by side."""
    effect: str
    days: int
    """Working days."""
    rule: LocalRule | None
    """None for the portal's own assumption that the agency decides."""
    because: str
    """The condition that is met, in words."""
    escalate_to: str = ""
    """Which kind of office is told, and may decide, when the deadline has passed."""

    @property
    def basis(self) -> str:
        """The legal basis that the rule names."""
        return self.rule.legal_basis if self.rule else _("ketentuan awal portal")


def route_of(agreement: Agreement, day: dt.date | None = None) -> list[Planned]:
    """Every step that the rules of that day ask for, in order; the agency's blocking step is always among them.

    Default: camat advisory, DPMD blocking, legal office blocking for assets or value above a threshold (Permendagri
    96/2017 leaves it to the regency; each step's legal basis stands in its rule).
    """
    regency = regency_of(agreement)
    return plan(rules_for(regency, Code.REVIEW_STEP, day), facts_of(agreement), offices_in(regency))


def offices_in(regency: str | None) -> list[Office]:
    """The offices of that regency that use the portal."""
    return list(Office.objects.filter(regency=regency).select_related("subdistrict").order_by("pk"))


def plan(rules: Iterable[LocalRule], facts: Facts, offices: list[Office]) -> list[Planned]:
    """The steps that these rules ask of an agreement with these facts; reads nothing else."""
    found: list[Planned] = []
    for rule in rules:
        if holds(rule.value["when"], facts):
            found += _planned(rule, facts, offices)
    if not any(one.key == AGENCY for one in found):
        agency = next((one for one in offices if one.office_kind == OfficeKind.VILLAGE_AGENCY), None)
        last = max((one.ordinal for one in found), default=1)
        found.append(led_by(agency, last, _("setiap naskah")))
    return sorted(found, key=lambda one: (one.ordinal, one.key, one.office.pk if one.office else 0))


def led_by(agency: Office | None, ordinal: int, because: str) -> Planned:
    """The village agency's step where no rule asks for it: somebody must lead the round."""
    return Planned(AGENCY, OfficeKind.VILLAGE_AGENCY, agency, ordinal, Effect.BLOCKING, _DAYS, None, because)


def _planned(rule: LocalRule, facts: Facts, offices: list[Office]) -> Iterator[Planned]:
    told, kind = rule.value, rule.value["office"]
    effect = Effect.BLOCKING if rule.key == AGENCY else told["effect"]
    asked: list[Office | None] = [
        office
        for office in offices
        if office.office_kind == kind
        and (kind != OfficeKind.SUBDISTRICT or office.subdistrict_id in facts.subdistricts)
    ]
    for office in asked or [None]:
        yield Planned(
            rule.key,
            kind,
            office,
            told["order"],
            effect,
            told["days"],
            rule,
            words(told["when"], facts),
            told.get("escalate_to", ""),
        )
