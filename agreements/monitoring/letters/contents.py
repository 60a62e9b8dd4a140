"""Who writes, to whom, and what -> the content of a letter as data: its head, its lines, its foot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agreements.documents import words
from agreements.monitoring.letters.models import Letter
from agreements.record.access import name_with_place, parties_of
from agreements.record.models import Agreement
from villages.organizations.models import OfficeKind, Organization, OrganizationKind
from villages.people.access import any_mandate, signatories
from villages.people.models import User

Kind = Letter.Kind
CODES: Mapping[str, str] = {
    Kind.BREACH_NOTICE: "PDP",
    Kind.BREACH_ANSWER: "TDP",
    Kind.WARNING: "TGR",
    Kind.SUSPENSION: "PHS",
    Kind.RESUMPTION: "PBK",
    Kind.COMPENSATION: "TGR-GR",
    Kind.TERMINATION: "PAK",
    Kind.DISPUTE_CLAIM: "PPS",
    Kind.DISPUTE_INVITATION: "UND",
    Kind.DISPUTE_MINUTES: "BA",
    Kind.ENDING: "BA",
}
"""How a number names what the letter does; the serial runs through all kinds of one issuer and year."""
MINUTES = frozenset({Kind.DISPUTE_MINUTES, Kind.ENDING})
"""Kinds that are a *berita acara*: a title in the middle, and places to sign instead of one writer."""


@dataclass(frozen=True)
class Addressee:
    """To whom a letter goes."""

    name: str
    """Office and name, as it stands behind "Yth."."""
    place: str = ""
    """Where that is."""


@dataclass(frozen=True)
class Text:
    """What a letter says."""

    subject: str
    """What it is about, in one line ("Hal")."""
    paragraphs: Sequence[str]
    """Its text; lines inside a paragraph stay."""
    addressees: Sequence[Addressee] = ()
    """To whom it goes (`heads_of` finds them); minutes have none."""
    facts: Sequence[tuple[str, str]] = ()
    """Lines of a small table below the agreement's own: (what, its text)."""
    copies: Sequence[str] = ()
    """Who gets a copy ("Tembusan")."""
    signers: Sequence[tuple[str, str]] = ()
    """The places to sign under minutes: (office, name)."""


def written(agreement: Agreement, text: Text, *, by: User, issuer: Organization, kind: str) -> dict[str, Any]:
    """The content of one letter as JSON, in Indonesian; nothing of it is looked up again when it is printed."""
    return {
        "form": "minutes" if kind in MINUTES else "letter",
        "head": head(issuer),
        "address": issuer.address,
        "place": seat(issuer),
        "addressees": [{"name": one.name, "place": one.place} for one in text.addressees],
        "facts": [[term, value] for term, value in text.facts],
        "paragraphs": [part.strip() for part in text.paragraphs if part.strip()],
        "writer": writer(by, issuer),
        "signers": [{"office": office, "name": name} for office, name in text.signers],
        "copies": list(text.copies),
        "agreement": named(agreement),
    }


def writer(by: User, issuer: Organization) -> dict[str, str]:
    """Who writes, by office; whoever may not sign for a party writes in the name of its head ("a.n.")."""
    mandate = any_mandate(by, issuer)
    if mandate is None:
        return {"name": by.full_name, "office": issuer.name, "for": ""}
    head = "" if mandate.may_sign or issuer.kind == OrganizationKind.OFFICE else heads_of([issuer])[0].name
    return {"name": by.full_name, "office": mandate.title, "for": f"a.n. {head}" if head else ""}


def named(agreement: Agreement) -> dict[str, Any]:
    """The agreement as letters cite it: title, numbers, parties, reference."""
    numbers = dict(agreement.numbers.order_by("pk").values_list("organization_id", "number"))
    parties = parties_of(agreement)
    return {
        "title": agreement.title,
        "ref": agreement.ref,
        "form": str(agreement.get_instrument_display()),
        "numbers": [numbers[one.organization_id] for one in parties if one.organization_id in numbers],
        "parties": words.listed([name_with_place(party.organization) for party in parties]),
    }


def head(issuer: Organization) -> list[str]:
    """The lines of the letterhead, the issuer's own last."""
    if issuer.kind == OrganizationKind.VILLAGE:
        subdistrict = issuer.village.area.subdistrict
        return [
            f"Pemerintah {subdistrict.regency.name}",
            f"Kecamatan {subdistrict.name.removeprefix('Kecamatan ')}",
            f"Pemerintah {issuer.name}",
        ]
    if issuer.kind == OrganizationKind.OFFICE:
        return [f"Pemerintah {issuer.office.regency.name}", issuer.name]
    return [issuer.name]


def seat(issuer: Organization) -> str:
    """The place that stands before the date."""
    if issuer.kind == OrganizationKind.VILLAGE:
        return issuer.village.area.name
    if issuer.kind == OrganizationKind.OFFICE:
        office = issuer.office
        if office.office_kind == OfficeKind.SUBDISTRICT and office.subdistrict:
            return office.subdistrict.name
        return _short(office.regency.name)
    return _short(issuer.partner.regency.name)


def _short(regency: str) -> str:
    return regency.removeprefix("Kabupaten ").removeprefix("Kota ")


def heads_of(organizations: Sequence[Organization]) -> list[Addressee]:
    """Whoever may sign for each of these today, by office; the organization itself where nobody does."""
    held = signatories(organizations)
    return [
        Addressee(held[one.pk][0].title if held[one.pk] else one.name, seat(one)) for one in organizations
    ]
