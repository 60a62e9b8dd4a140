"""The rules of a regency -> what holds today, what is to come, what was; and who may read and write them."""

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from agreements.record.local_rule import LocalRule
from agreements.record.rules import Code
from agreements.review.routes.planning import AGENCY
from villages.organizations.models import OfficeKind, OrganizationKind
from villages.people.access import YES, Answer, mandates
from villages.people.models import Position, User
from villages.regions.models import Regency

EDITED = (
    Code.REVIEW_STEP,
    Code.CHECKLIST,
    Code.REQUIRED_DOCUMENT,
    Code.CONSULTATION,
    Code.MAXIMUM_YEARS,
    Code.HOLIDAYS,
)
"""The codes that a district writes on its pages, in the order of the page."""


def regency_read_by(user: User) -> Regency | None:
    """The regency whose rules the person reads: that of the office they work for."""
    for mandate in mandates(user):
        if mandate.organization.kind == OrganizationKind.OFFICE:
            return mandate.organization.office.regency
    return None


def regency_ruled_by(user: User) -> Regency | None:
    """The regency whose rules the person writes: that of the village agency (DPMD) whose officer they are."""
    for mandate in mandates(user):
        office = mandate.organization.office if mandate.organization.kind == OrganizationKind.OFFICE else None
        agency = office and office.office_kind == OfficeKind.VILLAGE_AGENCY
        if office and agency and mandate.position == Position.AGENCY_OFFICER:
            return office.regency
    return None


def may_read_rules(user: User) -> Answer:
    """Whether the person reads the rules of a regency: everybody in one of its offices."""
    if regency_read_by(user):
        return YES
    words = _("Aturan daerah dibaca oleh petugas kecamatan dan kabupaten.")
    return Answer(False, words, because_of_who=True)


def may_write_rules(user: User) -> Answer:
    """Whether the person writes rules: officers of the village agency (DPMD), for their regency."""
    if regency_ruled_by(user):
        return YES
    words = _("Aturan daerah ditulis oleh petugas DPMD kabupaten.")
    return Answer(False, words, because_of_who=True)


def in_force(rule: LocalRule, day: dt.date) -> bool:
    """Whether the day lies between the rule's first and last."""
    return rule.starts_on <= day and (rule.ends_on is None or rule.ends_on >= day)


def may_replace(rule: LocalRule, day: dt.date) -> bool:
    """Whether a new row can come in the place of this one: it holds today and asks for something."""
    return rule.code in EDITED and rule.value is not False and in_force(rule, day)


def may_switch_off(rule: LocalRule, day: dt.date) -> bool:
    """Whether a regency can do without this national rule; never without the agency's own step."""
    agency = (rule.code, rule.key) == (Code.REVIEW_STEP, AGENCY)
    return rule.regency_id is None and may_replace(rule, day) and not agency


@dataclass
class Entry:
    """All rows of one code and key that concern a regency."""

    code: str
    key: str
    current: LocalRule | None = None
    """The row that holds today; one with a value of false switches the national one off."""
    coming: list[LocalRule] = field(default_factory=list)
    past: list[LocalRule] = field(default_factory=list)
    """What has ended, and what another row has taken the place of."""

    @property
    def off(self) -> bool:
        """Whether the regency has switched the rule off."""
        return self.current is not None and self.current.value is False


def known_to(regency: Regency) -> QuerySet[LocalRule]:
    """The national rows and those of the regency."""
    return LocalRule.objects.filter(Q(regency=regency) | Q(regency__isnull=True)).select_related("regency")


def history_of(rule: LocalRule) -> QuerySet[LogEntry]:
    """Who did what to the row, the newest first."""
    kind = ContentType.objects.get_for_model(LocalRule)
    rows = LogEntry.objects.filter(content_type=kind, object_id=str(rule.pk)).select_related("user")
    return rows.order_by("-action_time", "-pk")


def entries(regency: Regency, day: dt.date) -> list[Entry]:
    """Every rule that concerns the regency, by code in the order of `EDITED`, then by key."""
    rows = known_to(regency).filter(code__in=EDITED)
    found: dict[tuple[str, str], Entry] = {}
    for rule in rows.order_by("key", F("regency").asc(nulls_last=True), "-starts_on"):
        entry = found.setdefault((rule.code, rule.key), Entry(rule.code, rule.key))
        if rule.starts_on > day:
            entry.coming.insert(0, rule)
        elif entry.current is None and in_force(rule, day):
            entry.current = rule
        else:
            entry.past.append(rule)
    return sorted(found.values(), key=lambda entry: (EDITED.index(Code(entry.code)), entry.key))
