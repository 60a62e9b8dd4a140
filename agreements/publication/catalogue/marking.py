"""Found listings -> their titles and a line of their text with the words that answered marked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from agreements.publication.catalogue.models import Listing
from agreements.publication.catalogue.words import Meant, Sought

_BEFORE, _LENGTH = 90, 220
_EDGE = re.compile(r"^\S*\s|\s\S*$")


@dataclass(frozen=True)
class Hit:
    """One line of the list of results."""

    listing: Listing
    title: SafeString
    """The title, the words that answered in `mark`."""
    line: SafeString
    """Where the text says what the title does not, marked; empty where the title and the names say it all."""


def hits(rows: Sequence[Listing], asked: Sought | None) -> list[Hit]:
    """The rows as a list shows them; a search looks once more for the places in the long texts, by one query."""
    words = asked.words if asked else ()
    marks = asked.marks if asked else ()
    lines = _lines(rows, words)
    return [Hit(row, marked(row.title, marks), marked(lines.get(row.pk, ""), marks)) for row in rows]


def marked(text: str, marks: Sequence[str]) -> SafeString:
    """The text as HTML, every word that holds one of the marks in `mark`; everything else escaped."""
    if not marks or not text:
        return format_html("{}", text)
    pieces = enumerate(_pattern(tuple(marks)).split(text))
    return format_html_join(
        "", "{}{}{}", ((_open(i), piece, _close(i)) for i, piece in pieces if piece or i % 2)
    )


@lru_cache(maxsize=256)
def _pattern(marks: tuple[str, ...]) -> re.Pattern[str]:
    """Words that hold a mark; a short one must be their beginning, for it is inside too many."""
    parts = (f"[^\\W_]*{mark}[^\\W_]*" if len(mark) > 3 else f"\\b{mark}[^\\W_]*" for mark in marks)
    return re.compile(f"({'|'.join(parts)})", re.IGNORECASE)


def _open(place: int) -> SafeString:
    return SafeString("<mark>" if place % 2 else "")


def _close(place: int) -> SafeString:
    return SafeString("</mark>" if place % 2 else "")


def _lines(rows: Sequence[Listing], words: Iterable[Meant]) -> dict[int, str]:
    """Of each row whose title does not say every word, a line that does: of the summary, else of the text."""
    lines: dict[int, str] = {}
    deep: list[tuple[int, str]] = []
    for row in rows:
        for word in words:
            if _says(f"{row.title} {row.names} {row.topic_label}", word):
                continue
            if _says(row.summary, word):
                lines[row.pk] = _around(row.summary, word)
            else:
                deep.append((row.pk, word.stem))
            break
    return lines | _excerpts(deep)


def _says(text: str, word: Meant) -> bool:
    lower = text.lower()
    return any(mark in lower for mark in word.marks)


def _around(text: str, word: Meant) -> str:
    lower = text.lower()
    at = min(place for mark in word.marks if (place := lower.find(mark)) >= 0)
    return _trimmed(text, max(at - _BEFORE, 0))


def _trimmed(text: str, start: int) -> str:
    """A line of the text from there, without cut words at its ends."""
    line = " ".join(text[start : start + _LENGTH].split())
    line = f"… {_EDGE.sub('', line, count=1) if start else line}".removeprefix("… " if not start else "")
    return f"{line.rsplit(' ', 1)[0]} …" if start + _LENGTH < len(text) else line


def _excerpts(wanted: Sequence[tuple[int, str]]) -> dict[int, str]:
    """A line around the first place of the stem in each text."""
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.agreement_id, strpos(lower(l.body), w.stem),"
            " substr(l.body, greatest(strpos(lower(l.body), w.stem) - %s, 1), %s)"
            " FROM unnest(%s::bigint[], %s::text[]) AS w (pk, stem)"
            " JOIN agreements_listing l ON l.agreement_id = w.pk",
            [_BEFORE, _LENGTH, [pk for pk, _stem in wanted], [stem for _pk, stem in wanted]],
        )
        found = cursor.fetchall()
    return {pk: f"… {' '.join(text.split()[1:-1])} …" for pk, at, text in found if at}
