"""A changed text is split into places, and the places put together in any order give the changed text again."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.drafting.together.hunks import Hunk, apply, hunks, settled, split
from agreements.drafting.together.hunks import _words as words

LINES = st.lists(st.sampled_from(["", "a", "b", "(1) Biaya.", "(2) Biaya."]), min_size=1, max_size=12)
TEXTS = LINES.map("\n".join)


def test_each_changed_line_is_a_place_with_the_line_above() -> None:
    old = "(1) Satu.\n(2) Dua.\n(3) Tiga.\n(4) Empat."
    new = "(1) Satu.\n(2) Dua dan lagi.\n(3) Tiga.\n(4) Empat.\n(5) Lima."
    assert hunks(old, new) == [
        Hunk("(1) Satu.\n", "(2) Dua.\n", "(2) Dua dan lagi.\n"),
        Hunk("(4) Empat.\n", "", "(5) Lima.\n"),
    ]


def test_neighbouring_lines_changed_one_for_one_are_places_of_their_own() -> None:
    found = hunks("(1) Satu.\n(2) Dua.\n(3) Tiga.", "(1) Satu.\n(2) Dua kali.\n(3) Tiga kali.")
    assert [hunk.new for hunk in found] == ["(2) Dua kali.\n", "(3) Tiga kali.\n"]
    assert [hunk.before for hunk in found] == ["(1) Satu.\n", ""]


def test_the_same_text_has_no_changed_place() -> None:
    assert hunks("a\nb", "a\nb") == []


@settings(max_examples=400)
@given(TEXTS, TEXTS, st.randoms(use_true_random=False))
def test_all_places_in_any_order_give_the_new_text(old: str, new: str, chance) -> None:
    found = hunks(old, new)
    chance.shuffle(found)
    text: str | None = old
    for hunk in found:
        assert text is not None
        text = apply(text, hunk)
    assert text == new


@settings(max_examples=200)
@given(TEXTS, TEXTS, TEXTS)
def test_a_place_takes_only_the_lines_it_names(old: str, new: str, other: str) -> None:
    for hunk in hunks(old, new):
        done = apply(other, hunk)
        if done is not None:
            kept = [line for line in other.split("\n") if line.strip()]
            gone = Counter(words(line) for line in split(hunk.old))
            assert not Counter(map(words, kept)) - Counter(map(words, done.split("\n"))) - gone


def test_lines_are_found_by_their_words_not_their_numbers() -> None:
    [hunk] = hunks("(1) Satu.\n(2) Dua.", "(1) Satu.\n(2) Dua kali.")
    assert apply("(1) Nol.\n(2) Satu.\n(3) Dua.", hunk) == "(1) Nol.\n(2) Satu.\n(2) Dua kali."


def test_a_line_between_others_is_one_place_however_the_rest_was_numbered() -> None:
    old, typed = "(1) Satu.\n(2) Dua.\n(3) Tiga.", "(1) Satu.\n(2) Baru.\n(3)  Dua.\n(4) Tiga."
    assert hunks(old, settled(typed, old)) == [Hunk("(1) Satu.\n", "", "(2) Baru.\n")]
    assert settled("1. Satu.", "(1) Satu.") == "1. Satu.", "another kind of number is another text"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("(1) Satu.\n(2) Dua sekali.", "the line has changed"),
        ("(0) Nol.\n(2) Dua.", "the line above has changed"),
        ("1. Satu.\n(2) Dua.", "the line above is of another kind"),
        ("(1) Satu.\n(2) Dua.\n(1) Satu.\n(2) Dua.", "the place stands there twice"),
        ("", "everything is gone"),
    ],
)
def test_a_place_that_changed_is_not_written_over(body: str, why: str) -> None:
    assert apply(body, Hunk("(1) Satu.\n", "(2) Dua.\n", "(2) Tiga.\n")) is None, why
