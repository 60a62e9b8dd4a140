"""A pasted text falls into articles by "Pasal n", into the preamble, and into a rest that is offered for placing."""

import pytest

from agreements.drafting.sources.reading import Piece, read

REGULATION = """\
PERATURAN BERSAMA KEPALA DESA
DESA ARGOPENI DAN DESA SRATI
NOMOR 01 TAHUN 2026
TENTANG
PENGELOLAAN SAMPAH BERSAMA

DENGAN RAHMAT TUHAN YANG MAHA ESA

Menimbang : a. bahwa sampah di kedua desa belum dikelola dengan baik dan mencemari sungai yang mengalir ke
laut;
b. bahwa perlu menetapkan peraturan bersama;
Mengingat :
1. Undang-Undang Nomor 6 Tahun 2014 tentang Desa;
2) Permendagri Nomor 96 Tahun 2017;

MEMUTUSKAN:
Menetapkan : PERATURAN BERSAMA KEPALA DESA TENTANG PENGELOLAAN SAMPAH BERSAMA.

BAB I
KETENTUAN UMUM

Pasal 1
Dalam Peraturan Bersama ini yang dimaksud dengan:
1.Desa adalah desa;
2.Para Pihak adalah kedua desa.

BAB II MAKSUD DAN TUJUAN
Pasal 2
(1)Maksudnya adalah melaksanakan ketentuan sebagaimana dimaksud dalam
Pasal 1 ayat (2).
(2) Tujuannya bersih.

BAB III
PERUBAHAN, PENUNDAAN, PEMBATALAN,
DAN BERAKHIRNYA KERJA SAMA
Bagian Kesatu
Perubahan
Pasal 3
a) dapat diubah;
b) diubah dengan kesepakatan.
Pasal 5 Undang-Undang Nomor 6 Tahun 2014 berlaku pula.

Ditetapkan di Ayah
pada tanggal 1 Januari 2026
KEPALA DESA ARGOPENI

LAMPIRAN I
Peta wilayah
"""


def pieces(text: str) -> dict[str, Piece]:
    return {piece.label: piece for piece in read(text)}


def test_a_joint_regulation_falls_into_its_parts() -> None:
    found = read(REGULATION)
    assert [(piece.kind, piece.label) for piece in found] == [
        ("rest", "Sebelum pasal pertama"),
        ("considering", "Menimbang"),
        ("in_view_of", "Mengingat"),
        ("rest", "Setelah Mengingat"),
        ("rest", "Menetapkan"),
        ("article", "Pasal 1"),
        ("article", "Pasal 2"),
        ("rest", "Bagian Kesatu"),
        ("article", "Pasal 3"),
        ("rest", "Bagian tanda tangan"),
        ("rest", "LAMPIRAN I"),
    ]


def test_the_preamble_loses_its_letters_and_its_broken_lines() -> None:
    found = pieces(REGULATION)
    assert found["Menimbang"].body.splitlines() == [
        "bahwa sampah di kedua desa belum dikelola dengan baik dan mencemari sungai yang mengalir ke laut;",
        "bahwa perlu menetapkan peraturan bersama;",
    ]
    assert found["Mengingat"].body.splitlines()[1] == "Permendagri Nomor 96 Tahun 2017;"


def test_articles_know_chapter_content_and_number() -> None:
    found = pieces(REGULATION)
    told = {label: (p.chapter, p.content, p.number) for label, p in found.items() if p.kind == "article"}
    assert told == {
        "Pasal 1": ("KETENTUAN UMUM", "general", 1),
        "Pasal 2": ("MAKSUD DAN TUJUAN", "purpose", 2),
        "Pasal 3": ("PERUBAHAN, PENUNDAAN, PEMBATALAN, DAN BERAKHIRNYA KERJA SAMA", "change", 3),
    }


def test_markers_are_those_that_articles_are_written_with() -> None:
    found = pieces(REGULATION)
    assert found["Pasal 1"].body.splitlines()[1] == "1. Desa adalah desa;"
    assert found["Pasal 2"].body.splitlines()[0].startswith("(1) Maksudnya")
    assert found["Pasal 3"].body.splitlines()[0] == "a. dapat diubah;"


def test_an_article_that_is_only_named_begins_nothing() -> None:
    found = pieces(REGULATION)
    assert found["Pasal 2"].body.splitlines()[0].endswith("dimaksud dalam Pasal 1 ayat (2).")
    assert found["Pasal 3"].body.splitlines()[-1].startswith("Pasal 5 Undang-Undang")


