"""A line of legal text -> the references in it: which article, ayat and huruf each means, and which mean a law."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agreements.drafting.writing.laws import continues_into_law, continues_law

_SPACE, _GAP = r"[^\S\n]+", r"[^\S\n]*"
_NUMBER_ENDS = r"(?![\w/])(?![.,]\d)"
_ATOMS = {
    "token": r"\{\{\s*pasal\.a(?P<token>-?\d{1,18})\s*\}\}",
    "pasal": rf"(?<![\w-])[Pp]asal{_SPACE}(?P<pasal>[1-9]\d{{0,3}}[A-Za-z]{{0,2}}|…+){_NUMBER_ENDS}",
    "ayat": rf"(?<!\w)[Aa]yat{_GAP}\((?P<ayat>\d{{1,3}}[a-z]?|…+)\)",
    "huruf": rf"(?<!\w)huruf{_SPACE}(?P<huruf>(?P<letter>[a-z])(?P=letter){{0,2}}|…+)(?!\w)",
    "angka": rf"(?<!\w)angka{_SPACE}(?P<angka>\d{{1,3}}|…+){_NUMBER_ENDS}",
}
_START = re.compile("|".join(_ATOMS[kind] for kind in ("token", "pasal", "ayat")))
_NEXT = re.compile("|".join(_ATOMS.values()))
_JOIN = re.compile(
    rf"(?P<and>(?:{_GAP},)?{_SPACE}"
    rf"(?:dan/atau|dan|atau|serta|sampai{_SPACE}dengan|sampai|hingga|s\.{_GAP}d\.?|s/d|juncto|jo\.?){_SPACE}"
    rf"|{_GAP}[-–]{_GAP})|(?P<comma>{_GAP},{_SPACE})|(?P<space>{_SPACE})"
)
_MORE = {
    "pasal": re.compile(rf"(?P<pasal>[1-9]\d{{0,3}}){_NUMBER_ENDS}"),
    "ayat": re.compile(r"\((?P<ayat>\d{1,3})\)"),
    "huruf": re.compile(r"(?P<huruf>(?P<letter>[a-z])(?P=letter){0,2})(?!\w)"),
}
"""What may follow "Pasal 5 dan", "ayat (1) dan", "huruf a dan" without saying the word again."""
_AFTER_NUMBER = re.compile(
    rf"{_GAP}(?:$|[.;:)]|,{_SPACE}(?:\d|dan{_SPACE}|atau{_SPACE})|,$|(?:,{_SPACE})?(?:dan|atau|ayat|huruf|berlaku|"
    r"tidak|tetap|dapat|harus|wajib|adalah|merupakan|mengatur|dilaksanakan|dinyatakan|dimaksud|sebagaimana|tersebut|"
    r"di|ini|yang|untuk|dengan|oleh)\b)"
)
"""What stands behind a bare number that is the number of an article, and not three days or four persons."""

Path = tuple[int, int, int]
"""A place in an article: ayat, huruf, angka, each from 1; 0 for none."""
BROKEN = -1
"""Stands for a number that no text of ours has: "Pasal 7A"."""


@dataclass(frozen=True)
class Atom:
    """One part of a reference."""

    kind: str
    """`token`, `pasal`, `ayat`, `huruf` or `angka`."""
    start: int
    """Where it begins in the line."""
    end: int
    """Where it ends."""
    number_start: int
    """Where its number begins."""
    number_end: int
    """Where its number ends."""
    value: int
    """The article's key for a token, else the ordinal; 0 for a blank, BROKEN for a number like 7A."""
    join: str = ""
    """How it follows the part before: `and`, `comma`, `space`; empty for the first."""


@dataclass(frozen=True)
class Chain:
    """References that stand together: "Pasal 5 ayat (1) dan Pasal 7"."""

    atoms: tuple[Atom, ...]
    """Its parts, in order."""
    law: bool
    """Whether the articles that it numbers are those of a law or of another document."""
    after_law: bool = False
    """Whether it stands right behind the name of a law."""


