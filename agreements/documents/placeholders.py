"""An agreement's data -> what each {{ placeholder }} of its text stands for, under the names that drafters write."""

import re
from collections.abc import Mapping
from typing import Any

from agreements.documents import words

_EARLIER_NAMES = {
    "title": "judul",
    "parties": "para_pihak",
    "place": "tempat",
    "starts_on": "mulai",
    "ends_on": "berakhir",
    "term_words": "jangka_waktu",
    "value": "nilai",
    "scope_topic": "topik",
    "field": "bidang",
    "subdistrict": "kecamatan",
    "regency": "kabupaten",
    "ref": "rujukan",
}
"""Names that texts begun earlier still use; no longer offered."""


def palette(content: Mapping[str, Any]) -> dict[str, str]:
    """The placeholders that drafters are offered, each with what it stands for; dots where a draft does not say."""
    parties = content.get("parties") or []
    found = _particulars(content, parties)
    for party in parties:
        signatory, at = party.get("signatory") or {}, f"pihak.{party['ordinal']}"
        found[at] = party["designation"]
        found[f"{at}.nama"] = party["name"]
        found[f"{at}.alamat"] = party.get("seat")
        found[f"{at}.penandatangan"] = signatory.get("name")
        found[f"{at}.jabatan"] = signatory.get("office")
    return {name: str(value) if value else words.BLANK for name, value in found.items()}


def values(content: Mapping[str, Any]) -> dict[str, str]:
    """What every placeholder that a text may use stands for: the palette, and the names used earlier."""
    found = palette(content)
    found |= {old: found[new] for old, new in _EARLIER_NAMES.items()}
    found |= {f"nama.{party['ordinal']}": party["name"] for party in content.get("parties") or []}
    return found | _articles(content)


def _articles(content: Mapping[str, Any]) -> dict[str, str]:
    """What a reference to each article reads now: "Pasal 7"."""
    articles = [article for chapter in content.get("chapters") or [] for article in chapter["articles"]]
    return {
        f"pasal.{article['key']}": f"Pasal {article.get('label') or number}"
        for number, article in enumerate(articles, start=1)
    }


def vanished(name: str) -> str | None:
    """What a reference to an article that is gone reads; None for any other name."""
    return f"Pasal {words.BLANK}" if re.fullmatch(r"pasal\.a\d+", name) else None


def offered(known: Mapping[str, str]) -> dict[str, str]:
    """Of all the placeholders that are understood, those that drafters are offered."""
    old = tuple(f"{name}." for name in ("nama", "pasal"))
    return {n: value for n, value in known.items() if n not in _EARLIER_NAMES and not n.startswith(old)}


def _particulars(content: Mapping[str, Any], parties: list[Mapping[str, Any]]) -> dict[str, Any]:
    """What the agreement says about itself, and the agreement that it changes or follows."""
    first, last, amount = content.get("starts_on"), content.get("ends_on"), content.get("value")
    return {
        "judul": content.get("title"),
        "para_pihak": words.listed([party["name"] for party in parties]),
        "tempat": content.get("place"),
        "mulai": first and words.long_date(first),
        "mulai.huruf": first and words.date_in_words(first),
        "berakhir": last and words.long_date(last),
        "berakhir.huruf": last and words.date_in_words(last),
        "jangka_waktu": first and last and words.term_words(first, last),
        "nilai": words.amount_in_words(amount) if amount is not None else "",
        "topik": _within_a_sentence(content.get("topic") or ""),
        "bidang": content.get("field"),
        "kecamatan": words.listed(_distinct(parties, "subdistrict")),
        "kabupaten": words.listed(_distinct(parties, "regency")),
        "rujukan": content.get("ref"),
        "induk": content.get("parent"),
    }


def _within_a_sentence(label: str) -> str:
    """ "Pengelolaan sampah" -> "pengelolaan sampah": a label as it stands in the middle of a sentence."""
    return label[:1].lower() + label[1:]


def _distinct(parties: list[Mapping[str, Any]], key: str) -> list[str]:
    return list(dict.fromkeys(str(party[key]) for party in parties if party.get(key)))
