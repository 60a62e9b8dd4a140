"""The bytes of a .docx -> its lines as a reader of the printed page sees them: numbered, without what was deleted."""

import re
from dataclasses import dataclass, field

from agreements.drafting.sources.lines import Line, lines_of
from agreements.drafting.sources.numerals import Numbering
from agreements.drafting.sources.parts import attribute, walk
from agreements.drafting.sources.refusing import unpack
from agreements.drafting.sources.styles import Styles

_SKIPPED = frozenset(("del", "moveFrom", "Fallback", "instrText", "delText", "footnote", "comment"))
_SIGNS = {"tab": " ", "noBreakHyphen": "-", "br": "\n", "cr": "\n", "ptab": " "}
_NAMED = re.compile(r"[^\W\d_]{3}")
"""A number that says what it counts ("Pasal 7", "BAB II") stands for itself, without further words."""
_OFF = ("0", "false", "off", "none")


def read_docx(data: bytes) -> list[Line]:
    """The lines of a Word text: inserted words are kept, deleted ones left out, tables read row by row.

    Raises Unreadable, in words, for anything that is no sound Word text.
    """
    package = unpack(data)
    reader = _Reader(Numbering(package.numbering), Styles(package.styles))
    walk(package.document, start=reader.start, end=reader.end, text=reader.text)
    return reader.lines


@dataclass
class _Paragraph:
    """One paragraph under way."""

    parts: list[str] = field(default_factory=list)
    style: str = ""
    number: str = ""
    depth: str = ""
    centred: bool = False
    outlined: bool = False
    bold: int = 0
    plain: int = 0
    joins_next: bool = False


@dataclass
class _Row:
    """One row of a table under way: its cells, each with its lines."""

    cells: list[list[Line]] = field(default_factory=list)


class _Reader:
    """Takes the elements of `document.xml` in their order and keeps the lines."""

    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self.numbering, self.styles = numbering, styles
        self.lines: list[Line] = []
        self.paragraphs: list[_Paragraph] = []
        self.rows: list[_Row] = []
        self.skipping = 0
        self.in_text = False
        self.bold = self.hidden = False
        self.before: list[str] = []

    def start(self, name: str, given: dict[str, str], path: list[str]) -> None:
        if self.skipping or (name in _SKIPPED and path and path[-1] != "rPr"):
            self.skipping += 1
            return
        if name == "p":
            self.paragraphs.append(_Paragraph())
        elif name == "tr":
            self.rows.append(_Row())
        elif name == "tc" and self.rows:
            self.rows[-1].cells.append([])
        elif self.paragraphs:
            self._within(self.paragraphs[-1], name, given, path)

    def _within(self, paragraph: _Paragraph, name: str, given: dict[str, str], path: list[str]) -> None:
        around = path[-1] if path else ""
        if name == "r":
            self.bold = self.hidden = False
        elif name == "t":
            self.in_text = True
        elif name in _SIGNS and around == "r":
            paragraph.parts.append(_SIGNS[name])
        elif around == "rPr":
            self._of_run(paragraph, name, given, path)
        elif around in ("pPr", "numPr"):
            self._of_paragraph(paragraph, name, attribute(given, "val"))

    def _of_run(self, paragraph: _Paragraph, name: str, given: dict[str, str], path: list[str]) -> None:
        on = attribute(given, "val") not in _OFF
        if path[-2:-1] == ["pPr"]:
            paragraph.joins_next |= name in ("del", "moveFrom")
        elif name == "b":
            self.bold = on
        elif name == "vanish":
            self.hidden = on

    def _of_paragraph(self, paragraph: _Paragraph, name: str, value: str) -> None:
        if name == "pStyle":
            paragraph.style = value
        elif name == "numId":
            paragraph.number = value
        elif name == "ilvl":
            paragraph.depth = value
        elif name == "jc":
            paragraph.centred = value == "center"
        elif name == "outlineLvl":
            paragraph.outlined = value.isdecimal() and value != "9"

    def text(self, words: str) -> None:
        if self.in_text and not self.skipping and not self.hidden and self.paragraphs:
            paragraph = self.paragraphs[-1]
            paragraph.parts.append(words)
            if self.bold:
                paragraph.bold += len(words)
            else:
                paragraph.plain += len(words.strip())

    def end(self, name: str, path: list[str]) -> None:
        if self.skipping:
            self.skipping -= 1
        elif name == "t":
            self.in_text = False
        elif name == "p" and self.paragraphs:
            self._close(self.paragraphs.pop())
        elif name == "tr" and self.rows:
            self._keep(_flat(self.rows.pop()))

    def _close(self, paragraph: _Paragraph) -> None:
        if paragraph.joins_next:
            self.before.extend(paragraph.parts)
            return
        words, self.before = "".join([*self.before, *paragraph.parts]), []
        style = self.styles.of(paragraph.style)
        number = paragraph.number or style.number
        marker = ""
        if number not in ("", "0"):
            linked = style.depth or str(self.numbering.level_of(number, paragraph.style))
            depth = paragraph.depth or linked
            marker = self.numbering.marker(number, int(depth) if depth.isdecimal() else 0)
        if not words.strip() and not _NAMED.search(marker):
            return
        strong = paragraph.centred or paragraph.outlined or style.strong
        strong = strong or (paragraph.bold > 0 and not paragraph.plain)
        self._keep(list(lines_of([marker + words.lstrip()], strong=strong)))

    def _keep(self, lines: list[Line]) -> None:
        """Put lines into the open cell, or else into the text."""
        if self.rows and self.rows[-1].cells:
            self.rows[-1].cells[-1].extend(lines)
        else:
            self.lines.extend(lines)


def _flat(row: _Row) -> list[Line]:
    """A row of a table as lines: "a | b"; where it only sets words beside each other, as they are read."""
    cells = [cell for cell in row.cells if any(line.text != ":" for line in cell)]
    if not cells:
        return []
    label = " ".join(line.text for line in cells[0]).rstrip(" :")
    if len(cells) == 1:
        return cells[0]
    if len(cells) == 2 and len(row.cells) > 2 and len(label) < 20 and len(cells[1]) >= 1 and _colon(row):
        return [Line(f"{label} :", strong=cells[0][0].strong), *cells[1]]
    if len(cells) == 2 and len(cells[0]) == 1 and len(label) <= 4 and label.rstrip(".").isalnum():
        first, *others = cells[1]
        return [*lines_of([f"{label.rstrip('.')}. {first.text}"], strong=first.strong), *others]
    words = " | ".join(" ".join(line.text for line in cell) for cell in cells)
    return list(lines_of([words]))


def _colon(row: _Row) -> bool:
    return any(len(cell) == 1 and cell[0].text == ":" for cell in row.cells)
