"""A published agreement -> all that its public page shows, from the covered text and nothing else that is typed."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from agreements.publication.files import for_everybody
from agreements.publication.privacy.masking import mask
from agreements.publication.queries import PublicPage
from agreements.publication.telling.family import family
from agreements.publication.telling.passing_on import citations, sharing
from agreements.record.access import parties_of, party_line
from agreements.record.models import Agreement


def context_of(agreement: Agreement, page: PublicPage) -> dict[str, Any]:
    """What the template needs."""
    title = page.text.content["title"]
    line = mask(party_line(parties_of(agreement)))
    return {
        "agreement": agreement,
        "title": title,
        "summary": mask(agreement.summary),
        "page": page,
        "line": line,
        "file": for_everybody(page.frozen, page.text.altered),
        "family": family(agreement),
        "verification": reverse("agreements:verification", args=[page.frozen.verification_code]),
        "follow_url": _follow_url(agreement),
        "citations": citations(agreement, page.document.wording, page.text.content["date"]),
        "sharing": sharing(agreement, title, line),
    }


def _follow_url(agreement: Agreement) -> str:
    """Where one follows it by e-mail; empty in an installation without."""
    try:
        return f"{reverse('agreements:follow')}?apa=agreement&sasaran={agreement.ref}"
    except NoReverseMatch:
        return ""
