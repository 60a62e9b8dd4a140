"""A link or a motif of ours -> a picture that a document carries inside itself."""

import base64
import io
from functools import cache
from html import escape
from pathlib import Path

_HERE = Path(__file__).parent


def qr_code(link: str) -> str:
    """The link as a QR code, an SVG picture in a data: address. Raises ValueError for a link too long."""
    import segno

    picture = io.BytesIO()
    code = segno.make(link, error="m", micro=False)
    code.save(picture, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2)
    return data_uri(picture.getvalue())


@cache
def motif(name: str) -> str:
    """One of our own drawings beside this module ("weave", "band") as a data: address."""
    return data_uri((_HERE / f"{name}.svg").read_bytes())


def watermark(word: str, said: str) -> str:
    """What lies behind every page of a draft or a copy: that it is one, and which, as a data: address."""
    drawing = (_HERE / "watermark.svg").read_text().replace("{{ word }}", escape(word))
    return data_uri(drawing.replace("{{ said }}", escape(said)).encode())


def data_uri(svg: bytes) -> str:
    """An SVG picture as an address that needs no fetching."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"
