"""Who signs and when -> the picture of an electronic signature, as a small PDF."""

import threading
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string

from agreements.documents import pictures, words
from agreements.documents.pdf import inside_fetcher

_CSS = Path(__file__).with_name("stamp.css")
WIB = ZoneInfo("Asia/Jakarta")
_ONE_AT_A_TIME = threading.Lock()  # the fonts are kept, and Pango's fonts know no threads


@dataclass(frozen=True)
class Stamp:
    """What is shown in the signature block."""

    name: str
    """The person who signs."""
    office: str
    """The office held, with "a.n." or "Pj." where someone acts for the head."""
    organization: str
    """The village or partner spoken for."""
    url: str
    """The verification page, as a QR code; the code is only a link, no signature."""


def draw(stamp: Stamp, moment: datetime, width: float, height: float) -> bytes:
    """Draw the stamp for a box of this size in points; it says that the signature is uncertified."""
    import weasyprint

    page = render_to_string(
        "agreements/signing/stamp.html",
        {
            "stamp": stamp,
            "time": moment_text(moment),
            "qr": pictures.qr_code(stamp.url),
            "mark": pictures.motif("weave"),
            "knots": range(4, int(height), 12),
        },
    )
    html = weasyprint.HTML(string=page, url_fetcher=inside_fetcher())
    with _ONE_AT_A_TIME:
        styles = [weasyprint.CSS(_CSS), weasyprint.CSS(string=_sizes(width, height))]
        found = html.write_pdf(stylesheets=styles, font_config=_fonts(), pdf_identifier=b"kerjasama-stamp")
        return bytes(found)


def _sizes(width: float, height: float) -> str:
    """The box and its code, and the words beside it."""
    side = min(height - 6, width * 0.36)
    box = f"width: {width:.2f}pt; height: {height:.2f}pt"
    return f"""
@page {{ size: {width:.2f}pt {height:.2f}pt; margin: 0 }}
body {{ {box} }}
.qr {{ width: {side:.2f}pt; height: {side:.2f}pt }}
.said {{ left: {side + 10:.2f}pt }}
"""


def moment_text(moment: datetime) -> str:
    """A moment as read in western Indonesia: "21 November 2026 pukul 14.05.09 WIB"."""
    local = moment.astimezone(WIB)
    return f"{words.long_date(local.date())} pukul {local:%H.%M.%S} WIB"


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()
