"""Two texts of one agreement -> what was added, taken out, moved or reworded, part by part, word by word.

Numbers that follow from the place (of articles, ayat, huruf, angka, and references that still mean the same article)
are shown as they are now and are no change; a reference that means another article, or one that is gone, is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements.drafting.versions.matching import in_order
from agreements.drafting.versions.pairing import same_as
from agreements.drafting.versions.parts import SECTIONS, Part, parts
from agreements.drafting.versions.weaving import Line, Text, weave

_MOVABLE = ("a:", "v:")
_FOLDED = 3
"""From so many unchanged lines in a row on, those not beside a change are folded away."""


@dataclass(frozen=True)
class Change:
    """One part of the agreement, old and new woven together."""

    key: str
    """Names the part on a page."""
    section: str
    """One of `parts.SECTIONS`."""
    kind: str
    """`same`, `changed`, `added`, `removed` or `moved` (and says the same)."""
    place: str
    """What the part is called: "Pasal 3 Ruang Lingkup"."""
    notes: tuple[str, ...]
    """Where it came from, in words: "dipindahkan: dulu Pasal 5"."""
    heading: Line | None
    """Its heading, where that changed."""
    lines: tuple[Line, ...]
    """Its text."""
    chapter: str = ""
    """In which BAB it stands now."""
    anchor: str = ""
    """The id of the article in the text now, when it is an article that still stands."""

    @property
    def stretches(self) -> list["Stretch"]:
        """The lines, with long unchanged runs apart so that a page can fold them."""
        return stretches(self.lines)


@dataclass(frozen=True)
class Stretch:
    """Neighbouring lines."""

    folded: bool
    """Whether nothing changed in them nor right beside them."""
    lines: tuple[Line, ...]
    """At least one."""


@dataclass(frozen=True)
class Section:
    """The parts of one section."""

    code: str
    """One of `parts.SECTIONS`."""
    label: str | Promise
    """What it is called."""
    runs: tuple[tuple[bool, tuple[Change, ...]], ...]
    """Neighbouring parts, with whether they are to be read at once, because something changed in them."""


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """The parts that changed from the old content to the new, in the order of the document."""
    return [change for change in redline(old, new) if change.kind != "same"]


def redline(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Every part of both contents in the order of the new one; a part that went stands where it stood."""
    with override("id"):
        same = same_as(old, new)
        before = {part.key: part for part in parts(old, {})}
        after = {part.key: part for part in parts(new, same)}
    moved = _moved(before, after)
    chapters = {part.chapter for part in before.values()}, {part.chapter for part in after.values()}
    return [
        _change(before.get(key), after.get(key), moved=key in moved, chapters=chapters)
        for key in _order(before, after)
    ]


def sections(changes: Sequence[Change], *, whole: bool = False) -> list[Section]:
    """The parts under the sections that have any, changed and unchanged ones in turns; with `whole` in one run."""
    found = []
    for code, label in SECTIONS.items():
        mine = [change for change in changes if change.section == code and (change.lines or change.notes)]
        runs = [
            (changed, tuple(run)) for changed, run in groupby(mine, key=lambda c: whole or c.kind != "same")
        ]
        if runs:
            found.append(Section(code, label, tuple(runs)))
    return found


def stretches(lines: Sequence[Line]) -> list[Stretch]:
    """Lines with changes and one line above and below each; what lies between, folded where it is long."""
    beside = {
        place + step for place, line in enumerate(lines) if not line.same for step in (-1, 0, 1)
    } or set(range(len(lines)))
    found: list[Stretch] = []
    for near, run in groupby(range(len(lines)), key=lambda place: place in beside):
        own = tuple(lines[place] for place in run)
        found.append(Stretch(not near and len(own) >= _FOLDED, own))
    return found


def _order(before: Mapping[str, Part], after: Mapping[str, Part]) -> Iterator[str]:
    """The keys of the new text, each followed by those that stood behind it in the old one and went."""
    behind: dict[str, list[str]] = {}
    last = ""
    for key in before:
        if key in after:
            last = key
        else:
            behind.setdefault(last, []).append(key)
    yield from behind.get("", ())
    for key in after:
        yield key
        yield from behind.get(key, ())


def _moved(before: Mapping[str, Part], after: Mapping[str, Part]) -> set[str]:
    """The articles and provisions that changed their place among those that stayed: as few as explain the order."""
    found: set[str] = set()
    places = {key: place for place, key in enumerate(before)}
    for kind in _MOVABLE:
        keys = [key for key in after if key.startswith(kind) and key in places]
        stayed = {keys[place] for place in in_order([places[key] for key in keys])}
        found |= {key for key in keys if key not in stayed}
    return found


def _change(
    was: Part | None, now: Part | None, *, moved: bool, chapters: tuple[set[str], set[str]]
) -> Change:
    shown = now or was
    assert shown is not None
    lines = weave(was.text if was else Text(), now.text if now else Text())
    heading = next(iter(weave(was.heading if was else Text(), now.heading if now else Text())), None)
    reworded = not all(line.same for line in lines) or bool(heading and not heading.same)
    elsewhere = bool(was and now and _other_chapter(was.chapter, now.chapter, chapters))
    kind = "changed" if reworded else "moved" if moved or elsewhere else "same"
    if not (was and now):
        kind = "same" if not lines else "added" if now else "removed"
    return Change(
        key=shown.key.replace(":", "-"),
        section=shown.section,
        kind=kind,
        place=" ".join(filter(None, [str(shown.place), shown.title])),
        notes=tuple(_notes(was, now, moved=moved, elsewhere=elsewhere)) if kind != "same" else (),
        heading=heading if was and now and heading and not heading.same else None,
        lines=lines,
        chapter=shown.chapter,
        anchor=f"pasal-{now.number}" if now and now.key.startswith("a:") else "",
    )


def _other_chapter(was: str, now: str, chapters: tuple[set[str], set[str]]) -> bool:
    """Whether an article stands in another chapter, and not in the same one under a new name."""
    return was != now and (was in chapters[1] or now in chapters[0])


def _notes(was: Part | None, now: Part | None, *, moved: bool, elsewhere: bool) -> Iterator[str]:
    """What is to be said about the place of a part that changed."""
    if was is None or now is None:
        if was and was.section == "articles" and was.number:
            yield _("nomor menurut naskah lama")
        return
    if moved:
        yield _("dipindahkan: dulu %(place)s") % {"place": was.place}
    elif was.section == "articles" and was.number != now.number:
        yield _("dulu %(place)s") % {"place": was.place}
    if elsewhere:
        yield _("dulu dalam bab %(chapter)s") % {"chapter": was.chapter or "–"}
