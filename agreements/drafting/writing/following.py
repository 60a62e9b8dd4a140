"""An article whose ayat moved -> every text that refers to them, renumbered."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from agreements.documents.outline import Block, parse
from agreements.documents.words import BLANK
from agreements.drafting.writing.citing import Atom, Chain, Cited, Path, chains, cited
from agreements.drafting.writing.pairing import pairs
from agreements.drafting.writing.references import edited, lines, targets, token, words_of
from agreements.drafting.writing.structure import State, States

Place = tuple[int, Path]
"""An article's key and a place in it."""
Moves = Mapping[Place, Place | None]
"""Where each place of the old text is in the new; None when it is gone and its number is another's now."""
_LEVELS = ("ayat", "huruf", "angka")
_NOWHERE: Path = (0, 0, 0)


def paths(body: str) -> list[Path]:
    """The place of each line that is not blank; all 0 for a paragraph and for what repeats a number."""
    found: list[Path] = []
    seen: set[Path] = set()
    for path, _block in places(parse(body)):
        found.append(_NOWHERE if path in seen else path)
        seen.add(path)
    return found


def places(blocks: tuple[Block, ...], above: Path = _NOWHERE) -> Iterator[tuple[Path, Block]]:
    """Every block with its place, in reading order; all 0 for a paragraph."""
    for block in blocks:
        path = _below(above, block) if block.kind != "paragraph" else _NOWHERE
        yield path, block
        yield from places(block.blocks, path)


def _below(above: Path, block: Block) -> Path:
    level = _LEVELS.index(block.kind)
    parts = [*above[:level], block.ordinal, *(0 for _rest in _LEVELS[level + 1 :])]
    return parts[0], parts[1], parts[2]


def moves(key: int, was: str, now: str) -> dict[Place, Place | None]:
    """Where the ayat, huruf and angka of an article went when its text changed, found by their words.

    One that is gone keeps its number in references, so that they can be reported, unless another one has it now.
    """
    found: dict[Path, Path | None] = {}
    _pair(parse(was), parse(now), _NOWHERE, _NOWHERE, found, set(paths(now)))
    return {(key, old): new and (key, new) for old, new in found.items() if old != new}


def _pair(
    old: tuple[Block, ...],
    new: tuple[Block, ...],
    above: Path,
    above_now: Path,
    found: dict[Path, Path | None],
    taken: set[Path],
) -> None:
    for kind in _LEVELS:
        olds, news = ([block for block in blocks if block.kind == kind] for blocks in (old, new))
        matched = pairs([_words(block) for block in olds], [_words(block) for block in news])
        for index, block in enumerate(olds):
            path = _below(above, block)
            if path in found:
                continue
            if index in matched:
                other = news[matched[index]]
                found[path] = _below(above_now, other)
                _pair(block.blocks, other.blocks, path, _below(above_now, other), found, taken)
            else:
                left = _below(above_now, block)
                found[path] = None if left in taken else left


def _words(block: Block) -> str:
    return " ".join([block.text, *(_words(below) for below in block.blocks)])


def after_save(old: States, typed: State, first: Mapping[int, State]) -> States:
    """The articles after one of them was typed anew: references to its ayat follow, also its own in untouched lines.

    `first` are the touched articles as they were when this stretch of writing began: what was cut out a minute ago and
    is put back elsewhere now is the same ayat, and a line that the writer's page still shows as it was then is
    untouched.
    """
    was = {state.key: state for state in old}
    origin = first.get(typed.key, was[typed.key])
    moved = moves(typed.key, origin.body, typed.body)
    recent = moves(typed.key, was[typed.key].body, typed.body)
    untouched = {words_of(line): moved for line in origin.body.splitlines()}
    untouched |= {words_of(line): recent for line in was[typed.key].body.splitlines()}
    own = "".join(
        followed(line, untouched.get(words_of(line), {}), typed.key) + ending
        for line, ending in lines(typed.body)
    )
    return tuple(
        replace(typed, body=own)
        if state.key == typed.key
        else _brought_along(state, first.get(state.key, state), typed.key, moved)
        for state in old
    )


