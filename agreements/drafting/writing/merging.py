"""A text and two changes of it -> one text with both, line by line; and the way back from a text to an earlier one."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from agreements.drafting.versions.matching import matching
from agreements.drafting.writing.references import words_of
from agreements.drafting.writing.structure import tidy

Hunk = tuple[int, int, list[str]]
"""A stretch of lines, from and to, and the lines in its place."""


def merge(base: str, mine: str, theirs: str) -> str | None:
    """The text with what both sides changed since `base`; None where their changes touch and are not the same.

    Lines are compared by their words, so that a renumbered ayat is no change; the markers are counted afresh. Two
    lines that follow each other may be changed one by each side; nothing else may be as close.
    """
    was = base.splitlines()
    hunks = _united(
        _hunks(was, mine.splitlines(), words_of), _hunks(was, theirs.splitlines(), words_of), words_of
    )
    return None if hunks is None else tidy("\n".join(_put(was, hunks)))


def _united(mine: list[Hunk], theirs: list[Hunk], key: Callable[[str], str]) -> list[Hunk] | None:
    found = list(mine)
    for hunk in theirs:
        close = [other for other in mine if _touch(hunk, other)]
        if any(not _same(hunk, other, key) for other in close):
            return None
        if not close:
            found.append(hunk)
    return sorted(found, key=lambda hunk: hunk[:2])


def _touch(one: Hunk, other: Hunk) -> bool:
    if one[0] == one[1] or other[0] == other[1]:
        return one[0] <= other[1] and other[0] <= one[1]
    return one[0] < other[1] and other[0] < one[1]


def _same(one: Hunk, other: Hunk, key: Callable[[str], str]) -> bool:
    return one[:2] == other[:2] and [key(line) for line in one[2]] == [key(line) for line in other[2]]


def _hunks(old: Sequence[str], new: Sequence[str], key: Callable[[str], str] = str) -> list[Hunk]:
    """What became of the old lines."""
    return list(_between(old, new, key))


def _between(old: Sequence[str], new: Sequence[str], key: Callable[[str], str]) -> Iterator[Hunk]:
    same = matching([key(line) for line in old], [key(line) for line in new])
    a = c = 0
    for start, stands, length in [*same, (len(old), len(new), 0)]:
        if (a, c) != (start, stands):
            yield a, start, list(new[c:stands])
        a, c = start + length, stands + length


def _put(lines: Sequence[str], hunks: Sequence[Hunk]) -> list[str]:
    written: list[str] = []
    at = 0
    for start, end, new in hunks:
        written += [*lines[at:start], *new]
        at = end
    return [*written, *lines[at:]]


def patch(new: str, old: str) -> list[list[Any]]:
    """What to do to `new` to have `old` again, as JSON data; short when little was changed."""
    return [list(hunk) for hunk in _hunks(new.split("\n"), old.split("\n"))]


def patched(text: str, hunks: Sequence[Sequence[Any]]) -> str:
    """The text after a patch."""
    return "\n".join(_put(text.split("\n"), [(start, end, list(lines)) for start, end, lines in hunks]))
