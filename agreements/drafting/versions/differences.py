"""Two texts of one agreement -> what was added and what was taken out, part by part, word by word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

_WORDS = re.compile(r"\S+|\s+")
_MOST_WORDS = 600


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, came in or went out."""

    kind: str
    """`same`, `added` or `removed`."""
    text: str
    """The words."""


@dataclass(frozen=True)
class Change:
    """One part of the agreement that is not as it was."""

    place: str
    """What the part is called: "Pasal 3 Ruang Lingkup"."""
    pieces: tuple[Piece, ...]
    """The part's text, old and new woven together."""
    anchor: str = ""
    """The id of the article in the text now, when it is an article that still stands."""


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """The parts that changed from the old content to the new, in the order of the document."""
    before, after = dict(_parts(old)), dict(_parts(new))
    order = [*after, *(key for key in before if key not in after)]
    changed = []
    for key in order:
        place, was = before.get(key, ("", ""))
        called, now = after.get(key, (place, ""))
        if was != now:
            anchor = "pasal-" + called.split()[1] if key.startswith("a:") and key in after else ""
            changed.append(Change(called, tuple(compare(was, now)), anchor))
    return changed


def _parts(content: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Every part by a key that outlives renumbering: (key, (what it is called, its text))."""
    for name, label in (
        ("title", _("Judul")),
        ("field", _("Bidang")),
        ("topic", _("Topik")),
        ("place", _("Tempat")),
        ("starts_on", _("Mulai berlaku")),
        ("ends_on", pgettext("day", "Berakhir")),
        ("value", _("Nilai")),
    ):
        yield name, (label, str(content.get(name) or ""))
    parties = "\n".join(party["name"] for party in content["parties"])
    yield "parties", (_("Para pihak"), parties)
    yield "considering", (_("Pertimbangan"), "\n".join(content["considering"]))
    yield "in_view_of", (_("Dasar hukum"), "\n".join(content["in_view_of"]))
    yield from _articles(content)
    names = {party["ordinal"]: party["name"] for party in content["parties"]}
    for row in content["provisions"]:
        text = "\n".join(str(row[key]) for key in ("text", "due", "amount") if row.get(key) is not None)
        yield f"v:{row['key']}", (_("Ketentuan untuk %s") % names.get(row["party"], ""), text)


def _articles(content: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    number = 0
    for chapter in content["chapters"]:
        for article in chapter["articles"]:
            number += 1
            called = f"Pasal {number} {article.get('heading') or ''}".strip()
            text = "\n".join(filter(None, [article.get("heading"), article["body"]]))
            yield f"a:{article['key']}", (called, text)


def compare(old: str, new: str) -> Iterator[Piece]:
    """Weave two texts together: line by line, and word by word within lines that changed."""
    was, now = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(was[a:b]))
        else:
            yield from _words("".join(was[a:b]), "".join(now[c:d]))


def _words(old: str, new: str) -> Iterator[Piece]:
    was, now = _WORDS.findall(old), _WORDS.findall(new)
    if len(was) > _MOST_WORDS or len(now) > _MOST_WORDS:
        yield from _piece("removed", old)
        yield from _piece("added", new)
        return
    for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(was[a:b]))
            continue
        yield from _piece("removed", "".join(was[a:b]))
        yield from _piece("added", "".join(now[c:d]))


def _piece(kind: str, text: str) -> Iterator[Piece]:
    if text:
        yield Piece(kind, text)
