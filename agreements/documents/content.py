"""The text of an agreement as plain data -> checked, canonical bytes -> their digest."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from agreements.documents import places, words
from agreements.documents.shapes import (
    MAX_NAME,
    ContentError,
    check_text,
    day,
    items,
    line,
    mapping,
    one_of,
    too_long,
    whole_number,
)

__all__ = ["ContentError", "canonical", "check", "check_text", "digest", "is_regulation"]

SCHEMA = "kerjasama/agreement/2"
EARLIER = "kerjasama/agreement/1"
"""Texts frozen before places to sign were part of them: who signs stands with each party."""
INSTRUMENTS = ("joint_regulation", "contract", "memorandum", "charter", "addendum")
KINDS = ("inter_village", "third_party")
PARTY_KINDS = ("village", "partner")
PROVISION_KINDS = ("right", "obligation", "limitation", "sanction")
COUNTED = ("after_signing", "after_event")
DUE_RULES = ("on_date", *words.PERIODS, *COUNTED)
ARTICLE_CONTENTS = (
    *("scope", "field", "implementation", "term", "rights_obligations", "funding", "change", "dispute"),
    *("sanctions", "general", "purpose", "asset", "reporting", "closing", "other"),
)

MAX_BYTES = 1_000_000
MAX_BODY = 60_000
MAX_LINE = 8_000


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


def is_regulation(content: Mapping[str, Any]) -> bool:
    """Whether it is a Peraturan Bersama Kepala Desa: one that changes another is one as well."""
    changes = content["instrument"] == "addendum" and content.get("kind") == "inter_village"
    return content["instrument"] == "joint_regulation" or changes


def check(content: Mapping[str, Any], *, draft: bool = False) -> None:
    """Hold the content against its shape and size; a draft may still lack dates, bodies and signatories.

    Raises ContentError with place and reason at the first thing that is wrong.
    """
    one_of(content, "schema", (SCHEMA, EARLIER), "")
    one_of(content, "instrument", INSTRUMENTS, "")
    one_of(content, "kind", KINDS, "")
    for key in ("ref", "title", "place", "field", "topic"):
        line(content, key, "", optional=draft and key != "ref", limit=1_000 if key == "title" else MAX_NAME)
    _dates(content, draft)
    whole_number(content, "value", "", optional=True)
    whole_number(content, "version", "", optional=draft)
    code = mapping(content.get("verification"), "verification")
    line(code, "code", "verification.")
    line(code, "url", "verification.", limit=500)
    line(content, "parent", "", optional=True, limit=MAX_LINE)
    _parties(content, draft)
    for key in ("considering", "in_view_of"):
        for i, text in enumerate(items(content, key, "")):
            check_text(text, f"{key}[{i}]", MAX_LINE)
    _chapters(content, draft)
    _provisions(content)
    _contributions(content)
    _amendments(content)
    if content["schema"] == SCHEMA:
        places.check(content, draft=draft)
    size = len(canonical(content))
    if size > MAX_BYTES:
        raise ContentError("content", too_long(size, MAX_BYTES))


def _parties(content: Mapping[str, Any], draft: bool) -> None:
    parties = items(content, "parties", "")
    if not draft and len(parties) < 2:
        raise ContentError("parties", _("Perjanjian memerlukan sedikitnya dua pihak."))
    seen: set[str] = set()
    for i, party in enumerate(parties):
        at = f"parties[{i}]."
        party = mapping(party, at[:-1])
        for key in ("key", "designation", "name"):
            line(party, key, at)
        for key in ("legal_name", "seat", "subdistrict", "regency"):
            line(party, key, at, optional=True)
        line(party, "number", at, optional=True)
        one_of(party, "kind", PARTY_KINDS, at)
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
            line(
                mapping(signatory, f"{at}signatory"),
                key,
                f"{at}signatory.",
                optional=draft or key == "basis",
            )


def _chapters(content: Mapping[str, Any], draft: bool) -> None:
    chapters = items(content, "chapters", "")
    if not chapters and not draft:
        raise ContentError("chapters", _("Naskah belum memuat satu pasal pun."))
    for i, chapter in enumerate(chapters):
        at = f"chapters[{i}]."
        line(mapping(chapter, at[:-1]), "heading", at, optional=True)
        articles = items(chapter, "articles", at)
        if not articles and not draft:
            raise ContentError(f"{at}articles", _("Bab ini belum memuat pasal."))
        for j, article in enumerate(articles):
            here = f"{at}articles[{j}]."
            line(mapping(article, here[:-1]), "key", here)
            line(article, "heading", here, optional=True)
            line(article, "label", here, optional=True)
            if article.get("content"):
                one_of(article, "content", ARTICLE_CONTENTS, here)
            _body(article, here, draft)


def _amendments(content: Mapping[str, Any]) -> None:
    """What an addendum says of single articles of its parent: each with the number that the article keeps."""
    for i, one in enumerate(items(content, "amendments", "", optional=True)):
        at = f"amendments[{i}]."
        one_of(mapping(one, at[:-1]), "op", ("change", "insert", "repeal"), at)
        for key in ("key", "label"):
            line(one, key, at)
        one_of(one, "content", ARTICLE_CONTENTS, at)
        line(one, "after", at, optional=True)
        line(one, "heading", at, optional=True)
        check_text(one["body"], f"{at}body", MAX_BODY)


def _body(article: Mapping[str, Any], at: str, draft: bool) -> None:
    """Hold the words of an article against their size; only one that was added to hold data may say nothing itself."""
    check_text(article.get("body"), f"{at}body", MAX_BODY)
    body = str(article["body"])
    holds_data = article.get("added") is True
    if not draft and not body.strip() and not holds_data:
        raise ContentError(f"{at}body", _("Pasal ini masih kosong."))
    for one in body.splitlines():
        if len(one) > MAX_LINE:
            raise ContentError(f"{at}body", too_long(len(one), MAX_LINE))


def _provisions(content: Mapping[str, Any]) -> None:
    ordinals = {party.get("ordinal") for party in content["parties"]}
    for i, provision in enumerate(items(content, "provisions", "")):
        at = f"provisions[{i}]."
        line(mapping(provision, at[:-1]), "key", at)
        one_of(provision, "kind", PROVISION_KINDS, at)
        if provision.get("party") not in ordinals:
            raise ContentError(f"{at}party", _("Pihak ini tidak ada dalam daftar para pihak."))
        check_text(provision.get("text"), f"{at}text", MAX_LINE)
        if not provision["text"].strip():
            raise ContentError(f"{at}text", _("Bagian ini wajib diisi."))
        day(provision, "due", at, optional=True)
        whole_number(provision, "amount", at, optional=True)
        _due_and_steps(provision, at)


def _due_and_steps(provision: Mapping[str, Any], at: str) -> None:
    """When an obligation falls due and how it is shown; what a sanction answers and its steps. All may be missing."""
    if provision.get("due_rule"):
        one_of(provision, "due_rule", DUE_RULES, at)
    whole_number(provision, "due_days", at, optional=provision.get("due_rule") not in COUNTED)
    line(provision, "event", at, optional=provision.get("due_rule") != "after_event")
    for key in ("evidence", "breach_of"):
        line(provision, key, at, optional=True)
    for j, step in enumerate(items(provision, "steps", at, optional=True)):
        here = f"{at}steps[{j}]."
        one_of(mapping(step, here[:-1]), "measure", tuple(words.MEASURES), here)
        for key in ("after_days", "amount"):
            whole_number(step, key, here, optional=True)


def _contributions(content: Mapping[str, Any]) -> None:
    """Money and assets that the parties bring in; a text without any says nothing about them."""
    ordinals = tuple(party.get("ordinal") for party in content["parties"])
    for i, row in enumerate(items(content, "funding", "", optional=True)):
        at = f"funding[{i}]."
        one_of(mapping(row, at[:-1]), "party", ordinals, at)
        one_of(row, "source", tuple(words.FUNDING_SOURCES), at)
        whole_number(row, "year", at, optional=False)
        whole_number(row, "amount", at, optional=False)
        line(row, "note", at, optional=True)
    for i, row in enumerate(items(content, "assets", "", optional=True)):
        at = f"assets[{i}]."
        one_of(mapping(row, at[:-1]), "party", ordinals, at)
        one_of(row, "kind", tuple(words.ASSETS), at)
        one_of(row, "use", tuple(words.ASSET_USES), at)
        line(row, "description", at, limit=500)
        for key in ("starts_on", "ends_on"):
            day(row, key, at, optional=True)
        whole_number(row, "value", at, optional=True)


def _dates(content: Mapping[str, Any], draft: bool) -> None:
    days = {key: day(content, key, "", optional=draft) for key in ("date", "starts_on", "ends_on")}
    if days["starts_on"] and days["ends_on"] and days["ends_on"] < days["starts_on"]:
        raise ContentError("ends_on", _("Tanggal berakhir mendahului tanggal mulai."))
