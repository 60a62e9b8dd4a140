"""A village's year -> its PDF, made by the worker and kept until something in it changes."""

import datetime as dt
import logging
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from agreements.desk.reporting.extract import extract, mark_of
from agreements.documents import store
from agreements.monitoring.reports.printing import printed
from villages.organizations.models import Village

SHELF = "lppd"
LOST = dt.timedelta(minutes=10)
"""After this long a PDF that is not there yet may be asked for again."""
WAITING, MAKING, FAILED = "waiting", "making", "failed"


@dataclass(frozen=True)
class Progress:
    """How far the PDF is, as `components/progress.html` shows it."""

    sentence: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True)
class Made:
    """What is known of the PDF of a village's year."""

    sha256: str
    """The file that says what is so now; empty when there is none."""
    progress: Progress | None
    failed: bool


def made(village: Village, year: int) -> Made:
    """Whether the PDF is there, under way, or failed; one that no longer says what is so counts for none."""
    mark, sha256 = cache.get(_file(village.pk, year)) or ("", "")
    current = bool(sha256) and mark == mark_of(village, year) and store.has(sha256, shelf=SHELF)
    step = cache.get(_step(village.pk, year))
    words = {WAITING: _("PDF menunggu giliran untuk disusun."), MAKING: _("Menata halaman ekstrak.")}
    progress = Progress(words[step]) if step in words and not current else None
    return Made(sha256 if current else "", progress, step == FAILED and not current)


def ask_for(village: Village, year: int) -> None:
    """Let the worker make the PDF, unless it is there or under way."""
    known = made(village, year)
    if not known.sha256 and known.progress is None:
        _tell(village.pk, year, WAITING)
        make.enqueue(village.pk, year)


@task()
def make(village_pk: int, year: int) -> None:
    """Lay the extract out and keep it, in the worker; the file that it replaces goes."""
    village = Village.objects.select_related("area__subdistrict__regency").filter(pk=village_pk).first()
    if village is None:
        return
    try:
        _make(village, year)
    except Exception:
        _tell(village_pk, year, FAILED)
        logging.getLogger(__name__).exception("no extract")
        raise


def _make(village: Village, year: int) -> None:
    _tell(village.pk, year, MAKING)
    mark, before = mark_of(village, year), cache.get(_file(village.pk, year))
    written = extract(village, year)
    data = printed(written.html, written.data, timezone.localtime(), name="lppd.json")
    sha256 = store.put(data, shelf=SHELF)
    cache.set(_file(village.pk, year), (mark, sha256), None)
    cache.delete(_step(village.pk, year))
    if before and before[1] != sha256:
        store.drop(before[1], shelf=SHELF)


def _tell(village: int, year: int, step: str) -> None:
    cache.set(_step(village, year), step, int(LOST.total_seconds()))


def _step(village: int, year: int) -> str:
    return f"lppd:{village}:{year}:step"


def _file(village: int, year: int) -> str:
    return f"lppd:{village}:{year}:file"
