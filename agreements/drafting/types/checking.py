"""An agreement type -> what is wrong with its model text, before anybody begins a draft from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agreements.documents.content import SCHEMA, ContentError, check
from agreements.documents.numbering import Document, number
from agreements.documents.outline import placeholders, values
from agreements.documents.words import designation
from agreements.drafting.types.models import AgreementType, ModelArticle
from agreements.record.vocabulary import BINDING, MANDATORY, Content, Instrument, Kind, ProvisionKind

SAFE_PARTIES = 2
"""A model text may name this many parties one by one: every agreement has two, not every one has three."""


@dataclass(frozen=True)
class Problem:
    """One thing that keeps a type from being published."""

    message: str
    """What is wrong, and what to do."""
    article: ModelArticle | None = None
    """The model article it is in; None for the type itself."""


def problems(agreement_type: AgreementType) -> list[Problem]:
    """Everything that keeps this version from being published; empty when drafts may begin from it.

    Law: the eight contents of Permendagri 96/2017 art. 6 in the instruments that bind, whatever a district prefers.
    """
    articles = list(agreement_type.articles.order_by("ordinal"))
    return [
        *_instrument(agreement_type),
        *_contents(agreement_type, articles),
        *_placeholders(agreement_type, articles),
        *_provisions(agreement_type),
        *_setting(agreement_type, articles),
    ]


def known_placeholders(kind: str) -> frozenset[str]:
    """The placeholders that every agreement of that kind can fill."""
    return frozenset(values(sample(AgreementType(kind=kind, instrument=Instrument.CONTRACT), ())))


def unknown_placeholder(text: str, kind: str) -> str:
    """The first placeholder in the text that not every agreement of that kind can fill; empty when there is none."""
    known = known_placeholders(kind)
    return next((name for name in placeholders(text) if name not in known), "")


def document_of_type(agreement_type: AgreementType) -> Document:
    """The model text as a numbered document with dots in place of names. Raises ContentError with the place."""
    content = sample(agreement_type, agreement_type.articles.order_by("ordinal"))
    check(content, draft=True)
    return number(content)


def sample(agreement_type: AgreementType, articles: Any) -> dict[str, Any]:
    """The type's text between two parties without names, in the shape of `documents.content.check`."""
    second = "village" if agreement_type.kind == Kind.INTER_VILLAGE else "partner"
    parties = [_party(ordinal, kind) for ordinal, kind in enumerate(("village", second), start=1)]
    chapters: list[dict[str, Any]] = []
    for article in articles:
        if not chapters or chapters[-1]["heading"] != article.chapter:
            chapters.append({"heading": article.chapter, "articles": []})
        chapters[-1]["articles"].append(
            {
                "key": f"a{article.pk or article.ordinal}",
                "heading": article.heading or None,
                "content": article.content,
                "body": article.body,
            }
        )
    return {
        "schema": SCHEMA,
        "ref": "00000000",
        "version": 0,
        "instrument": agreement_type.instrument,
        "kind": agreement_type.kind,
        "title": "",
        "verification": {"code": "MODEL", "url": "-"},
        "parties": parties,
        "considering": agreement_type.considering,
        "in_view_of": agreement_type.in_view_of,
        "chapters": chapters,
        "provisions": [],
    }


def _party(ordinal: int, kind: str) -> dict[str, Any]:
    name = _("Desa …") if kind == "village" else _("Mitra …")
    return {
        "key": f"p{ordinal}",
        "ordinal": ordinal,
        "designation": designation(ordinal),
        "kind": kind,
        "name": name,
        "number": "",
        "signatory": None,
    }


def _instrument(agreement_type: AgreementType) -> Iterator[Problem]:
    wrong = {
        (Kind.INTER_VILLAGE.value, Instrument.CONTRACT.value),
        (Kind.THIRD_PARTY.value, Instrument.JOINT_REGULATION.value),
    }
    if (agreement_type.kind, agreement_type.instrument) in wrong:
        yield Problem(_("Bentuk naskah tidak sesuai dengan jenis kerja sama."))


def _contents(agreement_type: AgreementType, articles: list[ModelArticle]) -> Iterator[Problem]:
    wanted = set(agreement_type.required_contents)
    for content, basis in MANDATORY.items():
        if agreement_type.instrument in BINDING and content not in wanted:
            words = _("Isi “%(content)s” wajib menurut %(basis)s dan tidak dapat dilepas.")
            yield Problem(words % {"content": content.label, "basis": basis})
            wanted.add(content)
    present = {article.content for article in articles if article.body.strip()}
    for content in Content:
        if content in wanted and content not in present:
            yield Problem(_("Belum ada pasal baku tentang “%s”.") % content.label)


def _placeholders(agreement_type: AgreementType, articles: list[ModelArticle]) -> Iterator[Problem]:
    words = _("Isian {{ %(name)s }} tidak dikenal setiap perjanjian jenis ini; lihat daftar isian otomatis.")
    for text in (*agreement_type.considering, *agreement_type.in_view_of):
        if name := unknown_placeholder(text, agreement_type.kind):
            yield Problem(words % {"name": name[:60]})
    for article in articles:
        if name := unknown_placeholder(f"{article.heading}\n{article.body}", agreement_type.kind):
            yield Problem(words % {"name": name[:60]}, article)
        if not article.body.strip():
            yield Problem(_("Pasal baku ini masih kosong."), article)


def _provisions(agreement_type: AgreementType) -> Iterator[Problem]:
    keys = {row.get("key") for row in agreement_type.provisions}
    for row in agreement_type.provisions:
        if row.get("breach_of") and row["breach_of"] not in keys:
            yield Problem(_("Sanksi “%s” menunjuk kewajiban yang tidak ada.") % row["text"][:60])
        if row["kind"] not in ProvisionKind.values:
            yield Problem(_("Ketentuan “%s” tidak dikenal jenisnya.") % row["text"][:60])


def _setting(agreement_type: AgreementType, articles: list[ModelArticle]) -> Iterator[Problem]:
    content = sample(agreement_type, articles)
    try:
        check(content, draft=True)
        number(content)
    except ContentError as error:
        yield Problem(_("Naskah belum dapat disusun: %s") % error.reason)
