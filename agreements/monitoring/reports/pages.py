"""Reports -> what their pages show: the list of what is owed, one report with its figures, its readers, its verbs."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.monitoring.reports import making
from agreements.monitoring.reports.actions import TEXTS, mark_of
from agreements.monitoring.reports.figures import figures
from agreements.monitoring.reports.guards import (
    may_begin,
    may_pass_on,
    may_read,
    may_sign,
    may_write,
)
from agreements.monitoring.reports.models import Report
from agreements.monitoring.reports.owing import Owed, Standing, owed, title_of
from agreements.monitoring.reports.shown import shown
from agreements.record.models import Agreement
from villages.people.access import Answer
from villages.people.models import User

ICONS = {
    Standing.RUNNING: "clock",
    Standing.DUE: "drafting",
    Standing.LATE: "warning",
    Standing.SENT: "success",
}


@dataclass(frozen=True)
class Line:
    """One owed report in the list of an agreement."""

    owed: Owed
    icon: str
    may_begin: bool
    url: str
    """The report's page; empty before it was begun."""
    unread: int
    """How many of its readers have not said that they read it."""


def lines(agreement: Agreement, user: User) -> list[Line]:
    """What is owed of the agreement, for this person."""
    return [_line(one, user) for one in owed(agreement)]


def _line(one: Owed, user: User) -> Line:
    url, unread = "", 0
    if one.report:
        url = reverse("agreements:report", args=[one.agreement.ref, one.report.pk])
        unread = one.report.receipts.filter(read_at__isnull=True).count()
    open_ = not one.report and bool(may_begin(user, one))
    return Line(one, ICONS[one.state], open_, url, unread)


def crumbs(agreement: Agreement) -> list[tuple[str, str]]:
    """Where the page of one report hangs."""
    return [(_("Laporan"), reverse("agreements:reports", args=[agreement.ref]))]


def figured(report: Report) -> Report:
    """The report with the figures of its span: frozen once it is signed off, before that made anew from the data."""
    if report.state == Report.State.DRAFT:
        report.figures = figures(report.agreement, report.starts_on, report.ends_on)
    return report


def texts(report: Report) -> list[tuple[str, str]]:
    """The words of a report, each with what it is about."""
    fields = {field.name: field.verbose_name for field in Report._meta.fields}
    return [(str(fields[name]), getattr(report, name)) for name in TEXTS]


def of_report(report: Report, user: User) -> dict[str, Any]:
    """Everything that the page of one report shows."""
    sent = report.state == Report.State.SENT
    return {
        "agreement": report.agreement,
        "report": report,
        "title": title_of(report.kind, report.ends_on),
        "crumbs": crumbs(report.agreement),
        "shown": shown(figured(report).figures),
        "texts": texts(report),
        "receipts": list(report.receipts.select_related("organization", "read_by").order_by("pk")),
        "late": report.due_on < (timezone.localdate(report.signed_at) if sent else timezone.localdate()),
        "verbs": _verbs(report, user),
        "failed": making.has_failed(report),
    }


def _verbs(report: Report, user: User) -> dict[str, Any]:
    """Which buttons stand there, and why the one that everybody looks for does not."""
    signing = may_sign(user, report)
    return {
        "write": bool(may_write(user, report)),
        "sign": bool(signing),
        "why_not": _told(signing, report),
        "read": bool(may_read(user, report)),
        "pass_on": bool(may_pass_on(user, report)),
    }


def _told(answer: Answer, report: Report) -> str:
    """Why a head cannot sign yet; nothing for others, nor for what is signed."""
    if answer or answer.because_of_who or report.state == Report.State.SENT:
        return ""
    return answer.reason


def of_signing(report: Report) -> dict[str, Any]:
    """What the head sees before signing off: words and figures with their mark."""
    figured(report)
    return {
        "agreement": report.agreement,
        "report": report,
        "title": _("Sahkan %(report)s") % {"report": title_of(report.kind, report.ends_on).lower()},
        "crumbs": crumbs(report.agreement),
        "shown": shown(report.figures),
        "texts": texts(report),
        "seen": mark_of(report),
    }
