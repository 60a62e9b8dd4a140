"""A signed report -> the page that is printed, and its figures as data; always Indonesian."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from agreements.documents import pictures, words
from agreements.documents.content import canonical
from agreements.monitoring.letters.contents import head, named, seat
from agreements.monitoring.reports.models import Receipt, Report
from agreements.monitoring.reports.owing import title_of
from agreements.monitoring.reports.shown import shown


@dataclass(frozen=True)
class Contents:
    """What goes to the printer."""

    html: str
    figures: bytes
    """The figures as JSON, which the PDF carries along."""


def contents(report: Report) -> Contents:
    """Write the report as a page; every word of it escaped."""
    with override("id"):
        html = render_to_string("agreements/monitoring/reports/document.html", _context(report))
    return Contents(html, canonical(_data(report)))


def _context(report: Report) -> dict[str, Any]:
    url = settings.PUBLIC_URL + reverse("agreements:report", args=[report.agreement.ref, report.pk])
    moment = timezone.localtime(report.signed_at)
    return {
        "report": report,
        "title": title_of(report.kind, report.ends_on),
        "agreement": named(report.agreement),
        "head": head(report.organization),
        "seat": seat(report.organization),
        "reporter": f"{report.body.name} melalui {report.organization.name}" if report.body else "",
        "on": words.long_date(moment.date()),
        "made_at": moment,
        "shown": shown(report.figures),
        "span": f"{words.long_date(report.starts_on)} sampai dengan {words.long_date(report.ends_on)}",
        "texts": _texts(report),
        "readers": [_reader(row) for row in _receipts(report)],
        "url": url,
        "qr": pictures.qr_code(url),
    }


def _texts(report: Report) -> dict[str, list[str]]:
    """The words of the report, paragraph by paragraph."""
    names = ("done", "results", "assets", "problems", "follow_up")
    return {name: [line for line in getattr(report, name).splitlines() if line.strip()] for name in names}


def _receipts(report: Report) -> list[Receipt]:
    return list(report.receipts.select_related("organization").order_by("pk"))


def _reader(receipt: Receipt) -> str:
    """How a reader is named below the report."""
    name = receipt.organization.name
    return {
        Receipt.Reader.COUNCIL: f"BPD {name}",
        Receipt.Reader.PARTY: f"Kepala {name}",
        Receipt.Reader.SUBDISTRICT: f"Camat ({name})",
        Receipt.Reader.REGENCY: f"Bupati/wali kota melalui camat ({name})",
    }[Receipt.Reader(receipt.reader)]


def _data(report: Report) -> dict[str, Any]:
    """What the PDF carries: whose report of what, and its figures."""

    def day(value: dt.date) -> str:
        return value.isoformat()

    return {
        "agreement": named(report.agreement),
        "kind": report.kind,
        "reporter": report.organization.name,
        "starts_on": day(report.starts_on),
        "ends_on": day(report.ends_on),
        "signed_at": timezone.localtime(report.signed_at).isoformat(),
        "figures": report.figures,
    }
