"""Two texts are woven together so that each can be read out of the weave again."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.drafting.versions.matching import matching
from agreements.drafting.versions.weaving import compare, text_of, weave

WORDS = st.sampled_from(["satu", "dua", "tiga", "(1)", "(2)", "a.", "1."])
TEXT = st.lists(st.lists(WORDS, min_size=1, max_size=6), max_size=6).map(
    lambda lines: "\n".join(" ".join(line) for line in lines)
)


def side(pieces, *kinds):
    return [word for piece in pieces if piece.kind in kinds for word in piece.text.split()]


def unnumbered(words):
    return [word for word in words if not word.endswith((")", "."))]


@settings(max_examples=300, deadline=None)
@given(TEXT, TEXT)
def test_old_and_new_are_both_in_the_weave(old, new):
    pieces = compare(old, new)
    assert unnumbered(side(pieces, "same", "removed")) == unnumbered(old.split())
    assert side(pieces, "same", "added") == new.split()
    if old == new:
        assert {piece.kind for piece in pieces} <= {"same"}


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 5), max_size=12), st.lists(st.integers(0, 5), max_size=12))
def test_what_matches_is_in_both_and_in_order(old, new):
    a = c = 0
    for i, j, length in matching(old, new):
        assert i >= a
        assert j >= c
        assert old[i : i + length] == new[j : j + length]
        a, c = i + length, j + length


def test_one_word_is_one_change():
    pieces = compare("iuran lima puluh ribu", "iuran enam puluh ribu")
    assert [(p.kind, p.text) for p in pieces] == [
        ("same", "iuran"),
        ("removed", "lima"),
        ("added", "enam"),
        ("same", "puluh ribu"),
    ]


def test_a_line_that_came_in_leaves_its_neighbours_alone():
    old = "(1) Iuran dibayar setiap bulan.\n(2) Iuran disetor ke rekening bersama."
    new = "(1) Iuran dibayar setiap bulan.\n(2) Iuran dicatat bendahara.\n(3) Iuran disetor ke rekening bersama."
    lines = weave(text_of(old), text_of(new))
    assert [line.same for line in lines] == [True, False, True]
    assert [(p.kind, p.text) for p in lines[1].pieces] == [("added", "(2) Iuran dicatat bendahara.")]
    assert lines[2].pieces[0].text.startswith("(3) ")


def test_a_text_written_anew_is_taken_out_and_put_in_whole():
    old = "Para pihak menanggung biaya angkutan sampah menurut jumlah rumah tangga setiap desa dan musim."
    new = "Setiap bulan Januari dibentuk tim pengawas dan pemeriksa yang bekerja tanpa upah selama dua tahun."
    assert [piece.kind for piece in compare(old, new)] == ["removed", "added"]


def test_words_that_stay_by_chance_do_not_tear_a_change_apart():
    pieces = compare(
        "Biaya ditanggung oleh Desa Argopeni dan dibayar tunai setiap akhir bulan kepada bendahara.",
        "Biaya dibagi rata menurut luas wilayah dan dipungut bersama iuran warga kepada bendahara.",
    )
    assert [piece.kind for piece in pieces] == ["same", "removed", "added", "same"]


LONG = 5_000


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a b " * LONG, "b a " * LONG),
        ("a b\n" * LONG, "b a\n" * LONG),
        (" ".join(map(str, range(LONG))), " ".join(map(str, reversed(range(LONG))))),
        (" ".join(str(n * n % 997) for n in range(LONG)), " ".join(str(n * n % 991) for n in range(LONG))),
        ("x\n" * LONG + "y\n" * LONG, "y\n" * LONG + "x\n" * LONG),
        ("kata " * 200_000, "kata " * 100_000 + "lain " * 100_000),
    ],
    ids=["swapped words", "swapped lines", "backwards", "few words", "halves swapped", "a megabyte"],
)
def test_a_hostile_text_does_not_take_long(old, new):
    begin = time.process_time()
    pieces = compare(old, new)
    assert time.process_time() - begin < 5
    assert side(pieces, "same", "added") == new.split()
