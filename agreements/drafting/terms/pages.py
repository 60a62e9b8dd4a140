"""A draft -> what each party may, must, must not and brings in, as pages show it: in words, with sums, by party."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.documents.words import designation
from agreements.drafting.guards import pen_of, writes_for
from agreements.drafting.models import Asset, Funding, Provision
from agreements.drafting.queries import assets_of, funding_of, provisions_of
from agreements.drafting.terms.telling import account_told, day_told, due_told, rupiah, steps_told
from agreements.record.access import name_with_place, parties_of
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import FundingSource, ProvisionKind
from villages.organizations.models import OrganizationKind
from villages.people.access import mandates
from villages.people.models import DRAFTING_POSITIONS, User


@dataclass(frozen=True)
class Line:
    """One provision as a page shows it."""

    row: Provision
    """The provision itself."""
    due: str
    """When it falls due, in words; may be empty."""
    breach: Provision | None
    """What a sanction answers."""
    steps: list[str]
    """The steps of a sanction, in words and in order."""
    first: bool
    """Whether it stands first among those of its kind."""
    last: bool
    """Whether it stands last among those of its kind."""


@dataclass(frozen=True)
class Group:
    """The provisions of one kind of one party; may be empty."""

    code: str
    label: str
    lines: list[Line]


@dataclass(frozen=True)
class Share:
    """One party on a page: who it is, who writes its rows, and the rows."""

    party: Party
    designation: str
    name: str
    writes: bool
    """Whether the reader may change these rows."""
    who: str
    """Who writes these rows, as a sentence to the reader."""
    groups: list[Group]
    """Its provisions by kind; empty on the page about money."""
    funding: list[tuple[Funding, str]]
    """Its money, each row with the account as the reader may see it."""
    assets: list[Asset]
    """What it brings in besides money."""


def provisions_page(user: User, agreement: Agreement) -> dict[str, Any]:
    """What the page about rights, obligations, limits and sanctions shows; its queries do not grow with the text."""
    return {"agreement": agreement, "shares": _shares(user, agreement, provisions=grouped(agreement))}


@dataclass(frozen=True)
class Told:
    """One party as somebody reads it who writes nothing: no account, no verbs."""

    name: str
    """Its designation and name."""
    groups: list[Group]
    """Its provisions by kind, only those it has."""
    funding: list[Funding]
    assets: list[Asset]


def told_by_party(agreement: Agreement) -> list[Told]:
    """Every party with what it may, must, must not and brings in, for those who review the text."""
    provisions, money, things = grouped(agreement), funding_of(agreement), assets_of(agreement)
    return [
        Told(
            name=f"{designation(party.ordinal)}: {name_with_place(party.organization)}",
            groups=[group for group in provisions[party.pk] if group.lines],
            funding=[row for row in money if row.party_id == party.pk],
            assets=[row for row in things if row.party_id == party.pk],
        )
        for party in parties_of(agreement)
    ]


def grouped(agreement: Agreement) -> dict[int, list[Group]]:
    """The provisions by party (its key) and kind, each kind there even when it has none."""
    rows = provisions_of(agreement)
    known = {row.pk: row for row in rows}
    return {
        party.pk: [
            _group(kind, [r for r in rows if r.party_id == party.pk and r.kind == kind], known, agreement)
            for kind in ProvisionKind
        ]
        for party in parties_of(agreement)
    }


def _group(
    kind: ProvisionKind, rows: list[Provision], known: dict[int, Provision], agreement: Agreement
) -> Group:
    lines = [
        Line(
            row=row,
            due=due_told(row, agreement),
            breach=known.get(row.breach_of_id or 0),
            steps=steps_told(row.steps),
            first=place == 0,
            last=place == len(rows) - 1,
        )
        for place, row in enumerate(rows)
    ]
    return Group(kind.value, str(kind.label), lines)


def funding_page(user: User, agreement: Agreement) -> dict[str, Any]:
    """What the page about money, assets and term shows; accounts only to the people of their own party."""
    rows = funding_of(agreement)
    return {
        "agreement": agreement,
        "shares": _shares(user, agreement, funding=rows, assets=assets_of(agreement)),
        "sums": sums(rows),
        "facts": _term(agreement),
        "balance": balance(rows, agreement.value),
    }


def _shares(
    user: User,
    agreement: Agreement,
    *,
    provisions: dict[int, list[Group]] | None = None,
    funding: Iterable[Funding] = (),
    assets: Iterable[Asset] = (),
) -> list[Share]:
    writable, own = writes_for(user, agreement), own_organizations(user)
    pen = pen_of(agreement).pk in own
    return [
        Share(
            party=party,
            designation=designation(party.ordinal),
            name=name_with_place(party.organization),
            writes=party.pk in writable,
            who=_who_writes(party, party.pk in writable, party.organization_id in own, pen),
            groups=(provisions or {}).get(party.pk, []),
            funding=[
                (row, account_told(row, own=party.organization_id in own))
                for row in funding
                if row.party_id == party.pk
            ],
            assets=[row for row in assets if row.party_id == party.pk],
        )
        for party in parties_of(agreement)
    ]


def own_organizations(user: User) -> set[int]:
    """Keys of the organizations for which the person writes drafts."""
    return {m.organization.pk for m in mandates(user) if m.position in DRAFTING_POSITIONS}


def first_guess(agreement: Agreement, party: Party) -> dict[str, Any]:
    """Source and year that a new row of money most likely has."""
    village = party.organization.kind == OrganizationKind.VILLAGE
    return {
        "source": FundingSource.VILLAGE_BUDGET if village else FundingSource.PARTNER,
        "year": max(agreement.starts_on.year, timezone.localdate().year),
    }


def _who_writes(party: Party, writes: bool, own: bool, pen: bool) -> str:
    name = party.organization.name
    if own:
        return _("Baris pihak Anda: Anda dan rekan Anda menulisnya.")
    if writes:
        return _("%(name)s belum ikut menyusun; Anda menuliskannya sebagai pemegang pena.") % {"name": name}
    if pen:
        return _("%(name)s ikut menyusun dan menulis barisnya sendiri; Anda hanya membaca.") % {"name": name}
    return _("Ditulis oleh %(name)s; Anda hanya membaca.") % {"name": name}


@dataclass(frozen=True)
class Sums:
    """Money by party and year with its totals, as a table shows it."""

    years: list[int]
    """The years for which money is meant."""
    rows: list[tuple[str, list[int | None], int]]
    """For each party with money: its name, the sum of each year (None: nothing), its total."""
    by_year: list[int]
    """The sum of each year."""
    total: int
    """Everything together."""


def sums(rows: Iterable[Funding]) -> Sums:
    """Add money up by party, by year and altogether."""
    rows = list(rows)
    years = sorted({row.year for row in rows})
    names: dict[int, str] = {}
    amounts: dict[tuple[int, int], int] = {}
    for row in rows:
        names[row.party_id] = f"{row.party.ordinal}. {row.party.organization.name}"
        key = (row.party_id, row.year)
        amounts[key] = amounts.get(key, 0) + row.amount
    table = [
        (
            name,
            [amounts.get((key, year)) for year in years],
            sum(a for (p, _y), a in amounts.items() if p == key),
        )
        for key, name in names.items()
    ]
    by_year = [sum(amount for (_p, y), amount in amounts.items() if y == year) for year in years]
    return Sums(years, table, by_year, sum(by_year))


def balance(rows: Iterable[Funding], value: int | None) -> tuple[str, str]:
    """How the money compares with the agreement's value: the tone of a banner and a sentence; nothing without money."""
    total = sum(row.amount for row in rows)
    if not total:
        return "", ""
    if value is None:
        return "info", _("Nilai kerja sama belum diisi; jumlah pendanaan %s.") % rupiah(total)
    if total == value:
        return "success", _("Jumlah pendanaan sama dengan nilai kerja sama.")
    words = {"total": rupiah(total), "value": rupiah(value), "difference": rupiah(abs(total - value))}
    if total < value:
        return "warning", _(
            "Pendanaan %(total)s, kurang %(difference)s dari nilai kerja sama %(value)s."
        ) % words
    return "warning", _("Pendanaan %(total)s, lebih %(difference)s dari nilai kerja sama %(value)s.") % words


def _term(agreement: Agreement) -> list[tuple[str, str]]:
    value = rupiah(agreement.value) if agreement.value is not None else _("tanpa nilai uang")
    return [
        (_("Mulai berlaku"), day_told(agreement.starts_on)),
        (_("Berakhir"), day_told(agreement.ends_on)),
        (_("Nilai kerja sama"), value),
    ]
