"""Turns an organization into its people, and a person into what they hold: now, before and from when on."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from villages.organizations.models import Organization, Standing
from villages.people.access import today
from villages.people.guards import organizations_looked_after
from villages.people.models import Delegation, Membership, Position, User


def offices_in(organization: Organization) -> tuple[list[Membership], QuerySet[Membership]]:
    """Who holds or will hold an office in the organization, its head first, and who held one."""
    rows = Membership.objects.filter(organization=organization).select_related("person")
    over = Q(ends_on__lt=today())
    rank = {position: place for place, position in enumerate(Position.values)}
    current = rows.exclude(over).order_by("starts_on", "pk")
    former = rows.filter(over).order_by("-ends_on", "-pk")
    return sorted(current, key=lambda held: rank[held.position]), former


def delegations_in(organization: Organization) -> QuerySet[Delegation]:
    """Who acts or will act for the head."""
    rows = Delegation.objects.filter(organization=organization, ends_on__gte=today()).select_related("person")
    return rows.order_by("starts_on", "pk")


@dataclass(frozen=True)
class PastOrComing:
    """An office that the person does not hold today."""

    label: str
    organization: Organization
    starts_on: dt.date
    ends_on: dt.date | None


def not_held_today(person: User) -> list[PastOrComing]:
    """Offices and acting offices that are over or yet to come, the newest first."""
    day = today()
    other = Q(ends_on__lt=day) | Q(starts_on__gt=day)
    held = Membership.objects.filter(other, person=person).select_related("organization")
    acted = Delegation.objects.filter(other, person=person).select_related("organization")
    rows = [PastOrComing(str(m.get_position_display()), m.organization, m.starts_on, m.ends_on) for m in held]
    rows += [
        PastOrComing(str(d.get_acting_kind_display()), d.organization, d.starts_on, d.ends_on) for d in acted
    ]
    return sorted(rows, key=lambda row: row.starts_on, reverse=True)


def crumbs_of(organization: Organization) -> list[tuple[str, str]]:
    """Where the pages about an organization's people hang."""
    return [
        (_("Akun saya"), reverse("villages:account")),
        (organization.name, reverse("villages:people", args=[organization.pk])),
    ]


def organizations_to_look_after(user, text: str) -> QuerySet[Organization]:
    """The confirmed organizations of the officer's regencies; `text` searches the name."""
    rows = organizations_looked_after(user).filter(standing=Standing.CONFIRMED)
    if text:
        rows = rows.filter(name__icontains=text)
    return rows.select_related("village__area__subdistrict", "partner", "office")


def demo_people() -> QuerySet[User]:
    """The people of the demo, with the offices they hold today."""
    return User.objects.filter(is_demo=True, is_active=True).order_by("pk")


def offices_by_person(people: list[User]) -> dict[int, list[Membership]]:
    """The offices held today by each of these people, in one query."""
    found: dict[int, list[Membership]] = {person.pk: [] for person in people}
    rows = Membership.objects.on(today()).filter(person__in=people)
    related = rows.select_related("organization__village__area__subdistrict").order_by("starts_on", "pk")
    for membership in related:
        found[membership.person_id].append(membership)
    return found
