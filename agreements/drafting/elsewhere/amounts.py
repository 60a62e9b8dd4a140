"""Money, and lengths of time, as people write them -> whole rupiah, or the last day."""

import calendar
import datetime as dt
import re
from decimal import Decimal

from django.utils.translation import gettext as _

MOST = 10**15
_TIMES = {
    "ribu": 10**3,
    "rb": 10**3,
    "juta": 10**6,
    "jt": 10**6,
    "miliar": 10**9,
    "milyar": 10**9,
    "m": 10**9,
}
_LEAD = re.compile(r"^(?:rp|idr)\.?", re.IGNORECASE)
_TAIL = re.compile(r",-+$|\.-+$|-+$|rupiah$", re.IGNORECASE)
_POINTS = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?", re.ASCII)
_COMMAS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?", re.ASCII)
_WORDED = re.compile(
    r"(\d{1,6})(?:[.,](\d{1,3}))?(ribu|rb|juta|jt|miliar|milyar|m)", re.ASCII | re.IGNORECASE
)
_TERM = re.compile(r"(\d{1,3})\s*(?:\([^)]*\)\s*)?(tahun|thn|th|bulan|bln|hari)", re.ASCII | re.IGNORECASE)
NOTHING = frozenset(("", "-", "–", "—", "nihil", "tidak ada", "0"))


class BadAmount(ValueError):
    """What stands there is no amount; the message says why, in words."""


def rupiah(text: str) -> int | None:
    """Whole rupiah from "Rp 12.500.000,00", "12,500,000" or "12,5 juta"; None for nothing. Raises BadAmount."""
    if " ".join(text.lower().split()) in NOTHING:
        return None
    bare = _TAIL.sub("", _LEAD.sub("", re.sub(r"\s", "", text)))
    if bare.startswith("-") or (bare.startswith("(") and bare.endswith(")")):
        raise BadAmount(_("Nilai tidak boleh negatif: %(text)s") % {"text": text[:40]})
    amount = _worded(bare) or _figures(bare)
    if amount is None or amount != int(amount):
        raise BadAmount(_("“%(text)s” bukan jumlah rupiah. Tulis misalnya 12.500.000.") % {"text": text[:40]})
    if amount >= MOST:
        raise BadAmount(_("Jumlah ini terlalu besar: %(text)s") % {"text": text[:40]})
    return int(amount)


def _worded(bare: str) -> Decimal | None:
    found = _WORDED.fullmatch(bare)
    return Decimal(f"{found[1]}.{found[2] or 0}") * _TIMES[found[3].lower()] if found else None


def _figures(bare: str) -> Decimal | None:
    """Points between thousands as in Indonesia, else commas as in the US."""
    for pattern, sign in ((_POINTS, "."), (_COMMAS, ",")):
        found = pattern.fullmatch(bare)
        if found:
            return Decimal(f"{found[1].replace(sign, '')}.{found[2] or 0}")
    return None


def last_day(starts_on: dt.date, term: str) -> dt.date | None:
    """The last day of "2 tahun", "24 bulan" or "90 hari" that begin on that day; None for anything else."""
    found = _TERM.fullmatch(" ".join(term.split()).strip(" ."))
    if not found:
        return None
    count, unit = int(found[1]), found[2].lower()[0]
    if count == 0:
        return None
    if unit == "h":
        return starts_on + dt.timedelta(days=count - 1)
    months = starts_on.year * 12 + starts_on.month - 1 + count * (12 if unit == "t" else 1)
    year, month = divmod(months, 12)
    if year > 2100:
        return None
    day = min(starts_on.day, calendar.monthrange(year, month + 1)[1])
    return dt.date(year, month + 1, day) - dt.timedelta(days=1)
