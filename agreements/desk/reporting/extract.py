"""The lines of a village's year -> a table to take along, and the page that is printed as PDF."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements.documents import pictures
from agreements.documents.content import canonical
from agreements.monitoring.letters.contents import head
from agreements.monitoring.reports.lppd import Line, lines
from villages.organizations.models import Village


@dataclass(frozen=True)
class Sums:
    """The money of all lines together."""

    promised: int
    paid: int
    received: int


def sums(rows: list[Line]) -> Sums:
    """What the village promised, paid and received in the year."""
    return Sums(*(sum(getattr(row, name) for row in rows) for name in ("promised", "paid", "received")))


def header() -> list[str]:
    """What stands above the columns."""
    return [
        *(_("Kode"), _("Judul"), _("Bentuk"), _("Nomor"), _("Para pihak"), _("Bidang"), _("Topik")),
        *(_("Mulai"), _("Berakhir"), _("Keadaan"), _("Nilai (rupiah)"), _("Dana desa dijanjikan (rupiah)")),
        *(_("Dibayar desa (rupiah)"), _("Diterima desa (rupiah)"), _("Kewajiban jatuh tempo")),
        *(_("Tepat waktu"), _("Belum dilaksanakan"), _("Kegiatan"), _("Kemajuan rata-rata (%)")),
        *(_("Penerima manfaat (orang)"), _("Hasil"), _("Laporan tahun itu")),
    ]


def cells(rows: list[Line]) -> Iterator[list[Any]]:
    """The lines as a file has them."""
    for row in rows:
        one = row.agreement
        yield [
            *(one.ref, one.title, str(one.get_instrument_display()), row.number, row.parties),
            *(
                str(one.get_field_display()),
                one.topic_label,
                one.starts_on,
                one.ends_on,
                row.state,
                one.value,
            ),
            *(row.promised, row.paid, row.received, row.kept.due, row.kept.on_time, row.kept.late_open),
            *(row.activities, row.percent, row.reached, "; ".join(row.outcomes), row.report),
        ]


@dataclass(frozen=True)
class Extract:
    """What goes to the printer."""

    html: str
    data: bytes
    """The same lines as JSON, which the PDF carries along."""


def mark_of(village: Village, year: int) -> str:
    """Changes when anything does that the PDF says."""
    return hashlib.sha256(canonical(_data(village, year, lines(village.organization, year)))).hexdigest()


def _data(village: Village, year: int, rows: list[Line]) -> dict[str, Any]:
    with override("id"):
        table = [[_plain(cell) for cell in line] for line in cells(rows)]
        return {"village": village.area_id, "name": village.name, "year": year, "lines": table}


def _plain(cell: Any) -> Any:
    return cell if isinstance(cell, int | str | None) else cell.isoformat()


def extract(village: Village, year: int) -> Extract:
    """Write the extract as a page, in Indonesian; every word of it escaped."""
    rows = lines(village.organization, year)
    url = settings.PUBLIC_URL + reverse("villages:village", args=[village.area_id])
    with override("id"):
        html = render_to_string(
            "agreements/desk/reporting/document.html",
            {
                "village": village,
                "year": str(year),
                "head": head(village.organization),
                "lines": rows,
                "sums": sums(rows),
                "running": year == timezone.localdate().year,
                "made_at": timezone.localtime(),
                "url": url,
                "qr": pictures.qr_code(url),
            },
        )
    return Extract(html, canonical(_data(village, year, rows)))
