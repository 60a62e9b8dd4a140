"""The text of an agreement as plain data -> checked, canonical bytes -> their digest."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from agreements.documents import words

SCHEMA = "kerjasama/agreement/1"
INSTRUMENTS = ("joint_regulation", "contract", "memorandum", "charter", "addendum")
KINDS = ("inter_village", "third_party")
PARTY_KINDS = ("village", "partner")
PROVISION_KINDS = ("right", "obligation", "limitation", "sanction")
DUE_RULES = ("on_date", *words.PERIODS, "after_signing")
ARTICLE_CONTENTS = (
    *("scope", "field", "implementation", "term", "rights_obligations", "funding", "change", "dispute"),
    *("sanctions", "general", "purpose", "asset", "reporting", "closing", "other"),
)

MAX_BYTES = 1_000_000
MAX_BODY = 60_000
MAX_LINE = 8_000
MAX_NAME = 400
MAX_ITEMS = {
    "parties": 60,
    "considering": 100,
    "in_view_of": 100,
    "chapters": 60,
    "articles": 100,
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


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one byte form of a content: keys sorted, no spaces, UTF-8. It is frozen, digested and embedded.

    Raises ContentError where the data has no JSON form (a number that is not finite, a broken character).
    """
    try:
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        return text.encode()
    except (TypeError, ValueError) as error:
        raise ContentError("content", _("Isi naskah tidak dapat disimpan sebagai data.")) from error


