"""PDF files kept by their SHA-256: written whole or not at all, and never believed without the digest."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


class Damaged(Exception):
    """A stored file is gone or no longer has the digest it was stored under."""


def _path(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "documents" / sha256[:2] / f"{sha256}.pdf"


def put(data: bytes) -> str:
    """Store the bytes and return their SHA-256; the file appears at once or, on a full disk or a crash, not at all."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = _path(sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return sha256


def get(sha256: str) -> bytes:
    """The bytes stored under that digest. Raises Damaged when they are missing or changed."""
    try:
        data = _path(sha256).read_bytes()
    except FileNotFoundError:
        raise Damaged(sha256) from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Damaged(sha256)
    return data
