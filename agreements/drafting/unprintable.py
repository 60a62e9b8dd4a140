"""A draft -> the characters in it that its printed document cannot show, each with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from agreements.documents.glyphs import missing, named
from agreements.drafting.findings import Finding
from agreements.drafting.queries import text_of
from agreements.record.models import Agreement
from agreements.record.vocabulary import ProvisionKind

_MOST_NAMED = 5


@dataclass(frozen=True)
class _Part:
    """A part of the text that is mended in one place."""

    where: str
    """What it is called in a sentence."""
    place: str
    """Where to mend it, as in `Finding.place`."""
    text: str
    """Its words."""
    capitals: bool = False
    """Whether it is printed in capitals somewhere."""


def unprintable(agreement: Agreement) -> list[Finding]:
    """Characters without a shape in the letter of the document, such as emoji; each part that has some blocks.

    Asked before submitting and again before freezing, so that making the PDF does not fail after approval.
    """
    found = ((part, missing(part.text, capitals=part.capitals)) for part in _parts(text_of(agreement)))
    return [_finding(part, characters) for part, characters in found if characters]


def _finding(part: _Part, characters: list[str]) -> Finding:
    said = ", ".join(named(character) for character in characters[:_MOST_NAMED])
    if len(characters) > _MOST_NAMED:
        said += " " + _("dan %d lainnya") % (len(characters) - _MOST_NAMED)
    message = _(
        "%(where)s memuat karakter yang tidak ada dalam huruf cetak: %(characters)s. Ganti atau hapus."
    )
    return Finding(message % {"where": part.where, "characters": said}, place=part.place)


def _parts(content: Mapping[str, Any]) -> Iterator[_Part]:
    """Every text that people wrote, in the order of the document."""
    yield _Part(_("Judul perjanjian"), "details", content["title"], capitals=True)
    yield _Part(_("Tempat penandatanganan"), "details", content["place"])
    yield _Part(_("Nama perjanjian induk"), "parent", content.get("parent", ""), capitals=True)
    for party in content["parties"]:
        yield _party(party)
    for number, text in enumerate(content["considering"], start=1):
        yield _Part(_("Pertimbangan ke-%d") % number, "recitals", text)
    for number, text in enumerate(content["in_view_of"], start=1):
        yield _Part(_("Dasar hukum ke-%d") % number, "recitals", text)
    yield from _articles(content)
    names = {party["ordinal"]: party["name"] for party in content["parties"]}
    for row in content["provisions"]:
        yield _provision(row, names[row["party"]])
    for row in content.get("funding", ()):
        words = {"name": names[row["party"]], "year": row["year"]}
        yield _Part(_("Keterangan dana %(name)s tahun %(year)d") % words, "funding", row["note"])
    for row in content.get("assets", ()):
        words = {"name": names[row["party"]], "text": _short(row["description"])}
        yield _Part(_("Aset %(name)s “%(text)s”") % words, "asset", row["description"])


def _party(party: Mapping[str, Any]) -> _Part:
    signatory = party["signatory"] or {}
    said = [party[key] for key in ("name", "legal_name", "seat")]
    said += [signatory.get(key) or "" for key in ("name", "office", "basis")]
    where = _("Nama, kedudukan, atau penanda tangan %(name)s") % {"name": party["name"]}
    return _Part(where, "parties", "\n".join(said), capitals=True)


def _articles(content: Mapping[str, Any]) -> Iterator[_Part]:
    number = 0
    for chapter in content["chapters"]:
        yield _Part(
            _("Judul bab “%s”") % chapter["heading"], "text:chapters", chapter["heading"], capitals=True
        )
        for article in chapter["articles"]:
            number += 1
            place = f"passage:{article['key'].removeprefix('a')}"
            yield _Part(_("Pasal %d") % number, place, f"{article['heading'] or ''}\n{article['body']}")


def _provision(row: Mapping[str, Any], name: str) -> _Part:
    words = {"kind": ProvisionKind(row["kind"]).label, "name": name, "text": _short(row["text"])}
    place = f"provisions:ketentuan-{row['key'].removeprefix('v')}"
    text = f"{row['text']}\n{row.get('event', '')}\n{row.get('evidence', '')}"
    return _Part(_("%(kind)s %(name)s “%(text)s”") % words, place, text)


def _short(text: str) -> str:
    return Truncator(text).chars(60)
