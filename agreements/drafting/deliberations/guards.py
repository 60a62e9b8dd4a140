"""Who records a deliberation, who mends the record, who takes it out, and who reads the names of those who came."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.drafting.deliberations.models import Deliberation
from agreements.drafting.guards import may_write_for, may_write_text, pen_of
from agreements.record.access import may, parties_of
from agreements.record.models import Agreement, Party
from villages.organizations.models import Organization, OrganizationKind
from villages.people.access import YES, Answer, mandates
from villages.people.models import DRAFTING_POSITIONS, User


@dataclass(frozen=True)
class Standing:
    """What one person is to the deliberations of one draft; read once for all of them."""

    user: User
    agreement: Agreement
    open: Answer
    """Whether the draft may be changed by this person at all."""
    writes_for: frozenset[int]
    """The organizations for which the person writes, by key."""
    belongs_to: frozenset[int]
    """Those to which the person belongs, in whatever office."""


def standing(user: User, agreement: Agreement) -> Standing:
    """What the user is to the deliberations of this draft today."""
    held = mandates(user)
    writes = frozenset(m.organization.pk for m in held if m.position in DRAFTING_POSITIONS)
    belongs = frozenset(m.organization.pk for m in held)
    return Standing(user, agreement, may(user, "edit", agreement), writes, belongs)


def villages_of(agreement: Agreement) -> list[Party]:
    """The parties that deliberate: the villages, in their order."""
    return [p for p in parties_of(agreement) if p.organization.kind == OrganizationKind.VILLAGE]


def may_record(person: Standing, village: Party | None) -> Answer:
    """Whether the person may record a village's deliberation, or without `village` the joint one.

    A village's own is recorded by its people, and by the holder of the pen until it writes along; the joint one by the
    holder of the pen.
    """
    if not person.open:
        return person.open
    if village:
        return may_write_for(person.user, person.agreement, village)
    return may_write_text(person.user, person.agreement)


def recordable(person: Standing) -> list[Party | None]:
    """The villages whose deliberation the person may record, and None for the joint one of several villages."""
    villages = villages_of(person.agreement)
    found: list[Party | None] = [village for village in villages if may_record(person, village)]
    joint = [None] if len(villages) > 1 and may_record(person, None) else []
    return found + joint


def may_change(person: Standing, deliberation: Deliberation) -> Answer:
    """Whether the person may mend the record: the people of the organization that made it, who alone see the names."""
    if not person.open or deliberation.recorded_for_id in person.writes_for:
        return person.open
    words = _("Catatan ini dibuat %(name)s dan hanya diubah olehnya.")
    return Answer(False, words % {"name": deliberation.recorded_for.name}, because_of_who=True)


def may_remove(person: Standing, deliberation: Deliberation) -> Answer:
    """Whether the person may take the record out: who may mend it, and the village that it speaks of.

    The holder of the pen may where the organization that made it is no longer a party.
    """
    answer = may_change(person, deliberation)
    if answer or not person.open:
        return answer
    parties = {party.organization_id for party in parties_of(person.agreement)}
    orphaned = deliberation.recorded_for_id not in parties
    if deliberation.village_id in person.writes_for:
        return YES
    return YES if orphaned and pen_of(person.agreement).pk in person.writes_for else answer


def sees_names(person: Standing, deliberation: Deliberation) -> bool:
    """Whether the person reads who came: only people of the organization that recorded it, in whatever office.

    Law: UU 27/2022 (personal data); everybody else is told how many came.
    """
    return deliberation.recorded_for_id in person.belongs_to


def recorder(person: Standing, village: Party | None) -> Organization:
    """For which organization the person records: the village itself where it is theirs, else the holder of the pen."""
    if village and village.organization_id in person.writes_for:
        return village.organization
    return pen_of(person.agreement)
