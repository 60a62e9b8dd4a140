"""One writes "Pasal 7"; it means that article from then on, and an article of a law stays what it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.documents.words import BLANK
from agreements.drafting.writing.references import rebound, spoken, stored, token, tokenise

ORDER = list(range(101, 121))
SEVEN = "{{ pasal.a107 }}"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Pasal 7", SEVEN),
        ("pasal  7 dan", f"{SEVEN} dan"),
        ("Pasal 7 ayat (2)", f"{SEVEN} ayat (2)"),
        ("Pasal 7 ayat (2) huruf a dan huruf b", f"{SEVEN} ayat (2) huruf a dan huruf b"),
        ("ayat (2) Pasal 7", f"ayat (2) {SEVEN}"),
        ("Pasal 7 dan Pasal 8", f"{SEVEN} dan {{{{ pasal.a108 }}}}"),
        ("Pasal 7 sampai dengan Pasal 9", f"{SEVEN} sampai dengan {{{{ pasal.a109 }}}}"),
        ("Pasal 6, Pasal 7, dan Pasal 8.", f"{{{{ pasal.a106 }}}}, {SEVEN}, dan {{{{ pasal.a108 }}}}."),
        ("Pasal 6, 7, dan 8 berlaku", f"{{{{ pasal.a106 }}}}, {SEVEN}, dan {{{{ pasal.a108 }}}} berlaku"),
        ("Pasal 7 dan 8 (delapan) orang", f"{SEVEN} dan 8 (delapan) orang"),
        ("Pasal 7, 3 hari sesudahnya", f"{SEVEN}, 3 hari sesudahnya"),
        ("Pasal 7 Perjanjian ini", f"{SEVEN} Perjanjian ini"),
        ("Pasal 7 Peraturan Bersama Kepala Desa ini", f"{SEVEN} Peraturan Bersama Kepala Desa ini"),
        ("Pasal 7 Perjanjian.", f"{SEVEN} Perjanjian."),
        ("Sesuai Pasal 7, surat teguran dikirim.", f"Sesuai {SEVEN}, surat teguran dikirim."),
        ("Pasal 7 dan Undang-Undang Nomor 6 Tahun 2014", f"{SEVEN} dan Undang-Undang Nomor 6 Tahun 2014"),
        ("(Pasal 7)", f"({SEVEN})"),
        ("PIHAK KESATU dalam Pasal 7 PIHAK KEDUA", f"PIHAK KESATU dalam {SEVEN} PIHAK KEDUA"),
    ],
)
def test_a_reference_to_an_own_article_is_kept_by_its_key(typed, kept):
    assert tokenise(typed, ORDER) == kept
    assert tokenise(kept, ORDER) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "Pasal 9 Undang-Undang Nomor 6 Tahun 2014 tentang Desa",
        "Pasal 6 huruf a Peraturan Menteri Dalam Negeri Nomor 96 Tahun 2017",
        "Pasal 7 UU 6/2014",
        "Pasal 2 ayat (2) dan ayat (3) Undang-Undang Nomor 6 Tahun 2014",
        "Pasal 3 Permendagri 96/2017",
        "Pasal 13 dan Pasal 14 KUH Perdata",
        "Pasal 1320 dan 1338 Kitab Undang-Undang Hukum Perdata",
        "Pasal 5 dan 6 KUHPerdata",
        "Pasal 18 ayat (6) UUD 1945",
        "UU 6/2014 Pasal 9 dan Pasal 10",
        "Undang-Undang Nomor 6 Tahun 2014 tentang Desa Pasal 7",
        "Permendagri 96/2017 Pasal 6 huruf a",
        "Pasal 5 Perjanjian Kerja Sama Nomor 5/PKS/2024",
        "Pasal 5 {{ induk }}",
        "Ketentuan Pasal 5 ayat (2) diubah sehingga berbunyi",
        "di antara Pasal 5 dan Pasal 6 disisipkan",
        "Pasal 4 Anggaran Dasar",
        "Pasal 3 ketentuan Peraturan Desa Nomor 3 Tahun 2020",
        "Pasal 3, Undang-Undang Nomor 6 Tahun 2014",
        "Pasal 7A",
        "Pasal 7.5",
        "Pasal 7/8",
        "Pasal 21",
        "Pasal 0",
        "Pasal-pasal",
        "Pasal\n7",
    ],
)
def test_an_article_of_a_law_stays_text(typed):
    assert tokenise(typed, ORDER) == typed


def test_a_reference_reads_with_the_number_of_now():
    assert spoken(f"{SEVEN} ayat (2)", [107, 101]) == "Pasal 1 ayat (2)"
    assert spoken(f"{SEVEN} ayat (2)", [101]) == f"Pasal {BLANK} ayat (2)"
    assert rebound(f"{SEVEN} dan {{{{pasal.a108}}}}", {107: 7}) == "{{ pasal.a7 }} dan {{ pasal.a108 }}"


def test_an_untouched_line_keeps_what_it_points_to():
    """Also when the writer's page showed another order, and when its marker is another one now."""
    was = f"(1) Sesuai {SEVEN}.\n(2) Menurut {{{{ pasal.a999 }}}}."
    shown = spoken(was, ORDER)
    assert stored(shown, was, ORDER) == was
    assert stored(f"(1) Baru.\n{shown.replace('(2)', '(3)').replace('(1)', '(2)')}", was, ORDER) == (
        f"(1) Baru.\n(2) Sesuai {SEVEN}.\n(3) Menurut {{{{ pasal.a999 }}}}."
    )


