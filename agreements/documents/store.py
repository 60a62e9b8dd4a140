"""PDF files kept by their SHA-256: written whole or not at all, and never believed without the digest.

There are seven shelves: what is signed (`documents`), drafts that are swept away, scans of paper (`scans`), letters and
minutes (`letters`), reports of agreements (`activity-reports`), and what newer ones replace: the yearly reports of the
statistics (`reports`) and the extracts of villages (`lppd`).
"""

import hashlib
import os
import tempfile
from functools import lru_cache
from pathlib import Path

from django.conf import settings

_SWEPT = ("drafts", "reports", "lppd")


class Damaged(Exception):
    """A stored file is gone or no longer has the digest it was stored under."""


def _path(sha256: str, shelf: str = "documents") -> Path:
    return Path(settings.MEDIA_ROOT) / place(sha256, shelf=shelf)


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
        if settings.SENDFILE_URL:
            Path(temporary).chmod(0o640)  # the web server, a member of the portal's group, reads it
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


def place(sha256: str, *, shelf: str = "documents") -> str:
    """Where the file stands below the folder of all files: the address under which a web server sends it."""
    return f"{shelf}/{sha256[:2]}/{sha256}.pdf"


def sound(sha256: str, *, shelf: str = "documents") -> Path:
    """The path of a file whose bytes have the digest they are stored under. Raises Damaged.

    The bytes are read once for as long as the file's time, size and place on the disk stay; a process that begins
    reads them anew.
    """
    path = _path(sha256, shelf)
    try:
        facts = path.stat()
    except FileNotFoundError:
        raise Damaged(sha256) from None
    if _digest(str(path), facts.st_mtime_ns, facts.st_size, facts.st_ino) != sha256:
        raise Damaged(sha256)
    return path


@lru_cache(maxsize=4096)
def _digest(path: str, _time: int, _size: int, _node: int) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def has(sha256: str, *, shelf: str = "documents") -> bool:
    """Whether a file of that digest is there; its bytes are not read."""
    return bool(sha256) and _path(sha256, shelf).exists()


def drop_draft(sha256: str) -> None:
    """Take a draft off its shelf, if it is there."""
    drop(sha256, shelf="drafts")


def drop(sha256: str, *, shelf: str) -> None:
    """Take a draft or a report off its shelf, if it is there; nothing is ever taken off the others (ValueError)."""
    if shelf not in _SWEPT:
        raise ValueError(shelf)
    if sha256:
        _path(sha256, shelf).unlink(missing_ok=True)
