"""The content of an agreement -> its parts in the order of the document, each with a key that outlives renumbering."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.documents import words
from agreements.documents.outline import parse, plain, values
from agreements.documents.terms import in_full, sentence, step_words
from agreements.drafting.versions.weaving import REFERENCE, Text, text_of

Content = Mapping[str, Any]

SECTIONS: dict[str, str | Promise] = {
    "particulars": _("Pokok kerja sama"),
    "parties": _("Para pihak"),
    "recitals": _("Pertimbangan dan dasar hukum"),
    "articles": _("Pasal"),
    "provisions": _("Hak, kewajiban, batasan, dan sanksi"),
    "funding": _("Pendanaan"),
    "assets": _("Aset yang disertakan"),
    "signing": _("Penandatanganan"),
}
"""What the parts are shown under, in the order of the page."""
_PARTICULARS: tuple[tuple[str, str | Promise, Callable[[Any], str]], ...] = (
    ("title", _("Judul"), str),
    ("field", _("Bidang"), str),
    ("topic", _("Topik"), str),
    ("place", _("Tempat"), str),
    ("starts_on", _("Mulai berlaku"), words.long_date),
    ("ends_on", pgettext_lazy("day", "Berakhir"), words.long_date),
    ("value", _("Nilai"), words.amount_in_words),
)
_KINDS = {"right": "Hak", "obligation": "Kewajiban", "limitation": "Batasan", "sanction": "Sanksi"}
_PLACEHOLDER = re.compile(r"\{\{\s*([\w.]*)\s*\}\}")


@dataclass(frozen=True)
class Part:
    """One part of the text."""

    key: str
    """The same in both texts when it is the same part."""
    section: str
    """One of `SECTIONS`."""
    place: str | Promise
    """What it is called: "Pasal 3"."""
    text: Text
    """What it says."""
    heading: Text = field(default_factory=Text)
    """What stands above it, compared on its own."""
    number: int = 0
    """Its place among its like, from 1, where the order matters."""
    chapter: str = ""
    """In which BAB an article stands."""
    title: str = ""
    """The heading as one reads it."""


def parts(content: Content, same_as: Mapping[str, str]) -> list[Part]:
    """Every part of a content; `same_as` gives the key in the other text for those that have another one there."""
    fill = _Filling(content, same_as)
    names = {party["ordinal"]: str(party["name"]) for party in content.get("parties") or ()}
    return [
        *_particulars(content),
        *_parties(content),
        *_recitals(content, fill),
        *_chapters(content, fill),
        *_articles(content, fill, same_as),
        *_provisions(content, names, same_as),
        *_contributions(content, "funding", names, _source),
        *_contributions(content, "assets", names, _asset),
        *_signing(content, names),
    ]


def articles_of(content: Content) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every article with the heading of its chapter, in order."""
    for chapter in content.get("chapters") or ():
        for article in chapter["articles"]:
            yield str(chapter.get("heading") or ""), article


class _Filling:
    """Puts words in place of placeholders, and marks those that refer to an article.

    A placeholder without a value stays as it is written; a reference to an article that is gone reads "Pasal …".
    """

    def __init__(self, content: Content, same_as: Mapping[str, str]) -> None:
        self.values = values(content)
        self.same_as = same_as
        self.numbers = {
            str(article["key"]): number for number, (_chapter, article) in enumerate(articles_of(content), 1)
        }

    def add(self, text: Text, line: str, marker: str = "") -> None:
        """Append a line to the text, filled."""
        references: list[tuple[str, str]] = []

        def value(found: re.Match[str]) -> str:
            name = found.group(1)
            if not name.startswith("pasal."):
                return " ".join(self.values[name].split()) if name in self.values else found.group()
            references.append(self._reference(name.removeprefix("pasal.")))
            return REFERENCE

        filled = _PLACEHOLDER.sub(value, line.replace(REFERENCE, ""))
        text.add(filled, marker=marker, references=references)

    def text(self, lines: Iterable[str]) -> Text:
        """The lines as a text, filled."""
        text = Text()
        for line in lines:
            if line.strip():
                self.add(text, line)
        return text

    def _reference(self, key: str) -> tuple[str, str]:
        if key not in self.numbers:
            return "", "Pasal …"
        return self.same_as.get(key, key), f"Pasal {self.numbers[key]}"


def _particulars(content: Content) -> Iterator[Part]:
    for name, label, say in _PARTICULARS:
        value = content.get(name)
        text = say(value) if value not in (None, "") else ""
        yield Part(name, "particulars", label, text_of(text))


