"""The step of a story in which the drafters plan who signs: the order, witnesses, the official who acknowledges."""

from typing import Any

from agreements.drafting.signatories.actions import Named, add, edition_of, set_order
from agreements.record.models import Agreement
from agreements.record.vocabulary import Capacity, PaperSize, SigningMethod, SigningOrder
from demo.cast import Cast
from villages.people.access import mandates
from villages.people.models import User


def plan(agreement: Agreement, by: User, step: dict[str, Any], cast: Cast) -> None:
    """Do the step; the plan's changes of one half hour are one entry of the journal, by which a replay counts."""
    for capacity, key in ((Capacity.WITNESS, "witnesses"), (Capacity.ACKNOWLEDGING, "acknowledged_by")):
        for username in step.get(key, []):
            person = cast.people[username]
            add(
                agreement,
                by=by,
                edition=edition_of(agreement),
                capacity=capacity,
                who=Named(person, mandates(person)[0].organization),
                method=SigningMethod.LOCAL,
            )
    set_order(
        agreement,
        by=by,
        edition=edition_of(agreement),
        order=step.get("order", SigningOrder.PARALLEL),
        witnesses_needed=step.get("witnesses_needed"),
        paper=step.get("paper", PaperSize.F4),
    )
