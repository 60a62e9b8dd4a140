"""The bytes of a CSV file in one of the encodings and with one of the separators that are about -> its lines."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from agreements.drafting.elsewhere.columns import hits
from agreements.drafting.elsewhere.sheets import MOST_ROWS, BadSheet, Table, cell, table

DELIMITERS = ";,\t|"
_SEP = re.compile(r'^"?sep=(.)"?\r?\n', re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 20_000


def read(data: bytes, *, most: int = MOST_ROWS) -> Table:
    """Header and rows of the file. Raises BadSheet in words."""
    text, notices = decoded(data)
    delimiter, text = _delimiter(text)
    try:
        return table(_lines(text, delimiter), notices, most=most)
    except csv.Error:
        raise BadSheet(
            _("Berkas CSV ini rusak: ada tanda kutip yang tidak ditutup atau sel terlalu panjang.")
        ) from None


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for number, cells in enumerate(reader, start=1):
        yield number, [cell(said) for said in cells]


def decoded(data: bytes) -> tuple[str, list[str]]:
    """The text, and a notice where its encoding had to be guessed. Raises BadSheet for what is no text."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _sound(data, encoding), []
    if data[:400].count(0) > len(data[:400]) // 4:
        big = data[:400:2].count(0) > data[1:400:2].count(0)
        return _sound(data, "utf-16-be" if big else "utf-16-le"), []
    try:
        return _checked(data.decode()), []
    except UnicodeDecodeError:
        text = _sound(data, "cp1252")
    return text, [_("Huruf dibaca sebagai Windows-1252; periksa huruf beraksen.")]


def _sound(data: bytes, encoding: str) -> str:
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError:
        raise _no_text() from None


def _checked(text: str) -> str:
    if _CONTROL.search(text):
        raise _no_text()
    return text


def _no_text() -> BadSheet:
    return BadSheet(_("Berkas ini bukan CSV atau XLSX yang utuh. Simpan ulang dari lembar kerja Anda."))


def _delimiter(text: str) -> tuple[str, str]:
    """The sign between columns, and the text without the line in which some spreadsheets name it."""
    told = _SEP.match(text)
    if told and told[1] in DELIMITERS:
        return told[1], text[told.end() :]
    scores = {sign: _score(text[:_SAMPLE], sign) for sign in DELIMITERS}
    return max(DELIMITERS, key=lambda sign: scores[sign]), text


def _score(text: str, delimiter: str) -> tuple[int, int]:
    """How many words of a header the sign sets free, then how many lines have the same number of columns."""
    try:
        lines = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)][
            :30
        ]
    except csv.Error:
        return 0, 0
    if not lines:
        return 0, 0
    width, count = Counter(len(row) for row in lines).most_common(1)[0]
    return max(hits(row) for row in lines), count if width > 1 else 0
