"""Two texts are woven together so that each can be read out of the weave again."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.drafting.versions.differences import compare, differences
from tests.support.contents import content

TEXT = st.lists(
    st.lists(st.sampled_from(["satu", "dua", "tiga", "(1)", "a.", ""]), max_size=6), max_size=6
).map(lambda lines: "\n".join(" ".join(line) for line in lines))


def side(pieces, *kinds):
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT)
def test_old_and_new_are_both_in_the_weave(old, new):
    pieces = list(compare(old, new))
    assert side(pieces, "same", "removed") == old
    assert side(pieces, "same", "added") == new
    if old == new:
        assert {piece.kind for piece in pieces} <= {"same"}


def test_one_word_is_one_change():
    pieces = list(compare("iuran lima puluh ribu", "iuran enam puluh ribu"))
    assert [(p.kind, p.text) for p in pieces] == [
        ("same", "iuran "),
        ("removed", "lima"),
        ("added", "enam"),
        ("same", " puluh ribu"),
    ]


def test_a_long_text_does_not_take_long():
    begin = time.monotonic()
    list(compare("a b " * 5_000, "b a " * 5_000))
    list(compare("a b\n" * 5_000, "b a\n" * 5_000))
    assert time.monotonic() - begin < 5


def test_an_article_keeps_its_place_when_others_move():
    old, new = content(), content()
    article = new["chapters"][0]["articles"].pop(0)
    changes = differences(old, new)
    assert [side(change.pieces, "added") for change in changes] == [""]
    assert article["body"] in side(changes[0].pieces, "removed")


def test_the_same_text_has_no_changes():
    assert differences(content(), content()) == []
