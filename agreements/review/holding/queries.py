"""An officer -> the colleagues who may stand in, and who is away now or soon."""

from django.db.models import QuerySet
from django.utils import timezone

from agreements.review.holding.models import Absence
from agreements.review.steps import offices_of
from villages.people.models import Membership, User


def colleagues(user: User) -> QuerySet[Membership]:
    """Who works in one of this person's offices today, by name; without the person."""
    found = Membership.objects.on(timezone.localdate()).filter(organization__in=offices_of(user))
    return (
        found.exclude(person=user)
        .select_related("person", "organization")
        .order_by("person__full_name", "organization__name", "pk")
    )


def absences_seen_by(user: User) -> QuerySet[Absence]:
    """Absences in this person's offices that are not over yet, the nearest first."""
    found = Absence.objects.filter(office__in=offices_of(user), ends_on__gte=timezone.localdate())
    return found.select_related("person", "office", "cover").order_by("starts_on", "pk")
