"""Text -> the same text with personal data covered, by the rule of which kinds of data the public never sees.

Law: UU 27/2022 (personal data), UU 14/2008 art. 17 h. The kinds are identity and family-card numbers, tax numbers,
telephone numbers, e-mail addresses, bank accounts and dates of birth (`kinds`). Private addresses and what is said in
words have no shape that a rule could know: an article that holds such is excluded by hand.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from agreements.publication.privacy.kinds import KINDS, SUSPECT, Span

COVER = "[disamarkan]"
"""What stands in place of covered data: a word, so that it is read aloud, printed and copied as one."""
DATA_KEYS = frozenset(
    (
        *("schema", "ref", "key", "kind", "instrument", "form", "content", "paper"),
        *(
            "date",
            "starts_on",
            "ends_on",
            "due",
            "due_rule",
            "measure",
            "source",
            "use",
            "capacity",
            "breach_of",
        ),
        *("party_kind", "partner_kind", "id", "slug", "code", "url"),
    )
)
"""Keys of structured texts under which codes, dates and addresses of the portal stand, never anybody's words."""


@cache
def _ordinary(character: str) -> str:
    """The plain form of one character: ASCII for digits, dashes, dots, spaces and signs; nothing for invisible ones."""
    if character.isascii():
        return " " if character in "\t\r\n\v\f" else character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in ("Cf", "Mn", "Me"):
        return ""
    if category.startswith("Z"):
        return " "
    if category == "Pd" or character == "−":
        return "-"
    if character in "·•․。":
        return "."
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def plain(line: str) -> tuple[str, list[int]]:
    """The line in plain characters, and for each of them its place in the line as it is."""
    kept = [(form, place) for place, character in enumerate(line) if (form := _ordinary(character))]
    return "".join(form for form, _place in kept), [place for _form, place in kept]


def mask(text: str) -> str:
    """The text with every piece of personal data replaced by `COVER`; everything else stays as it is."""
    return "".join(_masked_line(line) for line in text.splitlines(keepends=True))


def _masked_line(line: str) -> str:
    if line.isascii():
        if not SUSPECT.search(line):
            return line
        shape, places = line.replace("\t", " "), None
    else:
        shape, places = plain(line)
        if not SUSPECT.search(shape):
            return line
    out, last = [], 0
    for start, end in _spans(shape):
        begin, stop = (start, end) if places is None else (places[start], places[end - 1] + 1)
        out += [line[last:begin], COVER]
        last = stop
    return "".join((*out, line[last:])) if out else line


def _spans(line: str) -> list[Span]:
    """Where any kind of personal data stands, overlaps taken together."""
    joined: list[Span] = []
    for start, end in sorted(span for kind in KINDS for span in kind(line)):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def masked(value: Any) -> Any:
    """The same data, every text in it masked; numbers, keys and what stands under `DATA_KEYS` stay."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {
            key: part if key in DATA_KEYS and isinstance(part, str) else masked(part)
            for key, part in value.items()
        }
    if isinstance(value, list | tuple):
        return [masked(part) for part in value]
    return value
