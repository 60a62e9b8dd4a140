"""The name of an address of an agreement -> what stands in it behind the reference."""

from typing import Any

from tests.support.carrying import ROWS as CARRIED
from tests.support.duties import NO_EVENT
from tests.support.reporting import ROWS as REPORTED

OWNED = {
    "article": "articles",
    "chapter": "articles",
    "provision": "provisions",
    "suggestion": "suggestions",
    "thread": "threads",
    "funding": "funding",
    "asset": "assets",
    "attachment": "attachments",
    "deliberation": "deliberations",
    "import": "imported_texts",
    "wordings": "articles",
    "wording": "articles",
}
"""The rows of an agreement that have addresses of their own, by the first word of the address's name."""

KEPT = {
    **CARRIED,
    **REPORTED,
    "agreements:motion": "motions",
    "agreements:motion-withdraw": "motions",
    "agreements:voice-moderate": "voices",
    "agreements:voice-answer": "voices",
    "agreements:voice-photo-checked": "voices",
    "agreements:settlement-settle": "settlement",
    "agreements:settlement-waive": "settlement",
}
"""The rows that an agreement in force may have, by the address's name; where it has none, a key that nobody has."""

MARKED = ("agreements:preview-progress", "agreements:preview-file")
"""Addresses of the draft as a PDF."""
REMARKED = ("agreements:remark", *(f"agreements:remark-{verb}" for verb in ("take", "resolve", "reopen")))
"""Addresses of one remark."""
ON_PAPER: dict[str, list[Any]] = {
    "agreements:paper-compare": [],
    "agreements:paper-tick": [1],
    "agreements:paper-confirm": [],
    "agreements:paper-refuse": [],
    "agreements:paper-draw": [],
    "agreements:paper-picture": ["pindaian", 1],
    "agreements:paper-scan": [],
}
"""Addresses of a scan, and what stands behind its key."""
PLACES: dict[str, list[Any]] = {
    **NO_EVENT,
    "agreements:funds-file": ["csv"],
    "agreements:compare-article": [1],
    "agreements:amendment-restore": ["pasal", 999_999_999],
    "agreements:disclose": [1],
    "agreements:version": [1],
    "agreements:redline": [1, "kini"],
    "agreements:wording-adopt": [999_999_999],
    "agreements:planned-edit": ["p1"],
    "agreements:planned-move": ["p1"],
    "agreements:planned-remove": ["p1"],
    "agreements:archived-document": [1],
    "agreements:archive-difference": [1],
    "agreements:sign-remind": ["p2"],
    "agreements:sign-assist-end": ["p1"],
    "agreements:end": ["kesepakatan"],
    "agreements:ending-propose": ["tujuan-tercapai"],
}
"""What stands behind the reference in an address of an agreement."""
