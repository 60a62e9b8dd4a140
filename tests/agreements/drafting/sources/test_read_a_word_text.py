"""A .docx is read as its page reads: automatic numbers are written out, deleted words are gone, tables are lines."""

import pytest

from agreements.drafting.sources.docx import read_docx
from agreements.drafting.sources.reading import read
from tests.agreements.drafting.sources.making import STRICT, docx, level, numbering, p, run, table

BAB = numbering(
    level(0, "upperRoman", "BAB %1", style="Bab"),
    level(1, "decimal", "Pasal %2", style="Pasal", restart=0),
    level(2, "decimal", "(%3)"),
    level(3, "lowerLetter", "%4)"),
    level(4, "decimal", "%5)"),
)


def lines(data: bytes) -> list[str]:
    return [line.text for line in read_docx(data)]


def test_an_agreement_typed_by_hand() -> None:
    data = docx(
        p("PERJANJIAN KERJA SAMA", centred=True),
        p("PASAL 1", centred=True),
        p("Ruang Lingkup ", "Kerja Sama", centred=True),
        p("(1) Ruang", " lingkup ", "meliputi:"),
        p("a.", "<w:r><w:tab/></w:r>", "sampah;"),
    )
    opening, article = read(data)
    assert opening.body == "PERJANJIAN KERJA SAMA"
    assert (article.heading, article.content) == ("Ruang Lingkup Kerja Sama", "scope")
    assert article.body == "(1) Ruang lingkup meliputi:\na. sampah;"


def test_automatic_numbers_become_markers_and_articles() -> None:
    data = docx(
        p("Ketentuan Umum", number=1, depth=0),
        p(number=1, depth=1),
        p("Satu.", number=1, depth=2),
        p("Dua:", number=1, depth=2),
        p("huruf;", number=1, depth=3),
        p("huruf lagi:", number=1, depth=3),
        p("angka.", number=1, depth=4),
        p("Pendanaan", number=1, depth=0),
        p("Pembiayaan", number=1, depth=1),
        p("Satu.", number=1, depth=2),
        numbers=BAB,
    )
    assert lines(data) == [
        "BAB I Ketentuan Umum",
        "Pasal 1",
        "(1) Satu.",
        "(2) Dua:",
        "a. huruf;",
        "b. huruf lagi:",
        "1. angka.",
        "BAB II Pendanaan",
        "Pasal 2 Pembiayaan",
        "(1) Satu.",
    ]


def test_numbers_that_styles_give() -> None:
    styles = (
        '<w:style w:styleId="Dasar"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Pasal"><w:basedOn w:val="Dasar"/></w:style>'
        '<w:style w:styleId="Judul"><w:name w:val="heading 2"/></w:style>'
    )
    data = docx(
        p(style="Pasal"),
        p("Maksud dan tujuan kerja sama antara kedua desa ini", style="Judul"),
        p("Isi.", number=1, depth=2),
        p("Tanpa nomor.", style="Pasal"),
        numbers=BAB,
        styles=styles,
    )
    first, second = read(data)
    assert (first.label, first.heading) == ("Pasal 1", "Maksud dan tujuan kerja sama antara kedua desa ini")
    assert (second.label, second.body) == ("Pasal 2", "Tanpa nomor.")


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("decimal", "%1.", "1. x"),
        ("decimal", "%1)", "1. x"),
        ("decimal", "(%1)", "(1) x"),
        ("decimalZero", "%1.", "1. x"),
        ("lowerLetter", "%1.", "a. x"),
        ("lowerLetter", "(%1)", "a. x"),
        ("lowerRoman", "%1.", "1. x"),
        ("upperRoman", "%1.", "I. x"),
        ("upperLetter", "%1.", "A. x"),
        ("bullet", "\uf0b7", "- x"),
        ("none", "", "x"),
        ("decimal", "", "x"),
        ("decimal", "Pasal %1:", "Pasal 1: x"),
        ("decimal", "1.%1.", "1.1. x"),
        ("chineseCounting", "%1.", "1. x"),
    ],
)
def test_every_kind_of_number(form: str, text: str, expected: str) -> None:
    assert lines(docx(p("x", number=1), numbers=numbering(level(0, form, text)))) == [expected]


def test_lists_go_on_or_begin_again_as_they_say() -> None:
    numbers = numbering(level(0, "decimal", "%1.", start=3), lists=(1, 2, 3), restarts=(3,))
    data = docx(*(p("x", number=n) for n in (1, 1, 2, 3, 3, 9)), numbers=numbers)
    assert lines(data) == ["3. x", "4. x", "5. x", "1. x", "2. x", "x"]


def test_inserted_words_stay_and_deleted_ones_go() -> None:
    removed = "<w:del><w:r><w:delText>hapus</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('pindah')}</w:moveFrom>"
    data = docx(
        p("Biaya ", removed, moved, f"<w:ins>{run('ditanggung bersama')}</w:ins>", "."),
        p("Kalimat ini ", mark='<w:del w:id="1"/>'),
        p("bersambung."),
        p(f"<w:del>{run('seluruhnya hapus')}</w:del>"),
    )
    assert lines(data) == ["Biaya ditanggung bersama.", "Kalimat ini bersambung."]


def test_tables_become_lines() -> None:
    data = docx(
        table(("Menimbang", ":", p("a. bahwa satu;") + p("b. bahwa dua;"))),
        table(("Mengingat", ":", "1. Undang-Undang;"), ("", "", "2. Permendagri;")),
        p("Pasal 1"),
        table(("No", "Uraian", "Jumlah"), ("1", p("Truk") + p("sampah"), "2")),
        table(("a.", p("butir;") + p("lanjutan"))),
        table(("", "")),
    )
    considering, in_view_of, article = read(data)
    assert considering.body == "bahwa satu;\nbahwa dua;"
    assert in_view_of.body == "Undang-Undang;\nPermendagri;"
    assert article.body == "No | Uraian | Jumlah\n1 | Truk sampah | 2\na. butir;\nlanjutan"


def test_what_is_not_words_is_passed_over() -> None:
    field = "<w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r><w:r><w:t>7</w:t></w:r>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>rahasia</w:t></w:r>"
    box = f"<w:r><w:pict><w:txbxContent>{p('Kotak')}</w:txbxContent></w:pict></w:r>"
    twice = f"<w:r><x:Fallback xmlns:x='y'>{p('Kotak')}</x:Fallback></w:r>"
    data = docx(p("Halaman ", field, hidden, "<w:r><w:br/></w:r>", "baris"), p(box, twice, "luar"), p(" "))
    assert lines(data) == ["Halaman 7", "baris", "Kotak", "luar"]


def test_a_strict_file_reads_the_same() -> None:
    assert lines(docx(p("x", number=1), numbers=numbering(level(0, "decimal", "%1.")), space=STRICT)) == [
        "1. x"
    ]