def digest(data: bytes) -> str:
    """SHA-256 of the bytes, in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def check(content: Mapping[str, Any], *, draft: bool = False) -> None:
    """Hold the content against its shape and size; a draft may still lack dates, bodies and signatories.

    Raises ContentError with place and reason at the first thing that is wrong.
    """
    _one_of(content, "schema", (SCHEMA,), "")
    _one_of(content, "instrument", INSTRUMENTS, "")
    _one_of(content, "kind", KINDS, "")
    for key in ("ref", "title", "place", "field", "topic"):
        _line(content, key, "", optional=draft and key != "ref", limit=1_000 if key == "title" else MAX_NAME)
    _dates(content, draft)
    _whole_number(content, "value", "", optional=True)
    _whole_number(content, "version", "", optional=draft)
    code = _mapping(content.get("verification"), "verification")
    _line(code, "code", "verification.")
    _line(code, "url", "verification.", limit=500)
    _line(content, "parent", "", optional=True, limit=MAX_LINE)
    _parties(content, draft)
    for key in ("considering", "in_view_of"):
        for i, text in enumerate(_items(content, key, "")):
            check_text(text, f"{key}[{i}]", MAX_LINE)
    _chapters(content, draft)
    _provisions(content)
    _contributions(content)
    for key in ("witnesses", "acknowledged_by"):
        for i, person in enumerate(_items(content, key, "", optional=True)):
            for part in ("name", "office"):
                _line(_mapping(person, f"{key}[{i}]"), part, f"{key}[{i}].", optional=part == "name")
    size = len(canonical(content))
    if size > MAX_BYTES:
        raise ContentError("content", _too_long(size, MAX_BYTES))


def _parties(content: Mapping[str, Any], draft: bool) -> None:
    parties = _items(content, "parties", "")
    if not draft and len(parties) < 2:
        raise ContentError("parties", _("Perjanjian memerlukan sedikitnya dua pihak."))
    seen: set[str] = set()
    for i, party in enumerate(parties):
        at = f"parties[{i}]."
        party = _mapping(party, at[:-1])
        for key in ("key", "designation", "name"):
            _line(party, key, at)
        for key in ("legal_name", "seat", "subdistrict", "regency"):
            _line(party, key, at, optional=True)
        _line(party, "number", at, optional=True)
        _one_of(party, "kind", PARTY_KINDS, at)
        if party.get("ordinal") != i + 1:
            raise ContentError(f"{at}ordinal", _("Nomor urut para pihak harus berurutan mulai dari 1."))
        if not (party["key"].isascii() and party["key"].isalnum()) or party["key"] in seen:
            raise ContentError(
                f"{at}key", _("Kunci pihak harus berupa huruf dan angka, dan tidak boleh berulang.")
            )
        seen.add(party["key"])
        signatory = party.get("signatory")
        if signatory is None and draft:
            continue
        for key in ("name", "office", "basis"):
            _line(
                _mapping(signatory, f"{at}signatory"),
                key,
                f"{at}signatory.",
                optional=draft or key == "basis",
            )


def _chapters(content: Mapping[str, Any], draft: bool) -> None:
    chapters = _items(content, "chapters", "")
    if not chapters and not draft:
        raise ContentError("chapters", _("Naskah belum memuat satu pasal pun."))
    for i, chapter in enumerate(chapters):
        at = f"chapters[{i}]."
        _line(_mapping(chapter, at[:-1]), "heading", at, optional=True)
        articles = _items(chapter, "articles", at)
        if not articles and not draft:
            raise ContentError(f"{at}articles", _("Bab ini belum memuat pasal."))
        for j, article in enumerate(articles):
            here = f"{at}articles[{j}]."
            _line(_mapping(article, here[:-1]), "key", here)
            _line(article, "heading", here, optional=True)
            if article.get("content"):
                _one_of(article, "content", ARTICLE_CONTENTS, here)
            _body(article, here, draft)


def _body(article: Mapping[str, Any], at: str, draft: bool) -> None:
    check_text(article.get("body"), f"{at}body", MAX_BODY)
    body = str(article["body"])
    if not draft and not body.strip():
        raise ContentError(f"{at}body", _("Pasal ini masih kosong."))
    for line in body.splitlines():
        if len(line) > MAX_LINE:
            raise ContentError(f"{at}body", _too_long(len(line), MAX_LINE))


def _provisions(content: Mapping[str, Any]) -> None:
    ordinals = {party.get("ordinal") for party in content["parties"]}
    for i, provision in enumerate(_items(content, "provisions", "")):
        at = f"provisions[{i}]."
        _line(_mapping(provision, at[:-1]), "key", at)
        _one_of(provision, "kind", PROVISION_KINDS, at)
        if provision.get("party") not in ordinals:
            raise ContentError(f"{at}party", _("Pihak ini tidak ada dalam daftar para pihak."))
        check_text(provision.get("text"), f"{at}text", MAX_LINE)
        if not provision["text"].strip():
            raise ContentError(f"{at}text", _("Bagian ini wajib diisi."))
        _day(provision, "due", at, optional=True)
        _whole_number(provision, "amount", at, optional=True)
        _due_and_steps(provision, at)


def _due_and_steps(provision: Mapping[str, Any], at: str) -> None:
    """When an obligation falls due and how it is shown; what a sanction answers and its steps. All may be missing."""
    if provision.get("due_rule"):
        _one_of(provision, "due_rule", DUE_RULES, at)
    _whole_number(provision, "due_days", at, optional=provision.get("due_rule") != "after_signing")
    for key in ("evidence", "breach_of"):
        _line(provision, key, at, optional=True)
    for j, step in enumerate(_items(provision, "steps", at, optional=True)):
        here = f"{at}steps[{j}]."
        _one_of(_mapping(step, here[:-1]), "measure", tuple(words.MEASURES), here)
        for key in ("after_days", "amount"):
            _whole_number(step, key, here, optional=True)


def _contributions(content: Mapping[str, Any]) -> None:
    """Money and assets that the parties bring in; a text without any says nothing about them."""
    ordinals = tuple(party.get("ordinal") for party in content["parties"])
    for i, row in enumerate(_items(content, "funding", "", optional=True)):
        at = f"funding[{i}]."
        _one_of(_mapping(row, at[:-1]), "party", ordinals, at)
        _one_of(row, "source", tuple(words.FUNDING_SOURCES), at)
        _whole_number(row, "year", at, optional=False)
        _whole_number(row, "amount", at, optional=False)
        _line(row, "note", at, optional=True)
    for i, row in enumerate(_items(content, "assets", "", optional=True)):
        at = f"assets[{i}]."
        _one_of(_mapping(row, at[:-1]), "party", ordinals, at)
        _one_of(row, "kind", tuple(words.ASSETS), at)
        _one_of(row, "use", tuple(words.ASSET_USES), at)
        _line(row, "description", at, limit=500)
        for key in ("starts_on", "ends_on"):
            _day(row, key, at, optional=True)
        _whole_number(row, "value", at, optional=True)


def _dates(content: Mapping[str, Any], draft: bool) -> None:
    days = {key: _day(content, key, "", optional=draft) for key in ("date", "starts_on", "ends_on")}
    if days["starts_on"] and days["ends_on"] and days["ends_on"] < days["starts_on"]:
        raise ContentError("ends_on", _("Tanggal berakhir mendahului tanggal mulai."))


def _mapping(value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ContentError(place, _("Bagian ini wajib diisi."))
    return value


def _items(holder: Mapping[str, Any], key: str, at: str, *, optional: bool = False) -> list[Any]:
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


def _one_of(holder: Mapping[str, Any], key: str, allowed: tuple[Any, ...], at: str) -> None:
    if holder.get(key) not in allowed:
        raise ContentError(f"{at}{key}", _("Nilai ini tidak dikenal."))


def _line(
    holder: Mapping[str, Any], key: str, at: str, *, optional: bool = False, limit: int = MAX_NAME
) -> None:
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
        raise ContentError(place, _too_long(len(value), limit))
    if value.replace("\n", " ").isprintable():
        return
    for character in value:
        kind = unicodedata.category(character)
        if kind in ("Cs", "Co", "Cn") or (kind == "Cc" and character not in "\n\r\t"):
            raise ContentError(place, _("Ada karakter yang tidak dapat dicetak (U+%04X).") % ord(character))
        if character in _DIRECTION_MARKS:
            raise ContentError(place, _("Ada tanda pembalik arah tulisan (U+%04X).") % ord(character))


def _too_long(length: int, limit: int) -> str:
    sizes = {"length": f"{length:,}".replace(",", "."), "limit": f"{limit:,}".replace(",", ".")}
    return _("Terlalu panjang: %(length)s karakter, paling banyak %(limit)s.") % sizes


def _day(holder: Mapping[str, Any], key: str, at: str, *, optional: bool) -> Any:
    value = holder.get(key)
    if optional and value in (None, ""):
        return None
    try:
        return words.day(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise ContentError(f"{at}{key}", _("Tanggal ini tidak ada di kalender.")) from None


def _whole_number(holder: Mapping[str, Any], key: str, at: str, *, optional: bool) -> None:
    value = holder.get(key)
    if optional and value is None:
        return
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**15:
        raise ContentError(f"{at}{key}", _("Bagian ini harus berupa bilangan bulat yang tidak negatif."))
