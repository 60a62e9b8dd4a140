"""The public agreements -> what the first page says of them: three figures, the latest, the topics."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from agreements.publication.catalogue.models import Listing
from agreements.record.stages import Stage
from agreements.record.vocabulary import Topic
from villages.organizations.models import Organization, OrganizationKind, Standing

COUNTED = 10_000
LOOKED_AT = 1_000
"""Topics are those of the newest agreements in force: what people work on now."""


@dataclass(frozen=True)
class New:
    """The newest agreements in force: the first few in full, the topics of them all."""

    latest: list[Listing]
    topics: list[tuple[str, Any]]
    """The most frequent ones: code and label."""
    keys: list[int]
    edge: dt.datetime | None
    """The age of the oldest one looked at, where there are older ones."""

    @property
    def in_force(self) -> int | None:
        """How many there are; None where there are more than were looked at."""
        return len(self.keys) if self.edge is None else None


def new(latest: int, topics: int) -> New:
    """So many of the latest agreements, and so many topics; two queries."""
    newest = in_force().order_by("-stage_since", "-pk")
    rows = list(newest.values_list("pk", "stage_since", "topic")[: LOOKED_AT + 1])
    edge = rows[LOOKED_AT][1] if len(rows) > LOOKED_AT else None
    counts = Counter(topic for _pk, _since, topic in rows[:LOOKED_AT])
    order = sorted(counts, key=lambda code: (-counts[code], code))[:topics]
    keys = [pk for pk, _since, _topic in rows]
    return New(list(newest[:latest]), [(code, Topic(code).label) for code in order], keys, edge)


def figures(known: int | None = None) -> dict[str, int]:
    """Agreements in force (counted here unless known), villages and partners that take part.

    None is counted further than one beyond 10,000.
    """
    confirmed = Organization.objects.filter(standing=Standing.CONFIRMED).order_by()
    return {
        "in_force": in_force()[: COUNTED + 1].count() if known is None else known,
        "villages": confirmed.filter(kind=OrganizationKind.VILLAGE)[: COUNTED + 1].count(),
        "partners": confirmed.filter(kind=OrganizationKind.PARTNER)[: COUNTED + 1].count(),
    }


def in_force() -> QuerySet[Listing]:
    """The agreements that hold today, without order."""
    return Listing.objects.filter(stage=Stage.IN_FORCE).order_by()
