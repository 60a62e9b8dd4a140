"""PDF files kept by their SHA-256: written whole or not at all, and never believed without the digest.

There are three shelves: what is signed (`documents`), drafts that are swept away, and scans of paper (`scans`).
"""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


class Damaged(Exception):
    """A stored file is gone or no longer has the digest it was stored under."""


def _path(sha256: str, shelf: str = "documents") -> Path:
    return Path(settings.MEDIA_ROOT) / shelf / sha256[:2] / f"{sha256}.pdf"


def put(data: bytes, *, shelf: str = "documents") -> str:
    """Store the bytes and return their SHA-256; the file appears at once or, on a full disk or a crash, not at all."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = _path(sha256, shelf)
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


def get(sha256: str, *, shelf: str = "documents") -> bytes:
    """The bytes stored under that digest. Raises Damaged when they are missing or changed."""
    try:
        data = _path(sha256, shelf).read_bytes()
    except FileNotFoundError:
        raise Damaged(sha256) from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Damaged(sha256)
    return data


def has(sha256: str, *, shelf: str = "documents") -> bool:
    """Whether a file of that digest is there; its bytes are not read."""
    return bool(sha256) and _path(sha256, shelf).exists()


def drop_draft(sha256: str) -> None:
    """Take a draft off its shelf, if it is there; nothing is ever taken off the others."""
    if sha256:
        _path(sha256, "drafts").unlink(missing_ok=True)
