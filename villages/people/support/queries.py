"""Turns sessions of help into lists: all of them for who runs the portal, one's own for everybody else."""

from django.db.models import Count, Q, QuerySet

from villages.people.models import User
from villages.people.support.guards import may_administer
from villages.people.support.models import SupportSession


def known_to(user: User) -> QuerySet[SupportSession]:
    """The sessions that the person may read, the newest first: those about them, for administrators all."""
    rows = SupportSession.objects.select_related("helper", "person").annotate(sent=Count("acts"))
    own = Q(person=user) | Q(helper=user)
    return (rows if may_administer(user) else rows.filter(own)).order_by("-began_at", "-pk")


def received_by(user: User) -> QuerySet[SupportSession]:
    """Who helped this person, the last twenty times."""
    return known_to(user).filter(person=user)[:20]
