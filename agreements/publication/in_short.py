"""The text that was signed -> who gives and gets what, who pays what from where, and what follows a breach."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agreements.documents.terms import in_full
from agreements.record.access import parties_of
from agreements.record.models import Agreement
from agreements.record.vocabulary import AssetKind, FundingSource
from villages.organizations.models import Organization

KINDS = ("right", "obligation", "limitation", "sanction")


@dataclass(frozen=True)
class Side:
    """One party and what the agreement means for it."""

    designation: str
    """PIHAK KESATU, KEDUA, …"""
    organization: Organization
    """The village or partner; it knows its own page."""
    name: str
    """Its name as it stood in the text."""
    seat: str
    """Where it is, as it stood in the text."""
    number: str
    """The agreement's number in its register."""
    terms: Mapping[str, list[str]]
    """Sentences by kind of provision: right, obligation, limitation, sanction."""

    @property
    def url(self) -> str:
        """The party's own public page."""
        own = self.organization.village if self.organization.kind == "village" else self.organization.partner
        return own.get_absolute_url()


@dataclass(frozen=True)
class Share:
    """What the agreement means for some of its parties, in the same words for each."""

    sides: list[Side]
    terms: dict[str, list[str]]
    """Sentences by kind of provision."""
    everybody: bool = False
    """Whether these are all of the parties."""


def _common(lists: list[list[str]]) -> list[str]:
    """The sentences that stand in every list, in the order of the first."""
    return [text for text in lists[0] if all(text in other for other in lists[1:])]


@dataclass(frozen=True)
class Contribution:
    """What one party brings in."""

    name: str
    """The party's name as it stood in the text."""
    money: list[tuple[Any, int, int]]
    """Each source (its label) with year and amount."""
    total: int
    """Its money altogether."""
    assets: list[tuple[Any, str]]
    """What it brings in besides money: kind (its label) and description."""


@dataclass(frozen=True)
class InShort:
    """What an agreement means for its parties."""

    sides: list[Side]
    """The parties in their order."""
    contributions: list[Contribution]
    """The parties that bring in money or assets; never with an account."""
    value: int | None
    """What the whole is worth, in rupiah; None where nobody said or the article on money is excluded."""

    @property
    def shares(self) -> list[Share]:
        """First what holds for every party, then what is particular to some, those with the same terms together."""
        common = {kind: _common([side.terms[kind] for side in self.sides]) for kind in KINDS}
        shares = [Share(self.sides, common, everybody=True)] if any(common.values()) else []
        for side in self.sides:
            own = {kind: [t for t in side.terms[kind] if t not in common[kind]] for kind in KINDS}
            same = next((share for share in shares if not share.everybody and share.terms == own), None)
            if same:
                same.sides.append(side)
            elif any(own.values()):
                shares.append(Share([side], own))
        return shares

    @property
    def sanctioned(self) -> bool:
        """Whether a breach has any consequence in the provisions."""
        return any(side.terms["sanction"] for side in self.sides)

    @property
    def money(self) -> int:
        """What all parties pay together."""
        return sum(contribution.total for contribution in self.contributions)


def in_short(agreement: Agreement, content: Mapping[str, Any]) -> InShort:
    """The text that was signed, in short."""
    return InShort(_sides(agreement, content), _contributions(content), content.get("value"))


def _contributions(content: Mapping[str, Any]) -> list[Contribution]:
    found = []
    for party in content["parties"]:
        money = [row for row in content.get("funding") or [] if row["party"] == party["ordinal"]]
        assets = [row for row in content.get("assets") or [] if row["party"] == party["ordinal"]]
        if money or assets:
            found.append(
                Contribution(
                    party["name"],
                    [(FundingSource(row["source"]).label, row["year"], row["amount"]) for row in money],
                    sum(row["amount"] for row in money),
                    [(AssetKind(row["kind"]).label, row["description"]) for row in assets],
                )
            )
    return found


def _sides(agreement: Agreement, content: Mapping[str, Any]) -> list[Side]:
    organizations = {party.ordinal: party for party in parties_of(agreement)}
    sides = []
    for party in content["parties"]:
        row = organizations[party["ordinal"]]
        terms: dict[str, list[str]] = {kind: [] for kind in KINDS}
        for provision in content["provisions"]:
            if provision["party"] == party["ordinal"]:
                text = in_full(provision)
                terms[provision["kind"]].append(text[:1].upper() + text[1:])
        words = (party["designation"], row.organization, party["name"], party["seat"], party["number"])
        sides.append(Side(*words, terms))
    return sides
