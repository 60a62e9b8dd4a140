"""The cells of one row -> what the row says, with a sentence for everything that cannot be."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.documents.content import ContentError, check_text
from agreements.drafting.elsewhere import amounts, choices, days, naming
from agreements.drafting.elsewhere.columns import BY_CODE
from agreements.drafting.elsewhere.models import Manner
from agreements.drafting.elsewhere.naming import Named
from agreements.drafting.elsewhere.numbers import is_none
from agreements.drafting.elsewhere.sheets import Spoilt

_LONGEST = {"title": 250, "summary": 2000, "place": 80, "note": 1000}
_SHORTEST_TITLE = 10
_LONGEST_NUMBER = 120


@dataclass
class Understood:
    """One row, as far as it can be understood without asking the database."""

    said: dict[str, Any] = field(default_factory=dict)
    named: list[Named] = field(default_factory=list)
    """Its parties, in their order."""
    problems: list[tuple[str, str]] = field(default_factory=list)
    """What is wrong: the header of what it is about, and the sentence."""
    notes: list[str] = field(default_factory=list)
    """What was decided by itself."""

    def wrong(self, code: str, words: str) -> None:
        """Something about this column cannot be."""
        self.problems.append((BY_CODE[code].header, words))


def orders(rows: Sequence[Sequence[str]], mapping: Sequence[str]) -> tuple[dict[str, days.Order], list[str]]:
    """In which order each column of days writes day and month, and the notices about what had to be assumed."""
    found, notices = {}, []
    for code in ("signed_on", "starts_on", "ends_on"):
        places = [place for place, held in enumerate(mapping) if held == code]
        found[code], assumed = days.order_of(row[place] for row in rows for place in places)
        if assumed:
            words = _(
                "Kolom %(header)s: angka seperti 03/04/2026 dibaca hari/bulan/tahun, seperti lazimnya di Indonesia."
            )
            notices.append(words % {"header": BY_CODE[code].header})
        elif found[code] == days.Order.MONTH_FIRST:
            words = _(
                "Kolom %(header)s: angka seperti 03/04/2026 dibaca bulan/hari/tahun, menurut baris lainnya."
            )
            notices.append(words % {"header": BY_CODE[code].header})
    return found, notices


def understand(
    cells: Sequence[str],
    mapping: Sequence[str],
    order: Mapping[str, days.Order],
    defaults: Mapping[str, str],
) -> Understood:
    """What the row says under this mapping; `defaults` stand where it says nothing."""
    row = Understood()
    held: dict[str, list[str]] = {}
    for code, cell in zip(mapping, cells, strict=True):
        if code and isinstance(cell, Spoilt):
            row.wrong(code, cell.reason)
        elif code:
            held.setdefault(code, []).append(cell)
    told = {header for header, _words in row.problems}
    single = {code: next((cell for cell in held.get(code, []) if cell), "") for code in BY_CODE}
    _texts(row, single, told)
    _dates(row, single, order, told)
    _value(row, single["value"])
    _chosen(row, single, defaults)
    row.named = [naming.read(text) for text in naming.split(held.get("party", []))]
    _numbers(row, held.get("number", []), told)
    return row


def _texts(row: Understood, single: Mapping[str, str], told: set[str]) -> None:
    for code, most in _LONGEST.items():
        text = single[code] if code in ("summary", "note") else " ".join(single[code].split())
        row.said[code] = text
        try:
            check_text(text, code, most)
        except ContentError as error:
            row.wrong(code, error.reason)
    title = row.said["title"] = row.said["title"].strip("“”\"' ")
    if BY_CODE["title"].header not in told and len(title) < _SHORTEST_TITLE:
        row.wrong("title", _("Isi judulnya, paling sedikit 10 huruf.") if title else _("Isi judulnya."))


def _dates(
    row: Understood, single: Mapping[str, str], order: Mapping[str, days.Order], told: set[str]
) -> None:
    found: dict[str, dt.date | None] = {}
    for code in ("signed_on", "starts_on", "ends_on"):
        found[code] = None
        if single[code] and single[code] not in ("-", "–"):
            try:
                found[code] = days.read(single[code], order[code])
            except days.BadDay as error:
                row.wrong(code, str(error))
    bad = {header for header, _words in row.problems}
    _signed(row, found, bad)
    if found["starts_on"] is None and found["signed_on"] and BY_CODE["starts_on"].header not in bad:
        found["starts_on"] = found["signed_on"]
        row.notes.append(_("Mulai berlaku disamakan dengan tanggal penandatanganan."))
    _ending(row, found, single["term"], bad)
    row.said |= {code: day.isoformat() if day else "" for code, day in found.items()}


def _signed(row: Understood, found: Mapping[str, dt.date | None], bad: set[str]) -> None:
    signed = found["signed_on"]
    if signed is None and BY_CODE["signed_on"].header not in bad:
        row.wrong("signed_on", _("Isi tanggal penandatanganannya."))
    if signed and signed > timezone.localdate():
        row.wrong("signed_on", _("Tanggal penandatanganan tidak boleh di masa depan."))


def _ending(row: Understood, found: dict[str, dt.date | None], term: str, bad: set[str]) -> None:
    first, last = found["starts_on"], found["ends_on"]
    if last is None and term and first:
        last = found["ends_on"] = amounts.last_day(first, term)
        if last is None:
            row.wrong("term", _("“%s” bukan jangka waktu. Tulis misalnya 3 tahun atau 18 bulan.") % term[:40])
            return
    if last is None and BY_CODE["ends_on"].header not in bad:
        row.wrong("ends_on", _("Isi hari terakhirnya, atau jangka waktunya."))
    if first and last and last < first:
        row.wrong("ends_on", _("Tanggal berakhir tidak boleh sebelum tanggal mulai berlaku."))


def _value(row: Understood, text: str) -> None:
    row.said["value"] = None
    try:
        row.said["value"] = amounts.rupiah(text)
    except amounts.BadAmount as error:
        row.wrong("value", str(error))


def _chosen(row: Understood, single: Mapping[str, str], defaults: Mapping[str, str]) -> None:
    for code in ("field", "topic", "purpose", "instrument", "manner"):
        text = single[code]
        found = choices.meant(code, text) if text else defaults.get(code, "")
        if text and not found:
            words = _("“%(text)s” tidak dikenal. Pilihannya: %(choices)s.")
            row.wrong(code, words % {"text": text[:60], "choices": choices.told(code)})
        row.said[code] = found
    row.said["manner"] = row.said["manner"] or Manner.PAPER.value
    row.said["place"] = row.said["place"] or defaults.get("place", "")


def _numbers(row: Understood, cells: Sequence[str], told: set[str]) -> None:
    """The numbers in the order of the parties; one alone belongs to the first."""
    row.said["numbers"] = []
    if BY_CODE["number"].header in told:
        return
    pieces = [piece.strip() for cell in cells for piece in cell.replace("\n", ";").split(";")]
    while pieces and not pieces[-1]:
        pieces.pop()
    if not pieces:
        row.wrong("number", _("Isi nomornya; tulis “tanpa nomor” bila naskah memang tidak bernomor."))
        return
    if len(pieces) > max(len(row.named), 1):
        words = _("Ada %(numbers)d nomor untuk %(parties)d pihak.")
        row.wrong("number", words % {"numbers": len(pieces), "parties": len(row.named)})
        return
    if any(len(piece) > _LONGEST_NUMBER or not piece.isprintable() for piece in pieces):
        row.wrong("number", _("Nomor paling panjang 120 huruf dalam satu baris."))
        return
    row.said["numbers"] = ["" if is_none(piece) else piece for piece in pieces]
