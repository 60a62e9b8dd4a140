"""A draft as plain data for `documents`, and as the numbered document that pages show."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation

from agreements.documents import amending
from agreements.documents.content import SCHEMA, check
from agreements.documents.numbering import Document, number
from agreements.documents.wording import cited
from agreements.documents.words import designation
from agreements.drafting.models import Article, Asset, Funding, Provision
from agreements.record.access import parties_of
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import COUNTED, PERIODIC, DueRule, Instrument
from villages.organizations.models import OrganizationKind
from villages.people.access import Mandate, signatories

UNVERIFIABLE = {"code": "RANCANGAN", "url": ""}


def content_of(
    agreement: Agreement,
    *,
    version: int = 0,
    date: str | None = None,
    numbers: Mapping[int, str] | None = None,
    mandates: Mapping[int, Mandate] | None = None,
    verification: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The agreement's text as plain data (shape: `documents.content.check`), always in Indonesian.

    `numbers` and `mandates` are by organization key; without them: who would sign today, dots for the numbers.
    """
    draft = getattr(agreement, "draft", None)  # what was signed elsewhere has none
    content = {
        **head_of(
            agreement,
            version=version,
            date=date,
            numbers=numbers,
            mandates=mandates,
            verification=verification,
        ),
        "considering": _lines(draft.considering) if draft else [],
        "in_view_of": _lines(draft.in_view_of) if draft else [],
        **own_text(agreement),
    }
    if not amends_articles(agreement):
        return content
    return amending.text(content, *amendments_of(agreement))


def own_text(agreement: Agreement) -> dict[str, Any]:
    """The articles, lines, money and assets of the draft; in an addendum the whole text as it shall hold."""
    return {
        "chapters": _chapters(agreement.articles.order_by("ordinal")),
        "provisions": [_provision(row, agreement) for row in provisions_of(agreement)],
        **_contributions(agreement),
    }


def amends_articles(agreement: Agreement) -> bool:
    """Whether it is an addendum written from the articles of its parent (`Draft.based_on`: the text before)."""
    draft = getattr(agreement, "draft", None)
    return agreement.instrument == Instrument.ADDENDUM and bool(draft and draft.based_on_id)


def state_of(agreement: Agreement) -> dict[str, Any]:
    """The whole text that holds once this is in force: of an addendum what it leaves, else its own text."""
    if not amends_articles(agreement):
        return content_of(agreement)
    source: Any = agreement.draft.based_on
    before = state_of(source)
    own = own_text(agreement) | {"ends_on": agreement.ends_on.isoformat(), "value": agreement.value}
    return amending.state(before, own, _roots(agreement))


def amendments_of(agreement: Agreement) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """What an addendum changes, and the labels of the text before. Raises ContentError for an unknown placeholder."""
    source: Any = agreement.draft.based_on
    before = state_of(source)
    return amending.amendments(before, state_of(agreement)), amending.labels(before)


def _roots(agreement: Agreement) -> dict[str, str]:
    """From the keys of the draft's articles and lines to those of the agreement that was signed first."""
    family = (
        Q(agreement=agreement) | Q(agreement__parent=agreement.parent_id) | Q(agreement=agreement.parent_id)
    )
    found = {}
    for letter, model in (("a", Article), ("v", Provision)):
        rows = model.objects.filter(family, amends__isnull=False).order_by("pk")
        leads = dict(rows.values_list("pk", "amends_id"))
        for key in leads:
            root = key
            while root in leads:
                root = leads[root]
            found[f"{letter}{key}"] = f"{letter}{root}"
    return found


