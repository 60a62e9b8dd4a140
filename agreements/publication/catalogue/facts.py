"""A public agreement with its text and what its journal tells -> every column of its listing."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from agreements.drafting.elsewhere.queries import numbers_of
from agreements.publication.privacy.masking import mask
from agreements.publication.privacy.queries import PublicText
from agreements.record.access import parties_of
from agreements.record.models import Agreement, JournalEntry, Party
from agreements.record.workdays import between
from villages.organizations.models import Organization, OrganizationKind

TOLD = ("publish", "confirm", "open_round", "approve")
"""What of the journal a listing is made from."""
_COPIED = (
    *("ref", "kind", "instrument", "form", "field", "purpose", "topic", "stage", "stage_since"),
    *("starts_on", "ends_on", "signed_elsewhere", "parent_id"),
)
_GAPS = re.compile(r"\.{3,}|…|_{3,}")


@dataclass(frozen=True)
class Source:
    """Everything a listing is made from."""

    agreement: Agreement
    text: PublicText | None
    """None for one that was signed elsewhere."""
    told: Mapping[str, JournalEntry]
    """The journal's entries by code: the first submission, the last of everything else."""
    free: frozenset[dt.date]
    """The days on which the reviewing regency's offices do not work."""


def facts_of(source: Source) -> dict[str, Any]:
    """Every column of the listing but the ones it derives by itself; what is personal in its texts is covered.

    Law: UU 14/2008 art. 11 (what must be known), art. 17 (what is kept back), UU 27/2022 (personal data).
    """
    agreement, text = source.agreement, source.text
    parties = parties_of(agreement)
    facts = {name: getattr(agreement, name) for name in _COPIED}
    return facts | {
        "published_at": _published_at(source),
        "year": agreement.starts_on.year,
        "value": text.content["value"] if text else agreement.value,
        "has_document": text is not None or _scans_open(source),
        "approval_days": _approval_days(source),
        "title": mask(agreement.title),
        "summary": mask(agreement.summary),
        "names": mask("; ".join(_name(party.organization) for party in parties)),
        "body": _body(agreement, text),
        "parties": [party_facts(party.organization) for party in parties],
        "organizations": [party.organization_id for party in parties],
        "places": _places(parties),
        "partner_kinds": sorted({p.organization.partner.partner_kind for p in parties if not _is_village(p)}),
    }


def told(entries: list[JournalEntry]) -> dict[str, JournalEntry]:
    """The entries, oldest first, by code: of submissions the first, of everything else the last."""
    found: dict[str, JournalEntry] = {}
    for entry in entries:
        if entry.code != "open_round" or entry.code not in found:
            found[entry.code] = entry
    return found


def _published_at(source: Source) -> dt.datetime:
    entry = source.told.get("publish") or source.told.get("confirm")
    return entry.at if entry else source.agreement.stage_since


def _scans_open(source: Source) -> bool:
    """Whether the officer who compared the scans opened them for everybody."""
    entry = source.told.get("confirm")
    return bool(entry and entry.details.get("open"))


def _approval_days(source: Source) -> int | None:
    """Working days from the first submission to the approval; None where the portal did not review it."""
    sent, approved = source.told.get("open_round"), source.told.get("approve")
    if sent is None or approved is None:
        return None
    days = between(timezone.localdate(sent.at), timezone.localdate(approved.at), source.free)
    return max(days, 0)


def _is_village(party: Party) -> bool:
    return party.organization.kind == OrganizationKind.VILLAGE


def _name(organization: Organization) -> str:
    """The name with everything that somebody may know of where it is."""
    if organization.kind == OrganizationKind.VILLAGE:
        subdistrict = organization.village.area.subdistrict
        return f"{organization.name}, {subdistrict.name}, {subdistrict.regency.name}"
    return f"{organization.name}, {organization.partner.regency.name}"


def party_facts(organization: Organization) -> dict[str, Any]:
    """One of `Listing.parties`."""
    shared = {"id": organization.pk, "kind": organization.kind, "name": mask(organization.name)}
    if organization.kind == OrganizationKind.VILLAGE:
        area = organization.village.area
        return shared | {"place": area.place, "key": area.code, "partner_kind": ""}
    partner = organization.partner
    return shared | {
        "place": partner.regency.name,
        "key": partner.slug,
        "partner_kind": partner.partner_kind,
    }


def _places(parties: list[Party]) -> list[str]:
    codes = [party.organization.village.area_id for party in parties if _is_village(party)]
    return sorted({code[:length] for code in codes for length in (2, 5, 8, 13)})


def _body(agreement: Agreement, text: PublicText | None) -> str:
    """What it is about in the law's words, then articles and provisions; of one signed elsewhere, its numbers."""
    with override("id"):
        labels = [
            agreement.get_topic_display(),
            agreement.get_field_display(),
            agreement.get_instrument_display(),
        ]
    lines = [". ".join(str(label) for label in labels) + "."]
    if text is not None:
        lines += _lines(text.content)
    elif agreement.signed_elsewhere:
        lines += [mask(f"Nomor {number}") for number in numbers_of(agreement).values()]
    return "\n".join(line for line in lines if line)


def _lines(content: dict[str, Any]) -> list[str]:
    """The public text in the order in which it is read, numbers of the parties first."""
    lines = [f"Nomor {party['number']}" for party in content["parties"] if party.get("number")]
    for chapter in content["chapters"]:
        lines.append(chapter.get("heading") or "")
        for article in chapter["articles"]:
            lines += [article.get("heading") or "", _GAPS.sub(" ", article["body"])]
    lines += [provision["text"] for provision in content["provisions"]]
    lines += [asset["description"] for asset in content.get("assets") or ()]
    return lines
