"""Text -> the same text with personal data covered, by the rule of which kinds of data the public never sees.

Law: UU 27/2022 (personal data), UU 14/2008 art. 17 h; the kinds are those of `docs`: identity and family-card
numbers, tax numbers, telephone numbers, e-mail addresses, bank accounts.
"""

import re
from collections.abc import Mapping
from typing import Any

COVER = "▒▒▒"
"""What stands in place of covered data."""
_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_TAX = r"\b\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}\b"
_PHONE = r"(?<![\w/.-])(?:\+62|62|0)[ .-]?\d{2,4}(?:[ .-]?\d{2,5}){2,3}(?![\w/])"
_IDENTITY = r"(?<!\d)\d{15,16}(?!\d)"
_ACCOUNT = (
    r"(?i:(?<=rekening )|(?<=rekening nomor )|(?<=nomor rekening )|(?<=norek )|(?<=rek\. ))\d[\d .-]{5,24}\d"
)
_PERSONAL = re.compile(f"{_EMAIL}|{_TAX}|{_IDENTITY}|{_ACCOUNT}|{_PHONE}")


def mask(text: str) -> str:
    """The text with every piece of personal data replaced by `COVER`."""
    return _PERSONAL.sub(COVER, text)


def masked(value: Any) -> Any:
    """The same data, every text in it masked; numbers and keys stay."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {key: masked(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [masked(part) for part in value]
    return value
