"""Pages as WeasyPrint paints them -> pages painted as they are read, every list marker before the text of its item."""

import re
from collections.abc import Iterator
from typing import Any

_INK = b"0.066667 0.066667 0.066667 rg"
"""The colour of markers, said anew: where they are painted now, nobody said it before them."""


def number(reference: bytes) -> int:
    """The number of the object that is referred to."""
    return int(reference.split()[0])


def resolved(pdf: Any, reference: Any) -> Any:
    """The object that is referred to, or what was given where it is no reference."""
    return pdf.objects[number(reference)] if isinstance(reference, bytes) else reference


def marked(stream: list[Any]) -> Iterator[tuple[int, int]]:
    """Each numbered sequence of a page's content: its number, and where its opening operator stands."""
    for i, piece in enumerate(stream):
        found = re.search(rb"/MCID (\d+)", data(stream[i - 1])) if piece == b"BDC" else None
        if found:
            yield int(found.group(1)), i


def data(piece: Any) -> bytes:
    """A piece of content as bytes."""
    return piece if isinstance(piece, bytes) else bytes(piece.data)


def pages(pdf: Any) -> list[Any]:
    """Every page that is tagged, in order."""
    return [item for item in pdf.objects if _is(item, "Type", "/Page") and "StructParents" in item]


def put_markers_first(pdf: Any) -> None:
    """Paint every list marker right before the text of its item.

    WeasyPrint paints markers after all text of the page. Its tags are in order, but a reader that copies text, lets it
    flow anew or knows no tags would meet all markers at the end.
    """
    belong: dict[bytes, dict[int, int]] = {}
    for item in pdf.objects:
        if _is(item, "S", "/LI"):
            label, text = (_first(pdf, item, kind) for kind in ("/Lbl", "/LBody"))
            if label is not None and text is not None:
                belong.setdefault(item["Pg"], {})[label] = text
    for page in pages(pdf):
        contents = resolved(pdf, page["Contents"])
        contents.stream = _moved(contents.stream, belong.get(page.reference, {}))


def _moved(stream: list[Any], belong: dict[int, int]) -> list[Any]:
    """The content with the sequence of each marker before the sequence that it belongs to."""
    opens = dict(marked(stream))
    before: dict[int, list[Any]] = {}
    gone: set[int] = set()
    for label, text in belong.items():
        if label in opens and text in opens and opens[text] < opens[label]:
            first, last = _alone(stream, opens[label])
            before[opens[text] - 2] = [b"q", _INK, *stream[first:last], b"Q"]
            gone.update(range(first, last))
    moved: list[Any] = []
    for i, piece in enumerate(stream):
        moved += before.get(i, ())
        if i not in gone:
            moved.append(piece)
    return moved


def _alone(stream: list[Any], opening: int) -> tuple[int, int]:
    """From where to where a sequence reaches, with the states saved and restored only for it."""
    first, last = opening - 2, stream.index(b"EMC", opening) + 1
    while stream[first - 1] == b"q" and stream[last] == b"Q":
        first, last = first - 1, last + 1
    return first, last


def _first(pdf: Any, item: Any, kind: str) -> int | None:
    """The number of the first sequence below the item's child of that kind."""
    for child in item["K"]:
        element = resolved(pdf, child)
        if _is(element, "S", kind):
            return _sequence(pdf, element)
    return None


def _sequence(pdf: Any, element: Any) -> int | None:
    below = element.get("K", []) if isinstance(element, dict) else element
    for child in below if isinstance(below, list) else [below]:
        found = child if isinstance(child, int) else _sequence(pdf, resolved(pdf, child))
        if found is not None:
            return found
    return None


def _is(item: Any, key: str, value: str) -> bool:
    return isinstance(item, dict) and item.get(key) == value
