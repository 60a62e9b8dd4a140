"""A report that somebody wants -> one that the worker makes, with word of how far it is; asked twice, made once."""

import datetime as dt
import logging
from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from agreements.documents import store
from agreements.publication.catalogue.models import Listing
from agreements.publication.statistics.models import YearlyReport
from agreements.publication.statistics.places import Place, place
from agreements.publication.statistics.report.contents import contents
from agreements.publication.statistics.report.printing import printed

SHELF = "reports"
FRESH = dt.timedelta(days=1)
"""A report is not made anew within this time, whatever changed."""
LOST = dt.timedelta(minutes=10)
"""After this long a report that is not there yet may be asked for again."""
MOST_WAITING = 20
COUNTING, LAYING_OUT, STORING = range(1, 4)
"""The steps of the work, in their order."""
_State = YearlyReport.State


class Busy(Exception):
    """Too many reports wait already."""


@dataclass(frozen=True)
class Progress:
    """How far a report is, as `components/progress.html` shows it."""

    sentence: str
    done: int
    total: int
    """How many steps there are; 0 while it waits for its turn."""


def report_of(region: Place, year: int) -> YearlyReport | None:
    """The report of that region and year, if anybody ever asked for it."""
    return YearlyReport.objects.filter(scope=region.scope, year=year).first()


@transaction.atomic
def ask_for(region: Place, year: int) -> YearlyReport:
    """Have the worker make the report, unless it is there and says what is so, or is under way. Raises Busy.

    One that is there is made anew when agreements of the region changed since, but at most once a day.
    """
    now = timezone.now()
    report, new = YearlyReport.objects.select_for_update().get_or_create(
        scope=region.scope, year=year, defaults={"asked_at": now}
    )
    if not new and (is_under_way(report) or (is_there(report) and not is_outdated(report))):
        return report
    waiting = YearlyReport.objects.filter(state=_State.QUEUED, asked_at__gt=now - LOST).exclude(pk=report.pk)
    if waiting.count() >= MOST_WAITING:
        raise Busy
    report.state, report.asked_at = _State.QUEUED, now
    report.save(update_fields=["state", "asked_at"])
    cache.delete(_key(report.pk))
    make.enqueue(report.pk)
    return report


def is_there(report: YearlyReport | None) -> bool:
    """Whether its file can be read, be it that a newer one is under way."""
    return report is not None and store.has(report.sha256, shelf=SHELF)


def is_under_way(report: YearlyReport) -> bool:
    """Whether the worker has it before it."""
    return report.state == _State.QUEUED and report.asked_at > timezone.now() - LOST


def is_outdated(report: YearlyReport) -> bool:
    """Whether it is old enough to be made anew and agreements of its region changed since."""
    if report.made_at is None or report.made_at > timezone.now() - FRESH:
        return report.made_at is None
    changed = Listing.objects.filter(changed_at__gt=report.made_at)
    if report.scope:
        changed = changed.filter(places__contains=[report.scope])
    return changed.exists()


@task()
def make(report_pk: int) -> None:
    """Count, lay out and keep the report, in the worker; an older file of it goes once the new one is there."""
    report = YearlyReport.objects.filter(pk=report_pk, state=_State.QUEUED).first()
    region = place(report.scope or "indonesia") if report else None
    if report is None or region is None:
        return
    try:
        _make(report, region)
    except Exception:
        YearlyReport.objects.filter(pk=report_pk).update(state=_State.FAILED)
        logging.getLogger(__name__).exception("no yearly report")
        raise


def _make(report: YearlyReport, region: Place) -> None:
    moment, before = timezone.localtime(), report.sha256
    _tell(report, COUNTING)
    written = contents(region, report.year, moment)
    _tell(report, LAYING_OUT)
    data = printed(written.html, written.figures, moment)
    _tell(report, STORING)
    report.sha256, report.size = store.put(data, shelf=SHELF), len(data)
    report.state, report.made_at = _State.READY, moment
    report.save(update_fields=["sha256", "size", "state", "made_at"])
    if before and before != report.sha256:
        store.drop(before, shelf=SHELF)


def _tell(report: YearlyReport, step: int) -> None:
    cache.set(_key(report.pk), step, int(LOST.total_seconds()))


def _key(pk: int) -> str:
    return f"yearly-report:{pk}"


def progress(report: YearlyReport) -> Progress:
    """How far it is, in words."""
    step = cache.get(_key(report.pk), 0)
    sentences = {
        COUNTING: _("Menghitung angka wilayah ini."),
        LAYING_OUT: _("Menata halaman dan menggambar diagram."),
        STORING: _("Menyimpan berkas PDF."),
    }
    if step not in sentences:
        return Progress(_("Laporan menunggu giliran untuk disusun."), 0, 0)
    return Progress(sentences[step], step - 1, len(sentences))
