"""A draft -> what its own page shows: what now, the steps, who writes, what the others did; and all that is missing."""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements.documents.words import designation
from agreements.drafting.actions import DETAILS
from agreements.drafting.completeness import remembered
from agreements.drafting.fields import in_rupiah
from agreements.drafting.findings import Finding
from agreements.drafting.given_back import given_back
from agreements.drafting.guards import may_write_text
from agreements.drafting.listing import articles_light
from agreements.drafting.pages import Step, step_of, steps_of, url_of
from agreements.drafting.signatories.pages import told
from agreements.drafting.together.pages import beside_draft
from agreements.record.access import may, parties_of, what_now
from agreements.record.journal import sentence
from agreements.record.models import Agreement, Party
from villages.people.models import User

MOST_DEEDS = 6
"""How many things that the others did are told."""


def overview_page(user: User, agreement: Agreement) -> dict[str, Any]:
    """Everything on the draft's own page; the number of queries does not depend on how long the draft is."""
    steps = steps_of(user, agreement)
    return {
        "agreement": agreement,
        "sentence": what_now(user, agreement),
        "steps": steps,
        "submit": may(user, "open_round", agreement),
        "withdraw": may(user, "withdraw", agreement),
        "writes": may_write_text(user, agreement),
        "facts": particulars(agreement),
        "parties": parties_shown(agreement),
        "deeds": deeds_of_others(user, agreement),
        "back": given_back(agreement),
        "turns": told(agreement)["turns"],
        "dates": {"drafting": agreement.stage_since},
        **beside_draft(user, agreement),
    }


def deeds_of_others(user: User, agreement: Agreement) -> list[tuple[str, datetime]]:
    """What others did to the draft last, newest first, each as a sentence with its moment."""
    entries = agreement.journal.select_related("actor", "on_behalf_of").exclude(actor=user)
    return [(sentence(entry), entry.at) for entry in entries.order_by("-serial")[:MOST_DEEDS]]


def found_by_step(user: User, agreement: Agreement) -> list[tuple[Step, list[tuple[Finding, str]]]]:
    """Everything missing or doubtful with the page that mends it, by step; what stands in the way comes first."""
    rows = [(step, found_in(step.code, agreement)) for step in steps_of(user, agreement).rows]
    return [(step, mine) for step, mine in rows if mine]


def found_in(code: str, agreement: Agreement) -> list[tuple[Finding, str]]:
    """What one step still lacks, with the page that mends it; what stands in the way comes first."""
    found = [finding for finding in remembered(agreement) if step_of(finding) == code]
    found.sort(key=lambda finding: not finding.blocking)
    articles = list(articles_light(agreement)) if code == "articles" and found else []
    return [(finding, url_of(finding, agreement, articles)) for finding in found]


def particulars(agreement: Agreement) -> list[tuple[Any, Any]]:
    """What the agreement is about, as pairs of label and value."""
    labels = {field.name: capfirst(field.verbose_name) for field in Agreement._meta.fields}
    told = [(labels[name], told_value(agreement, name)) for name in DETAILS]
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


def parties_shown(agreement: Agreement) -> list[dict[str, Any]]:
    """The parties as `components/parties.html` shows them."""
    return [_party(party) for party in parties_of(agreement)]


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
