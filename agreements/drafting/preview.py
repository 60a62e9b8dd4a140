"""A draft -> its PDF with watermark, laid out in the worker and kept for a day under the digest of its content."""

import json
import re
from typing import Any

from agreements.documents import store
from agreements.documents.content import ContentError, canonical
from agreements.documents.rendering import actions, queries
from agreements.documents.rendering.models import Rendering
from agreements.drafting.queries import content_of
from agreements.drafting.signatories.queries import as_content, places
from agreements.drafting.whereabouts import Whereabouts, whereabouts
from agreements.record.models import Agreement

_KEY = re.compile(r"[0-9a-f]{64}")


def ask_for(agreement: Agreement) -> Rendering:
    """Have the worker lay the draft out as it stands now; the same text is laid out once.

    Raises ContentError with place and reason for a text that cannot be laid out.
    """
    return actions.ask_for(_content(agreement), draft=True)


def _content(agreement: Agreement) -> dict[str, Any]:
    """The draft as it would be frozen today, with every place to sign that is planned."""
    return {**content_of(agreement), **as_content(agreement, places(agreement))}


def found(agreement: Agreement, key: str) -> Rendering | None:
    """The draft of this very agreement under that key; None when nobody asked for it or its day is over."""
    rendering = Rendering.objects.filter(key=key, draft=True).first() if _KEY.fullmatch(key) else None
    return rendering if rendering and json.loads(rendering.content)["ref"] == agreement.ref else None


def is_current(agreement: Agreement, rendering: Rendering) -> bool:
    """Whether the draft still reads as it did when this was asked for."""
    try:
        return canonical(_content(agreement)).decode() == rendering.content
    except ContentError:
        return False


def pdf(rendering: Rendering) -> bytes | None:
    """The PDF, or None while it is not there."""
    try:
        return queries.pdf_of(rendering) if queries.is_there(rendering) else None
    except store.Damaged:
        return None


def fault_of(agreement: Agreement, rendering: Rendering) -> Whereabouts:
    """Where the text that could not be laid out is at fault, with the page that mends it."""
    return whereabouts(rendering.place, json.loads(rendering.content), agreement)
