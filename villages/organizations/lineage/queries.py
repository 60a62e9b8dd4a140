"""A day -> which organization carries on what another began: after a merger, or a split that left nothing behind."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from villages.organizations.lineage.models import PastName, Succession
from villages.organizations.models import Organization


def carried_on(day: dt.date) -> QuerySet[Succession]:
    """The successions by which the successor's people speak for the predecessor on that day.

    A village that merged is no more. In a split the *desa induk* goes on and speaks for itself, unless it was taken off
    the national register (UU 6/2014 arts. 7–10 on merging and splitting villages).
    """
    gone = Q(kind=Succession.Kind.MERGER) | Q(predecessor__village__area__vanished=True)
    return Succession.objects.filter(gone, on__lte=day)


def predecessors(keys: Iterable[int], day: dt.date) -> dict[int, list[Organization]]:
    """By the key of a successor the organizations for which its people speak as well."""
    found: dict[int, list[Organization]] = {}
    rows = carried_on(day).filter(successor__in=list(keys)).select_related("predecessor__village")
    for row in rows.order_by("on", "pk"):
        found.setdefault(row.successor_id, []).append(row.predecessor)
    return found


def successors(keys: Iterable[int], day: dt.date) -> dict[int, list[int]]:
    """By the key of an organization that others carry on the keys of these."""
    found: dict[int, list[int]] = {}
    rows = carried_on(day).filter(predecessor__in=list(keys)).order_by("on", "pk")
    for predecessor, successor in rows.values_list("predecessor_id", "successor_id"):
        found.setdefault(predecessor, []).append(successor)
    return found


def past_names(organization: Organization) -> list[PastName]:
    """What it was called before, the newest first."""
    return list(PastName.objects.filter(organization=organization).order_by("-until", "-pk"))


def now_called(code: str) -> Organization | None:
    """The village that had this code before; None where none had it."""
    row = (
        PastName.objects.filter(code=code).select_related("organization__village").order_by("-until").first()
    )
    return row.organization if row else None


def merged_into(organization: Organization, day: dt.date) -> Organization | None:
    """The village that took this one in."""
    rows = carried_on(day).filter(predecessor=organization).select_related("successor__village")
    row = rows.order_by("on", "pk").first()
    return row.successor if row else None
