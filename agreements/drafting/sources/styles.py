"""The paragraph styles of a Word text -> which of them number their paragraphs, and which set headings."""

import re
from dataclasses import dataclass

from agreements.drafting.sources.parts import attribute, walk

_HEADING = re.compile(r"(?:heading|title|judul|pasal|bab)\b", re.IGNORECASE)
_LONGEST_CHAIN = 12


@dataclass(frozen=True)
class Style:
    """What a style says that matters here, what it inherits included."""

    number: str = ""
    """The list that its paragraphs belong to; empty for none."""
    depth: str = ""
    """The level in that list, where it says so."""
    strong: bool = False
    """Whether it sets headings: by its name, or centred."""


class Styles:
    """The styles of one text, by their id."""

    def __init__(self, xml: bytes) -> None:
        """Read `styles.xml`; a text without it has none. Raises Unreadable."""
        self._own: dict[str, Style] = {}
        self._parents: dict[str, str] = {}
        self._id = self._number = self._depth = ""
        self._strong = False
        if xml:
            walk(xml, start=self._start, end=self._end)

    def of(self, key: str) -> Style:
        """The style of that id with what it inherits; an unknown one says nothing."""
        number, depth, strong = "", "", False
        for _step in range(_LONGEST_CHAIN):
            own = self._own.get(key)
            if own is None:
                break
            number, depth = number or own.number, depth or own.depth
            strong = strong or own.strong
            key = self._parents.get(key, "")
        return Style(number, depth, strong)

    def _start(self, name: str, given: dict[str, str], path: list[str]) -> None:
        value = attribute(given, "val")
        if name == "style":
            self._id = attribute(given, "styleId")
            self._number = self._depth = ""
            self._strong = False
        elif name == "name" and path[-1:] == ["style"]:
            self._strong |= bool(_HEADING.match(value))
        elif name == "basedOn":
            self._parents[self._id] = value
        elif name == "numId":
            self._number = value
        elif name == "ilvl":
            self._depth = value
        elif name == "jc" and path[-1:] == ["pPr"]:
            self._strong |= value == "center"

    def _end(self, name: str, _path: list[str]) -> None:
        if name == "style":
            self._own[self._id] = Style(self._number, self._depth, self._strong)
