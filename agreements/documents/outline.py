"""The plain text of an article -> a tree of paragraph, ayat, huruf and angka, with placeholders filled in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agreements.documents import words
from agreements.documents.content import ContentError
from agreements.documents.placeholders import values, vanished

_MARKERS = (
    ("ayat", re.compile(r"\((\d{1,4})\)\s+(?=\S)")),
    ("huruf", re.compile(r"(([a-z])\2*)\.\s+(?=\S)")),
    ("angka", re.compile(r"(\d{1,4})\.\s+(?=\S)")),
)
_FIRST = ("1", "a")
_DEPTH = {"ayat": 0, "huruf": 1, "angka": 2}
_PLACEHOLDER = re.compile(r"\{\{\s*([\w.]*)\s*\}\}")


@dataclass(frozen=True)
class Block:
    """One numbered or plain paragraph of an article, with what stands below it."""

    kind: str
    """`paragraph`, `ayat`, `huruf` or `angka`."""
    text: str
    """The words, without the marker; plain text, never markup."""
    ordinal: int = 0
    """The place in its list, from 1; 0 for a paragraph."""
    blocks: tuple["Block", ...] = ()
    """What is nested below."""
    key: str = ""
    """The key of the provision this block states, else empty."""

    @property
    def marker(self) -> str:
        """The marker as printed: "(1)", "a.", "1." or nothing."""
        forms = {"ayat": f"({self.ordinal})", "angka": f"{self.ordinal}."}
        return f"{words.letters(self.ordinal)}." if self.kind == "huruf" else forms.get(self.kind, "")

    @property
    def runs(self) -> tuple["Run", ...]:
        """The blocks below, neighbours of one kind taken together."""
        return runs(self.blocks)


@dataclass(frozen=True)
class Run:
    """Neighbouring blocks of one kind: what a page shows as one list, or as paragraphs."""

    kind: str
    """The kind of all its blocks."""
    start: int
    """The ordinal of the first block."""
    blocks: tuple[Block, ...]
    """At least one block."""


def runs(blocks: tuple[Block, ...]) -> tuple[Run, ...]:
    """Take neighbours of one kind together; a list that is numbered afresh starts a new run."""
    found: list[list[Block]] = []
    for block in blocks:
        last = found[-1][-1] if found else None
        follows = (
            last and last.kind == block.kind and (not block.ordinal or block.ordinal == last.ordinal + 1)
        )
        if follows:
            found[-1].append(block)
        else:
            found.append([block])
    return tuple(Run(group[0].kind, group[0].ordinal, tuple(group)) for group in found)


class _Node:
    """A block under construction."""

    def __init__(self, kind: str, text: str, ordinal: int = 0) -> None:
        self.kind, self.text, self.ordinal = kind, text, ordinal
        self.children: list[_Node] = []

    def add(self, kind: str, text: str, written: str = "") -> "_Node":
        """Append below; the ordinal comes from the place, and only "1" or "a" after a break starts afresh."""
        ordinal = 0
        if kind != "paragraph":
            earlier = [child.ordinal for child in self.children if child.kind == kind]
            broken = bool(self.children) and self.children[-1].kind != kind
            afresh = broken and kind != "ayat" and written in _FIRST
            ordinal = 1 if afresh or not earlier else earlier[-1] + 1
        node = _Node(kind, text, ordinal)
        self.children.append(node)
        return node

    def frozen(self) -> tuple[Block, ...]:
        return tuple(Block(n.kind, n.text, n.ordinal, n.frozen()) for n in self.children)


def parse(body: str) -> tuple[Block, ...]:
    """Read plain text line by line: "(1) " begins an ayat, "a. " a huruf, "1. " an angka, else a paragraph.

    An angka belongs to the open huruf, a huruf to the open ayat; a paragraph belongs to the open ayat and
    closes the lists in it. Markers are counted from the place, whatever was written. Blank lines separate.
    """
    root = _Node("root", "")
    open_nodes: list[_Node] = [root]
    for line in body.splitlines():
        text = " ".join(line.split())
        if not text:
            continue
        kind, written, text = _read(text)
        depth = _DEPTH.get(kind, 1)
        while open_nodes[-1] is not root and _DEPTH[open_nodes[-1].kind] >= depth:
            open_nodes.pop()
        node = open_nodes[-1].add(kind, text, written)
        if kind != "paragraph":
            open_nodes.append(node)
    return root.frozen()


def _read(line: str) -> tuple[str, str, str]:
    """Split a line into its kind, the marker as written, and its words."""
    for kind, pattern in _MARKERS:
        if found := pattern.match(line):
            return kind, found.group(1), line[found.end() :]
    return "paragraph", "", line


def plain(blocks: tuple[Block, ...]) -> str:
    """Write blocks back as the plain text that `parse` reads, markers corrected."""
    return "\n".join(f"{block.marker} {block.text}".strip() for block in walk(blocks))


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, in reading order."""
    for block in blocks:
        yield block
        yield from walk(block.blocks)


def placeholders(body: str) -> tuple[str, ...]:
    """The names of the placeholders in a body, in order, each once."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(body)))


def fill(body: str, values: Mapping[str, str], *, place: str = "body") -> str:
    """Put values in place of {{ name }}; a value stays on its line and is never read for placeholders again.

    A reference to an article that is gone reads "Pasal …………". Raises ContentError with the name of a placeholder that
    has no value.
    """

    def value(found: re.Match[str]) -> str:
        name = found.group(1)
        known = values.get(name, vanished(name))
        if known is None:
            raise ContentError(place, _("Isian {{ %(name)s }} tidak dikenal.") % {"name": name})
        return " ".join(known.split())

    return _PLACEHOLDER.sub(value, body)


def filled(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content with every placeholder in considerations, headings and bodies filled: what is frozen.

    Raises ContentError with the place and the name of a placeholder that is unknown.
    """
    known = values(content)

    def article(source: Mapping[str, Any], at: str) -> dict[str, Any]:
        heading = fill(source["heading"], known, place=f"{at}.heading") if source.get("heading") else None
        return {**source, "heading": heading, "body": fill(source["body"], known, place=f"{at}.body")}

    def lines(key: str) -> list[str]:
        return [fill(text, known, place=f"{key}[{i}]") for i, text in enumerate(content.get(key) or [])]

    chapters = [
        {**c, "articles": [article(a, f"chapters[{i}].articles[{j}]") for j, a in enumerate(c["articles"])]}
        for i, c in enumerate(content.get("chapters") or [])
    ]
    return {
        **content,
        "considering": lines("considering"),
        "in_view_of": lines("in_view_of"),
        "chapters": chapters,
    }
