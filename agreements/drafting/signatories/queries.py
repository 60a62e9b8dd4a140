"""The plan of an agreement and the mandates of a day -> the places at the end of its document, in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agreements.drafting.signatories.models import PlannedSigner, SigningPlan
from agreements.record.access import parties_of
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import Capacity, PaperSize, SigningMethod, SigningOrder
from villages.organizations.models import Organization
from villages.people.access import Mandate, any_mandate, signatories
from villages.people.models import User

LETTERS = {Capacity.WITNESS: "s", Capacity.ACKNOWLEDGING: "m"}
"""With what the key of a place begins that is no party's."""


@dataclass(frozen=True)
class Place:
    """One signature to be given."""

    key: str
    """Names the field in the PDF: "p1", "p1n2" (a party's second), "s1" (witness), "m1" (acknowledging)."""
    capacity: str
    """A code of `Capacity`."""
    party: Party | None
    """The party that is signed for; None for witnesses and who acknowledges."""
    organization: Organization | None
    """For whom the person speaks; None for a witness on their own."""
    person: User | None
    """Who signs; None for somebody without an account, or while nobody holds the mandate."""
    mandate: Mandate | None
    """The mandate on which the person signs; None where there is none (today)."""
    name: str
    office: str
    group: int
    """The turn: the lower groups sign first."""
    method: str
    """A code of `SigningMethod`: how the drafters expect it; the person may still choose."""
    row: PlannedSigner | None = None
    """Where the drafters planned it; None for a party about which they said nothing."""

    def as_data(self) -> dict[str, Any]:
        """The place as it stands in the frozen text."""
        return {
            "key": self.key,
            "capacity": self.capacity,
            "party": self.party.ordinal if self.party else None,
            "organization": self.organization.name if self.organization else "",
            "name": self.name,
            "office": self.office,
            "basis": self.mandate.basis if self.mandate else "",
            "acting": bool(self.mandate and self.mandate.acting),
            "group": self.group,
            "method": self.method,
        }

    @property
    def is_open_to_whom_it_may_concern(self) -> bool:
        """Whether the drafters named nobody: whoever holds the mandate on the day of approval signs."""
        return self.row is None or (self.row.person_id is None and not self.row.name)

    @property
    def on_paper_only(self) -> bool:
        """Whether somebody without an account signs here."""
        return self.person is None and bool(self.name)


def plan_of(agreement: Agreement) -> SigningPlan:
    """The plan as the drafters made it; an unsaved one with the defaults where they made none."""
    found = SigningPlan.objects.filter(agreement=agreement).first()
    return found or SigningPlan(agreement=agreement, order=SigningOrder.PARALLEL, paper=PaperSize.F4)


def rows_of(agreement: Agreement) -> list[PlannedSigner]:
    """What the drafters planned, in their order."""
    rows = agreement.planned_signers.select_related("person", "organization", "party")
    return list(rows.order_by("ordinal", "pk"))


def places(agreement: Agreement) -> list[Place]:
    """Every place in the order of the document: the parties', the witnesses', and last who acknowledges.

    A party without a plan of its own is signed for by whoever holds its mandate today, an acting head first.
    """
    rows = rows_of(agreement)
    able = signatories([party.organization for party in parties_of(agreement)])
    found = [
        place
        for party in parties_of(agreement)
        for place in _party_places(party, [r for r in rows if r.party_id == party.pk], able)
    ]
    for capacity, letter in LETTERS.items():
        named = [row for row in rows if row.capacity == capacity]
        found += [_attesting(row, f"{letter}{number}") for number, row in enumerate(named, 1)]
    return _in_turn(found, plan_of(agreement).order)


def as_content(agreement: Agreement, found: Sequence[Place]) -> dict[str, Any]:
    """What the frozen text says of its signing: the sheet, every place, and how many witnesses are enough."""
    plan = plan_of(agreement)
    return {
        "paper": plan.paper,
        "signers": [place.as_data() for place in found],
        "witnesses_needed": needed(plan, found),
    }


def needed(plan: SigningPlan, found: Sequence[Place]) -> int:
    """How many of the witnesses must sign: all of them, unless the plan says that fewer are enough."""
    named = sum(place.capacity == Capacity.WITNESS for place in found)
    return named if plan.witnesses_needed is None else min(plan.witnesses_needed, named)


def in_order_of_turns(found: Sequence[Place]) -> list[Place]:
    """The places as they come to sign: by group, within a group as they stand in the document."""
    return sorted(found, key=lambda place: place.group)


def _party_places(party: Party, rows: list[PlannedSigner], able: Mapping[int, list[Mandate]]) -> list[Place]:
    held = able.get(party.organization_id, [])
    if not rows:
        return [_party_place(party, f"p{party.ordinal}", held[0] if held else None, None)]
    named = {row.person_id for row in rows if row.person_id}
    found = []
    for number, row in enumerate(rows, 1):
        key = f"p{party.ordinal}" if number == 1 else f"p{party.ordinal}n{number}"
        if row.person_id:
            mandate = next((m for m in held if m.person.pk == row.person_id), None)
        elif row.name:
            mandate = None
        else:
            mandate = next((m for m in held if m.person.pk not in named), None)
        found.append(_party_place(party, key, mandate, row))
    return found


def _party_place(party: Party, key: str, mandate: Mandate | None, row: PlannedSigner | None) -> Place:
    person = mandate.person if mandate else row.person if row else None
    return Place(
        key=key,
        capacity=Capacity.PARTY,
        party=party,
        organization=party.organization,
        person=person,
        mandate=mandate,
        name=person.full_name if person else row.name if row else "",
        office=mandate.title if mandate else row.office if row else "",
        group=row.group if row else 1,
        method=row.method if row else SigningMethod.LOCAL,
        row=row,
    )


def _attesting(row: PlannedSigner, key: str) -> Place:
    mandate = any_mandate(row.person, row.organization) if row.person and row.organization else None
    return Place(
        key=key,
        capacity=row.capacity,
        party=None,
        organization=row.organization,
        person=row.person,
        mandate=mandate,
        name=row.person.full_name if row.person else row.name,
        office=mandate.title if mandate else row.office,
        group=row.group,
        method=row.method,
        row=row,
    )


def _in_turn(found: list[Place], order: str) -> list[Place]:
    """The places with their groups as the order wants them; who acknowledges always comes last."""
    first = [place for place in found if place.capacity != Capacity.ACKNOWLEDGING]
    if order == SigningOrder.SEQUENCE:
        return _one_by_one(found, first)
    last = max((place.group for place in first), default=1) if order == SigningOrder.GROUPS else 1
    return [
        replace(place, group=last + 1)
        if place.capacity == Capacity.ACKNOWLEDGING
        else place
        if order == SigningOrder.GROUPS
        else replace(place, group=1)
        for place in found
    ]


def _one_by_one(found: list[Place], first: list[Place]) -> list[Place]:
    """Each place a group of its own, in the order of the plan; what nobody planned follows that of the document."""
    unplanned = max((place.row.ordinal for place in first if place.row), default=0) + 1
    waiting = sorted(first, key=lambda place: place.row.ordinal if place.row else unplanned)
    waiting += [place for place in found if place.capacity == Capacity.ACKNOWLEDGING]
    turn = {place.key: number for number, place in enumerate(waiting, 1)}
    return [replace(place, group=turn[place.key]) for place in found]
