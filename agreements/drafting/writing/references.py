"""References to articles as people write them ("Pasal 7") <-> as they are stored ("{{ pasal.a123 }}")."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from agreements.documents.words import BLANK
from agreements.drafting.writing.citing import chains

TOKEN = re.compile(r"\{\{\s*pasal\.a(-?\d{1,18})\s*\}\}")
_VANISHED = re.compile(r"(?<![\w-])[Pp]asal[^\S\n]+…+")
_MARKER = re.compile(r"\s*(?:\(\d{1,4}\)|([a-z])\1*\.|\d{1,4}\.)\s+(?=\S)")


def token(key: int) -> str:
    """How a reference to the article with that key is stored."""
    return f"{{{{ pasal.a{key} }}}}"


def tokenise(text: str, order: Sequence[int]) -> str:
    """Store what was typed: "Pasal 7" of this agreement becomes the placeholder of the seventh article of `order`.

    An article of a law ("Pasal 6 Permendagri …"), and a number that the agreement does not have, stay text. Of
    "Pasal 5, 6, dan 7" each becomes a reference.
    """
    return _by_line(text, lambda line: _tokenised(line, order))


def spoken(text: str, order: Sequence[int]) -> str:
    """Write stored references as people read them; one to an article that is gone reads "Pasal …………"."""
    numbers = {key: number for number, key in enumerate(order, start=1)}
    return TOKEN.sub(lambda found: f"Pasal {numbers.get(int(found[1]), BLANK)}", text)


def rebound(text: str, keys: Mapping[int, int]) -> str:
    """The same text with references to some articles turned to others: {old key: new key}."""
    return TOKEN.sub(lambda found: token(keys.get(int(found[1]), int(found[1]))), text)


def targets(text: str) -> set[int]:
    """The keys of the articles that a stored text refers to."""
    return {int(key) for key in TOKEN.findall(text)}


def stored(typed: str, was: str, order: Sequence[int]) -> str:
    """Store what was typed over the stored text `was`, which the writer read with the numbers of `order`.

    A line that was not touched keeps its references, whatever they point to; in one that was, "Pasal …………" goes on
    pointing to the article that is gone, so that it lives again when the article comes back.
    """
    kept = {words_of(spoken(line, order)): words_of(line) for line in was.splitlines()}
    lost = iter(_vanished_in(typed, was, kept, order))

    def line_stored(line: str) -> str:
        if words_of(line) in kept:
            marker = _MARKER.match(line)
            line = (marker[0] if marker else "") + kept[words_of(line)]
        else:
            line = _VANISHED.sub(lambda found: next(lost, found[0]), line)
        return _tokenised(line, order)

    return _by_line(typed, line_stored)


def _vanished_in(typed: str, was: str, kept: Mapping[str, str], order: Sequence[int]) -> list[str]:
    """The references to articles that are gone, in the order of the touched lines, if they are still as many."""
    touched = [line for line in typed.splitlines() if words_of(line) not in kept]
    same = {words_of(line) for line in typed.splitlines()}
    known = set(order)
    dead = [
        found[0]
        for line in was.splitlines()
        if words_of(spoken(line, order)) not in same
        for found in TOKEN.finditer(line)
        if int(found[1]) not in known
    ]
    return dead if len(dead) == sum(len(_VANISHED.findall(line)) for line in touched) else []


def words_of(line: str) -> str:
    """A line without its marker and without needless spaces: what stays the same when it gets another number."""
    marker = _MARKER.match(line)
    return " ".join(line[marker.end() if marker else 0 :].split())


def _tokenised(line: str, order: Sequence[int]) -> str:
    edits = [
        (atom.start, atom.end, token(order[atom.value - 1]))
        for chain in chains(line)
        if not chain.law
        for atom in chain.atoms
        if atom.kind == "pasal" and 1 <= atom.value <= len(order)
    ]
    return edited(line, edits)


def edited(line: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """The line with stretches, given as start, end and new words in their order, written anew."""
    written, at = [], 0
    for start, end, new in edits:
        written += [line[at:start], new]
        at = end
    return "".join([*written, line[at:]])


def _by_line(text: str, change: Callable[[str], str]) -> str:
    return "".join(change(line) + ending for line, ending in lines(text))


def lines(text: str) -> Iterator[tuple[str, str]]:
    """Each line with what ends it."""
    for whole in text.splitlines(keepends=True):
        line = whole.splitlines()[0] if whole.splitlines() else ""
        yield line, whole[len(line) :]
