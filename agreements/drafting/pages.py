"""A draft -> what its page shows: steps, findings and where to mend them, articles and provisions in their order."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements.documents.words import designation
from agreements.drafting.completeness import findings
from agreements.drafting.fields import in_rupiah
from agreements.drafting.findings import Finding
from agreements.drafting.models import Article, Provision
from agreements.drafting.queries import provisions_of
from agreements.record.access import may, name_with_place, parties_of, what_now
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import ProvisionKind


@dataclass(frozen=True)
class Step:
    """One part of the draft in the row on top of the page."""

    label: str
    anchor: str
    done: bool


def draft_page(user, agreement: Agreement) -> dict[str, Any]:
    """Everything on the draft's page; the number of queries does not depend on how long the draft is."""
    articles = list(agreement.articles.order_by("ordinal"))
    found = findings(agreement)
    attachments = list(agreement.attachments.order_by("added_at", "pk"))
    return {
        "agreement": agreement,
        "sentence": what_now(user, agreement),
        "submit": may(user, "open_round", agreement),
        "withdraw": may(user, "withdraw", agreement),
        "blocking": [(f, url_of(f, agreement, articles)) for f in found if f.blocking],
        "warnings": [(f, url_of(f, agreement, articles)) for f in found if not f.blocking],
        "steps": steps(found),
        "facts": particulars(agreement),
        "parties": [_party(party) for party in parties_of(agreement)],
        "draft": agreement.draft,
        "chapters": [(head, list(rows)) for head, rows in groupby(articles, key=lambda a: a.chapter)],
        "provisions": _by_party(agreement),
        "attachments": attachments,
        "dates": {"drafting": agreement.stage_since},
    }


def particulars(agreement: Agreement) -> list[tuple[Any, Any]]:
    """What the agreement is about, as pairs of label and value."""
    names = ["title", "summary", "field", "purpose", "topic", "place", "starts_on", "ends_on", "value"]
    names.append("burdens_community_or_assets")
    labels = {field.name: capfirst(field.verbose_name) for field in Agreement._meta.fields}
    told = [(labels[name], told_value(agreement, name)) for name in names]
    return [(label, value) for label, value in told if value]


def told_value(row: Any, name: str) -> str:
    """The value of a field in words."""
    value = getattr(row, name)
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if name == "value":
        return f"Rp\u00a0{in_rupiah(value)}" if value is not None else _("tanpa nilai uang")
    if name in ("starts_on", "ends_on"):
        return date_format(value, "j F Y")
    display = getattr(row, f"get_{name}_display", None)
    return str(display() if display else value)


def steps(found: list[Finding]) -> list[Step]:
    """The parts of a draft, each done when nothing blocking is left in it."""
    open_parts = {_part_of(finding) for finding in found if finding.blocking}
    parts = [
        (_("Pokok"), "pokok"),
        (_("Para pihak"), "pihak"),
        (_("Pertimbangan"), "pertimbangan"),
        (_("Pasal"), "pasal"),
        (_("Hak dan kewajiban"), "ketentuan"),
        (_("Lampiran"), "lampiran"),
    ]
    return [Step(label, anchor, anchor not in open_parts) for label, anchor in parts]


def _part_of(finding: Finding) -> str:
    kind, _colon, rest = finding.place.partition(":")
    if kind == "text":
        return _part_of_text(rest)
    known = {
        "article": "pasal",
        "provision": "ketentuan",
        "provisions": "ketentuan",
        "attachments": "lampiran",
    }
    return known.get(kind, "pokok")


def _part_of_text(place: str) -> str:
    """The part of the draft that a place in the content belongs to."""
    parts = {
        "chapters": "pasal",
        "provisions": "ketentuan",
        "considering": "pertimbangan",
        "in_view_of": "pertimbangan",
        "parties": "pihak",
    }
    return next((part for start, part in parts.items() if place.startswith(start)), "pokok")


def url_of(finding: Finding, agreement: Agreement, articles: list[Article]) -> str:
    """The page on which a finding is mended."""
    kind, _colon, rest = finding.place.partition(":")
    if kind == "article":
        empty = next((a for a in articles if a.content == rest), None)
        if empty:
            return reverse("agreements:article-edit", args=[agreement.ref, empty.pk])
        return reverse("agreements:article-add", args=[agreement.ref]) + f"?isi={rest}"
    if kind == "provision":
        ordinal, _colon, wanted = rest.partition(":")
        return reverse("agreements:provision-add", args=[agreement.ref]) + f"?pihak={ordinal}&jenis={wanted}"
    names = {"details": "draft-details", "attachments": "attachment-add"}
    if kind in names:
        return reverse(f"agreements:{names[kind]}", args=[agreement.ref])
    return f"#{_part_of(finding)}"


def _party(party: Party) -> dict[str, Any]:
    organization = party.organization
    seat = organization.partner.regency.name if organization.kind == "partner" else ""
    if not seat:
        area = organization.village.area
        seat = f"Kecamatan {area.subdistrict.name}, {area.subdistrict.regency.name}"
    return {
        "designation": designation(party.ordinal),
        "name": organization.name,
        "seat": seat,
        "owes": "" if organization.is_confirmed else _("belum dikonfirmasi kabupaten"),
    }


def _by_party(agreement: Agreement) -> list[dict[str, Any]]:
    rows = provisions_of(agreement)
    return [
        {
            "designation": designation(party.ordinal),
            "ordinal": party.ordinal,
            "name": name_with_place(party.organization),
            "kinds": _by_kind([row for row in rows if row.party_id == party.pk]),
        }
        for party in parties_of(agreement)
    ]


def _by_kind(rows: list[Provision]) -> list[tuple[str, Any, list[Provision]]]:
    """Every kind with its rows, also those without, so that the page offers to add one."""
    return [(kind.value, kind.label, [row for row in rows if row.kind == kind]) for kind in ProvisionKind]
