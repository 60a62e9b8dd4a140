"""A report as HTML -> its PDF in the quality of the agreements: F4, PDF/A-3a and PDF/UA-1, with its figures inside."""

import hashlib
import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from agreements.documents import pictures
from agreements.documents.apart import Limits, apart
from agreements.documents.finishing import ACCESSIBLE, finish
from agreements.documents.pdf import inside_fetcher
from agreements.monitoring.letters.printing import drawable

LIMITS = Limits(seconds=120, megabytes=1536)
_CSS = Path(__file__).with_name("report.css")


def printed(html: str, figures: bytes, made_at: datetime, *, name: str = "laporan.json") -> bytes:
    """The PDF, laid out apart from this process; `figures` is the JSON that it carries along under `name`.

    The same page with the same figures of the same moment gives the same bytes. Raises what `apart` raises.
    """
    return bytes(apart(_lay_out, drawable(html), figures, made_at, name, limits=LIMITS))


def _lay_out(_say: Callable[[Any], None], html: str, figures: bytes, made_at: datetime, name: str) -> bytes:
    """In the process apart: the PDF."""
    import weasyprint

    moment = made_at.replace(tzinfo=None, microsecond=0)
    carried = weasyprint.Attachment(
        string=figures,
        name=name,
        description="Angka laporan ini sebagai data (JSON)",
        relationship="Data",
        created=moment,
        modified=moment,
    )
    band = f".band {{ background: url({pictures.motif('band')}) center / contain no-repeat }}"
    style = weasyprint.CSS(string=_CSS.read_text() + band, url_fetcher=inside_fetcher())
    pdf = weasyprint.HTML(string=html, url_fetcher=inside_fetcher()).write_pdf(
        stylesheets=[style],
        pdf_variant="pdf/a-3a",
        pdf_identifier=hashlib.sha256(html.encode() + figures).digest()[:16],
        attachments=[carried],
        xmp_metadata=[io.BytesIO(ACCESSIBLE)],
        finisher=finish,
    )
    return bytes(pdf)
