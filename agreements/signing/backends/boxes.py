"""A PDF and a field's name -> where its box is, for a signer that draws into it itself, and whether it may."""

import io
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Box:
    """A rectangle on a page, in points from its lower left corner."""

    page: int
    """Counted from 1."""
    x: float
    y: float
    width: float
    height: float


def box_of(pdf: bytes, name: str) -> Box | None:
    """The box of the signature field of that name; None where the document has no such field on a page."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    for number in range(int(reader.root["/Pages"]["/Count"])):
        page = reader.find_page_for_modification(number)[0].get_object()
        for annotation in page.get("/Annots", ()):
            if _name(annotation.get_object()) == name:
                return _box(number + 1, annotation.get_object()["/Rect"])
    return None


def is_closed(pdf: bytes) -> bool:
    """Whether an earlier signature certified the document: then no new field may be seen on its pages."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    return any(signature.docmdp_level is not None for signature in reader.embedded_signatures)


def _name(widget: Any) -> str:
    return str(widget.get("/T", ""))


def _box(page: int, edges: Any) -> Box:
    left, low, right, high = (float(edge) for edge in edges)
    return Box(page, min(left, right), min(low, high), abs(right - left), abs(high - low))
