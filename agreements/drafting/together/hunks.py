"""Two texts -> the places in which they differ, each of which finds its own place again whatever the others do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product

_MARKER = re.compile(r"\s*(?:\((?P<ayat>\d{1,4})\)|(?P<huruf>[a-z]{1,3})\.|(?P<angka>\d{1,4})\.)\s+(?=\S)")
_MOST_LINES = 500
"""A longer text is one place; no article of an agreement comes near."""
_MOST_ABOVE = 20
"""How many lines above may single out a place."""
_MOST_TRIES = 30
"""How often places are taken together before the whole text is taken as one."""


@dataclass(frozen=True)
class Hunk:
    """One changed place: behind the lines `before`, the lines `old` would read `new`.

    Every line ends with a line feed, so that no line ("") and one empty line differ. An empty `before` means that
    `old` stands there only once, or with an empty `old` the beginning of the text.
    """

    before: str
    """As many unchanged lines above as it takes to recognise the place; one where that is enough."""
    old: str
    """The lines that go; empty where lines are only added."""
    new: str
    """The lines that come; empty where lines are only taken out."""


@dataclass
class _Piece:
    """A stretch of both texts: the same in both, or what it was and what it becomes."""

    was: list[str]
    now: list[str]
    same: bool


def hunks(old: str, new: str) -> list[Hunk]:
    """The changed places from the old text to the new, in their order.

    Each can be applied alone and all in any order: as long as nothing else changes they give the new text. Places
    that cannot be told apart (a line that stands there twice) are taken together with what stands around them.
    """
    was, now = _lines(old), _lines(new)
    if was == now:
        return []
    if max(len(was), len(now)) <= _MOST_LINES:
        pieces = _pieces(was, now)
        for _try in range(_MOST_TRIES):
            found, doubtful = _told_apart(pieces)
            if doubtful is None:
                return found
            _widen(pieces, doubtful)
    return [Hunk("", "".join(was), "".join(now))]


def settled(new: str, old: str) -> str:
    """The new text in which lines that differ from the old only by their number or spaces stand as in the old.

    Numbers follow from the place, whatever was written, so who puts a line between others proposes only that line.
    """
    was, now = old.split("\n"), new.split("\n")
    matched = SequenceMatcher(None, [_words(x) for x in was], [_words(x) for x in now], autojunk=False)
    for begin, at, length in matched.get_matching_blocks() if max(len(was), len(now)) <= _MOST_LINES else ():
        now[at : at + length] = was[begin : begin + length]
    return "\n".join(now)


def apply(body: str, hunk: Hunk) -> str | None:
    """The text with the hunk in its place; None when the place is gone, was changed, or stands there twice."""
    place = place_of(body, hunk)
    if place is None:
        return None
    lines = _lines(body)
    lines[place : place + len(split(hunk.old))] = split(hunk.new)
    return "".join(lines).removesuffix("\n")


def place_of(body: str, hunk: Hunk) -> int | None:
    """With which line of the text, counted from 0, `old` begins, if there is exactly one such place.

    Lines are recognised by their words: the numbers in front of them follow from their place.
    """
    lines, before = [_words(line) for line in _lines(body)], split(hunk.before)
    sought = [_words(line) for line in [*before, *split(hunk.old)]]
    if not sought:
        return 0
    ends = range(len(lines) - len(sought) + 1)
    places = [place for place in ends if lines[place : place + len(sought)] == sought]
    return places[0] + len(before) if len(places) == 1 else None


def split(text: str) -> list[str]:
    """The lines of a part of a hunk, each with its line feed."""
    return [f"{line}\n" for line in text.split("\n")[:-1]]


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.split("\n")]


def _pieces(was: list[str], now: list[str]) -> list[_Piece]:
    """The stretches of both texts; lines changed one for one are a place each."""
    pieces = []
    for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c:
            pieces += [_Piece([old], [new], same=False) for old, new in zip(was[a:b], now[c:d], strict=True)]
        else:
            pieces.append(_Piece(was[a:b], now[c:d], same=kind == "equal"))
    return pieces


def _told_apart(pieces: Sequence[_Piece]) -> tuple[list[Hunk], int | None]:
    """Every changed piece with the lines above that single it out, or the place of the first that has none."""
    found = []
    for place, piece in enumerate(pieces):
        if piece.same:
            continue
        above = pieces[place - 1].was if place and pieces[place - 1].same else []
        before = next(filter(None, _contexts(pieces, place, above)), None)
        if before is None:
            return [], place
        found.append(Hunk("".join(before[0]), "".join(piece.was), "".join(piece.now)))
    return found, None


def _contexts(pieces: Sequence[_Piece], place: int, above: list[str]) -> Iterator[tuple[list[str]] | None]:
    """The lines above, from one upwards, where they single the place out; none where none stayed as it was."""
    if not above and not pieces[place].was:
        yield ([],)
        return
    for count in range(1, min(len(above), _MOST_ABOVE) + 1) if above else (0,):
        before = above[len(above) - count :]
        sought = [_words(line) for line in [*before, *pieces[place].was]]
        yield (before,) if _occurrences(pieces, place, sought) == 1 else None


def _occurrences(pieces: Sequence[_Piece], own: int, sought: list[tuple[str, str]]) -> int:
    """How often the lines stand in any text on the way from old to new in which the piece `own` is still old."""
    count = 0
    for place, piece in enumerate(pieces):
        for lines in _ways(piece, own=place == own):
            count += sum(_goes_on(pieces, own, place, lines[start:], sought) for start in range(len(lines)))
            if count > 1:
                return count
    return count


def _ways(piece: _Piece, *, own: bool) -> list[list[tuple[str, str]]]:
    """How a piece may read on the way: the own one as it was, others also as they become."""
    ways = [piece.was] if piece.same or own else [piece.was, piece.now]
    return [[_words(line) for line in way] for way in ways]


def _goes_on(
    pieces: Sequence[_Piece],
    own: int,
    place: int,
    lines: list[tuple[str, str]],
    sought: list[tuple[str, str]],
) -> bool:
    """Whether the lines sought begin with these lines of a piece and can go on in the pieces behind it."""
    reached, ways = {0}, [lines]
    while reached:
        further = set()
        for done, way in product(reached, ways):
            taken = min(len(way), len(sought) - done)
            if way[:taken] == sought[done : done + taken]:
                further.add(done + taken)
        if len(sought) in further:
            return True
        place += 1
        if place == len(pieces):
            return False
        reached, ways = further, _ways(pieces[place], own=place == own)
    return False


def _widen(pieces: list[_Piece], place: int) -> None:
    """Take one more line below into the piece, or the changed piece below or above with what stands between."""
    if place + 1 < len(pieces):
        below, piece = pieces[place + 1], pieces[place]
        if not below.same:
            return _join(pieces, place)
        piece.was.append(below.was.pop(0))
        piece.now.append(below.now.pop(0))
        if below.was:
            return None
        del pieces[place + 1]
        return _join(pieces, place) if place + 1 < len(pieces) else None
    beside = pieces[place - 1].same
    _join(pieces, place - 1)
    return _join(pieces, place - 2) if beside and place >= 2 else None


def _join(pieces: list[_Piece], place: int) -> None:
    """Make one changed piece of two neighbours."""
    first, second = pieces[place], pieces.pop(place + 1)
    pieces[place] = _Piece(first.was + second.was, first.now + second.now, same=False)


@lru_cache(maxsize=4096)
def _words(line: str) -> tuple[str, str]:
    """The kind of number in front, and the words without needless spaces."""
    found = _MARKER.match(line)
    return (found.lastgroup or "" if found else "", " ".join(line[found.end() if found else 0 :].split()))
