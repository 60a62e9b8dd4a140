"""A draft and a signatory -> the whole text to read before agreeing, and what changed in it since it was shown."""

from typing import Any

from django.core.cache import cache

from agreements.documents.content import ContentError
from agreements.drafting.queries import content_of, document_of
from agreements.drafting.together.pages import PartyLine, party_line
from agreements.drafting.together.queries import standings
from agreements.drafting.versions.actions import text_digest
from agreements.drafting.versions.differences import differences
from agreements.record.access import speaking_for
from agreements.record.models import Agreement
from agreements.record.pages import last_step
from villages.organizations.models import Organization
from villages.people.models import User

_KEPT = 6 * 60 * 60
"""For so many seconds the text that somebody was shown is remembered, to tell what is different in the one now."""


def page_to_agree(user: User, agreement: Agreement, *, seen: str = "") -> dict[str, Any]:
    """The text with its digest; after the digest `seen` went stale also what changed, or at least who changed it."""
    content = content_of(agreement)
    digest = text_digest(content)
    before = cache.get(_key(agreement, seen)) if seen else None
    cache.set(_key(agreement, digest), content, _KEPT)
    organization = speaking_for(user, agreement, signing=True)
    return {
        "agreement": agreement,
        "seen": digest,
        "stale": bool(seen),
        "changed_by": last_step(agreement) if seen else "",
        "changes": differences(before, content) if before else [],
        "organization": organization,
        "own": _own(agreement, organization),
        **_document(agreement),
    }


def _key(agreement: Agreement, digest: str) -> str:
    return f"naskah-dibaca-{agreement.ref}-{digest}"


def _document(agreement: Agreement) -> dict[str, Any]:
    """The text as the document will read, or why it cannot be set."""
    try:
        return {"document": document_of(agreement), "problem": ""}
    except ContentError as error:
        return {"document": None, "problem": error.reason}


def _own(agreement: Agreement, organization: Organization | None) -> PartyLine | None:
    """How the reader's own party stands to the text."""
    found = (s for s in standings(agreement) if organization and s.party.organization_id == organization.pk)
    return next((party_line(standing, agreement) for standing in found), None)
