"""The parts of a text before and after it was edited -> which is which, told by their words."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

_WORDS = re.compile(r"\w+")
_ALIKE = 0.5
_MOST_PAIRS = 10_000
"""More pairs than this are told by their exact words and their place alone."""


def pairs(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """For each old part that is still there, which of the new ones it is.

    The same words are the same part, wherever it stands; then the most alike, if half of their words are the same;
    then, between two known neighbours, as many as before are the same ones rewritten.
    """
    found = _exact(old, new)
    _alike(old, new, found)
    _in_place(len(old), len(new), found)
    return found


def _exact(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    places: dict[str, list[int]] = defaultdict(list)
    for index in reversed(range(len(new))):
        places[" ".join(new[index].split())].append(index)
    found = {}
    for index, words in enumerate(old):
        if waiting := places[" ".join(words.split())]:
            found[index] = waiting.pop()
    return found


def _alike(old: Sequence[str], new: Sequence[str], found: dict[int, int]) -> None:
    taken = set(found.values())
    left = [(i, Counter(_WORDS.findall(old[i].lower()))) for i in range(len(old)) if i not in found]
    open_ = [(j, Counter(_WORDS.findall(new[j].lower()))) for j in range(len(new)) if j not in taken]
    if not left or not open_ or len(left) * len(open_) > _MOST_PAIRS:
        return
    scores = [
        (-2 * (a & b).total() / max(a.total() + b.total(), 1), abs(i - j), i, j)
        for i, a in left
        for j, b in open_
    ]
    for score, _apart, i, j in sorted(scores):
        if -score >= _ALIKE and i not in found and j not in taken:
            found[i] = j
            taken.add(j)


def _in_place(olds: int, news: int, found: dict[int, int]) -> None:
    """Pair what is left between two neighbours that are known, where both sides have equally many left."""
    taken = sorted(found.values())
    start = 0
    for end in [*sorted(found), olds]:
        first = found[start - 1] + 1 if start else 0
        last = found[end] if end < olds else news
        free = last - first
        clear = free == end - start and bisect_left(taken, first) == bisect_left(taken, last)
        if free > 0 and clear:
            found.update(zip(range(start, end), range(first, last), strict=True))
        start = end + 1
