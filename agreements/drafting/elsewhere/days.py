"""A day as people and spreadsheets write it -> a date, or a sentence that says why it is none."""

import datetime as dt
import re
from collections.abc import Iterable
from enum import StrEnum

from django.utils.translation import gettext as _

FIRST, LAST = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
_EXCEL_BEGIN = dt.date(1899, 12, 30)
_SERIALS = range(36_526, 73_415)
"""What spreadsheets count for the days from 2000 to 2100."""
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb pebruari peb february",
            "maret mar mrt march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu agt ags agst aug august",
            "september sep sept",
            "oktober okt october oct",
            "november nov nopember nop",
            "desember des december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = (
    "senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
)
_LEAD = re.compile(rf"^(?:(?:{_WEEKDAYS})\b[,\s]*)?(?:tanggal\b|tgl\b\.?)?[\s:]*", re.IGNORECASE)
_TIME = re.compile(r"[T ]\d{1,2}[:.]\d\d(?:[:.]\d\d(?:\.\d+)?)?(?:\s?[AP]M)?Z?$", re.IGNORECASE)
_NUMERIC = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})", re.ASCII)
_ISO = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[-\s./]*([a-z]{3,9})\.?[-\s./,]*(\d{1,4})", re.ASCII | re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    r"([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{1,4})", re.ASCII | re.IGNORECASE
)


class Order(StrEnum):
    """In which order a column of numbers names day and month."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    MIXED = "mixed"


class BadDay(ValueError):
    """What stands there is no day; the message says why, in words."""


def read(text: str, order: Order = Order.DAY_FIRST) -> dt.date:
    """The day that the text means; `order` decides where 03/04/2026 may mean two. Raises BadDay in words."""
    bare = _bare(text)
    year, month, day = _parts(bare, text, order)
    return _sound(_year(year, text), month, day, text)


def _bare(text: str) -> str:
    return _TIME.sub("", _LEAD.sub("", " ".join(text.split()))).strip(" ,.")


def _parts(bare: str, text: str, order: Order) -> tuple[str, int, int]:
    """Year as written, month, day."""
    if bare.isascii() and bare.isdecimal() and int(bare[:9]) in _SERIALS and len(bare) == 5:
        found = _EXCEL_BEGIN + dt.timedelta(days=int(bare))
        return str(found.year), found.month, found.day
    if iso := _ISO.fullmatch(bare):
        return iso[1], int(iso[2]), int(iso[3])
    if named := _DAY_FIRST.fullmatch(bare):
        return named[3], _month(named[2], text), int(named[1])
    if named := _MONTH_FIRST.fullmatch(bare):
        return named[3], _month(named[1], text), int(named[2])
    if numeric := _NUMERIC.fullmatch(bare):
        return _numeric(int(numeric[1]), int(numeric[2]), numeric[3], text, order)
    raise BadDay(_("“%(text)s” bukan tanggal. Tulis misalnya 21 November 2026.") % {"text": text[:40]})


def _numeric(first: int, second: int, year: str, text: str, order: Order) -> tuple[str, int, int]:
    if first > 12:
        return year, second, first
    if second > 12:
        return year, first, second
    if order == Order.MIXED and first != second:
        raise BadDay(
            _("“%(text)s” dapat berarti dua tanggal, dan kolom ini memakai dua urutan. Tulis nama bulannya.")
            % {"text": text[:40]}
        )
    return (year, first, second) if order == Order.MONTH_FIRST else (year, second, first)


def _month(name: str, text: str) -> int:
    if name.lower() not in _MONTHS:
        raise BadDay(_("Nama bulan pada “%(text)s” tidak dikenal.") % {"text": text[:40]})
    return _MONTHS[name.lower()]


def _year(year: str, text: str) -> int:
    if len(year) == 4 and not year.startswith("0"):
        return int(year)
    if len(year) == 2:
        return 2000 + int(year) if int(year) < 80 else 1900 + int(year)
    raise BadDay(
        _("Tahun %(year)s pada “%(text)s” tidak mungkin; tulis empat angka.")
        % {"year": year, "text": text[:40]}
    )


def _sound(year: int, month: int, day: int, text: str) -> dt.date:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        raise BadDay(_("“%(text)s” tidak ada di kalender.") % {"text": text[:40]}) from None
    if not FIRST <= found <= LAST:
        raise BadDay(_("Tahun pada “%(text)s” harus antara 2000 dan 2100.") % {"text": text[:40]})
    return found


def order_of(texts: Iterable[str]) -> tuple[Order, bool]:
    """The order in which a column writes day and month, and whether that had to be assumed.

    Rows in which one number is greater than 12 decide; where none does, the Indonesian order holds.
    """
    days = months = doubtful = 0
    for text in texts:
        found = _NUMERIC.fullmatch(_bare(text))
        if found and found[1] != found[2]:
            first, second = int(found[1]), int(found[2])
            days += 12 < first <= 31 and second <= 12
            months += 12 < second <= 31 and first <= 12
            doubtful += first <= 12 and second <= 12
    if days and months:
        return Order.MIXED, False
    if months:
        return Order.MONTH_FIRST, False
    return Order.DAY_FIRST, bool(doubtful and not days)
