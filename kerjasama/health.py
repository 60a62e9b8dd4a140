"""Turns the state of the installation into two short answers for those who watch it."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

HEARTBEAT_KEY = "kerjasama:worker-heartbeat"
HEARTBEAT_MAX_AGE = 30


@require_safe
@never_cache
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process lives; asks nobody else."""
    return JsonResponse({"process": "ok"})


@require_safe
@never_cache
@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when database, worker and storage all do their work, else 503; names only, no details."""
    answers = {name: "ok" if works(probe) else "not ok" for name, probe in PROBES.items()}
    return JsonResponse(answers, status=200 if set(answers.values()) == {"ok"} else 503)


def works(probe: Callable[[], bool]) -> bool:
    """Answer whether a probe says yes; an error is a no."""
    try:
        return probe()
    except (Error, OSError, ValueError, TypeError):
        return False


def database_answers() -> bool:
    """Ask the database for a row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def worker_is_alive() -> bool:
    """Look whether the worker's last sign is recent."""
    return time.time() - float(cache.get(HEARTBEAT_KEY)) < HEARTBEAT_MAX_AGE


def storage_is_writable() -> bool:
    """Write a byte where documents are kept."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".ready-") as file:
        return file.write(b".") == 1


PROBES = {"database": database_answers, "worker": worker_is_alive, "storage": storage_is_writable}
