"""Dates, amounts, terms and designations in the words of formal Indonesian."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.documents import words


def test_a_contract_opens_with_its_day_in_words():
    assert words.opening_date("2026-11-21") == (
        "hari ini, Sabtu, tanggal dua puluh satu bulan November tahun dua ribu dua puluh enam (21-11-2026)"
    )


def test_an_amount_stands_in_figures_and_words():
    assert words.amount_in_words(150_000_000) == "Rp150.000.000,00 (seratus lima puluh juta rupiah)"
    assert words.amount_in_words(0) == "Rp0,00 (nol rupiah)"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-12-01", "2029-11-30", "3 (tiga) tahun"),
        ("2026-01-15", "2027-07-14", "1 (satu) tahun 6 (enam) bulan"),
        ("2026-01-31", "2026-02-28", "1 (satu) bulan"),
        ("2024-02-29", "2025-02-28", "1 (satu) tahun"),
        ("2026-03-01", "2026-03-10", "10 (sepuluh) hari"),
        ("2026-03-01", "2026-03-01", "1 (satu) hari"),
        ("2026-01-15", "2027-07-20", "1 (satu) tahun 6 (enam) bulan 6 (enam) hari"),
    ],
)
def test_a_term_counts_its_last_day(first, last, expected):
    assert words.term_words(first, last) == expected


def test_a_term_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="before it starts"):
        words.term_words("2026-02-01", "2026-01-31")


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 20_000))
def test_every_term_has_words(first, days):
    assert words.term_words(first, first + timedelta(days=days))


@pytest.mark.parametrize(
    ("ordinal", "expected"),
    [(1, "PIHAK KESATU"), (2, "PIHAK KEDUA"), (11, "PIHAK KESEBELAS"), (20, "PIHAK KEDUA PULUH")],
)
def test_parties_are_called_by_their_place(ordinal, expected):
    assert words.designation(ordinal) == expected


def test_months_and_chapters_have_roman_numerals():
    assert [words.roman(n) for n in (1, 4, 9, 11, 14, 40, 99)] == ["I", "IV", "IX", "XI", "XIV", "XL", "XCIX"]


def test_huruf_go_on_after_z():
    assert [words.letters(n) for n in (1, 26, 27, 28, 53)] == ["a", "z", "aa", "bb", "aaa"]


@pytest.mark.parametrize(
    ("names", "expected"), [([], ""), (["A"], "A"), (["A", "B"], "A dan B"), (["A", "B", "C"], "A, B, dan C")]
)
def test_names_are_listed(names, expected):
    assert words.listed(names) == expected
