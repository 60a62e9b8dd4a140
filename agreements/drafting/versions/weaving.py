"""Two texts -> one, woven together line by line and word by word: what stayed, what came in, what went out.

Words are compared, not spaces. A word may be compared as something else than it reads: the number of an ayat, or a
reference that follows its article, is shown as it reads now and counts as unchanged.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from agreements.drafting.versions.matching import matching

END = "\n"
"""The token that ends a line."""
REFERENCE = "\0"
"""Stands where a word refers to an article, and begins that word's key; no stored text can hold this character."""
_NUMBER = "\0#"
"""What the key of a number in front of a line begins with."""
_LEAST_ALIKE = 0.25
"""Where fewer of the words stayed, a stretch reads better taken out whole and put in whole."""
_ISLAND = 3
"""As many unchanged words between two longer changes are read as part of the change."""
_MARKER = re.compile(r"(?P<ayat>\(\d{1,4}\))|(?P<huruf>([a-z])\3*\.)|(?P<angka>\d{1,4}\.)")


@dataclass(frozen=True)
class Piece:
    """A stretch of words that stayed, came in or went out."""

    kind: str
    """`same`, `added` or `removed`."""
    text: str
    """The words."""


@dataclass(frozen=True)
class Line:
    """One line of the woven text."""

    pieces: tuple[Piece, ...]
    """At least one, in reading order; a space stands between two."""
    kind: str = ""
    """`ayat`, `huruf`, `angka` or `marker` when the line begins with such a number."""

    @property
    def same(self) -> bool:
        """Whether nothing in it changed."""
        return all(piece.kind == "same" for piece in self.pieces)


@dataclass
class Text:
    """A text as tokens; each line ends with `END`."""

    keys: list[str] = field(default_factory=list)
    """What is compared."""
    shown: list[str] = field(default_factory=list)
    """What is read."""

    def add(self, line: str, *, marker: str = "", references: Sequence[tuple[str, str]] = ()) -> None:
        """Append a line; `marker` is a number in front that is shown but not compared.

        `references` are keys and words that stand in the line's places of `REFERENCE`, in their order.
        """
        words, kind = line.split(), "marker" if marker else ""
        if marker:
            words = [marker, *words]
        elif words and (found := _MARKER.fullmatch(words[0])):
            kind = found.lastgroup or ""
        begin = len(self.keys)
        if REFERENCE in line:
            self._refer(words, iter(references))
        else:
            self.keys += words
            self.shown += words
        if kind:
            self.keys[begin] = f"{_NUMBER}{kind}"
        self.keys.append(END)
        self.shown.append(END)

    def _refer(self, words: Sequence[str], references: Iterator[tuple[str, str]]) -> None:
        """Append words of which some refer to articles."""
        for word in words:
            key = shown = word
            while REFERENCE in shown:
                target, called = next(references)
                key = f"{REFERENCE}{target} {key}"
                shown = shown.replace(REFERENCE, called, 1)
            self.keys.append(key)
            self.shown.append(shown)

    def lines(self) -> list[tuple[int, int]]:
        """From which token to which each line goes."""
        ends = [place + 1 for place, key in enumerate(self.keys) if key == END]
        return list(zip([0, *ends], ends, strict=False))


def text_of(plain: str) -> Text:
    """Plain text as tokens; empty lines are left out."""
    text = Text()
    for line in plain.splitlines():
        if line.strip():
            text.add(line)
    return text


def weave(old: Text, new: Text) -> tuple[Line, ...]:
    """The two texts as one: lines that are alike stay, within the others words are compared."""
    runs: list[tuple[str, Text, int, int]] = []
    was, now = old.lines(), new.lines()
    a = c = 0
    for begin, at, length in [*matching(_keys(old, was), _keys(new, now)), (len(was), len(now), 0)]:
        runs += _replaced(old, _span(was, a, begin), new, _span(now, c, at))
        runs.append(("same", new, *_span(now, at, at + length)))
        a, c = begin + length, at + length
    return tuple(_lines(runs))


