"""Obligations, money and assets of a content -> the tables that follow the text, each restating one article."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lokal.rupiah import format_rupiah

from agreements.documents import words
from agreements.documents.content import is_regulation
from agreements.documents.terms import called

Row = Mapping[str, Any]
LEAST = 3
"""So many rows and more are read better in a table; fewer stand in their article alone."""
_EVERY = {"monthly": "Setiap bulan", "quarterly": "Setiap triwulan", "yearly": "Setiap tahun"}
_SOURCES = words.FUNDING_SOURCES | {"village_budget": "APB Desa", "village_enterprise": "BUM Desa"}


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    code: str
    """`no`, `who`, `what`, `use`, `when`, `year`, `sum` or `where`: how wide it is, and how it is aligned."""
    heading: str
    """What its cells hold."""


@dataclass(frozen=True)
class Cell:
    """What stands in one row of one column."""

    text: str
    small: str = ""
    """What stands below it in smaller type."""


@dataclass(frozen=True)
class Annex:
    """One table after the text."""

    label: str
    """ "Lampiran I", or "Lampiran" where there is one only."""
    anchor: str
    """The id on a page: "lampiran-1"."""
    heading: str
    """What the table shows."""
    article: str
    """The article whose words it restates: "Pasal 7"."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Column, Cell], ...], ...]
    """Each cell with its column; the first is a running number."""
    totals: tuple[tuple[str, str], ...] = ()
    """What is summed, and the sum; the last one is the whole."""
    in_words: str = ""
    """The whole sum in figures and words."""

    @property
    def before_sum(self) -> int:
        """How many columns stand before the one that is summed."""
        return len(self.columns) - 1


def annexes(content: Row, articles: Mapping[str, str], where: Row) -> tuple[Annex, ...]:
    """The tables of a text: schedule of obligations, funding by year, assets; only where there is enough to show.

    `articles` gives the label of the article that states each content, `where` the place of every provision by
    key. What a table says stands in its article too, in words, from the same data.
    """
    found = [
        Annex(heading=heading, article=articles[name], label="", anchor="", **table)
        for name, heading, table in (
            ("rights_obligations", "Jadwal Kewajiban", _schedule(content, where)),
            ("funding", "Rincian Pendanaan", _funding(content)),
            ("asset", "Daftar Aset", _assets(content)),
        )
        if name in articles and len(table["rows"]) >= LEAST
    ]
    return tuple(_numbered(annex, place, len(found)) for place, annex in enumerate(found, 1))


def _numbered(annex: Annex, place: int, count: int) -> Annex:
    label = f"Lampiran {words.roman(place)}" if count > 1 else "Lampiran"
    return Annex(**{**annex.__dict__, "label": label, "anchor": f"lampiran-{place}"})


def _schedule(content: Row, where: Row) -> dict[str, Any]:
    """Obligations with a day, a rhythm or an amount."""
    rows = [
        row
        for row in _by_party(content, content["provisions"])
        if row["kind"] == "obligation" and (_when(row) or row.get("amount") is not None)
    ]
    cells = [
        (
            _who(row, content),
            Cell(_sentence(row["text"]), f"Bukti: {row['evidence']}" if row.get("evidence") else ""),
            Cell(_when(row) or "–"),
            _sum(row.get("amount")),
            Cell(where.get(row["key"], "–")),
        )
        for row in rows
    ]
    columns = (
        *(("no", "No."), ("who", "Pihak"), ("what", "Kewajiban"), ("when", "Waktu")),
        *(("sum", "Jumlah (Rp)"), ("where", "Ketentuan")),
    )
    return _table(columns, cells)


def _funding(content: Row) -> dict[str, Any]:
    """Money by party and year, summed for every year and altogether."""
    rows = _by_party(content, content.get("funding") or ())
    cells = [
        (
            _who(row, content),
            Cell(_sentence(_SOURCES[row["source"]]), row.get("note") or ""),
            Cell(str(row["year"])),
            _sum(row["amount"]),
        )
        for row in rows
    ]
    years = sorted({row["year"] for row in rows})
    totals = [
        (f"Jumlah tahun {y}", _sum(sum(r["amount"] for r in rows if r["year"] == y)).text) for y in years
    ]
    whole = sum(row["amount"] for row in rows)
    columns = (
        *(("no", "No."), ("who", "Pihak"), ("what", "Sumber dana")),
        *(("year", "Tahun"), ("sum", "Jumlah (Rp)")),
    )
    return {
        **_table(columns, cells),
        "totals": (*(totals if len(years) > 1 else ()), ("Jumlah seluruhnya", _sum(whole).text)),
        "in_words": words.amount_in_words(whole),
    }


def _assets(content: Row) -> dict[str, Any]:
    """What the parties bring in besides money."""
    cells = [
        (
            _who(row, content),
            Cell(_sentence(row["description"]), _kind(row)),
            Cell(_sentence(_use(row))),
            Cell(_term(row)),
            _sum(row.get("value")),
        )
        for row in _by_party(content, content.get("assets") or ())
    ]
    columns = (
        *(("no", "No."), ("who", "Pihak"), ("what", "Aset"), ("use", "Pemanfaatan")),
        *(("when", "Jangka waktu"), ("sum", "Nilai (Rp)")),
    )
    return _table(columns, cells)


def _table(columns: Iterable[tuple[str, str]], cells: Sequence[tuple[Cell, ...]]) -> dict[str, Any]:
    heads = tuple(Column(code, heading) for code, heading in columns)
    numbered = ((Cell(f"{i}."), *row) for i, row in enumerate(cells, 1))
    return {"columns": heads, "rows": tuple(tuple(zip(heads, row, strict=True)) for row in numbered)}


def _by_party(content: Row, rows: Iterable[Row]) -> list[Row]:
    """The rows in the order of the parties, as their articles state them."""
    places = {party["ordinal"]: i for i, party in enumerate(content["parties"])}
    return sorted((row for row in rows if row["party"] in places), key=lambda row: places[row["party"]])


def _who(row: Row, content: Row) -> Cell:
    """A party by the name people use, with what a contract calls it below."""
    party = next(party for party in content["parties"] if party["ordinal"] == row["party"])
    name = called(party, content)
    return Cell(name) if is_regulation(content) else Cell(party["name"], name)


def _when(row: Row) -> str:
    rule = row.get("due_rule") or ""
    if rule == "after_signing":
        return f"{row.get('due_days') or 0} Hari sejak penandatanganan"
    if rule == "after_event":
        return f"{row.get('due_days') or 0} Hari Kerja sesudah {row['event']}"
    day = words.long_date(row["due"]) if row.get("due") else ""
    return ", mulai ".join(filter(None, (_EVERY.get(rule, ""), day)))


def _kind(row: Row) -> str:
    return _sentence(words.ASSETS[row["kind"]] + (" milik Desa" if row.get("village_owned") else ""))


def _use(row: Row) -> str:
    return words.ASSET_USES[row["use"]].removeprefix("dengan pemanfaatan berupa ").removeprefix("yang ")


def _term(row: Row) -> str:
    first, last = (words.long_date(row[key]) if row.get(key) else "" for key in ("starts_on", "ends_on"))
    return " sampai dengan ".join(filter(None, (first, last))) or "–"


def _sum(amount: int | None) -> Cell:
    return Cell("–" if amount is None else format_rupiah(amount).removeprefix("Rp").strip())


def _sentence(text: str) -> str:
    """The words on one line as a cell holds them: with a capital, without closing mark."""
    bare = " ".join(text.split()).rstrip(" ;.,")
    return bare[:1].upper() + bare[1:]
