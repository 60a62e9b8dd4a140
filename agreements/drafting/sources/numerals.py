"""The numbering definitions of a Word text -> the marker before each paragraph, as articles write them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from agreements.documents.words import letters
from agreements.drafting.sources.parts import attribute, walk

_LEVELS = 9
_MOST = 9_999
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_PLACE = re.compile(r"%([1-9])")


@dataclass
class Level:
    """One level of a list: how it counts and how its number is written."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""
    restart: int = _LEVELS
    """After a paragraph of which level, counted from 1, it begins again: that or a higher one; 0: never."""


@dataclass
class _List:
    """One list as the text uses it: the definition behind it and where it starts anew."""

    definition: str = ""
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of every list as Word does, and words their numbers."""

    def __init__(self, xml: bytes) -> None:
        """Read `numbering.xml`; a text without it has no lists. Raises Unreadable."""
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if xml:
            reader = _Reader(self._levels, self._lists)
            walk(xml, start=reader.start, end=reader.end)

    def level_of(self, number: str, style: str) -> int:
        """The level that a paragraph style is linked to in this list; the first where it is not."""
        levels = self._levels.get(self._lists.get(number, _List()).definition, {})
        return next((depth for depth, level in levels.items() if style and level.style == style), 0)

    def marker(self, number: str, depth: int) -> str:
        """Count one more paragraph of that list at that depth; its marker with a space, "" where it has none."""
        known = self._lists.get(number)
        if known is None or not 0 <= depth < _LEVELS:
            return ""
        levels = self._levels.get(known.definition, {})
        counts = self._counts.setdefault(known.definition, {})
        if number not in self._begun:
            self._begun.add(number)
            counts |= {at: start - 1 for at, start in known.starts.items()}
        level = levels.get(depth, Level(text=f"%{depth + 1}."))
        counts[depth] = min(counts.get(depth, level.start - 1) + 1, _MOST)
        for deeper in [at for at in counts if at > depth and depth < levels.get(at, level).restart]:
            del counts[deeper]
        return _worded(level, depth, counts, levels)


def _worded(level: Level, depth: int, counts: Mapping[int, int], levels: Mapping[int, Level]) -> str:
    if level.form == "none":
        return ""
    if level.form == "bullet":
        return "- "
    count = counts[depth]
    if level.text.count("%") == 1 and not re.search(r"\w", level.text.replace(f"%{depth + 1}", "")):
        if level.form == "lowerLetter":
            return f"{letters(count)}. "
        if level.form in ("decimal", "decimalZero"):
            return f"({count}) " if level.text.strip().startswith("(") else f"{count}. "
        if level.form == "lowerRoman":
            return f"{count}. "  # "i." would be read as the ninth letter

    def number(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        known = levels.get(at, Level())
        return _numeral(counts.get(at, known.start), known.form)

    return f"{_PLACE.sub(number, level.text)} ".lstrip()


def _numeral(count: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        text = ""
        for size, sign in _ROMAN:
            text += sign * (count // size)
            count %= size
        return text if form == "upperRoman" else text.lower()
    if form in ("upperLetter", "lowerLetter") and count > 0:
        return letters(count).upper() if form == "upperLetter" else letters(count)
    return str(count)


class _Reader:
    """Fills the definitions from `numbering.xml`."""

    def __init__(self, levels: dict[str, dict[int, Level]], lists: dict[str, _List]) -> None:
        self.levels, self.lists = levels, lists
        self.definition = self.number = ""
        self.depth = 0
        self.level: Level | None = None

    def start(self, name: str, given: dict[str, str], _path: list[str]) -> None:
        value = attribute(given, "val")
        if name == "abstractNum":
            self.definition = attribute(given, "abstractNumId")
            self.levels[self.definition] = {}
        elif name == "num":
            self.number = attribute(given, "numId")
            self.lists[self.number] = _List()
        elif name == "abstractNumId" and self.number:
            self.lists[self.number].definition = value
        elif name in ("lvl", "lvlOverride"):
            self.depth = _whole(attribute(given, "ilvl"), 0)
            if name == "lvl" and not self.number:
                self.level = self.levels.setdefault(self.definition, {})[self.depth] = Level()
        elif name == "startOverride" and self.number:
            self.lists[self.number].starts[self.depth] = _whole(value, 1)
        elif self.level is not None:
            self._of_level(name, value)

    def _of_level(self, name: str, value: str) -> None:
        assert self.level is not None
        if name == "numFmt":
            self.level.form = value
        elif name == "lvlText":
            self.level.text = value[:40]
        elif name == "start":
            self.level.start = _whole(value, 1)
        elif name == "pStyle":
            self.level.style = value
        elif name == "lvlRestart":
            self.level.restart = _whole(value, _LEVELS)

    def end(self, name: str, _path: list[str]) -> None:
        if name == "num":
            self.number = ""
        elif name == "lvl":
            self.level = None


def _whole(text: str, otherwise: int) -> int:
    return min(int(text), _MOST) if text.isascii() and text.isdecimal() and len(text) < 7 else otherwise
