"""The bytes of a CSV or XLSX file -> its header and rows as text, or a sentence that says why it cannot be read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from agreements.drafting.elsewhere.columns import hits

MOST_ROWS = 10_000
MOST_COLUMNS = 100
MOST_BYTES = 8 * 1024 * 1024
MOST_CELL = 5_000
_HEADER_WITHIN = 15
_MOST_EMPTY = 2_000
"""After so many empty rows nothing more is expected."""
_ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA")
)


class BadSheet(ValueError):
    """The file cannot be read; the message says why and what to do, in words."""


class Spoilt(str):
    """A cell that holds no plain value; `reason` says why, in words. As text it is what stood there."""

    __slots__ = ("reason",)
    reason: str

    def __new__(cls, text: str, reason: str) -> "Spoilt":
        """The text with the reason."""
        made = super().__new__(cls, text)
        made.reason = reason
        return made


@dataclass(frozen=True)
class Row:
    """One row below the header."""

    number: int
    """Its number as spreadsheets count, from 1."""
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """What a file holds."""

    columns: list[str]
    """The header's texts; columns without one are named after their letter."""
    rows: list[Row]
    notices: list[str] = field(default_factory=list)
    """What the reading decided by itself, as sentences."""


def cell(text: str) -> str:
    """A cell as plain text; a formula or an error of a spreadsheet comes out spoilt and is never evaluated."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n\u00a0\u200b\ufeff")
    if len(text) > MOST_CELL:
        return Spoilt(text[:200], _("Isi sel ini terlalu panjang."))
    if text.upper() in _ERRORS:
        return Spoilt(text, _("Sel ini berisi galat %(text)s dari lembar kerja.") % {"text": text})
    if text.startswith("=") and len(text) > 1:
        return formula(text)
    return text


def formula(text: str) -> Spoilt:
    """A cell with a formula: what it would give is not looked at."""
    return Spoilt(text[:200], _("Sel ini berisi rumus; ganti dengan nilainya."))


def table(lines: Iterable[tuple[int, list[str]]], notices: list[str], *, most: int = MOST_ROWS) -> Table:
    """The lines of a file as header and rows; `most` rows are read, one more is refused when it is all there may be.

    Old registers begin with titles: the header is the line, among the first, with the most words that name columns.
    """
    flow = _filled(lines)
    first = list(islice(flow, _HEADER_WITHIN))
    if not first:
        raise BadSheet(_("Berkas ini kosong."))
    place = _header(first)
    names = first[place][1]
    width = max(len(names), *(len(cells) for _number, cells in first[place:]))
    if width > MOST_COLUMNS:
        raise BadSheet(_("Paling banyak %d kolom.") % MOST_COLUMNS)
    if width < 2:
        raise BadSheet(_("Hanya ada satu kolom. Pisahkan kolom dengan titik koma, koma, atau tab."))
    columns = [str(name)[:120] or letter(n) for n, name in enumerate(names + [""] * (width - len(names)))]
    rows = [Row(number, cells) for number, cells in first[place + 1 :]]
    for number, cells in flow:
        if len(rows) == most:
            if most == MOST_ROWS:
                raise BadSheet(
                    _("Paling banyak 10.000 baris dalam satu berkas; pecah menjadi beberapa berkas.")
                )
            break
        rows.append(Row(number, cells))
    if not rows:
        raise BadSheet(_("Tidak ada baris di bawah judul kolom."))
    return Table(columns, [Row(row.number, _fit(row.cells, width)) for row in rows], notices)


def _filled(lines: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    empty = 0
    for number, cells in lines:
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            empty = 0
            yield number, cells
        else:
            empty += 1
            if empty > _MOST_EMPTY:
                return


def _fit(cells: list[str], width: int) -> list[str]:
    return cells[:width] + [""] * (width - len(cells))


def _header(first: list[tuple[int, list[str]]]) -> int:
    known = [hits(cells) for _number, cells in first]
    if max(known) >= 2:
        return known.index(max(known))
    return next(
        (place for place, (_number, cells) in enumerate(first) if len([c for c in cells if c]) > 1), 0
    )


def letter(place: int) -> str:
    """The name of a column without a header: "Kolom A", …, "Kolom AB"."""
    name, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return _("Kolom %s") % name
