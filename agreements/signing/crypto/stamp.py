"""Who signs and when -> the picture of an electronic signature, as a small PDF."""

import threading
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string

from agreements.documents import pictures, words
from agreements.documents.pdf import inside_fetcher

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

    side = min(height - 6, width * 0.36)
    page = render_to_string(
        "agreements/signing/stamp.html",
        {
            "stamp": stamp,
            "time": moment_text(moment),
            "qr": pictures.qr_code(stamp.url),
            "mark": pictures.motif("weave"),
            "width": f"{width:.2f}",
            "height": f"{height:.2f}",
            "side": f"{side:.2f}",
            "indent": f"{side + 10:.2f}",
            "knots": [str(top) for top in range(4, int(height), 12)],
        },
    )
    html = weasyprint.HTML(string=page, url_fetcher=inside_fetcher())
    with _ONE_AT_A_TIME:
        return bytes(html.write_pdf(font_config=_fonts(), pdf_identifier=b"kerjasama-stamp"))


def moment_text(moment: datetime) -> str:
    """A moment as read in western Indonesia: "21 November 2026 pukul 14.05.09 WIB"."""
    local = moment.astimezone(WIB)
    return f"{words.long_date(local.date())} pukul {local:%H.%M.%S} WIB"


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()