def _parties(content: Content) -> Iterator[Part]:
    lines = []
    for party in content.get("parties") or ():
        signatory = party.get("signatory") or {}
        name, basis = signatory.get("name"), signatory.get("basis")
        speaks = f", diwakili {name} ({signatory.get('office')})" if name else ""
        lines.append(f"{party['designation']}: {party['name']}, {party.get('seat') or words.BLANK}{speaks}")
        lines += [f"Dasar kewenangan: {basis}"] if basis else []
    yield Part("parties", "parties", SECTIONS["parties"], text_of("\n".join(lines)))


def _signing(content: Content, names: Mapping[int, str]) -> Iterator[Part]:
    """Who signs as what, in the order of the document; a draft's content says nothing of it before it is frozen."""
    called = {"witness": "Saksi", "acknowledging": "Mengetahui"}
    lines = [
        f"{names.get(signer['party']) or called[signer['capacity']]}: {signer['name']}, {signer['office']}"
        for signer in content.get("signers") or ()
    ]
    if lines:
        yield Part("signing", "signing", SECTIONS["signing"], text_of("\n".join(lines)))


def _recitals(content: Content, fill: _Filling) -> Iterator[Part]:
    for name, label in (("considering", _("Pertimbangan")), ("in_view_of", _("Dasar hukum"))):
        yield Part(name, "recitals", label, fill.text(content.get(name) or ()))


def _chapters(content: Content, fill: _Filling) -> Iterator[Part]:
    text, number = Text(), 0
    for chapter in content.get("chapters") or ():
        if chapter.get("heading"):
            number += 1
            fill.add(text, str(chapter["heading"]), marker=f"BAB\N{NO-BREAK SPACE}{words.roman(number)}")
    if number:
        yield Part("chapters", "articles", _("Susunan bab"), text)


def _articles(content: Content, fill: _Filling, same_as: Mapping[str, str]) -> Iterator[Part]:
    for number, (chapter, article) in enumerate(articles_of(content), 1):
        heading = fill.text([article.get("heading") or ""])
        yield Part(
            key=f"a:{same_as.get(str(article['key']), article['key'])}",
            section="articles",
            place=f"Pasal {number}",
            text=fill.text(plain(parse(article.get("body") or "")).splitlines()),
            heading=heading,
            number=number,
            chapter=chapter,
            title=" ".join(heading.shown).strip(),
        )


def _provisions(content: Content, names: Mapping[int, str], same_as: Mapping[str, str]) -> Iterator[Part]:
    counted: dict[tuple[int, str], int] = {}
    said = {str(row["key"]): in_full(row) for row in content.get("provisions") or ()}
    for row in content.get("provisions") or ():
        kind, name = _KINDS.get(row["kind"], str(row["kind"])), names.get(row["party"], "")
        number = counted[row["party"], kind] = counted.get((row["party"], kind), 0) + 1
        lines = [sentence(row)]
        if row.get("breach_of") in said:
            lines.append(f"Bila melanggar: {said[row['breach_of']]}")
        lines += [f"{place}. {step}" for place, step in enumerate(step_words(row), 1)]
        yield Part(
            key=f"v:{same_as.get(str(row['key']), row['key'])}",
            section="provisions",
            place=f"{kind} {name}, {number}",
            text=text_of("\n".join(lines)),
            heading=text_of(f"{kind} {name}"),
            number=number,
        )


def _contributions(
    content: Content, section: str, names: Mapping[int, str], say: Callable[[Mapping[str, Any]], str]
) -> Iterator[Part]:
    counted: dict[str, int] = {}
    for row in content.get(section) or ():
        name = names.get(row["party"], "")
        like = str(
            row.get("key") or f"{row['party']} {row.get('source')} {row.get('year')} {row.get('kind')}"
        )
        counted[like] = counted.get(like, 0) + 1
        key = f"{section}:{like}:{counted[like]}"
        yield Part(key, section, name, text_of(say(row)), heading=text_of(name))


def _source(row: Mapping[str, Any]) -> str:
    source = words.FUNDING_SOURCES.get(row["source"], row["source"])
    lines = [f"{source}, tahun {row['year']}: {words.amount_in_words(row['amount'])}", row.get("note") or ""]
    return "\n".join(lines)


def _asset(row: Mapping[str, Any]) -> str:
    owned = " milik Desa" if row.get("village_owned") else ""
    lines = [f"{words.ASSETS.get(row['kind'], row['kind'])}{owned}: {row.get('description') or ''}"]
    lines.append(words.ASSET_USES.get(row.get("use") or "", ""))
    for name, label in (("starts_on", "sejak tanggal"), ("ends_on", "sampai dengan tanggal")):
        lines += [f"{label} {words.long_date(row[name])}"] if row.get(name) else []
    if row.get("value") is not None:
        lines.append(f"perkiraan nilai {words.amount_in_words(row['value'])}")
    return "\n".join(lines)
