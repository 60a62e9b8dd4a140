"""When the ayat of an article move, whoever refers to them says the new numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.drafting.writing.following import after_save, after_split, followed, moves, paths
from agreements.drafting.writing.pairing import pairs
from agreements.drafting.writing.references import token
from agreements.drafting.writing.structure import State, changed, split

A, B, C = token(1), token(2), token(3)
BODY = """(1) Iuran dibayar setiap bulan.
(2) Iuran disetor ke rekening bersama oleh:
a. bendahara; dan
b. sekretaris.
(3) Denda dikenakan atas keterlambatan."""
LINES = BODY.splitlines()


def saved(body, *others, first=None):
    """The bodies after article 1 was saved with this body; the others are 2, 3, and so on."""
    states = (State(1, body=BODY), *(State(n, body=text) for n, text in enumerate(others, 2)))
    typed = State(1, body=body)
    return [state.body for state in after_save(states, typed, first or {})]


def test_an_ayat_put_in_front_renumbers_what_refers_to_those_behind():
    body = f"(1) Semua pihak membayar.\n{BODY}"
    said = f"Sesuai {A} ayat (1), ayat (2) huruf b, dan ayat (3), serta {B} ayat (3) dan ayat (1)."
    assert saved(body, said)[1] == (
        f"Sesuai {A} ayat (2), ayat (3) huruf b, dan ayat (4), serta {B} ayat (3) dan ayat (1)."
    )


def test_ayat_that_change_places_take_their_references_along():
    body = "\n".join([LINES[4], *LINES[:4]])
    assert saved(body, f"{A} ayat (1) dan (3)")[1] == f"{A} ayat (2) dan (1)"


@pytest.mark.parametrize(
    ("body", "said", "now"),
    [
        ("\n".join(LINES[1:]), f"{A} ayat (1)", f"{A} ayat (…………)"),
        ("\n".join(LINES[:4]), f"{A} ayat (3)", f"{A} ayat (3)"),
        ("\n".join(LINES[:4]), f"{A} ayat (2)", f"{A} ayat (2)"),
        ("", f"{A} ayat (2)", f"{A} ayat (2)"),
        ("\n".join([*LINES[:2], LINES[3], LINES[4]]), f"{A} ayat (2) huruf a", f"{A} ayat (2) huruf …………"),
        ("\n".join([*LINES[:2], LINES[3], LINES[4]]), f"{A} ayat (2) huruf b", f"{A} ayat (2) huruf a"),
    ],
)
def test_an_ayat_that_is_gone_is_never_confused_with_another(body, said, now):
    assert saved(body, said)[1] == now


def test_an_ayat_written_anew_in_its_place_is_the_same_one():
    assert saved(BODY.replace(LINES[4], "(3) Lain sama sekali."), f"{A} ayat (3)")[1] == f"{A} ayat (3)"
    edited = f"(1) Baru.\n{BODY.replace('setiap bulan', 'setiap tanggal lima')}"
    assert saved(edited, f"{A} ayat (1)")[1] == f"{A} ayat (2)"


def test_the_articles_own_untouched_lines_follow_and_a_touched_one_says_what_was_typed():
    body = f"{BODY}\n(4) Denda sebagaimana dimaksud pada ayat (3) dan Pasal 9 KUH Perdata ayat (3) dicatat."
    states = (State(1, body=body),)
    typed = f"(1) Baru.\n{body}\n(6) Yang dimaksud pada ayat (3) jelas."
    own = after_save(states, State(1, body=typed), {})[0].body.splitlines()
    assert own[-2] == "(4) Denda sebagaimana dimaksud pada ayat (4) dan Pasal 9 KUH Perdata ayat (3) dicatat."
    assert own[-1] == "(6) Yang dimaksud pada ayat (3) jelas."


def test_what_is_cut_out_and_put_back_elsewhere_a_moment_later_is_the_same_ayat():
    first = {1: State(1, body=BODY), 2: State(2, body=f"{A} ayat (1)")}
    cut = saved("\n".join(LINES[1:]), first[2].body)
    states = (State(1, body=cut[0]), State(2, body=cut[1]))
    again = after_save(states, State(1, body="\n".join([*LINES[1:], LINES[0]])), first)
    assert again[1].body == f"{A} ayat (3)"


def test_a_page_that_was_not_read_again_does_not_turn_a_number_back():
    """The writer's page still shows the own reference as it was before it followed."""
    body = f"{BODY}\n(4) Lihat ayat (1)."
    typed = f"(1) Baru.\n{body}"
    stored = after_save((State(1, body=body),), State(1, body=typed), {})
    assert stored[0].body.endswith("(4) Lihat ayat (2).")
    again = after_save(stored, State(1, body=f"{typed} "), {1: State(1, body=body)})
    assert again[0].body.endswith("(4) Lihat ayat (2). ")


