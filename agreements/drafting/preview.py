"""A draft -> its PDF with watermark, made in the worker and kept for a day under the digest of its content."""

import json
import os
import re
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django_tasks import task

from agreements.documents.content import ContentError, canonical, check, digest
from agreements.documents.pdf import render
from agreements.drafting.queries import content_of
from agreements.record.models import Agreement

KEPT_SECONDS = 24 * 60 * 60
PATIENCE_SECONDS = 5 * 60
_DIGEST = re.compile(r"[0-9a-f]{64}")


def _path(ref: str, mark: str, ending: str) -> Path:
    if not _DIGEST.fullmatch(mark):
        raise FileNotFoundError(mark)
    return Path(settings.MEDIA_ROOT) / "previews" / ref / f"{mark}.{ending}"


def ask_for(agreement: Agreement) -> str:
    """Have the worker set the draft as it stands now; returns the digest under which the PDF will be found.

    Asking twice for the same text makes one PDF. Raises ContentError with the reason for a text that cannot be set.
    """
    content = content_of(agreement)
    check(content, draft=True)
    data = canonical(content)
    mark = digest(data)
    if state(agreement, mark) in ("ready", "working"):
        return mark
    _sweep()
    _write(_path(agreement.ref, mark, "json"), data)
    _path(agreement.ref, mark, "txt").unlink(missing_ok=True)
    make.enqueue(agreement.ref, mark)
    return mark


@task()
def make(ref: str, mark: str) -> None:
    """Set the PDF of a draft, in the worker; a reason instead when that is not possible."""
    try:
        data = _path(ref, mark, "json").read_bytes()
    except FileNotFoundError:
        return
    try:
        _write(_path(ref, mark, "pdf"), render(json.loads(data), draft=True))
    except ContentError as error:
        _write(_path(ref, mark, "txt"), error.reason.encode())


def state(agreement: Agreement, mark: str) -> str:
    """How far the PDF is: `ready`, `working`, `failed`, or `gone` when nobody asked for it or the day is over."""
    if _exists(agreement.ref, mark, "pdf"):
        return "ready"
    if _exists(agreement.ref, mark, "txt"):
        return "failed"
    try:
        age = time.time() - _path(agreement.ref, mark, "json").stat().st_mtime
    except FileNotFoundError:
        return "gone"
    return "working" if age < PATIENCE_SECONDS else "gone"


def pdf(agreement: Agreement, mark: str) -> Path:
    """The PDF's file. Raises FileNotFoundError unless it is ready."""
    if not _exists(agreement.ref, mark, "pdf"):
        raise FileNotFoundError(mark)
    return _path(agreement.ref, mark, "pdf")


def why_failed(agreement: Agreement, mark: str) -> str:
    """Why the PDF could not be made, in words."""
    try:
        return _path(agreement.ref, mark, "txt").read_text()
    except FileNotFoundError:
        return _("Pratinjau tidak tersedia.")


def _exists(ref: str, mark: str, ending: str) -> bool:
    try:
        return _path(ref, mark, ending).exists()
    except FileNotFoundError:
        return False


def _write(path: Path, data: bytes) -> None:
    """Write whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(temporary).replace(path)


def _sweep() -> None:
    """Remove previews older than a day."""
    limit = time.time() - KEPT_SECONDS
    for path in (Path(settings.MEDIA_ROOT) / "previews").glob("*/*"):
        try:
            if path.stat().st_mtime < limit:
                path.unlink()
        except FileNotFoundError:
            continue
