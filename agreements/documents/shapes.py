"""Untyped data -> the lines, numbers, days and lists that a content may be made of, or the place of what is wrong."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from agreements.documents import words

MAX_NAME = 400
MAX_ITEMS = {
    "parties": 60,
    "signers": 120,
    "considering": 100,
    "in_view_of": 100,
    "chapters": 60,
    "articles": 100,
    "amendments": 100,
    "provisions": 400,
    "steps": 6,
    "funding": 400,
    "assets": 400,
}
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


class ContentError(ValueError):
    """The content cannot become a document: `place` says where ("parties[2].name"), `reason` why."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


def mapping(value: Any, place: str) -> Mapping[str, Any]:
    """The value as a mapping. Raises ContentError for anything else."""
    if not isinstance(value, Mapping):
        raise ContentError(place, _("Bagian ini wajib diisi."))
    return value


def items(holder: Mapping[str, Any], key: str, at: str, *, optional: bool = False) -> list[Any]:
    """The list under that key, empty where it may be missing. Raises ContentError for no list, or too long a one."""
    value = holder.get(key)
    if value is None and optional:
        return []
    if not isinstance(value, list | tuple):
        raise ContentError(f"{at}{key}", _("Bagian ini harus berupa daftar."))
    most = MAX_ITEMS.get(key, 20)
    if len(value) > most:
        raise ContentError(
            f"{at}{key}",
            _("Terlalu banyak: %(count)d, paling banyak %(most)d.") % {"count": len(value), "most": most},
        )
    return list(value)


def one_of(holder: Mapping[str, Any], key: str, allowed: tuple[Any, ...], at: str) -> None:
    """Refuse a value that is none of those allowed."""
    if holder.get(key) not in allowed:
        raise ContentError(f"{at}{key}", _("Nilai ini tidak dikenal."))


def line(
    holder: Mapping[str, Any], key: str, at: str, *, optional: bool = False, limit: int = MAX_NAME
) -> None:
    """Refuse what is no single line of printable text; nothing at all only where it may be missing."""
    value = holder.get(key)
    if optional and value in (None, ""):
        return
    if value is None or not str(value).strip():
        raise ContentError(f"{at}{key}", _("Bagian ini wajib diisi."))
    check_text(value, f"{at}{key}", limit)
    if len(value.splitlines()) > 1:
        raise ContentError(f"{at}{key}", _("Bagian ini harus satu baris."))


def check_text(value: Any, place: str, limit: int) -> None:
    """Refuse what is no text, too long, or holds characters that print as nothing or turn the writing around."""
    if not isinstance(value, str):
        raise ContentError(place, _("Bagian ini harus berupa teks."))
    if len(value) > limit:
        raise ContentError(place, too_long(len(value), limit))
    if value.replace("\n", " ").isprintable():
        return
    for character in value:
        kind = unicodedata.category(character)
        if kind in ("Cs", "Co", "Cn") or (kind == "Cc" and character not in "\n\r\t"):
            raise ContentError(place, _("Ada karakter yang tidak dapat dicetak (U+%04X).") % ord(character))
        if character in _DIRECTION_MARKS:
            raise ContentError(place, _("Ada tanda pembalik arah tulisan (U+%04X).") % ord(character))


def too_long(length: int, limit: int) -> str:
    """The reason, with both sizes."""
    sizes = {"length": f"{length:,}".replace(",", "."), "limit": f"{limit:,}".replace(",", ".")}
    return _("Terlalu panjang: %(length)s karakter, paling banyak %(limit)s.") % sizes


def day(holder: Mapping[str, Any], key: str, at: str, *, optional: bool) -> Any:
    """The day under that key, None where it may be missing. Raises ContentError for a day of no calendar."""
    value = holder.get(key)
    if optional and value in (None, ""):
        return None
    try:
        return words.day(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise ContentError(f"{at}{key}", _("Tanggal ini tidak ada di kalender.")) from None


def whole_number(holder: Mapping[str, Any], key: str, at: str, *, optional: bool) -> None:
    """Refuse what is no whole number from 0 on; nothing at all only where it may be missing."""
    value = holder.get(key)
    if optional and value is None:
        return
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**15:
        raise ContentError(f"{at}{key}", _("Bagian ini harus berupa bilangan bulat yang tidak negatif."))