def test_a_cut_article_takes_references_along():
    inner = f"{BODY}\n(4) Sesuai ayat (1) dan ayat (3)."
    states = (
        State(1, body=inner),
        State(2, body=f"{A} ayat (1) dan ayat (3), {A}; ayat (4) {A}, ayat (1) {A}."),
    )
    cut = after_split(states, split(states, 1, 4, 3), 1, 3)
    bodies = {state.key: state.body for state in cut}
    assert [state.key for state in cut] == [1, 3, 2]
    assert bodies[3].splitlines()[1] == f"(4) Sesuai {A} ayat (1) dan {C} ayat (1)."
    assert bodies[2] == f"{A} ayat (1) dan {C} ayat (1), {A}; ayat (2) {C}, ayat (1) {A}."


def test_a_reference_into_a_cut_ayat_is_not_guessed():
    states = (State(1, body=BODY), State(2, body=f"{A} ayat (2) huruf b"))
    cut = after_split(states, split(states, 1, 3, 3), 1, 3)
    assert cut[2].body == f"{A} ayat (2) huruf …………"


AYAT = st.lists(st.text("abcdefgh", min_size=8, max_size=8), unique=True, min_size=1, max_size=6)


def numbered(lines):
    return "\n".join(f"({n}) {line}." for n, line in enumerate(lines, 1))


@given(AYAT.flatmap(lambda lines: st.tuples(st.just(lines), st.permutations(lines), AYAT)))
def test_every_reference_finds_its_ayat_in_any_order(sample):
    old, new, more = sample
    new = [line for line in [*new, *more] if line not in old or line in new]
    new = list(dict.fromkeys(new))
    moved = moves(1, numbered(old), numbered(new))
    for number, line in enumerate(old, 1):
        said = followed(f"Sesuai {A} ayat ({number}).", moved, 2)
        assert said == f"Sesuai {A} ayat ({new.index(line) + 1})."


@given(AYAT.flatmap(lambda lines: st.tuples(st.just(lines), st.lists(st.sampled_from(lines), unique=True))))
def test_a_reference_to_a_removed_ayat_is_blank_or_leads_nowhere(sample):
    """Short of being rewritten in its place, no ayat is taken for another."""
    old, left = sample
    moved = moves(1, numbered(old), numbered(left))
    for number, line in enumerate(old, 1):
        said = followed(f"{A} ayat ({number})", moved, 2)
        if line in left:
            assert said == f"{A} ayat ({left.index(line) + 1})"
        else:
            assert said == f"{A} ayat (…………)" or number > len(left) or len(old) == len(left)


@given(AYAT, st.data())
def test_references_into_a_cut_article_find_their_ayat(lines, data):
    if len(lines) < 2:
        return
    at = data.draw(st.integers(1, len(lines) - 1))
    said = " dan ".join(f"{A} ayat ({n})" for n in range(1, len(lines) + 1))
    states = (State(1, body=numbered(lines)), State(2, body=said))
    cut = after_split(states, split(states, 1, at, 3), 1, 3)
    wanted = [f"{A} ayat ({n})" for n in range(1, at + 1)]
    wanted += [f"{C} ayat ({n})" for n in range(1, len(lines) - at + 1)]
    assert cut[2].body == " dan ".join(wanted)


@given(st.lists(st.text("ab c", max_size=9), max_size=8), st.lists(st.text("ab c", max_size=9), max_size=8))
def test_pairs_are_one_to_one(old, new):
    found = pairs(old, new)
    assert len(set(found.values())) == len(found)
    assert all(0 <= i < len(old) and 0 <= j < len(new) for i, j in found.items())
    assert len(pairs(old, old)) == len(old)


@given(st.text("(1)a. b\n", max_size=80))
def test_every_line_has_a_place(body):
    assert len(paths(body)) == len([line for line in body.splitlines() if line.split()])
    assert followed(body, {}, 1) == body
    assert changed((State(1),), 1, body=body)[0].body == body
