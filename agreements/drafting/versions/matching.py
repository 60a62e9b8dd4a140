"""Two rows of tokens -> which of the one stand in the other, in time that grows with their length and no faster.

Tokens that occur once on both sides are anchors, and between two anchors the same is asked again; a stretch without
anchor is compared step by step (Myers' shortest way). The work is counted: where what the length allows is used up, a
stretch counts as replaced, so that no text, however hostile, takes longer than another of its length.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

Row = Sequence[Hashable]
Block = tuple[int, int, int]
"""Where a stretch that both have begins in the first row, where in the second, and how long it is."""
Window = tuple[int, int, int, int]
"""From where to where in the first row, from where to where in the second."""

_STEPS_A_TOKEN = 20
_STEPS_AT_LEAST = 20_000
_MOST_CHANGES = 120
"""Two stretches without anchor that differ in more tokens than this count as replaced."""


def matching(old: Row, new: Row) -> list[Block]:
    """The stretches that both rows have, in the order of both; neighbours are taken together."""
    work = _Work(_STEPS_AT_LEAST + _STEPS_A_TOKEN * (len(old) + len(new)))
    joined: list[Block] = []
    for a, c, length in sorted(_blocks(old, new, work)):
        if joined and joined[-1][0] + joined[-1][2] == a and joined[-1][1] + joined[-1][2] == c:
            joined[-1] = (joined[-1][0], joined[-1][1], joined[-1][2] + length)
        else:
            joined.append((a, c, length))
    return joined


def in_order(numbers: Sequence[int]) -> list[int]:
    """The places of a longest run of rising numbers: what stayed in order. Takes n log n steps."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(ends, number)
        before.append(places[at - 1] if at else -1)
        if at == len(ends):
            ends.append(number)
            places.append(place)
        else:
            ends[at], places[at] = number, place
    run: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        run.append(place)
        place = before[place]
    return run[::-1]


class _Work:
    """How many steps may still be done."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int) -> bool:
        """Count the steps; whether there were enough of them."""
        self.left -= steps
        return self.left >= 0


def _blocks(old: Row, new: Row, work: _Work) -> Iterator[Block]:
    windows: list[Window] = [(0, len(old), 0, len(new))]
    while windows:
        a, b, c, d = windows.pop()
        if a == b or c == d or not work.spend(b - a + d - c):
            continue
        most = min(b - a, d - c)
        head = next((n for n in range(most) if old[a + n] != new[c + n]), most)
        if head:
            yield a, c, head
        a, c, most = a + head, c + head, most - head
        tail = next((n for n in range(most) if old[b - 1 - n] != new[d - 1 - n]), most)
        b, d = b - tail, d - tail
        if tail:
            yield b, d, tail
        if a == b or c == d:
            continue
        anchors = _anchors(old[a:b], new[c:d])
        if anchors:
            starts = [(a, c), *((a + i, c + j) for i, j in anchors)]
            ends = [*starts[1:], (b, d)]
            windows += [(s, e, t, f) for (s, t), (e, f) in zip(starts, ends, strict=True)]
        else:
            yield from ((a + i, c + j, 1) for i, j in _stepwise(old[a:b], new[c:d], work))


def _anchors(old: Row, new: Row) -> list[tuple[int, int]]:
    """The pairs of tokens that occur once on both sides, those in the same order."""
    here, there = Counter(old), Counter(new)
    at = {token: j for j, token in enumerate(new) if there[token] == 1}
    pairs = [(i, at[token]) for i, token in enumerate(old) if here[token] == 1 and token in at]
    return [pairs[place] for place in in_order([j for _i, j in pairs])]


def _stepwise(old: Row, new: Row, work: _Work) -> list[tuple[int, int]]:
    """Pairs of equal tokens on the shortest way from the one to the other; none when that way is too long.

    E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
    """
    size, goal = len(old) + len(new), len(old) - len(new)
    reached: dict[int, int] = {1: 0}
    trail: list[dict[int, int]] = []
    for changes in range(min(size, _MOST_CHANGES) + 1):
        trail.append(dict(reached))
        if not work.spend(2 * changes + 1):
            return []
        for k in range(-changes, changes + 1, 2):
            down = k == -changes or (k != changes and reached[k - 1] < reached[k + 1])
            x = begin = reached[k + 1] if down else reached[k - 1] + 1
            while x < len(old) and x - k < len(new) and old[x] == new[x - k]:
                x += 1
            work.spend(x - begin)
            reached[k] = x
            if k == goal and x >= len(old):
                return _back(trail, len(old), len(new))
    return []


def _back(trail: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    """The pairs along the way that was found, read from its end."""
    pairs: list[tuple[int, int]] = []
    for changes in range(len(trail) - 1, -1, -1):
        reached, k = trail[changes], x - y
        down = k == -changes or (k != changes and reached[k - 1] < reached[k + 1])
        before = k + 1 if down else k - 1
        begin = reached[before] if changes else 0
        at = begin if down or not changes else begin + 1
        while x > max(at, 0) and y > at - k:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = begin, begin - before
    return pairs[::-1]
