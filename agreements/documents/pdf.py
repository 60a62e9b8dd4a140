"""The content of an agreement -> its PDF: F4 or A4, PDF/A-3a and PDF/UA-1, with signature fields."""

import hashlib
import io
import logging
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements.documents import numbering, pictures, places, words
from agreements.documents.content import ContentError, canonical, check
from agreements.documents.finishing import ACCESSIBLE, finish
from agreements.documents.limits import TimeIsUp, within

SECONDS = 120
"""How long one document may take: many times what the longest real one needs."""
COPY = "public_copy"
"""Under this key a content says that it is the copy for the public, personal data covered and exclusions left out."""
SHEETS = {"f4": "215.9mm 330mm", "a4": "210mm 297mm"}
"""How large the paper is, by its name."""
_MAX_PICTURE = 200_000
_ONE_AT_A_TIME = threading.Lock()  # fonts are kept between documents, and Pango's fonts know no threads
_CSS = Path(__file__).with_name("document.css")


class RenderError(ContentError):
    """The content is well formed but could not be laid out: `place` and `reason` say where and why."""


def render(content: Mapping[str, Any], *, draft: bool = False, seconds: float = SECONDS) -> bytes:
    """Lay the agreement out. The same content gives the same bytes, in every process.

    The PDF carries the canonical JSON it was made from and one empty signature field for every place to sign, named
    "ttd-" and the place's key; a draft carries neither, but a watermark on every page. A copy for the public (its
    content says so under `COPY`) carries the watermark and the JSON, but no fields. Raises ContentError for content
    that is not fit, RenderError where it takes too long or a character has no shape in our fonts.
    """
    laid_out = page(content, draft=draft)
    try:
        with _ONE_AT_A_TIME:
            _style()  # imports and fonts before the clock runs: they must not be stopped halfway
            return within(seconds, lambda: _lay_out(laid_out, content, draft))
    except TimeIsUp:
        raise RenderError("content", _("Naskah terlalu panjang atau rumit untuk dicetak.")) from None
    except RecursionError:
        raise RenderError("content", _("Naskah bersusun terlalu dalam.")) from None


def page(content: Mapping[str, Any], *, draft: bool = False) -> str:
    """The agreement as the HTML page that is printed; every word of the content escaped. Raises ContentError."""
    check(content, draft=draft)
    document = numbering.number(content)
    with override("id"):
        return render_to_string("agreements/documents/document.html", _context(document, draft))


def _context(document: numbering.Document, draft: bool) -> dict[str, Any]:
    wording, verification = document.wording, document.content["verification"]
    ends = (
        (
            "Saksi-Saksi" if len(wording.witnesses) > 1 else "Saksi",
            wording.witnesses_needed,
            wording.witnesses,
        ),
        ("Mengetahui", "", wording.acknowledging),
    )
    return {
        "document": document,
        "wording": wording,
        "content": document.content,
        "draft": _which_draft(document.content) if draft else "",
        "copy": bool(document.content.get(COPY)),
        "blank": words.BLANK,
        "rows": places.in_rows(wording.signers),
        "ends": [(title, note, places.in_rows(blocks)) for title, note, blocks in ends if blocks],
        "qr": pictures.qr_code(verification["url"]),
    }


def _which_draft(content: Mapping[str, Any]) -> str:
    """Which draft it is, and of which day: "Rancangan versi 3, 21 November 2026"."""
    version = f" versi {content['version']}" if content.get("version") else ""
    on = f", {words.long_date(content['date'])}" if content.get("date") else ""
    return f"Rancangan{version}{on}"


def _lay_out(html: str, content: Mapping[str, Any], draft: bool) -> bytes:
    import weasyprint

    data = canonical(content)
    options: dict[str, Any] = {"pdf_identifier": hashlib.sha256(data).digest()[:16]}
    if not draft:
        moment = datetime.combine(words.day(content["date"]), datetime.min.time(), UTC).replace(tzinfo=None)
        carried = weasyprint.Attachment(
            string=data,
            name="perjanjian.json",
            description="Naskah perjanjian sebagai data (JSON kanonik)",
            relationship="Source",
            created=moment,
            modified=moment,
        )
        options |= {"attachments": [carried], "pdf_forms": not content.get(COPY)}
    style, fonts, counters = _style()
    with _Complaints() as complaints:
        pdf = weasyprint.HTML(string=html, url_fetcher=inside_fetcher()).write_pdf(
            stylesheets=[style, _sheet(content, draft)],
            font_config=fonts,
            counter_style=counters.copy(),
            presentational_hints=True,
            pdf_variant="pdf/a-3a",
            xmp_metadata=[io.BytesIO(ACCESSIBLE)],
            finisher=finish,
            **options,
        )
    if complaints.missing:
        raise RenderError(
            "content", _("Karakter ini tidak ada dalam huruf cetak: %s") % " ".join(complaints.missing)
        )
    return bytes(pdf)


def style_sheet() -> str:
    """The style sheet of every document, with our drawings in it."""
    drawn = f".band {{ background: url({pictures.motif('band')}) center / contain no-repeat }}"
    rooms = (
        f".below-{height} .below {{ min-height: {height}mm }}" for height in range(places.MOST_BELOW + 1)
    )
    return "".join((_CSS.read_text(), drawn, *rooms))


def sheet_style(content: Mapping[str, Any], *, draft: bool = False) -> str:
    """What differs from document to document: the paper, and the watermark of a draft or of a copy."""
    size = SHEETS[content.get("paper") or "f4"]
    if draft:
        behind = pictures.watermark("RANCANGAN", _which_draft(content))
    elif content.get(COPY):
        behind = pictures.watermark("SALINAN", "Salinan untuk umum, tanpa tanda tangan")
    else:
        return f"@page {{ size: {size} }}"
    return f"@page {{ size: {size}; background: url({behind}) center no-repeat }}"


def _sheet(content: Mapping[str, Any], draft: bool) -> Any:
    import weasyprint

    return weasyprint.CSS(string=sheet_style(content, draft=draft), url_fetcher=inside_fetcher())


@cache
def _style() -> tuple[Any, Any, Any]:
    """The style sheet with its fonts and list markers, read once for the process."""
    import weasyprint
    from weasyprint.css.counters import CounterStyle
    from weasyprint.text.fonts import FontConfiguration

    fonts, counters = FontConfiguration(), CounterStyle()
    style = weasyprint.CSS(
        string=style_sheet(), font_config=fonts, counter_style=counters, url_fetcher=inside_fetcher()
    )
    return style, fonts, counters


@cache
def inside_fetcher() -> Any:
    """A fetcher that opens pictures carried in the page itself and stops at anything else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class Inside(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:image/svg+xml;base64,") or len(url) > _MAX_PICTURE:
                raise FatalURLFetchingError("a document may not fetch anything")
            return super().fetch(url, headers)

    return Inside(allowed_protocols={"data"}, allow_redirects=False)


class _Complaints(logging.Handler):
    """Collects the characters for which no installed font has a shape."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: list[str] = []
        self._thread = threading.get_ident()
        self._logger = logging.getLogger("weasyprint")

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        character = text.rpartition(": ")[2]
        if record.thread == self._thread and ".notdef" in text and character not in self.missing:
            self.missing.append(character)

    def __enter__(self) -> "_Complaints":
        self._logger.addHandler(self)
        return self

    def __exit__(self, *error: object) -> None:
        self._logger.removeHandler(self)
