"""A signed report -> its PDF, made by the worker, with word of how far it is; what failed may be made again."""

import datetime as dt
import logging
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from agreements.documents import store
from agreements.monitoring.reports.contents import contents
from agreements.monitoring.reports.models import Report
from agreements.monitoring.reports.printing import printed

SHELF = "activity-reports"
LOST = dt.timedelta(minutes=10)
"""After this long a PDF that is not there yet may be asked for again."""
WAITING, LAYING_OUT, STORING, FAILED = "waiting", "laying_out", "storing", "failed"
_STEPS = (LAYING_OUT, STORING)


@dataclass(frozen=True)
class Progress:
    """How far the PDF is, as `components/progress.html` shows it."""

    sentence: str
    done: int
    total: int
    """How many steps there are; 0 while it waits for its turn."""


def have_made(report: Report) -> None:
    """Let the worker make the PDF once this transaction is kept."""
    _tell(report.pk, WAITING)
    make.enqueue(report.pk)


@task()
def make(report_pk: int) -> None:
    """Lay the report out and keep it, in the worker; one that is there already is left as it is."""
    report = Report.objects.filter(pk=report_pk, state=Report.State.SENT, sha256="").first()
    if report is None:
        return
    try:
        _make(report)
    except Exception:
        _tell(report_pk, FAILED)
        logging.getLogger(__name__).exception("no report")
        raise


def _make(report: Report) -> None:
    _tell(report.pk, LAYING_OUT)
    written = contents(report)
    data = printed(written.html, written.figures, timezone.localtime(report.signed_at))
    _tell(report.pk, STORING)
    report.sha256, report.size = store.put(data, shelf=SHELF), len(data)
    report.save(update_fields=["sha256", "size"])
    cache.delete(_key(report.pk))


def progress(report: Report) -> Progress | None:
    """How far the PDF is, in words; None when it is there, or when nobody works on it any more."""
    step = cache.get(_key(report.pk))
    if report.sha256 or step in (None, FAILED):
        return None
    if step == WAITING:
        return Progress(_("PDF menunggu giliran untuk disusun."), 0, 0)
    sentences = {LAYING_OUT: _("Menata halaman laporan."), STORING: _("Menyimpan berkas PDF.")}
    return Progress(sentences[step], _STEPS.index(step), len(_STEPS))


def has_failed(report: Report) -> bool:
    """Whether a signed report has no PDF and nobody works on it."""
    return report.state == Report.State.SENT and not report.sha256 and progress(report) is None


def _tell(pk: int, step: str) -> None:
    cache.set(_key(pk), step, int(LOST.total_seconds()))


def _key(pk: int) -> str:
    return f"activity-report:{pk}"
