"""Dates, amounts, terms and party names -> the formal Indonesian words an agreement is written in."""

from collections.abc import Sequence
from datetime import date

from lokal.rupiah import format_rupiah
from lokal.terbilang import terbilang

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
PERIODS = {"monthly": "setiap bulan", "quarterly": "setiap triwulan", "yearly": "setiap tahun"}
"""How often an obligation comes round, by its rule."""
MEASURES = {
    "warning": "teguran tertulis",
    "suspension": "penghentian sementara manfaat Kerja Sama",
    "compensation": "ganti rugi",
    "termination": "pengakhiran Kerja Sama",
}
"""The steps of a sanction, by measure."""
FUNDING_SOURCES = {
    "village_budget": "Anggaran Pendapatan dan Belanja Desa",
    "partner": "dana mitra",
    "village_enterprise": "Badan Usaha Milik Desa",
    "self_help": "swadaya masyarakat",
    "grant": "hibah atau bantuan pemerintah",
    "other": "sumber lain yang sah dan tidak mengikat",
}
"""Where money comes from, by source."""
ASSETS = {
    "land": "tanah",
    "building": "bangunan",
    "equipment": "peralatan atau kendaraan",
    "labour": "tenaga dan keahlian",
    "other": "aset",
}
"""What a party brings in besides money, by kind."""
ASSET_USES = {
    "lease": "dengan pemanfaatan berupa sewa",
    "loan": "dengan pemanfaatan berupa pinjam pakai",
    "joint_use": "dengan pemanfaatan berupa kerja sama pemanfaatan",
    "build_transfer": "dengan pemanfaatan berupa bangun guna serah atau bangun serah guna",
    "own_use": "yang dipakai sendiri oleh pemiliknya",
    "handed_over": "yang diserahkan kepada pihak lain",
}
"""On what footing an asset is used, by use."""
BLANK = "…………"
"""Stands in drafts where something is still to be filled in."""

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def day(value: date | str) -> date:
    """Read a day given as date or as ISO text ("2026-11-21"). Raises ValueError for anything else."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def long_date(value: date | str) -> str:
    """2026-11-21 -> "21 November 2026"."""
    d = day(value)
    return f"{d.day} {MONTHS[d.month - 1]} {d.year}"


def weekday(value: date | str) -> str:
    """2026-11-21 -> "Sabtu"."""
    return WEEKDAYS[day(value).weekday()]


def opening_date(value: date | str) -> str:
    """The day as a contract opens: "hari ini, Sabtu, tanggal dua puluh satu bulan November …"."""
    d = day(value)
    return (
        f"hari ini, {weekday(d)}, tanggal {terbilang(d.day)} bulan {MONTHS[d.month - 1]} "
        f"tahun {terbilang(d.year)} ({d:%d-%m-%Y})"
    )


def date_in_words(value: date | str) -> str:
    """2026-11-21 -> "dua puluh satu November dua ribu dua puluh enam"."""
    d = day(value)
    return f"{terbilang(d.day)} {MONTHS[d.month - 1]} {terbilang(d.year)}"


def number_in_words(value: int) -> str:
    """3 -> "3 (tiga)"."""
    return f"{value} ({terbilang(value)})"


def amount_in_words(value: int) -> str:
    """150000000 -> "Rp150.000.000,00 (seratus lima puluh juta rupiah)"."""
    return f"{format_rupiah(value, decimals=True)} ({terbilang(value, currency=True)})"


def term_words(starts_on: date | str, ends_on: date | str) -> str:
    """The length of a term whose last day counts: "3 (tiga) tahun", "1 (satu) tahun 6 (enam) bulan".

    Whole months and years are counted from the first day; days remain only where the last month is not whole.
    Raises ValueError when the end lies before the start.
    """
    first, last = day(starts_on), day(ends_on)
    if last < first:
        raise ValueError("a term cannot end before it starts")
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    while _after_months(first, months) > last.toordinal() + 1:
        months -= 1
    days = last.toordinal() + 1 - _after_months(first, months)
    parts = ((months // 12, "tahun"), (months % 12, "bulan"), (days, "hari"))
    return " ".join(f"{number_in_words(n)} {unit}" for n, unit in parts if n)


def _after_months(first: date, months: int) -> int:
    """The ordinal of the day some months after `first`; a month too short ends with its last day."""
    year, month = divmod(first.month - 1 + months, 12)
    start = date(first.year + year, month + 1, 1)
    following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return min(start.toordinal() + first.day - 1, following.toordinal())


def roman(value: int) -> str:
    """4 -> "IV"; for chapters and for months in document numbers. Raises ValueError outside 1 to 399."""
    if not 1 <= value < 400:
        raise ValueError("roman numerals here go from 1 to 399")
    text = ""
    for size, sign in _ROMAN:
        text += sign * (value // size)
        value %= size
    return text


def letters(value: int) -> str:
    """The huruf of a list: 1 -> "a", 26 -> "z", 27 -> "aa", 28 -> "bb"."""
    again, place = divmod(value - 1, 26)
    return chr(ord("a") + place) * (again + 1)


def designation(ordinal: int) -> str:
    """1 -> "PIHAK KESATU", 2 -> "PIHAK KEDUA", 20 -> "PIHAK KEDUA PULUH"."""
    return f"PIHAK KE{terbilang(ordinal).upper()}"


def ordinal(value: int) -> str:
    """1 -> "pertama", 2 -> "kedua", 12 -> "kedua belas"."""
    return "pertama" if value == 1 else f"ke{terbilang(value)}"


def listed(names: Sequence[str]) -> str:
    """["A", "B", "C"] -> "A, B, dan C"; two names are joined by "dan" alone."""
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"
