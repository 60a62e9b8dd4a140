"""A public agreement -> its row for lists and searches, written whenever its stage moves."""

import re
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from agreements.documents.outline import filled
from agreements.drafting.elsewhere.queries import numbers_of
from agreements.publication.catalogue.models import Listing
from agreements.publication.catalogue.words import remember, spoken
from agreements.publication.privacy.masking import mask
from agreements.publication.privacy.queries import PublicText, public_text
from agreements.record.access import parties_of
from agreements.record.crossing import after_crossing
from agreements.record.models import Agreement, JournalEntry, Party
from agreements.record.rules import free_days
from agreements.record.stages import PUBLIC
from agreements.record.workdays import between
from villages.organizations.models import OrganizationKind

_COPIED = (
    *("ref", "kind", "instrument", "form", "field", "purpose", "topic", "stage", "stage_since"),
    *("starts_on", "ends_on", "value", "signed_elsewhere", "parent_id"),
)
_TOLD = ("publish", "confirm", "open_round", "approve")
_EMPTY = re.compile(r"\.{3,}|…|_{3,}")


@after_crossing
def keep_listing(agreement: Agreement) -> Listing | None:
    """Write the listing of an agreement that is public now, and take away that of one that is not.

    A listing that already says all of this is left alone, so that nobody who keeps a copy asks again for nothing.
    Returns the listing as it stands, None where there is none.
    """
    if agreement.stage not in PUBLIC:
        Listing.objects.filter(pk=agreement.pk).delete()
        return None
    facts = facts_of(agreement)
    kept = Listing.objects.defer("search").filter(pk=agreement.pk).first()
    if kept and all(getattr(kept, name) == value for name, value in facts.items()):
        return kept
    listing, _new = Listing.objects.update_or_create(
        pk=agreement.pk, defaults={**facts, "changed_at": timezone.now()}
    )
    remember(spoken(listing.title, listing.summary, listing.names))
    return listing


def facts_of(agreement: Agreement) -> dict[str, Any]:
    """Every column of the listing but the ones it derives by itself; what is personal in its texts is covered.

    Law: UU 14/2008 art. 11 (what must be known), art. 17 (what is kept back), UU 27/2022 (personal data).
    """
    parties = parties_of(agreement)
    text = public_text(agreement)
    told = _told(agreement)
    facts = {name: getattr(agreement, name) for name in _COPIED}
    return facts | {
        "published_at": _published_at(agreement, told),
        "year": agreement.starts_on.year,
        "has_document": text is not None
        or bool((found := told.get("confirm")) and found.details.get("open")),
        "approval_days": _approval_days(parties, told),
        "title": mask(agreement.title),
        "summary": mask(agreement.summary),
        "names": mask("; ".join(_name(party) for party in parties)),
        "body": _body(agreement, text),
        "parties": [_party(party) for party in parties],
        "organizations": [party.organization_id for party in parties],
        "places": _places(parties),
        "partner_kinds": sorted({p.organization.partner.partner_kind for p in parties if not _is_village(p)}),
    }


def _told(agreement: Agreement) -> dict[str, JournalEntry]:
    """What the journal says of its way to the public: the first submission, the last of everything else."""
    told: dict[str, JournalEntry] = {}
    for entry in agreement.journal.filter(code__in=_TOLD).order_by("serial"):
        if entry.code != "open_round" or entry.code not in told:
            told[entry.code] = entry
    return told


def _published_at(agreement: Agreement, told: dict[str, JournalEntry]) -> Any:
    entry = told.get("publish") or told.get("confirm")
    return entry.at if entry else agreement.stage_since


def _approval_days(parties: list[Party], told: dict[str, JournalEntry]) -> int | None:
    """Working days of the reviewing regency from the first submission to the approval."""
    sent, approved = told.get("open_round"), told.get("approve")
    if sent is None or approved is None:
        return None
    regency = next((p.organization.village.area.code[:5] for p in parties if _is_village(p)), None)
    days = between(
        timezone.localdate(sent.at), timezone.localdate(approved.at), free_days(regency) if regency else ()
    )
    return max(days, 0)


def _is_village(party: Party) -> bool:
    return party.organization.kind == OrganizationKind.VILLAGE


def _name(party: Party) -> str:
    """The name with everything that somebody may know of where it is."""
    if _is_village(party):
        subdistrict = party.organization.village.area.subdistrict
        return f"{party.organization.name}, {subdistrict.name}, {subdistrict.regency.name}"
    return f"{party.organization.name}, {party.organization.partner.regency.name}"


def _party(party: Party) -> dict[str, Any]:
    shared = {
        "id": party.organization_id,
        "kind": party.organization.kind,
        "name": mask(party.organization.name),
    }
    if _is_village(party):
        area = party.organization.village.area
        return shared | {"place": area.place, "key": area.code, "partner_kind": ""}
    partner = party.organization.partner
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
        lines += _lines(filled(text.content))
    elif agreement.signed_elsewhere:
        lines += [f"Nomor {number}" for number in numbers_of(agreement).values()]
    return "\n".join(mask(line) for line in lines if line)


def _lines(content: dict[str, Any]) -> list[str]:
    """The public text in the order in which it is read, numbers of the parties first."""
    lines = [f"Nomor {party['number']}" for party in content["parties"] if party.get("number")]
    for chapter in content["chapters"]:
        lines.append(chapter.get("heading") or "")
        for article in chapter["articles"]:
            lines += [article.get("heading") or "", _EMPTY.sub(" ", article["body"])]
    lines += [provision["text"] for provision in content["provisions"]]
    lines += [asset["description"] for asset in content.get("assets") or ()]
    return lines
