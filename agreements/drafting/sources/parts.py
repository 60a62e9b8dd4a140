"""One part of a Word text, read from its first byte to its last without building a tree, and without entities."""

from collections.abc import Callable
from xml.parsers import expat

from django.utils.translation import gettext as _

from agreements.drafting.sources.refusing import Unreadable, too_long

_DEEPEST = 200
MOST_ELEMENTS = 100_000
"""What is read in a fifth of a second on a small server; a text of 120 pages has some 80,000."""
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)

Start = Callable[[str, dict[str, str], list[str]], None]
End = Callable[[str, list[str]], None]
Text = Callable[[str], None]


def attribute(given: dict[str, str], name: str) -> str:
    """The value of one of Word's own attributes; empty where it is not given."""
    for space in _WORD:
        if f"{space} {name}" in given:
            return given[f"{space} {name}"]
    return given.get(name, "")


def walk(data: bytes, *, start: Start, end: End, text: Text | None = None) -> None:
    """Call back for every element of the part, with its bare name, its attributes and the names around it.

    Raises Unreadable for XML that is broken, too long, nested beyond measure, or declares a document type: no text of
    Word has one, and entities that grow or reach for other files begin there.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    walker = _Walker(start, end)
    parser.StartElementHandler, parser.EndElementHandler = walker.begin, walker.finish
    if text is not None:
        parser.CharacterDataHandler, parser.buffer_text = text, True
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except Unreadable:
        raise
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unreadable(
            _("Berkas ini rusak atau terpotong. Simpan ulang di Word, lalu unggah lagi.")
        ) from error


class _Walker:
    """Counts the elements, knows what is around each, and passes them on."""

    def __init__(self, start: Start, end: End) -> None:
        self.start, self.end = start, end
        self.path: list[str] = []
        self.count = 0

    def begin(self, name: str, given: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise Unreadable(too_long())
        if len(self.path) >= _DEEPEST:
            raise Unreadable(_("Susunan berkas ini tidak wajar, jadi tidak dibaca. Tempelkan teksnya saja."))
        bare = name.rpartition(" ")[2]
        self.start(bare, given, self.path)
        self.path.append(bare)

    def finish(self, name: str) -> None:
        self.path.pop()
        self.end(name.rpartition(" ")[2], self.path)


def _refuse(*_given: object) -> None:
    raise Unreadable(
        _("Berkas ini memuat entitas XML, yang tidak pernah ada dalam naskah Word. Tidak dibaca.")
    )
