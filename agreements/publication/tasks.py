"""A file that somebody wants checked -> its verdict, in the worker; the file is deleted as soon as it has been read."""

import os
import re
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django_tasks import task

from agreements.publication.verification import from_report
from agreements.signing.certificates.actions import revoked, the_authority
from agreements.signing.crypto.inspection import inspect

MOST_WAITING = 20
"""No more files than this wait at a time; each is at most 20 MB."""
KEPT_SECONDS = 15 * 60
"""A file whose task never came is deleted after this time, when the next one arrives."""
_NAME = re.compile(r"[a-z0-9_]+\.pdf", re.ASCII)


class Busy(Exception):
    """Too many files wait already."""


def folder() -> Path:
    """Where files wait for the worker; nobody but the portal reads it."""
    place = Path(settings.MEDIA_ROOT) / "checks"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def leave(data: bytes) -> str:
    """Put the file where the worker finds it and return its name. Raises Busy."""
    waiting = 0
    for path in folder().glob("*.pdf"):
        if time.time() - path.stat().st_mtime > KEPT_SECONDS:
            path.unlink(missing_ok=True)
        else:
            waiting += 1
    if waiting >= MOST_WAITING:
        raise Busy
    handle, name = tempfile.mkstemp(dir=folder(), suffix=".pdf")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    return Path(name).name


@task()
def check(name: str) -> list:
    """Inspect the file of that name; returns the reason's code and the key of the document, or None."""
    path = folder() / name
    if not _NAME.fullmatch(name) or not path.exists():
        return ["lost", None]
    try:
        authority = the_authority()
        report = inspect(path.read_bytes(), root=authority.root, crls=authority.crls(revoked()))
        verdict = from_report(report)
    finally:
        path.unlink(missing_ok=True)
    return [verdict.reason, verdict.document.pk if verdict.document else None]