@dataclass(frozen=True)
class Cited:
    """One part of a reference with what it means."""

    atom: Atom
    """The part."""
    owner: int | None
    """The key of the article that is meant; None for one that the text only numbers."""
    path: Path
    """The place in it; all 0 for the whole article."""
    head: Atom | None
    """The part that names the article; None where the text means its own."""


def chains(line: str) -> Iterator[Chain]:
    """The references in one line, each chain as a whole."""
    at = 0
    while found := _START.search(line, at):
        atoms = [_atom(found, "")]
        while following := _following(line, atoms[-1]):
            atoms.append(following)
        at = atoms[-1].end
        after_law = continues_law(line[: atoms[0].start])
        yield Chain(tuple(atoms), after_law or continues_into_law(line[at:]), after_law)


def cited(chain: Chain, here: int) -> list[Cited]:
    """What each part of a chain means when it stands in the article `here`.

    "ayat (2)" alone is an ayat of the article itself, also after "Pasal 7 dan"; after "Pasal 7 ayat (1) dan" it is
    one of Pasal 7, and so it is in "ayat (2) Pasal 7".
    """
    behind = _named_behind(chain.atoms)
    own = None if chain.after_law or (chain.law and not any(map(_names, chain.atoms))) else here
    owner, head, path = own, None, (0, 0, 0)
    found = []
    for index, atom in enumerate(chain.atoms):
        if _names(atom) or index in behind:
            head = behind.get(index, atom)
            owner, path = (head.value if head.kind == "token" else None), (0, 0, 0)
        elif atom.kind == "ayat" and atom.join == "and" and head is not None and not any(path):
            owner, head = own, None
        path = _below(path, atom)
        found.append(Cited(atom, owner, path, head))
    return found


def _below(path: Path, atom: Atom) -> Path:
    """The place that this part names, after a part that named `path`."""
    steps = {"ayat": (atom.value, 0, 0), "huruf": (path[0], atom.value, 0), "angka": (*path[:2], atom.value)}
    return steps.get(atom.kind, path)


def _names(atom: Atom) -> bool:
    return atom.kind in ("token", "pasal")


def _named_behind(atoms: tuple[Atom, ...]) -> dict[int, Atom]:
    """The articles that are named behind their ayat: where the ayat begin, and the article."""
    found: dict[int, Atom] = {}
    for index, atom in enumerate(atoms):
        if not _names(atom) or atom.join != "space" or _names(atoms[index - 1]):
            continue
        first = index - 1
        leading = not any(map(_names, atoms[:index]))
        while first and not _names(atoms[first - 1]) and (leading or atoms[first].join == "space"):
            first -= 1
        found[first] = atom
    return found


def _following(line: str, last: Atom) -> Atom | None:
    join = _JOIN.match(line, last.end)
    if not join:
        return None
    how = str(join.lastgroup)
    if found := _NEXT.match(line, join.end()):
        return _atom(found, how)
    kind = "pasal" if last.kind == "token" else last.kind
    if how == "space" or kind not in _MORE:
        return None
    found = _MORE[kind].match(line, join.end())
    if found and kind == "pasal":
        rest = line[found.end() :]
        if not _AFTER_NUMBER.match(rest) and not continues_into_law(rest):
            return None
    return found and _atom(found, how)


def _atom(found: re.Match[str], join: str) -> Atom:
    kind = next(kind for kind in _ATOMS if kind in found.re.groupindex and found[kind] is not None)
    return Atom(kind, found.start(), found.end(), *found.span(kind), _value(kind, found[kind]), join)


def _value(kind: str, written: str) -> int:
    if written.startswith("…"):
        return 0
    if kind == "huruf":
        return (len(written) - 1) * 26 + ord(written[0]) - ord("a") + 1
    return int(written) if written.removeprefix("-").isdecimal() else BROKEN
