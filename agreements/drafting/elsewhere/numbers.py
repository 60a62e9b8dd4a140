"""A number as printed in a register -> the form in which two writings of the same number are equal."""

import re
import unicodedata

_LEAD = re.compile(r"^\s*(?:nomor|nomer|no)\b[\s.:]*", re.IGNORECASE)
NONE = frozenset(("", "-", "–", "—", "tanpa nomor", "tidak ada", "nihil", "t.a.", "ta"))
"""What people write where there is no number."""


def normal(number: str) -> str:
    """Upper case, without "Nomor", one stroke between the parts, numbers without leading zeros."""
    text = _LEAD.sub("", unicodedata.normalize("NFKC", number)).upper()
    parts = [part for part in re.split(r"[^0-9A-Z]+", text) if part]
    return "/".join(part.lstrip("0") or "0" if part.isdecimal() else part for part in parts)[:120]


def is_none(number: str) -> bool:
    """Whether this says that there is no number."""
    return " ".join(number.lower().split()) in NONE or not normal(number)