def head_of(
    agreement: Agreement,
    *,
    version: int = 0,
    date: str | None = None,
    numbers: Mapping[int, str] | None = None,
    mandates: Mapping[int, Mandate] | None = None,
    verification: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What the content says before its text: title, parties, term, value; all that placeholders stand for."""
    parties = parties_of(agreement)
    if mandates is None:
        able = signatories([party.organization for party in parties])
        mandates = {key: found[0] for key, found in able.items() if found}
    with translation.override("id"):
        return {
            "schema": SCHEMA,
            "ref": agreement.ref,
            "version": version,
            "instrument": agreement.instrument,
            "kind": agreement.kind,
            "title": agreement.title,
            "place": agreement.place,
            "date": date or timezone.localdate().isoformat(),
            "field": str(agreement.get_field_display()),
            "topic": str(agreement.get_topic_display()),
            "starts_on": agreement.starts_on.isoformat(),
            "ends_on": agreement.ends_on.isoformat(),
            "value": agreement.value,
            "verification": dict(verification or {**UNVERIFIABLE, "url": settings.PUBLIC_URL}),
            "parties": [_party(party, (numbers or {}), mandates) for party in parties],
            **_parent(agreement),
        }


def _parent(agreement: Agreement) -> dict[str, str]:
    """The agreement that this one changes or follows, as its text names it; nothing where there is none."""
    if agreement.parent is None:
        return {}
    numbers = agreement.parent.numbers.order_by("pk").values_list("number", flat=True)
    return {"parent": cited(agreement.parent.instrument, agreement.parent.title, list(numbers))}


def provisions_of(agreement: Agreement) -> list[Provision]:
    """Every provision in the order of the document: by party, then as the drafters put them."""
    found = agreement.provisions.select_related("party__organization")
    return list(found.filter(repealed=False).order_by("party__ordinal", "ordinal", "pk"))


def funding_of(agreement: Agreement) -> list[Funding]:
    """Every row of money in the order of the document: by party, then by year."""
    found = agreement.funding.select_related("party__organization")
    return list(found.order_by("party__ordinal", "year", "pk"))


def assets_of(agreement: Agreement) -> list[Asset]:
    """Every asset brought in, in the order of the document: by party, then as the drafters put them."""
    return list(agreement.assets.select_related("party__organization").order_by("party__ordinal", "pk"))


@contextmanager
def read_once(agreement: Agreement) -> Iterator[None]:
    """Inside, the text of this object is read and numbered once, however often it is asked; nobody writes meanwhile."""
    if "_text" in agreement.__dict__:
        yield
        return
    agreement.__dict__["_text"] = {}
    try:
        yield
    finally:
        del agreement.__dict__["_text"]


def text_of(agreement: Agreement) -> dict[str, Any]:
    """The content as it stands today, shared by all that ask inside `read_once`; not to be changed."""
    known: dict[str, Any] = agreement.__dict__.get("_text", {})
    if "content" not in known:
        known["content"] = content_of(agreement)
    return known["content"]


def document_of(agreement: Agreement) -> Document:
    """The draft as the numbered document that pages show. Raises ContentError with place and reason."""
    known: dict[str, Any] = agreement.__dict__.get("_text", {})
    if "document" not in known:
        content = text_of(agreement)
        check(content, draft=True)
        known["document"] = number(content)
    return known["document"]


def whole_document_of(agreement: Agreement) -> Document:
    """The draft as its writers see it: of an addendum all articles, not only those that differ. Raises ContentError."""
    if not amends_articles(agreement):
        return document_of(agreement)
    return number({**text_of(agreement), **own_text(agreement), "amendments": []})


def _party(party: Party, numbers: Mapping[int, str], mandates: Mapping[int, Mandate]) -> dict[str, Any]:
    organization, mandate = party.organization, mandates.get(party.organization_id)
    if organization.kind == OrganizationKind.VILLAGE:
        subdistrict = organization.village.area.subdistrict
        place = {"subdistrict": subdistrict.name, "regency": _bare(subdistrict.regency.name)}
        seat = f"Kecamatan {subdistrict.name}, {subdistrict.regency.name}"
        legal_name = f"Pemerintah {organization.name}"
    else:
        place = {"subdistrict": "", "regency": _bare(organization.partner.regency.name)}
        seat, legal_name = organization.address or organization.partner.regency.name, organization.name
    return {
        "key": f"p{party.ordinal}",
        "ordinal": party.ordinal,
        "designation": designation(party.ordinal),
        "kind": organization.kind,
        "name": organization.name,
        "legal_name": legal_name,
        "seat": seat,
        **place,
        "number": numbers.get(organization.pk, ""),
        "signatory": mandate
        and {
            "name": mandate.person.full_name,
            "office": mandate.title,
            "basis": mandate.basis,
            "acting": mandate.acting,
        },
    }


def _bare(regency: str) -> str:
    return regency.removeprefix("Kabupaten ")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _chapters(articles) -> list[dict[str, Any]]:
    return [
        {
            "heading": heading,
            "articles": [
                {"key": f"a{a.pk}", "heading": a.heading or None, "content": a.content, "body": a.body}
                | ({"repealed": True} if a.repealed else {})
                for a in rows
            ],
        }
        for heading, rows in groupby(articles, key=lambda article: article.chapter)
    ]


def _provision(row: Provision, agreement: Agreement) -> dict[str, Any]:
    """A provision as data; a periodic one without a day of its own begins with the agreement."""
    due = row.due_on or (agreement.starts_on if row.due_rule in PERIODIC else None)
    said = {
        "due_rule": "" if row.due_rule == DueRule.ON_DATE else row.due_rule,
        "due_days": row.due_days if row.due_rule in COUNTED else None,
        "event": row.event if row.due_rule == DueRule.AFTER_EVENT else "",
        "evidence": row.evidence,
        "breach_of": f"v{row.breach_of_id}" if row.breach_of_id else "",
        "steps": [{key: step.get(key) for key in ("measure", "after_days", "amount")} for step in row.steps],
    }
    return {
        "key": f"v{row.pk}",
        "party": row.party.ordinal,
        "kind": row.kind,
        "text": row.text,
        "due": due.isoformat() if due else None,
        "amount": row.amount,
        **{key: value for key, value in said.items() if value not in ("", None, [])},
    }


def _contributions(agreement: Agreement) -> dict[str, list[dict[str, Any]]]:
    """Money and assets, where there are any; never an account, which is no part of the public text."""
    funding = [
        {
            "party": row.party.ordinal,
            **{key: getattr(row, key) for key in ("source", "year", "amount", "note")},
        }
        for row in funding_of(agreement)
    ]
    assets = [_asset(row) for row in assets_of(agreement)]
    return {key: rows for key, rows in (("funding", funding), ("assets", assets)) if rows}


def _asset(row: Asset) -> dict[str, Any]:
    return {
        "party": row.party.ordinal,
        **{key: getattr(row, key) for key in ("kind", "description", "use", "village_owned", "value")},
        "starts_on": row.starts_on.isoformat() if row.starts_on else None,
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
    }
