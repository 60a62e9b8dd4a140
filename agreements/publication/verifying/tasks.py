"""A file that somebody wants checked -> its verdict, in the worker; the file is deleted as soon as it has been read."""

import hashlib
import os
import re
import tempfile
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django_tasks import task

from agreements.publication.verifying.keeping import as_data, keep
from agreements.publication.verifying.reading import Found, read

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
def check(name: str) -> dict[str, Any]:
    """Read the file of that name and say what it was found to be (`keeping.as_data`)."""
    path = folder() / name
    if not _NAME.fullmatch(name) or not path.exists():
        return as_data(Found("lost"))
    try:
        data = path.read_bytes()
    finally:
        path.unlink(missing_ok=True)
    found = as_data(read(data))
    keep(hashlib.sha256(data).hexdigest(), found)
    return found
