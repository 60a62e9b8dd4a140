"""The database -> the rows of each data set, read in batches by key, so that a million need no more memory than ten.

Everything comes from the listings, from the public text of an agreement, or from the register of regions; texts that
people wrote pass the masking of personal data once more.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from agreements.documents.terms import in_full
from agreements.publication.catalogue.models import Listing
from agreements.publication.opendata.files import downloadable
from agreements.publication.opendata.numbers import numbers_of
from agreements.publication.privacy.masking import mask
from agreements.publication.privacy.models import Exclusion
from agreements.publication.privacy.queries import text_of
from agreements.publication.statistics.models import Tally
from agreements.record.vocabulary import DueRule, ProvisionKind
from agreements.signing.models import FrozenDocument
from villages.organizations.models import PartnerKind, Standing, Village
from villages.organizations.queries import public_partners
from villages.regions.models import VillageArea

Row = dict[str, Any]
BATCH = 1_000
TEXTS = 100
"""So many texts are read at a time; each may be long."""


def batches(rows: QuerySet, key: str, size: int = BATCH) -> Iterator[list[Any]]:
    """The rows in the order of a unique key, some at a time; what changes meanwhile is read as it then stands."""
    rows, last = rows.order_by(key), None
    while True:
        found = list((rows if last is None else rows.filter(**{f"{key}__gt": last}))[:size])
        if found:
            yield found
        if len(found) < size:
            return
        last = getattr(found[-1], key)


def agreements() -> Iterator[Row]:
    """One row per public agreement."""
    labels = {name: {code: str(label) for code, label in _choices(name)} for name in _CODED}
    page, document = of_agreement("agreements:agreement"), of_agreement("agreements:document")
    for listings in batches(Listing.objects.all(), "pk"):
        parents = Listing.objects.filter(pk__in=[found.parent_id for found in listings if found.parent_id])
        refs = dict(parents.order_by("pk").values_list("pk", "ref"))
        open_files = downloadable(listings)
        for found in listings:
            row = _agreement(found, labels, refs.get(found.parent_id, ""))
            urls = {
                "url": page(found.ref),
                "document_url": document(found.ref) if found.pk in open_files else "",
            }
            yield row | urls


_CODED = ("kind", "instrument", "form", "field", "purpose", "topic", "stage")
_PLAIN = ("published_at", "starts_on", "ends_on", "year", "value", "signed_elsewhere", "approval_days")


def _choices(name: str) -> Iterable[tuple[str, Any]]:
    """The codes of a column of the listings with their meanings."""
    return getattr(Listing._meta.get_field(name), "choices", None) or ()


def _agreement(found: Listing, labels: dict[str, dict[str, str]], parent: str) -> Row:
    row: Row = {"ref": found.ref, "url": ""}
    row |= {"title": mask(found.title), "summary": mask(found.summary)}
    for name in _CODED:
        row[name] = getattr(found, name)
        row[f"{name}_label"] = labels[name].get(row[name], "")
    row |= {name: getattr(found, name) for name in _PLAIN}
    return row | {
        "document_url": "",
        "parent": parent,
        "parties": [mask(party["name"]) for party in found.parties],
        "regions": list(found.places),
        "changed_at": found.changed_at,
    }


def parties() -> Iterator[Row]:
    """One row per party of a public agreement."""
    kinds = dict(PartnerKind.choices)
    for listings in batches(Listing.objects.all(), "pk"):
        numbers = numbers_of([found.pk for found in listings])
        for found in listings:
            for ordinal, party in enumerate(found.parties, 1):
                village, partner_kind = party["kind"] == "village", party.get("partner_kind") or ""
                yield {
                    "agreement": found.ref,
                    "ordinal": ordinal,
                    "kind": party["kind"],
                    "kind_label": "desa" if village else "mitra",
                    "name": mask(party["name"]),
                    "place": mask(party.get("place") or ""),
                    "number": numbers[found.pk].get(party["id"], ""),
                    "village": party["key"] if village else "",
                    "partner": "" if village else party["key"],
                    "partner_kind": partner_kind,
                    "partner_kind_label": str(kinds.get(partner_kind, "")),
                }


def provisions() -> Iterator[Row]:
    """One row per right, obligation, limitation and sanction of a text that was signed here."""
    own = Listing.objects.filter(signed_elsewhere=False)
    for listings in batches(own, "pk", TEXTS):
        keys = [found.pk for found in listings]
        living = FrozenDocument.objects.filter(agreement__in=keys, voided_at__isnull=True).order_by("pk")
        documents = {document.agreement_id: document for document in living}
        excluded = list(Exclusion.objects.filter(agreement__in=keys).order_by("agreement", "article"))
        for found in listings:
            if document := documents.get(found.pk):
                text = text_of(document, [e for e in excluded if e.agreement_id == found.pk])
                yield from (_provision(found.ref, row) for row in text.content["provisions"])


def _provision(ref: str, row: Row) -> Row:
    rule = row.get("due_rule") or (DueRule.ON_DATE.value if row.get("due") else "")
    return {
        "agreement": ref,
        "provision": row["key"],
        "party": row["party"],
        "kind": row["kind"],
        "kind_label": str(ProvisionKind(row["kind"]).label),
        "text": in_full(row),
        "amount": row.get("amount"),
        "due_rule": rule,
        "due_rule_label": str(DueRule(rule).label) if rule else "",
        "due_on": row.get("due") or None,
        "due_days": row.get("due_days"),
        "event": row.get("event") or "",
        "breach_of": row.get("breach_of") or "",
    }


def villages() -> Iterator[Row]:
    """One row per village that uses the portal or that a public agreement names."""
    counted = _counted()
    known = Village.objects.select_related("area__subdistrict__regency__province")
    for found in batches(known, "area_id"):
        for village in found:
            registered = village.standing == Standing.CONFIRMED
            if registered or counted[village.pk]:
                yield _village(village, village.area, counted[village.pk], registered)


def _village(village: Village, area: VillageArea, count: int, registered: bool) -> Row:
    return {
        "code": area.code,
        "url": address("villages:village", area.code),
        "name": mask(village.name),
        "subdistrict": area.subdistrict_id,
        "subdistrict_name": area.subdistrict.name,
        "regency": area.subdistrict.regency_id,
        "regency_name": area.subdistrict.regency.name,
        "province": area.subdistrict.regency.province_id,
        "province_name": area.subdistrict.regency.province.name,
        "latitude": area.latitude,
        "longitude": area.longitude,
        "registered": registered,
        "agreements": count,
    }


def partners() -> Iterator[Row]:
    """One row per partner with a page of its own."""
    counted = _counted()
    for found in batches(public_partners(), "slug"):
        for partner in found:
            yield {
                "slug": partner.slug,
                "url": address("villages:partner", partner.slug),
                "name": mask(partner.name),
                "kind": partner.partner_kind,
                "kind_label": str(partner.get_partner_kind_display()),
                "regency": partner.regency_id,
                "regency_name": partner.regency.name,
                "registered": partner.standing == Standing.CONFIRMED,
                "agreements": counted[partner.pk],
            }


def statistics() -> Iterator[Row]:
    """One row per figure that was counted beforehand."""
    names = ("scope", "measure", "key", "count", "amount")
    for found in batches(Tally.objects.all(), "pk"):
        for tally in found:
            yield {name: getattr(tally, name) for name in names}


def _counted() -> Counter[int]:
    """How many public agreements each organization has: one number per organization, whatever the agreements."""
    found: Counter[int] = Counter()
    rows = Listing.objects.order_by("pk").values_list("organizations", flat=True)
    for organizations in rows.iterator(chunk_size=10 * BATCH):
        found.update(set(organizations))
    return found


def address(name: str, *parts: str) -> str:
    """The whole address of a page of the portal."""
    return settings.PUBLIC_URL + reverse(name, args=parts)


def of_agreement(name: str) -> Callable[[str], str]:
    """The addresses of one page of many agreements; looking each of them up is slow."""
    before, _mark, after = address(name, "00000000").partition("00000000")
    return lambda ref: f"{before}{ref}{after}"


ROWS: dict[str, Callable[[], Iterator[Row]]] = {
    "agreements": agreements,
    "parties": parties,
    "provisions": provisions,
    "villages": villages,
    "partners": partners,
    "statistics": statistics,
}
"""Where the rows of each data set come from."""