def compare(old: str, new: str) -> list[Piece]:
    """Two short texts as one row of pieces."""
    return [piece for line in weave(text_of(old), text_of(new)) for piece in line.pieces]


def _keys(text: Text, lines: Sequence[tuple[int, int]]) -> list[tuple[str, ...]]:
    return [tuple(text.keys[begin:end]) for begin, end in lines]


def _span(lines: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """From which token to which some lines go."""
    return (lines[first][0], lines[last - 1][1]) if first < last else (0, 0)


def _replaced(
    old: Text, was: tuple[int, int], new: Text, now: tuple[int, int]
) -> Iterator[tuple[str, Text, int, int]]:
    """What became of a stretch of lines, as runs of tokens."""
    (a, b), (c, d) = was, now
    blocks = [(a + i, c + j, length) for i, j, length in matching(old.keys[a:b], new.keys[c:d])]
    alike = sum(1 for i, _j, length in blocks for key in old.keys[i : i + length] if key != END)
    if alike < _LEAST_ALIKE * max(b - a, d - c):
        blocks = []
    for i, j, length in [*_without_islands(old, blocks, was, now), (b, d, 0)]:
        if _reads_alike(old, (a, i), new, (c, j)):
            yield "same", new, c, j
        else:
            yield "removed", old, a, i
            yield "added", new, c, j
        yield "same", new, j, j + length
        a, c = i + length, j + length


def _without_islands(
    old: Text, blocks: Sequence[tuple[int, int, int]], was: tuple[int, int], now: tuple[int, int]
) -> Iterator[tuple[int, int, int]]:
    """Leave out what stayed by chance: a few words between changes that are longer on both sides."""
    a, c = was[0], now[0]
    for place, (i, j, length) in enumerate(blocks):
        following = blocks[place + 1] if place + 1 < len(blocks) else (was[1], now[1], 0)
        before = max(i - a, j - c)
        behind = max(following[0] - i - length, following[1] - j - length)
        island = length <= _ISLAND and length < min(before, behind) and END not in old.keys[i : i + length]
        if not island:
            yield i, j, length
            a, c = i + length, j + length


def _reads_alike(old: Text, was: tuple[int, int], new: Text, now: tuple[int, int]) -> bool:
    """Whether the same words stand there, once typed and once as a reference: nobody changed anything."""
    first, second = old.keys[slice(*was)], new.keys[slice(*now)]
    refers = [any(key.startswith(REFERENCE) and key[1:2] != "#" for key in keys) for keys in (first, second)]
    return refers[0] != refers[1] and " ".join(old.shown[slice(*was)]) == " ".join(new.shown[slice(*now)])


def _lines(runs: Sequence[tuple[str, Text, int, int]]) -> Iterator[Line]:
    """Runs of tokens as lines of pieces; a line ends where one ended on either side."""
    pieces: list[Piece] = []
    words: list[str] = []
    kinds: list[str] = []
    for kind, text, begin, end in runs:
        for place in range(begin, end):
            key = text.keys[place]
            if key == END:
                _close(pieces, kind, words)
                if pieces:
                    yield Line(tuple(pieces), _kind_of(kinds))
                pieces, words, kinds = [], [], []
            else:
                if not pieces and not words:
                    kinds.append(key)
                words.append(text.shown[place])
        _close(pieces, kind, words)
        words = []
    if pieces:
        yield Line(tuple(pieces), _kind_of(kinds))


def _close(pieces: list[Piece], kind: str, words: list[str]) -> None:
    """End a piece; neighbours of one kind become one."""
    if not words:
        return
    text = " ".join(words)
    if pieces and pieces[-1].kind == kind:
        pieces[-1] = Piece(kind, f"{pieces[-1].text} {text}")
    else:
        pieces.append(Piece(kind, text))


def _kind_of(keys: Sequence[str]) -> str:
    """What number the line begins with."""
    return keys[0].removeprefix(_NUMBER) if keys and keys[0].startswith(_NUMBER) else ""
