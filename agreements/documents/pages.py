"""A PDF -> pictures of its pages, drawn by poppler apart from this process, kept for a while by the file's digest."""

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings

from agreements.documents.apart import Broken, Limits, OverLimit, apart

LONG_SIDE = 1_400
"""Pixels on the longer side of a picture: small print stays legible, and a page as large as a field stays small."""
MOST_PAGES = 300
KEPT_SECONDS = 30 * 24 * 60 * 60
LIMITS = Limits(seconds=120, megabytes=1024)
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PROGRAM = "pdftoppm"


class Undrawable(Exception):
    """The file cannot be drawn: poppler is not there, or stumbles over it."""


def can_draw() -> bool:
    """Whether poppler is installed."""
    return shutil.which(_PROGRAM) is not None


def _folder(sha256: str) -> Path:
    if not _DIGEST.fullmatch(sha256):
        raise Undrawable(sha256)
    return Path(settings.MEDIA_ROOT) / "pages" / sha256[:2] / sha256


def draw(data: bytes, sha256: str) -> int:
    """Draw every page and keep the pictures under the digest of the file; returns how many. Raises Undrawable.

    All pictures appear at once or none do. Pictures that nobody needed for a month are swept on the way.
    """
    if not can_draw():
        raise Undrawable(_PROGRAM)
    folder = _folder(sha256)
    if folder.exists():
        return count(sha256)
    _sweep()
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".drawing-") as scratch:
        try:
            done = apart(_draw, data, scratch, limits=LIMITS)
        except (OverLimit, Broken) as error:
            raise Undrawable(str(error)) from error
        drawn = sorted(Path(scratch).glob("p-*.jpg"))
        if not done or not drawn:
            raise Undrawable(sha256)
        kept = Path(scratch) / "kept"
        kept.mkdir(mode=0o700)
        for number, path in enumerate(drawn, start=1):
            path.rename(kept / f"{number}.jpg")
        with suppress(OSError):  # somebody else was faster
            kept.rename(folder)
    return len(drawn)


def _draw(_say: Callable[[Any], None], data: bytes, scratch: str) -> bool:
    """In the process apart, whose limits the program inherits."""
    source = Path(scratch) / "source.pdf"
    source.write_bytes(data)
    words = ["-jpeg", "-jpegopt", "quality=80", "-scale-to", str(LONG_SIDE), "-l", str(MOST_PAGES)]
    done = subprocess.run(
        [_PROGRAM, *words, str(source), f"{scratch}/p"], capture_output=True, timeout=LIMITS.seconds
    )
    source.unlink()
    return done.returncode == 0


def picture(sha256: str, number: int) -> Path | None:
    """The picture of one page, counted from 1; None while it has not been drawn."""
    try:
        path = _folder(sha256) / f"{number}.jpg"
    except Undrawable:
        return None
    return path if path.exists() else None


def count(sha256: str) -> int:
    """How many pages of that file have been drawn; 0 before."""
    try:
        return len(list(_folder(sha256).glob("*.jpg")))
    except Undrawable:
        return 0


def _sweep() -> None:
    limit = time.time() - KEPT_SECONDS
    for folder in (Path(settings.MEDIA_ROOT) / "pages").glob("*/*"):
        if folder.stat().st_mtime < limit:
            shutil.rmtree(folder, ignore_errors=True)
