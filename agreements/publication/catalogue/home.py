"""The public agreements -> what the first page says of them: three figures, the latest, the topics."""

from collections import Counter
from typing import Any

from agreements.publication.catalogue.models import Listing
from agreements.record.stages import Stage
from agreements.record.vocabulary import Topic
from villages.organizations.models import Organization, OrganizationKind, Standing

COUNTED = 10_000
LOOKED_AT = 1_000
"""Topics are those of the newest agreements in force: what people work on now."""


def figures() -> dict[str, int]:
    """Agreements in force, villages and partners that take part; none counted further than one beyond 10,000."""
    confirmed = Organization.objects.filter(standing=Standing.CONFIRMED).order_by()
    return {
        "in_force": Listing.objects.filter(stage=Stage.IN_FORCE).order_by()[: COUNTED + 1].count(),
        "villages": confirmed.filter(kind=OrganizationKind.VILLAGE)[: COUNTED + 1].count(),
        "partners": confirmed.filter(kind=OrganizationKind.PARTNER)[: COUNTED + 1].count(),
    }


def latest(count: int) -> list[Listing]:
    """The newest agreements in force."""
    return list(Listing.objects.filter(stage=Stage.IN_FORCE).order_by("-stage_since", "-pk")[:count])


def topics(most: int) -> list[tuple[str, Any]]:
    """The most frequent topics of the newest agreements in force: code and label."""
    newest = Listing.objects.filter(stage=Stage.IN_FORCE).order_by("-stage_since", "-pk")
    counts = Counter(newest.values_list("topic", flat=True)[:LOOKED_AT])
    order = sorted(counts, key=lambda code: (-counts[code], code))
    return [(code, Topic(code).label) for code in order[:most]]
