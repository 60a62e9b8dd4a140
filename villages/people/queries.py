"""Turns an organization into its people, and a person into what they hold: now, before and from when on."""

from django.db.models import Q, QuerySet

from villages.organizations.models import Organization, Standing
from villages.people.access import today
from villages.people.guards import organizations_looked_after
from villages.people.models import Delegation, Membership, User


def offices_in(organization: Organization) -> tuple[QuerySet[Membership], QuerySet[Membership]]:
    """Who holds or will hold an office in the organization, and who held one."""
    rows = Membership.objects.filter(organization=organization).select_related("person")
    over = Q(ends_on__lt=today())
    return (
        rows.exclude(over).order_by("position", "starts_on", "pk"),
        rows.filter(over).order_by("-ends_on", "-pk"),
    )


def delegations_in(organization: Organization) -> QuerySet[Delegation]:
    """Who acts or will act for the head."""
    rows = Delegation.objects.filter(organization=organization, ends_on__gte=today()).select_related("person")
    return rows.order_by("starts_on", "pk")


def offices_of(person: User) -> QuerySet[Membership]:
    """Every office the person holds, held or will hold; the newest first."""
    return (
        Membership.objects.filter(person=person)
        .select_related("organization__village__area__subdistrict", "organization__office")
        .order_by("-starts_on", "-pk")
    )


def delegations_of(person: User) -> QuerySet[Delegation]:
    """Every time the person acted, acts or will act for a head; the newest first."""
    return (
        Delegation.objects.filter(person=person)
        .select_related("organization__village__area__subdistrict")
        .order_by("-starts_on", "-pk")
    )


def organizations_to_look_after(user, text: str) -> QuerySet[Organization]:
    """The confirmed organizations of the officer's regencies, by name; `text` searches the name."""
    rows = organizations_looked_after(user).filter(standing=Standing.CONFIRMED)
    if text:
        rows = rows.filter(name__icontains=text)
    return rows.select_related("village__area__subdistrict", "partner", "office")


def demo_people() -> QuerySet[User]:
    """The people of the demo, with the offices they hold today."""
    return User.objects.filter(is_demo=True, is_active=True).order_by("full_name", "pk")


def offices_by_person(people: list[User]) -> dict[int, list[Membership]]:
    """The offices held today by each of these people, in one query."""
    found: dict[int, list[Membership]] = {person.pk: [] for person in people}
    rows = Membership.objects.on(today()).filter(person__in=people)
    related = rows.select_related("organization__village__area__subdistrict").order_by("starts_on", "pk")
    for membership in related:
        found[membership.person_id].append(membership)
    return found
