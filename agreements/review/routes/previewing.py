"""A change of a regency's rules that nobody has written yet -> what it would change, and what it leaves alone.

Nothing is said about single drafts, which the district does not see before they are sent: they are only counted.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from agreements.record.access import concerning, load_parties, parties_of, party_line, regency_of
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement
from agreements.record.rules import Code, rules_for
from agreements.record.stages import Stage
from agreements.review.models import Round
from agreements.review.routes.conditions import Facts, facts_of, holds, with_assets
from agreements.review.routes.planning import offices_in, plan
from agreements.review.routes.telling import route_in_words, told
from villages.organizations.models import Office
from villages.people.models import User
from villages.regions.models import Regency

SAMPLE, MOST_DRAFTS = 20, 200
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Changed:
    """One agreement that was sent lately, as it would have gone under the rules that are proposed."""

    title: str
    line: str
    url: str
    before: str
    after: str


@dataclass(frozen=True)
class Preview:
    """What a change would do."""

    day: dt.date
    """From when."""
    before: LocalRule | None
    """The row that holds on that day as things stand."""
    after: LocalRule | None
    """The row that would hold then; None where nothing would be asked any more."""
    running: int
    """How many rounds run now and stay as they are."""
    samples: int
    """How many agreements that were sent lately were looked at."""
    changed: list[Changed]
    """Those of them that would have gone another way."""
    drafts: int
    """How many drafts of the regency were looked at."""
    drafts_changed: int
    most: int = MOST_DRAFTS


ROUTED = (Code.REVIEW_STEP, Code.REQUIRED_DOCUMENT, Code.CONSULTATION)
"""Codes whose change shows on single agreements."""


def preview_of_rule(rule: LocalRule, user: User) -> Preview:
    """What it would mean to begin this rule, which is not stored yet."""
    assert rule.regency is not None
    before = rules_for(rule.regency.pk, rule.code, rule.starts_on)
    after = [one for one in before if one.key != rule.key]
    if rule.value is not False:
        after = sorted([*after, rule], key=lambda one: one.key)
    return _compared(rule, rule.regency, rule.starts_on, before, after, user)


def preview_of_end(rule: LocalRule, last_day: dt.date, user: User) -> Preview:
    """What it would mean to let this rule end on that day."""
    assert rule.regency is not None
    day = last_day + _DAY
    before = rules_for(rule.regency.pk, rule.code, day)
    after = rules_for(rule.regency.pk, rule.code, day, without=rule.pk)
    return _compared(rule, rule.regency, day, before, after, user)


def _compared(
    rule: LocalRule,
    regency: Regency,
    day: dt.date,
    before: list[LocalRule],
    after: list[LocalRule],
    user: User,
) -> Preview:
    samples = _sent_lately(regency, user) if rule.code in ROUTED else []
    drafts = _drafts(regency) if rule.code in ROUTED else []
    offices = offices_in(regency.pk)
    ways = [(agreement, *_both(rule, facts_of(agreement), before, after, offices)) for agreement in samples]
    others = [_both(rule, facts_of(agreement), before, after, offices) for agreement in drafts]
    return Preview(
        day=day,
        before=_of(rule.key, before),
        after=_of(rule.key, after),
        running=Round.objects.filter(office__regency=regency, outcome="").count(),
        samples=len(samples),
        changed=[
            Changed(one.title, party_line(parties_of(one)), one.desk_url, old, new)
            for one, old, new in ways
            if old != new
        ],
        drafts=len(drafts),
        drafts_changed=sum(old != new for old, new in others),
    )


def _of(key: str, rules: Iterable[LocalRule]) -> LocalRule | None:
    return next((one for one in rules if one.key == key), None)


def _both(
    rule: LocalRule, facts: Facts, before: list[LocalRule], after: list[LocalRule], offices: list[Office]
) -> tuple[str, str]:
    return _way(rule, facts, before, offices), _way(rule, facts, after, offices)


def _way(rule: LocalRule, facts: Facts, rules: list[LocalRule], offices: list[Office]) -> str:
    """What the rules ask of an agreement with these facts, in words."""
    if rule.code == Code.REVIEW_STEP:
        return route_in_words(plan(rules, facts, offices))
    mine = _of(rule.key, rules)
    if mine is None or not holds(mine.value["when"], facts):
        return _("tidak diminta")
    if rule.code == Code.CONSULTATION:
        return told(mine)[0][1]
    return _("diminta")


def _sent_lately(regency: Regency, user: User) -> list[Agreement]:
    """The agreements that were sent to the regency last, of those that the officer sees."""
    known = concerning(user).filter(rounds__office__regency=regency, draft__isnull=False)
    newest = known.annotate(sent=Max("rounds__opened_at")).order_by("-sent", "-pk")
    return load_parties(with_assets(newest)[:SAMPLE])


def _drafts(regency: Regency) -> list[Agreement]:
    """The drafts of the regency's villages, the newest first; only to be counted."""
    villages: dict[str, Any] = {"parties__organization__village__area__subdistrict__regency": regency}
    known = Agreement.objects.filter(stage=Stage.DRAFTING, draft__isnull=False, **villages)
    found = load_parties(with_assets(known.distinct().order_by("-pk"))[:MOST_DRAFTS])
    return [agreement for agreement in found if regency_of(agreement) == regency.pk]
