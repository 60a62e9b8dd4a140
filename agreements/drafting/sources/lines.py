"""Whatever a file or a pasted text holds -> its lines, printable and with the markers that articles are written in."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_SPACES = re.compile(r"\s+")
_MARKERS = (
    (re.compile(r"^\(\s*(\d{1,3})\s*\)\s*(?=\S)", re.ASCII), "({}) "),
    (re.compile(r"^\(?([a-z])\)\s*(?=\S)"), "{}. "),
    (re.compile(r"^(\d{1,3})\)\s*(?=\S)", re.ASCII), "{}. "),
    (re.compile(r"^(\d{1,3})\.(?=[^\W\d_])", re.ASCII), "{}. "),
    (re.compile(r"^([a-z])\.(?=[A-Za-z]{2})"), "{}. "),
)
MARKER = re.compile(r"(?:\(\d{1,4}\)|([a-z])\1*\.|\d{1,4}\.)\s+(?=\S)", re.ASCII)

_BULLETS = re.compile(r"^[•·▪●○◦■□►➢✓\uf0b7\uf0a7\uf0d8\uf0fc\ufffd]\s*(?=\S)")
_INVISIBLE = frozenset(("Cc", "Cf"))
_UNKNOWN = frozenset(("Cs", "Co", "Cn"))
_BREAKS = re.compile(r"\r\n?|[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_OPEN = frozenset(
    (
        *(
            "dalam",
            "pada",
            "dan",
            "atau",
            "dengan",
            "ketentuan",
            "dimaksud",
            "menurut",
            "oleh",
            "sampai",
            "dari",
        ),
        *("hingga", "tentang", "atas", "yang", "serta", "jo"),
    )
)
_WRAPPED_FROM = 55
_LONGEST_LINE = 6_000


@dataclass(frozen=True)
class Line:
    """One paragraph of a source."""

    text: str
    """Its words on one line, never empty."""
    strong: bool = False
    """Whether it is set like a heading: centred, bold, or in a heading's style."""


def clean(text: str) -> str:
    """The words on one line: invisible signs gone, unknown ones shown as such, markers as "(1) ", "a. ", "1. "."""
    if not text.isprintable():
        text = "".join(map(_printable, text))
    text = _SPACES.sub(" ", text).strip()
    text = _BULLETS.sub("- ", text)
    for pattern, marker in _MARKERS:
        if found := pattern.match(text):
            return marker.format(found[1]) + text[found.end() :]
    return text


def _printable(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in _UNKNOWN:
        return "\ufffd"
    if kind in _INVISIBLE:
        return " " if character in "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85" else ""
    return character


def lines_of(parts: Iterable[str], *, strong: bool = False) -> Iterator[Line]:
    """The lines in these texts, each cut at its own line breaks; a line too long for a document is cut at a space."""
    for part in parts:
        for raw in _BREAKS.split(part):
            for text in _pieces(clean(raw)):
                yield Line(text, strong)


def _pieces(text: str) -> Iterator[str]:
    while len(text) > _LONGEST_LINE:
        cut = text.rfind(" ", 1, _LONGEST_LINE)
        cut = cut if cut > 0 else _LONGEST_LINE
        yield text[:cut].strip()
        text = text[cut:].strip()
    if text:
        yield text


def from_text(text: str) -> list[Line]:
    """The lines of a plain text; what a mail or a PDF has broken in the midst of a sentence is joined again."""
    joined: list[str] = []
    gap = True
    for raw in _BREAKS.split(text):
        line = clean(raw)
        if line and joined and not gap and _continues(joined[-1], line):
            joined[-1] += f" {line}"
        elif line:
            joined.append(line)
        gap = not line
    return [Line(part) for text in joined for part in _pieces(text)]


def _continues(before: str, line: str) -> bool:
    """Whether the line goes on with the sentence before: that one is long and open, this one goes on in its midst."""
    if not _WRAPPED_FROM <= len(before) < _LONGEST_LINE or before[-1] in ".;:" or MARKER.match(line):
        return False
    return line[0].islower() or is_open(before)


def is_open(text: str) -> bool:
    """Whether a line ends in the midst of a sentence: with a comma, or a word that asks for another."""
    words = text.split()
    return bool(words) and (words[-1].lower() in _OPEN or text[-1] == ",")


def looks_like_heading(line: Line) -> bool:
    """Whether the line could stand below "Pasal 3" or "BAB II" as its title: short, without a mark at its end."""
    text = line.text
    if len(text) > 150 or text[-1] in ".;:," or MARKER.match(text) or text.startswith("- ") or "|" in text:
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    if not words:
        return False
    if line.strong or text.isupper():
        return True
    great = [word for word in words if word[0].isupper()]
    small = [word for word in words if not word[0].isupper() and word not in _SMALL_WORDS]
    return len(words) <= 14 and words[0][0].isupper() and len(great) > 2 * len(small)


_SMALL_WORDS = frozenset(
    (
        "dan",
        "atau",
        "di",
        "ke",
        "dari",
        "untuk",
        "dengan",
        "pada",
        "yang",
        "serta",
        "tentang",
        "oleh",
        "atas",
        "dalam",
    )
)
