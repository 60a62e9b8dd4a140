"""Whatever somebody calls a register: its rows, or a clear sentence; never a formula's value, never a traceback."""

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.drafting.elsewhere import amounts, choices, columns, days, naming
from agreements.drafting.elsewhere.blank import as_csv as blank_csv
from agreements.drafting.elsewhere.blank import as_xlsx as blank_xlsx
from agreements.drafting.elsewhere.jobs import table_of
from agreements.drafting.elsewhere.numbers import is_none, normal
from agreements.drafting.elsewhere.sheets import BadSheet, Spoilt
from agreements.drafting.elsewhere.understanding import orders, understand
from tests.agreements.drafting.elsewhere.registers import HEADER, as_csv, as_xlsx, line

SOUND = [HEADER, line(1), line(2)]
TEXTS = st.text(max_size=60) | st.sampled_from(
    [
        "=1+1",
        "#N/A",
        "0205",
        "01/02/0205",
        "21 Nov 26",
        "Rp 1.000",
        "Desa X; Desa Y",
        "-",
        "\ufeff",
        "1e400",
        "NaN",
    ]
)


def understood(cells: list[str], headers: list[str] = HEADER) -> Any:
    mapping = columns.guess(headers)
    order, _notices = orders([cells], mapping)
    return understand(cells, mapping, order, {"field": "development", "topic": "other", "place": "Kebumen"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_encoding_and_separator_that_is_about(encoding: str, delimiter: str) -> None:
    rows = [HEADER, line(1, Judul="Pariwisata Pantai – “Logending” é"), line(2)]
    found = table_of(as_csv(rows, delimiter=delimiter, encoding=encoding))
    assert found.columns == HEADER
    assert [row.cells for row in found.rows] == rows[1:]
    assert bool(found.notices) == (encoding == "cp1252")


def test_the_separator_may_be_named_and_titles_may_stand_above() -> None:
    above = [["DAFTAR KERJA SAMA DESA"], ["KABUPATEN KEBUMEN"], []]
    data = b"sep=|\r\n" + as_csv([*above, HEADER, line()], delimiter="|")
    found = table_of(data)
    assert found.columns == HEADER
    assert [row.number for row in found.rows] == [5]


@pytest.mark.parametrize("count", [1, 13, 14, 15, 16, 17, 40])
def test_no_row_is_lost(count: int) -> None:
    lines = [line(number) for number in range(count)]
    for data in (as_csv([HEADER, *lines]), as_xlsx([HEADER, *lines])):
        found = table_of(data).rows
        assert [row.cells[0] for row in found] == [one[0] for one in lines]
        assert [row.number for row in found] == list(range(2, count + 2))


def test_any_order_of_columns_and_other_names() -> None:
    headers = [
        "No.",
        "Tgl TTD",
        "PIHAK I",
        "PIHAK II",
        "Tentang",
        "No. Perjanjian",
        "s/d",
        "Jangka Waktu",
        "Nilai (Rp)",
    ]
    held = ["", "signed_on", "party", "party", "title", "number", "", "term", "value"]
    assert columns.guess(headers) == held
    assert columns.missing(held) == []
    assert columns.missing(["title"]) == ["Para Pihak", "Nomor", "Tanggal Penandatanganan", "Berakhir"]
    assert columns.doubled(["title", "title", "party", "party"]) == ["Judul"]


def test_both_templates_can_be_read_as_they_are() -> None:
    for data in (blank_csv(), blank_xlsx()):
        found = table_of(data)
        assert columns.missing(columns.guess(found.columns)) == []
        assert columns.guess(found.columns) == [column.code for column in columns.COLUMNS]
        row = understood(found.rows[0].cells, found.columns)
        assert row.problems == []
        assert [one.name for one in row.named] == ["Argopeni", "PT Sumber Air"]


def test_dates_numbers_and_booleans_of_a_workbook() -> None:
    cells: list[Any] = line()
    cells[3:] = [dt.datetime(2024, 1, 15), dt.date(2024, 2, 1), 46418, 12_500_000.0]
    row = understood(table_of(as_xlsx([HEADER, cells])).rows[0].cells)
    assert row.problems == []
    assert (row.said["signed_on"], row.said["starts_on"]) == ("2024-01-15", "2024-02-01")
    assert (row.said["ends_on"], row.said["value"]) == ("2027-01-31", 12_500_000)


def test_a_formula_is_told_and_never_evaluated() -> None:
    cells = line(1, Nilai="=1+1", Judul='=HYPERLINK("http://x","Judul yang panjang")')
    for data in (as_csv([HEADER, cells]), as_xlsx([HEADER, cells])):
        found = table_of(data).rows[0].cells
        assert isinstance(found[0], Spoilt)
        told = dict(understood(found).problems)
        assert "rumus" in told["Nilai"]
        assert "rumus" in told["Judul"]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!"])
def test_an_error_of_a_spreadsheet_is_told(error: str) -> None:
    cells = line(1, Berakhir=error)
    for data in (as_csv([HEADER, cells]), as_xlsx([HEADER, cells])):
        told = dict(understood(table_of(data).rows[0].cells).problems)
        assert error in told["Berakhir"]


def test_merged_cells_are_told_in_their_rows() -> None:
    rows = [["Daftar"], HEADER, line(1), line(2), line(3)]

    def merge(book: Any) -> None:
        book.active.merge_cells("A1:G1")
        book.active.merge_cells("B3:B4")

    found = table_of(as_xlsx(rows, merge))
    assert found.columns == HEADER
    told = [dict(understood(row.cells).problems) for row in found.rows]
    assert "sel gabungan B3:B4" in told[0]["Para Pihak"]
    assert "sel gabungan B3:B4" in told[1]["Para Pihak"]
    assert told[2] == {}


def test_hidden_sheets_are_not_read() -> None:
    def hide(book: Any) -> None:
        book.active.sheet_state = "hidden"
        shown = book.create_sheet("Register")
        for row in SOUND:
            shown.append(row)

    assert len(table_of(as_xlsx([["rahasia", "rahasia"], ["x", "y"]], hide)).rows) == 2


def archive(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one part put in or replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return made.getvalue()


BOOK = as_xlsx(SOUND)
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
REFUSED = {
    "nothing": (b"", "kosong"),
    "only blanks": (b"\n\n;;\n", "kosong"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900, ".xls"),
    "a PDF": (b"%PDF-1.4\n...", "bukan CSV"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "bukan CSV"),
    "random bytes": (bytes(range(256)) * 4, "bukan CSV"),
    "a program": (b"MZ\x90\0" + b"\0" * 500, "bukan CSV"),
    "half a surrogate": ("a;b\n".encode("utf-16") + b"\x00\xd8", "bukan CSV"),
    "one column": (b"Judul\nSatu\nDua\n", "satu kolom"),
    "a header alone": (as_csv([HEADER]), "Tidak ada baris"),
    "a torn workbook": (BOOK[: len(BOOK) // 2], "rusak"),
    "a torn archive": (b"PK\x03\x04" + b"\xff" * 200, "rusak"),
    "a Word text": (archive(word__document_xml=b"<x/>"), "bukan lembar kerja"),
    "an OpenDocument sheet": (archive(mimetype=b"application/vnd.oasis"), "bukan lembar kerja"),
    "macros": (with_part(BOOK, "xl/vbaProject.bin", b"x"), "makro"),
    "a bomb": (with_part(BOOK, "xl/media/x.xml", b"\0" * 90_000_000), "terlalu besar"),
    "entities": (with_part(BOOK, "xl/worksheets/sheet1.xml", ENTITIES), "bukan buatan"),
    "no sense": (with_part(BOOK, "xl/workbook.xml", b"<a/>"), "tersembunyi"),
    "a broken sheet": (with_part(BOOK, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"), "rusak"),
    "too many rows": (as_csv([HEADER, *[["x", "y"]] * 10_001]), "10.000"),
    "too many columns": (as_csv([[f"k{n}" for n in range(120)], ["x"] * 120]), "100 kolom"),
    "nine megabytes": (b"a;b\n" * 2_300_000, "8 MB"),
    "an open quote": (as_csv(SOUND) + b'"' + b"x" * 200_000, "rusak"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_refused_in_words(what: str) -> None:
    data, words = REFUSED[what]
    with pytest.raises(BadSheet, match=words):
        table_of(data)


def test_a_sheet_that_is_empty_for_a_million_rows_ends_soon() -> None:
    def far(book: Any) -> None:
        book.active.cell(row=1_000_000, column=1).value = "x"

    assert len(table_of(as_xlsx(SOUND, far)).rows) == 2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21 November 2026", (2026, 11, 21)),
        ("21-11-2026", (2026, 11, 21)),
        ("21/11/2026", (2026, 11, 21)),
        ("21 Nov 26", (2026, 11, 21)),
        ("11/21/2026", (2026, 11, 21)),
        ("November 21, 2026", (2026, 11, 21)),
        ("Sabtu, 21 Nopember 2026", (2026, 11, 21)),
        ("2026-11-21 00:00:00", (2026, 11, 21)),
        ("46347", (2026, 11, 21)),
        ("03/04/2026", (2026, 4, 3)),
        ("17 Agt. 2019", (2019, 8, 17)),
    ],
)
def test_days_as_people_write_them(text: str, day: tuple[int, int, int]) -> None:
    assert days.read(text) == dt.date(*day)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("01/02/0205", "Tahun 0205"),
        ("0205-02-01", "Tahun 0205"),
        ("1 Mei 205", "Tahun 205"),
        ("1/1/5", "Tahun 5"),
        ("21 Nov 99", "2000 dan 2100"),
        ("31/02/2024", "tidak ada di kalender"),
        ("21 Blurg 2024", "Nama bulan"),
        ("2024", "bukan tanggal"),
        ("kemarin", "bukan tanggal"),
        ("99999", "bukan tanggal"),
        ("", "bukan tanggal"),
    ],
)
def test_what_is_no_day_is_told(text: str, words: str) -> None:
    with pytest.raises(days.BadDay, match=words):
        days.read(text)


def test_a_column_decides_what_is_day_and_what_is_month() -> None:
    assert days.order_of(["03/04/2026", "13/04/2026"]) == (days.Order.DAY_FIRST, False)
    assert days.order_of(["03/04/2026", "04/13/2026"]) == (days.Order.MONTH_FIRST, False)
    assert days.order_of(["03/04/2026", "5 Mei 2026"]) == (days.Order.DAY_FIRST, True)
    order, _assumed = days.order_of(["03/04/2026", "04/13/2026", "13/04/2026"])
    assert days.read("03/04/2026", days.Order.MONTH_FIRST) == dt.date(2026, 3, 4)
    with pytest.raises(days.BadDay, match="dua urutan"):
        days.read("03/04/2026", order)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("Rp 12.500.000,00", 12_500_000), ("12,500,000", 12_500_000), ("12,500,000.00", 12_500_000),
     ("Rp12.500.000,-", 12_500_000), ("12,5 juta", 12_500_000), ("12500000", 12_500_000), ("12.500", 12_500),
     ("", None), ("-", None), ("nihil", None)],
)  # fmt: skip
def test_money_as_people_write_it(text: str, amount: int | None) -> None:
    assert amounts.rupiah(text) == amount


@pytest.mark.parametrize("text", ["-5", "(500)", "12.50", "1e5", "abc", "9" * 30, "Rp", "١٢"])
def test_what_is_no_amount_is_told(text: str) -> None:
    with pytest.raises(amounts.BadAmount):
        amounts.rupiah(text)


def test_a_length_of_time_gives_the_last_day() -> None:
    begin = dt.date(2024, 2, 29)
    assert amounts.last_day(begin, "2 tahun") == dt.date(2026, 2, 27)
    assert amounts.last_day(begin, "18 (delapan belas) bulan") == dt.date(2025, 8, 28)
    assert amounts.last_day(begin, "90 hari") == dt.date(2024, 5, 28)
    assert amounts.last_day(begin, "selamanya") is None
    assert amounts.last_day(begin, "999 tahun") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Desa Argopeni (Kecamatan Ayah)", ("Argopeni", True, "Ayah", "", "")),
        ("Pemerintah Desa Argopeni", ("Argopeni", True, "", "", "")),
        ("Desa Argopeni (Ayah, Kebumen)", ("Argopeni", True, "Ayah", "Kabupaten Kebumen", "")),
        ("Ds. Argopeni Kec. Ayah Kab. Kebumen", ("Argopeni", True, "Ayah", "Kabupaten Kebumen", "")),
        ("Nagari Sungai Pua", ("Sungai Pua", True, "", "", "")),
        ("PT Sumber Air (Kota Semarang)", ("PT Sumber Air", False, "", "Kota Semarang", "firm")),
        ("Koperasi Tani Makmur", ("Koperasi Tani Makmur", False, "", "", "cooperative")),
        ("BUM Desa Argo", ("BUM Desa Argo", False, "", "", "village_enterprise")),
        ("Mitra: Sanggar Tari", ("Sanggar Tari", False, "", "", "other")),
        ("Sesuatu", ("Sesuatu", False, "", "", "")),
    ],
)
def test_how_registers_name_parties(text: str, said: tuple[str, bool, str, str, str]) -> None:
    named = naming.read(text)
    assert (named.name, named.village, named.subdistrict, named.regency, named.partner_kind) == said


def test_a_party_a_line_or_behind_a_semicolon() -> None:
    assert naming.split(["1. Desa A; 2. Desa B\n- Desa C", "", "PT X, Tbk"]) == [
        "Desa A",
        "Desa B",
        "Desa C",
        "PT X, Tbk",
    ]
    assert naming.read("33.05.01.2001 Argopeni").code == naming.read("3305012001").code == "33.05.01.2001"
    assert naming.read("Kelurahan Panjer").kelurahan


def test_two_writings_of_one_number_are_equal() -> None:
    assert normal("Nomor: 01/PKS/DS-X/I/2026") == normal("no. 1 / pks / ds x / i / 2026")
    assert normal("1/12") != normal("11/2")
    assert is_none("tanpa nomor")
    assert is_none("--")


@pytest.mark.parametrize(
    ("changes", "header", "words"),
    [
        ({"Judul": ""}, "Judul", "Isi judulnya"),
        ({"Judul": "Pendek"}, "Judul", "10 huruf"),
        ({"Nomor": ""}, "Nomor", "tanpa nomor"),
        ({"Nomor": "1; 2; 3"}, "Nomor", "3 nomor untuk 2 pihak"),
        ({"Berakhir": "01/01/2020"}, "Berakhir", "tidak boleh sebelum"),
        ({"Berakhir": ""}, "Berakhir", "jangka waktunya"),
        ({"Mulai Berlaku": "01/02/0205"}, "Mulai Berlaku", "Tahun 0205"),
        ({"Tanggal Penandatanganan": ""}, "Tanggal Penandatanganan", "Isi tanggal"),
        ({"Tanggal Penandatanganan": "1 Januari 2099"}, "Tanggal Penandatanganan", "masa depan"),
        ({"Nilai": "banyak"}, "Nilai", "bukan jumlah"),
        ({"Judul": "Judul\u202eterbalik sekali"}, "Judul", "arah tulisan"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_row_is_told_under_its_column(
    changes: dict[str, str], header: str, words: str
) -> None:
    told = dict(understood(line(1, **changes)).problems)
    assert list(told) == [header]
    assert words in told[header]


def test_choices_in_peoples_words() -> None:
    assert choices.meant("field", "Bidang Pembangunan Desa") == "development"
    assert choices.meant("instrument", "MoU") == "memorandum"
    assert choices.meant("instrument", "Permakades") == "joint_regulation"
    assert choices.meant("topic", "pengelolaan sampah") == "waste"
    assert choices.meant("topic", "sampah dan air") == ""
    assert choices.meant("instrument", "Addendum") == ""


def in_words(error: ValueError) -> None:
    assert " " in str(error)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=3_000))
def test_any_bytes_give_rows_or_a_sentence(data: bytes) -> None:
    for begin in (b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"Judul;Pihak;Nomor\n"):
        try:
            found = table_of(begin + data)
        except BadSheet as error:
            in_words(error)
        else:
            assert all(len(row.cells) == len(found.columns) for row in found.rows)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=2, max_size=8), min_size=1, max_size=6))
def test_any_table_is_understood_or_told(rows: list[list[str]]) -> None:
    rows = [[cell.replace("\0", "") for cell in row] for row in rows]
    try:
        found = table_of(as_csv([HEADER, *rows], encoding="utf-16"))
    except (BadSheet, UnicodeEncodeError):
        return
    for row in found.rows:
        told = understood(row.cells, found.columns) if len(found.columns) == len(HEADER) else None
        assert told is None or all(words for _header, words in told.problems)


@settings(max_examples=300, deadline=None)
@given(TEXTS | st.from_regex(r"\d{1,4}[-/. ]\d{1,4}[-/. ]\d{1,5}", fullmatch=True))
def test_any_text_is_a_day_an_amount_and_parties_or_is_told(text: str) -> None:
    for order in days.Order:
        try:
            assert 2000 <= days.read(text, order).year <= 2100
        except days.BadDay as error:
            in_words(error)
    try:
        amount = amounts.rupiah(text)
        assert amount is None or 0 <= amount < 10**15
    except amounts.BadAmount as error:
        in_words(error)
    for piece in naming.split([text]):
        assert naming.read(piece).text == piece
    days.order_of([text])
    normal(text)