def _brought_along(state: State, before: State, key: int, moved: Moves) -> State:
    if key not in targets(before.body) | targets(before.heading):
        return state
    body, heading = (followed(text, moved, state.key) for text in (before.body, before.heading))
    return replace(state, body=body, heading=heading)


def after_split(old: States, cut: States, key: int, new: int) -> States:
    """The articles after `key` was cut and `new` begins in its midst: references to the ayat that went there follow."""
    whole = next(state for state in old if state.key == key)
    halves = {state.key: paths(state.body) for state in cut if state.key in (key, new)}
    stands = [(owner, path) for owner in (key, new) for path in halves[owner]]
    moved: dict[Place, Place | None] = {
        (key, path): place for path, place in zip(paths(whole.body), stands, strict=True) if any(path)
    }
    return tuple(
        replace(state, body=followed(state.body, moved, here, now=state.key))
        for state in cut
        for here in [key if state.key in (key, new) else state.key]
    )


def followed(text: str, moved: Moves, here: int, now: int | None = None) -> str:
    """A text of the article `here`, with its references where the places moved; `now` is the article it is in after."""
    if not moved:
        return text
    stands = here if now is None else now
    return "".join(
        edited(line, sorted(e for c in chains(line) for e in _Following(c, moved, here, stands).edits()))
        + ending
        for line, ending in lines(text)
    )


class _Following:
    """One chain of references while it is written anew."""

    def __init__(self, chain: Chain, moved: Moves, here: int, now: int) -> None:
        self.parts = cited(chain, here)
        self.moved, self.now = moved, now
        self.understood: Place | None = (now, _NOWHERE)
        self.heads: dict[int, tuple[Atom, int]] = {}
        self.made: list[tuple[int, int, str]] = []

    def edits(self) -> list[tuple[int, int, str]]:
        """What to write where."""
        head: Atom | None = None
        for part in self.parts:
            if part.atom.kind in ("token", "pasal"):
                head = part.atom
                if self.understood is None or part.atom.start not in self.heads:
                    self.understood = (part.atom.value, _NOWHERE) if part.atom.kind == "token" else None
            elif part.owner is not None and part.atom.value > 0:
                if part.head is not head:
                    head = part.head
                    self.understood = (head.value if head else self.now, _NOWHERE)
                self._part(part, head)
        heads = [(a.start, a.end, token(key)) for a, key in self.heads.values() if a.value != key]
        return [*self.made, *heads]

    def _part(self, part: Cited, head: Atom | None) -> None:
        """Write the number of an ayat, huruf or angka anew, and the article before it where that is another one."""
        here = (part.owner or 0, part.path)
        there = self.moved.get(here, here)
        level = _LEVELS.index(part.atom.kind)
        if there is None or self.understood is None:
            self.understood = None if level == 0 else self.understood
            if there is None:
                self._number(part.atom, BLANK)
            return
        key, path = there
        if key != self.understood[0]:
            fresh = head is not None and head.start not in self.heads and not any(self.understood[1])
            if head is not None and fresh and head.kind == "token":
                self.heads[head.start] = (head, key)
            elif level == 0:
                self.made.append((part.atom.start, part.atom.start, f"{token(key)} "))
            else:
                self._number(part.atom, BLANK)
                return
            self.understood = (key, _NOWHERE)
        if path[:level] != self.understood[1][:level]:
            self._number(part.atom, BLANK)
            return
        if head is not None:
            self.heads.setdefault(head.start, (head, key))
        self.understood = there
        if path != part.path:
            self._number(part.atom, _written(part.atom.kind, path[level]))

    def _number(self, atom: Atom, words: str) -> None:
        self.made.append((atom.number_start, atom.number_end, words))


def _written(kind: str, ordinal: int) -> str:
    return Block("huruf", "", ordinal).marker[:-1] if kind == "huruf" else str(ordinal)
