"""A PDF opened with pikepdf -> its structure as a screen reader walks it, and its content as a page paints it."""

import subprocess
import tempfile
from collections.abc import Iterator
from typing import Any

import pikepdf


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every structure element, in reading order."""
    waiting = list(reversed(list(pdf.Root.StructTreeRoot.K)))
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            waiting += reversed(_below(one))


def _below(one: Any) -> list[Any]:
    kids = one.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def order_of_tags(pdf: pikepdf.Pdf, number: int) -> list[int]:
    """The marked sequences of a page, as the tree reads them."""
    page = pdf.pages[number].obj.objgen
    return [
        int(kid)
        for one in elements(pdf)
        if "/Pg" in one and one.Pg.objgen == page
        for kid in _below(one)
        if isinstance(kid, int)
    ]


def order_of_content(pdf: pikepdf.Pdf, number: int) -> list[int]:
    """The marked sequences of a page, as it is painted; decoration left out."""
    found = []
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[number]):
        if str(operator) == "BDC" and "/MCID" in operands[1]:
            found.append(int(operands[1].MCID))
    return found


def heading_levels(pdf: pikepdf.Pdf) -> list[int]:
    """The level of every heading, in order."""
    kinds = [str(one.S) for one in elements(pdf)]
    return [int(kind[2:]) for kind in kinds if kind in ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")]


def text_of(pdf: pikepdf.Pdf) -> str:
    """The text that hangs in the tree, as poppler reads it."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        pdf.save(file.name)
        return subprocess.run(["pdfinfo", "-struct-text", file.name], capture_output=True, text=True).stdout
