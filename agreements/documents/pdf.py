"""The content of an agreement -> its PDF: F4, PDF/A-3a and PDF/UA-1, with signature fields."""

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

from agreements.documents import numbering, pictures, words
from agreements.documents.content import ContentError, canonical, check
from agreements.documents.finishing import ACCESSIBLE, finish
from agreements.documents.limits import TimeIsUp, within

SECONDS = 120
"""How long one document may take: many times what the longest real one needs."""
_MAX_PICTURE = 200_000
_ONE_AT_A_TIME = threading.Lock()  # fonts are kept between documents, and Pango's fonts know no threads
_CSS = Path(__file__).with_name("document.css")


class RenderError(ContentError):
    """The content is well formed but could not be laid out: `place` and `reason` say where and why."""


def render(content: Mapping[str, Any], *, draft: bool = False, seconds: float = SECONDS) -> bytes:
    """Lay the agreement out. The same content gives the same bytes, in every process.

    The PDF carries the canonical JSON it was made from and one empty signature field per party, named "ttd-"
    and the party's key; a draft carries neither, but a watermark on every page. Raises ContentError for
    content that is not fit, RenderError where it takes too long or a character has no shape in our fonts.
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
    verification = document.content["verification"]
    ends = (("SAKSI", document.wording.witnesses), ("MENGETAHUI", document.wording.acknowledged_by))
    return {
        "document": document,
        "wording": document.wording,
        "content": document.content,
        "draft": draft,
        "blank": words.BLANK,
        "closing_people": [(title, people) for title, people in ends if people],
        "qr": pictures.qr_code(verification["url"]),
    }


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
        options |= {"attachments": [carried], "pdf_forms": True}
    style, fonts, counters = _style()
    with _Complaints() as complaints:
        pdf = weasyprint.HTML(string=html, url_fetcher=inside_fetcher()).write_pdf(
            stylesheets=[style],
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
    """The style sheet with our drawings in it."""
    return _CSS.read_text() + "".join(
        f"{selector} {{ background: url({pictures.motif(name)}) center no-repeat }}"
        for selector, name in (("@page draft", "draft"), (".mark", "weave"))
    )


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