def test_a_touched_line_keeps_pointing_to_an_article_that_is_gone():
    was = "Menurut {{ pasal.a999 }} dan {{ pasal.a998 }}."
    typed = spoken(was, ORDER).replace("Menurut", "Sesuai")
    assert stored(typed, was, ORDER) == was.replace("Menurut", "Sesuai")
    assert stored(f"Sesuai Pasal {BLANK}.", was, ORDER) == f"Sesuai Pasal {BLANK}."


PIECES = """Pasal pasal 7 12 400 ayat (2) huruf a dan sampai , . UU 6/2014 Undang-Undang Nomor Perjanjian ini (1) a.
dengan ………… – berlaku 3 KUH Perdata diubah tentang Tahun 2014 7A - ayat(3) Permendagri"""
WORDS = st.sampled_from([*PIECES.split(), "\n", "{{ pasal.a3 }}", "{{ judul }}"])
TEXTS = st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=60)
ORDERS = st.lists(st.integers(1, 60), unique=True, max_size=20)


@given(TEXTS, ORDERS)
def test_what_is_stored_reads_as_it_was_typed(text, order):
    kept = tokenise(text, order)
    assert tokenise(kept, order) == kept
    read = spoken(kept, order)
    assert spoken(tokenise(read, order), order) == read
    assert "".join(read.split()).lower().replace("pasal", "") == (
        "".join(spoken(text, order).split()).lower().replace("pasal", "")
    )


@given(TEXTS, TEXTS, ORDERS)
def test_typing_over_a_text_says_what_was_typed(typed, was, order):
    was = tokenise(was, order)
    kept = stored(typed, was, order)
    assert stored(spoken(kept, order), kept, order).split() == kept.split()
    assert stored(spoken(was, order), was, order).split() == was.split()


@given(st.lists(st.integers(1, 20), min_size=1, max_size=5), st.permutations(ORDER))
def test_references_follow_any_new_order(numbers, order):
    text = tokenise(", ".join(f"Pasal {number}" for number in numbers), ORDER)
    assert text == ", ".join(token(ORDER[number - 1]) for number in numbers)
    places = [order.index(ORDER[number - 1]) + 1 for number in numbers]
    assert spoken(text, order) == ", ".join(f"Pasal {place}" for place in places)
