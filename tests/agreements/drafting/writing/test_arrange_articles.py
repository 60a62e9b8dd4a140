"""Articles keep to chapters that make sense wherever they are put."""

import pytest

from agreements.drafting.writing import structure
from agreements.drafting.writing.structure import State, tidy

STATES = tuple(State(key, chapter) for key, chapter in enumerate(["A", "A", "B", "C", "C"], start=1))


def told(states):
    return " ".join(f"{state.key}{state.chapter}" for state in states)


@pytest.mark.parametrize(
    ("key", "after", "now"),
    [
        (5, 1, "1A 5A 2A 3B 4C"),
        (5, None, "5A 1A 2A 3B 4C"),
        (2, None, "2A 1A 3B 4C 5C"),
        (1, 2, "2A 1A 3B 4C 5C"),
        (1, 3, "2A 3B 1B 4C 5C"),
        (3, None, "3B 1A 2A 4C 5C"),
        (3, 5, "1A 2A 4C 5C 3B"),
        (3, 4, "1A 2A 4C 3C 5C"),
        (4, 2, "1A 2A 4A 3B 5C"),
        (4, 3, "1A 2A 3B 4C 5C"),
        (4, 4, "1A 2A 3B 4C 5C"),
    ],
)
def test_an_article_that_moves_joins_the_chapter_it_comes_into(key, after, now):
    assert told(structure.move(STATES, key, after)) == now


@pytest.mark.parametrize(
    ("after", "chapter", "now"),
    [
        (2, None, "1A 2A 9A 3B 4C 5C"),
        (None, None, "1A 2A 3B 4C 5C 9C"),
        (77, None, "1A 2A 3B 4C 5C 9C"),
        (2, "B", "1A 2A 9B 3B 4C 5C"),
        (2, "N", "1A 2A 9N 3B 4C 5C"),
        (1, "N", "1A 9N 2N 3B 4C 5C"),
        (5, "N", "1A 2A 3B 4C 5C 9N"),
    ],
)
def test_a_new_article_joins_or_begins_a_chapter(after, chapter, now):
    assert told(structure.add(STATES, State(9), after=after, chapter=chapter)) == now


@pytest.mark.parametrize(
    ("key", "heading", "now"),
    [
        (1, "N", "1N 2N 3B 4C 5C"),
        (5, "N", "1A 2A 3B 4C 5N"),
        (3, "", "1A 2A 3A 4C 5C"),
        (1, "", "1 2 3B 4C 5C"),
        (2, "", "1A 2A 3B 4C 5C"),
    ],
)
def test_a_chapter_lasts_to_the_end_of_the_one_it_began_in(key, heading, now):
    assert told(structure.name_chapter(STATES, key, heading)) == now


def test_what_is_not_there_cannot_be_moved():
    for act in (
        lambda: structure.move(STATES, 77, None),
        lambda: structure.move(STATES, 1, 77),
        lambda: structure.split(STATES, 77, 1, 9),
        lambda: structure.name_chapter(STATES, 77, "N"),
    ):
        with pytest.raises(KeyError):
            act()


def test_markers_are_shown_as_they_are_printed_and_nothing_else_is_touched():
    assert tidy("(4)  Satu:\n\n  c. dua;\n\tc.  tiga\nlalu\n(9)\tEmpat\n") == (
        "(1) Satu:\n\na. dua;\nb. tiga\nlalu\n(2) Empat\n"
    )
