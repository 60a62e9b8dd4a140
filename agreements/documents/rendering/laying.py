"""A content -> its PDF, laid out apart from this process; or the place in the text that is at fault, and why."""

import hashlib
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from agreements.documents import pdf
from agreements.documents.apart import Limits, OverLimit, apart
from agreements.documents.content import ContentError

LIMITS = Limits(seconds=120, megabytes=1536)
"""Many times what the longest real text needs: 60 parties on 100 pages take 25 seconds."""
CHECKING, LAYING_OUT, WRITING, STORING = range(1, 5)
"""The steps of a rendering, in their order."""
_PAGE = re.compile(r"^Step 5 .* Page (\d+)$")
_CODE = Path(__file__).parents[1]
_TEMPLATES = Path(settings.BASE_DIR) / "templates" / "agreements" / "documents"


@dataclass(frozen=True)
class Laid:
    """What came of laying a text out."""

    data: bytes
    """The PDF."""
    pages: int
    """How many pages it has."""


@dataclass(frozen=True)
class Told:
    """How far the work is."""

    step: int
    """One of `CHECKING` to `STORING`."""
    pages: int
    """How many pages are laid out so far."""


def laid_out(
    content: Mapping[str, Any],
    *,
    draft: bool,
    told: Callable[[Told], None] | None = None,
    limits: Limits = LIMITS,
) -> Laid:
    """The PDF of the content. Raises ContentError with place and reason where the text is at fault.

    A text that takes too much time or memory is at fault as well: the place is then its longest part. Raises Broken
    when something else went wrong.
    """
    try:
        found = apart(_lay_out, content, draft, limits=limits, told=told)
    except OverLimit as over:
        place = longest_part(content)
        logging.getLogger(__name__).warning("a text went over its limit of %s at %s", over.what, place)
        raise ContentError(place, _("Naskah terlalu panjang atau rumit untuk dicetak.")) from None
    if isinstance(found, Laid):
        return found
    raise ContentError(*found)


def _lay_out(say: Callable[[Told], None], content: Mapping[str, Any], draft: bool) -> Laid | tuple[str, str]:
    """In the process apart: the PDF, or place and reason."""
    say(Told(CHECKING, 0))
    with _Progress(say) as progress:
        try:
            data = pdf.render(content, draft=draft)
        except ContentError as error:
            return error.place, error.reason
    return Laid(data, progress.pages)


def longest_part(content: Mapping[str, Any]) -> str:
    """The place of the longest article or provision; "chapters" for a text that has none."""
    parts = [
        (len(article.get("body") or ""), f"chapters[{i}].articles[{j}].body")
        for i, chapter in enumerate(content.get("chapters") or [])
        for j, article in enumerate(chapter.get("articles") or [])
    ]
    parts += [
        (len(row.get("text") or ""), f"provisions[{i}].text")
        for i, row in enumerate(content.get("provisions") or [])
    ]
    return max(parts, default=(0, "chapters"))[1]


class _Progress(logging.Handler):
    """Hears how far WeasyPrint is and says so, once a page."""

    def __init__(self, say: Callable[[Told], None]) -> None:
        super().__init__(logging.INFO)
        self.say = say
        self.pages = 0
        self._logger = logging.getLogger("weasyprint.progress")

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if found := _PAGE.match(text):
            self.pages = int(found[1])
            self.say(Told(LAYING_OUT, self.pages))
        elif text.startswith("Step 6"):
            self.say(Told(WRITING, self.pages))

    def __enter__(self) -> "_Progress":
        self._before = self._logger.level, self._logger.propagate
        self._logger.setLevel(logging.INFO)
        self._logger.propagate = False
        self._logger.addHandler(self)
        return self

    def __exit__(self, *error: object) -> None:
        self._logger.removeHandler(self)
        level, self._logger.propagate = self._before
        self._logger.setLevel(level)


@cache
def layout_version() -> str:
    """A digest of all that decides how a text looks: our code, style sheet and templates, and WeasyPrint's version."""
    digest = hashlib.sha256(version("weasyprint").encode())
    for path in sorted(
        [*_CODE.glob("*.py"), *_CODE.glob("*.css"), *_CODE.glob("*.svg"), *_TEMPLATES.glob("*")]
    ):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
