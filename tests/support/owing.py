"""Agreements in force with obligations, made quickly: parties and promises without a text and without signatures."""

import datetime as dt
from typing import Any

from agreements.drafting.models import Provision
from agreements.monitoring.obligations.models import Occurrence
from agreements.record.crossing import cross
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.record.vocabulary import Instrument
from tests.factories import listed, moved, signatory_of, village


def promise(agreement: Agreement, party: int = 1, text: str = "menyetor iuran", **rule: Any) -> Provision:
    """One obligation of the party with that ordinal; monthly unless told otherwise."""
    rule = rule or {"due_rule": "monthly"}
    return Provision.objects.create(
        agreement=agreement,
        party=agreement.parties.get(ordinal=party),
        ordinal=agreement.provisions.count() + 1,
        kind="obligation",
        text=text,
        **rule,
    )


def in_force(agreement: Agreement) -> Agreement:
    """The agreement, announced: its schedule follows from the crossing, as in life."""
    moved(agreement, Stage.PUBLICATION)
    return cross(agreement, "publish", by=signatory_of(agreement.initiator))


def promised(*organizations: Any, rules: tuple[dict[str, Any], ...] = ({},), **facts: Any) -> Agreement:
    """Two villages whose agreement came into force today; the first owes one thing for each of the rules."""
    parties = organizations or (village(), village())
    agreement = listed(*parties, stage=Stage.DRAFTING, **facts)
    for rule in rules:
        promise(agreement, **rule)
    return in_force(agreement)


def addendum(parent: Agreement, **facts: Any) -> Agreement:
    """A draft that changes the agreement, between the same parties."""
    parties = [party.organization for party in parent.parties.order_by("ordinal")]
    own = {"starts_on": parent.starts_on, "ends_on": parent.ends_on, "kind": parent.kind}
    more = {"stage": Stage.DRAFTING, "parent": parent, "instrument": Instrument.ADDENDUM}
    return listed(*parties, **more, **(own | facts))


def days_of(agreement: Agreement, **which: Any) -> list[str]:
    """The days of the rows that hold, in order."""
    rows = agreement.occurrences.exclude(state=Occurrence.State.DROPPED).filter(**which)
    return [day.isoformat() for day in rows.order_by("due_on", "pk").values_list("due_on", flat=True)]


def first(agreement: Agreement) -> Occurrence:
    """What falls due first and still holds."""
    rows = agreement.occurrences.exclude(state=Occurrence.State.DROPPED).select_related("agreement", "party")
    return rows.order_by("due_on", "pk")[0]


def day(text: str) -> dt.date:
    """2027-01-31 as a day."""
    return dt.date.fromisoformat(text)
