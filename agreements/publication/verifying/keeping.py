"""What a file was found to be -> kept by its digest for a while, so that asking again is quick; never its content."""

from typing import Any

from django.core.cache import cache

from agreements.publication.verifying.faults import from_data
from agreements.publication.verifying.findings import REASONS, Verdict
from agreements.publication.verifying.reading import Found
from agreements.signing.models import FrozenDocument

KEPT_SECONDS = 6 * 60 * 60
_NOT_KEPT = ("lost",)


def as_data(found: Found) -> dict[str, Any]:
    """What was found, as JSON: for the cache and for the task's result."""
    document = found.document
    return {
        "reason": found.reason,
        "document": document.pk if document else None,
        "state": document.sha256 if document else "",
        "faults": [fault.as_data() for fault in found.faults],
        "technical": [list(pair) for pair in found.signatures],
    }


def verdict_of(data: dict[str, Any] | None) -> Verdict:
    """The verdict from what `as_data` wrote; `lost` for anything else."""
    if not data or data.get("reason") not in REASONS:
        return Verdict("lost")
    documents = FrozenDocument.objects.select_related("agreement__parent")
    document = documents.filter(pk=data["document"]).first() if data["document"] else None
    technical = tuple((str(name), str(value)) for name, value in data["technical"])
    return Verdict(data["reason"], document, from_data(data["faults"]), technical=technical)


def keep(sha256: str, data: dict[str, Any]) -> None:
    """Remember what the file with that digest was found to be."""
    if data["reason"] not in _NOT_KEPT:
        cache.set(_key(sha256), data, KEPT_SECONDS)


def kept(sha256: str) -> Verdict | None:
    """What was found before; None when it was not asked lately or the document has grown since."""
    data = cache.get(_key(sha256))
    if data is None:
        return None
    verdict = verdict_of(data)
    same = data["state"] == (verdict.document.sha256 if verdict.document else "")
    return verdict if same else None


def _key(sha256: str) -> str:
    return f"checked:1:{sha256}"