@pytest.mark.parametrize(
    ("text", "heading", "body"),
    [
        ("Pasal 1\nRUANG LINGKUP\nMeliputi sampah.", "Ruang Lingkup", "Meliputi sampah."),
        ("Pasal 1 Ruang Lingkup\nMeliputi sampah.", "Ruang Lingkup", "Meliputi sampah."),
        ("PASAL 1: Ruang Lingkup\nMeliputi sampah.", "Ruang Lingkup", "Meliputi sampah."),
        ("Pasal 1. (Ruang Lingkup)\nMeliputi sampah.", "Ruang Lingkup", "Meliputi sampah."),
        ("Pasal 1\nMeliputi sampah rumah tangga.", "", "Meliputi sampah rumah tangga."),
        ("Pasal 1\nKerja sama ini meliputi sampah", "", "Kerja sama ini meliputi sampah"),
        ("Pasal 1 Kerja sama ini meliputi sampah.", "", "Kerja sama ini meliputi sampah."),
        ("Pasal 1\n(1) Meliputi", "", "(1) Meliputi"),
        ("Pasal 1\n" + "A" * 201 + "\nX.", "", "A" * 201 + "\nX."),
    ],
)
def test_a_heading_stands_on_the_line_of_its_article_or_below(text: str, heading: str, body: str) -> None:
    (piece,) = read(text)
    assert (piece.heading, piece.body) == (heading, body)


def test_headings_above_their_articles_are_moved_to_them() -> None:
    found = read("MAKSUD DAN TUJUAN\nPasal 1\nMaksudnya baik.\nJANGKA WAKTU\nPasal 2\nSatu tahun.")
    assert [(p.heading, p.content, p.body) for p in found] == [
        ("Maksud dan Tujuan", "purpose", "Maksudnya baik."),
        ("Jangka Waktu", "term", "Satu tahun."),
    ]


def test_numbers_may_jump_and_repeat() -> None:
    found = read("Pasal 2\nSatu.\n\nPasal 9\nDua.\n\nPasal 2\nTiga.")
    assert [piece.number for piece in found] == [2, 9, 2]


def test_a_text_without_articles_is_one_piece() -> None:
    (piece,) = read("Kami sepakat bekerja sama.\nSampah diangkut tiap hari.")
    assert (piece.kind, piece.body.count("\n")) == ("rest", 1)


def test_a_chapter_without_articles_keeps_its_title() -> None:
    found = read("BAB I\nUMUM\nBAB II\nKHUSUS\nPasal 1\nIsi.")
    assert found[0].body == "BAB I UMUM"
    assert found[1].chapter == "KHUSUS"


def test_a_long_article_is_cut_and_nothing_of_it_is_lost() -> None:
    lines = [f"({n}) Ketentuan nomor {n} tentang sampah." for n in range(1, 900)]
    found = read("Pasal 1\n" + "\n".join(lines))
    assert len(found) > 2
    assert [line for piece in found for line in piece.body.splitlines()] == lines
    assert max(len(piece.body) for piece in found) <= 12_000


def test_a_line_as_long_as_a_book_is_cut_at_a_space() -> None:
    words = "sampah " * 3_000
    found = read("Pasal 1\n" + words)
    assert " ".join(piece.body for piece in found).split() == words.split()
    assert max(len(line) for piece in found for line in piece.body.splitlines()) <= 6_000


@pytest.mark.parametrize(
    ("heading", "content"),
    [
        ("Ketentuan Umum", "general"),
        ("MAKSUD DAN TUJUAN", "purpose"),
        ("Ruang Lingkup", "scope"),
        ("Bidang dan Objek", "field"),
        ("Tata Cara dan Ketentuan Pelaksanaan", "implementation"),
        ("Badan Kerja Sama antar-Desa", "other"),
        ("Hak dan Kewajiban PIHAK KESATU", "rights_obligations"),
        ("Jangka Waktu", "term"),
        ("Pembiayaan dan Bagi Hasil", "funding"),
        ("Aset dan Hasil Kerja Sama", "asset"),
        ("Hasil dan Aset Kerja Sama", "asset"),
        ("Pemantauan, Evaluasi, dan Pelaporan", "reporting"),
        ("Pelaporan, Pembinaan, dan Pengawasan", "reporting"),
        ("Pelindungan Data dan Kerahasiaan", "other"),
        ("Keadaan Kahar", "other"),
        ("Sanksi", "sanctions"),
        ("Perubahan, Penundaan, dan Pembatalan", "change"),
        ("Berakhirnya Perjanjian", "change"),
        ("Penyelesaian Perselisihan", "dispute"),
        ("Korespondensi", "other"),
        ("Ketentuan Penutup", "closing"),
        ("Ketentuan Lain-Lain", "other"),
        ("Siluman", "other"),
    ],
)
def test_what_an_article_is_about_is_guessed_from_its_heading(heading: str, content: str) -> None:
    (piece,) = read(f"Pasal 1\n{heading}\nIsinya di sini.")
    assert piece.content == content


@pytest.mark.parametrize(
    ("body", "content"),
    [
        ("Dalam Perjanjian ini yang dimaksud dengan:", "general"),
        ("Perjanjian ini berlaku selama 2 (dua) tahun.", "term"),
        ("Perselisihan diselesaikan secara musyawarah.", "dispute"),
        ("Peraturan Bersama ini mulai berlaku pada tanggal ditetapkan.", "closing"),
    ],
)
def test_without_a_heading_the_first_line_tells(body: str, content: str) -> None:
    (piece,) = read(f"Pasal 1\n{body}")
    assert piece.content == content
