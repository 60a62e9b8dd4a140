"""Names as people type them, one to a line -> who came and on whose behalf, and back."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

Attendance = tuple[str, str]
"""A name, and what the person stands for: "Ketua RT 2"; the second may be empty."""

MOST_NAMES = 1_000
_LENGTH = 120
_NUMBER = re.compile(r"^\s*\d{1,4}[.)]\s+")
_BETWEEN = re.compile(r"\s*[—–\t;|]\s*|\s+-+\s+")


def read(text: str) -> list[Attendance]:
    """The people named in a text, one to a line: "Nama — unsur"; a dash, a semicolon or a tab stands between.

    A number in front is left out. Raises ValidationError with the line that is too long, or for too many.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_NAMES:
        raise ValidationError(_("Paling banyak %d nama.") % MOST_NAMES)
    return [_read(number, line) for number, line in enumerate(lines, start=1)]


def _read(number: int, line: str) -> Attendance:
    name, _mark, capacity = (_BETWEEN.sub("\t", _NUMBER.sub("", line).strip(), count=1)).partition("\t")
    name, capacity = " ".join(name.split()), " ".join(capacity.split())
    if not name or max(len(name), len(capacity)) > _LENGTH:
        words = _("Baris %(number)d: tulis nama lalu unsur, masing-masing paling panjang %(length)d huruf.")
        raise ValidationError(words % {"number": number, "length": _LENGTH})
    return name, capacity


def written(people: Iterable[Attendance]) -> str:
    """The people as `read` reads them."""
    return "\n".join(" — ".join(filter(None, person)) for person in people)
