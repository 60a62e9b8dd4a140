"""A page as HTML -> its PDF in the quality of the agreements: F4, PDF/A-3a and PDF/UA-1, with its data inside."""

import hashlib
import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from agreements.documents.apart import Limits, apart
from agreements.documents.finishing import ACCESSIBLE, finish
from agreements.documents.glyphs import missing
from agreements.documents.pdf import inside_fetcher

LIMITS = Limits(seconds=60, megabytes=1024)
_CSS = Path(__file__).with_name("letter.css")


def printed(html: str, data: bytes, about: str, made_at: datetime) -> bytes:
    """The PDF, laid out apart from this process; `data` is the JSON that it carries along, `about` what it is of.

    The same page with the same data of the same moment gives the same bytes. Raises what `apart` raises.
    """
    return bytes(apart(_lay_out, drawable(html), data, drawable(about), made_at, limits=LIMITS))


def drawable(text: str) -> str:
    """The text with a question mark for every character that the letter of our documents lacks."""
    return text.translate({ord(one): "?" for character in missing(text) for one in character})


def _lay_out(_say: Callable[[Any], None], html: str, data: bytes, about: str, made_at: datetime) -> bytes:
    """In the process apart: the PDF."""
    import weasyprint

    moment = made_at.replace(tzinfo=None, microsecond=0)
    carried = weasyprint.Attachment(
        string=data,
        name="surat.json",
        description=f"Isi surat {about} sebagai data (JSON)",
        relationship="Source",
        created=moment,
        modified=moment,
    )
    style = weasyprint.CSS(string=_CSS.read_text(), url_fetcher=inside_fetcher())
    pdf = weasyprint.HTML(string=html, url_fetcher=inside_fetcher()).write_pdf(
        stylesheets=[style],
        pdf_variant="pdf/a-3a",
        pdf_identifier=hashlib.sha256(html.encode() + data).digest()[:16],
        attachments=[carried],
        xmp_metadata=[io.BytesIO(ACCESSIBLE)],
        finisher=finish,
    )
    return bytes(pdf)
