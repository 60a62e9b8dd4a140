"""A public agreement -> its row for lists and searches, written whenever its stage moves, and anew at will."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import transaction
from django.utils import timezone

from agreements.publication.catalogue.facts import TOLD, Source, facts_of, told
from agreements.publication.catalogue.models import Listing
from agreements.publication.catalogue.words import remember, spoken
from agreements.publication.privacy.models import Exclusion
from agreements.publication.privacy.queries import public_text, text_of
from agreements.record.access import load_parties, regency_of
from agreements.record.crossing import after_crossing
from agreements.record.models import Agreement, JournalEntry
from agreements.record.rules import free_days
from agreements.record.stages import PUBLIC
from agreements.signing.models import FrozenDocument


@after_crossing
def follow_stage(agreement: Agreement) -> None:
    """Keep the listing whenever a stage has moved, in the same transaction."""
    keep_listing(agreement)


def keep_listing(agreement: Agreement) -> Listing | None:
    """Write the listing of an agreement that is public now, and take away that of one that is not.

    A listing that already says all of this is left alone, so that nobody who keeps a copy asks again for nothing.
    Returns the listing as it stands, None where there is none.
    """
    if agreement.stage not in PUBLIC:
        Listing.objects.filter(pk=agreement.pk).delete()
        return None
    entries = agreement.journal.filter(code__in=TOLD).order_by("serial")
    free = free_days(regency_of(agreement))
    facts = facts_of(Source(agreement, public_text(agreement), told(list(entries)), free))
    kept = Listing.objects.defer("search").filter(pk=agreement.pk).first()
    if kept and _says(kept, facts):
        return kept
    listing = Listing(pk=agreement.pk, **facts, changed_at=timezone.now())
    _write([listing])
    return listing


def _says(listing: Listing, facts: dict[str, Any]) -> bool:
    return all(getattr(listing, name) == value for name, value in facts.items())


_COLUMNS = [f.name for f in Listing._meta.concrete_fields if not f.primary_key and f.name != "search"]


def _write(listings: list[Listing]) -> None:
    """Keep these listings in place of what stood there, and the words they say."""
    Listing.objects.bulk_create(
        listings, update_conflicts=True, unique_fields=["agreement"], update_fields=_COLUMNS
    )
    remember(set().union(*(spoken(one.title, one.summary, one.names) for one in listings)))


@transaction.atomic
def keep_listings(keys: Iterable[int]) -> int:
    """The same for many agreements at once, with a handful of queries; returns how many listings changed.

    Whoever is moving one of them right now writes its listing as well, so it is passed by.
    """
    rows = Agreement.objects.select_for_update(no_key=True, skip_locked=True)
    agreements = load_parties(rows.filter(pk__in=list(keys)).order_by("pk"))
    hidden = [agreement.pk for agreement in agreements if agreement.stage not in PUBLIC]
    gone, _each = Listing.objects.filter(pk__in=hidden).delete() if hidden else (0, {})
    sources = _sources([agreement for agreement in agreements if agreement.stage in PUBLIC])
    kept = Listing.objects.defer("search").in_bulk([source.agreement.pk for source in sources])
    changed, now = [], timezone.now()
    for source in sources:
        facts, pk = facts_of(source), source.agreement.pk
        if pk not in kept or not _says(kept[pk], facts):
            changed.append(Listing(pk=pk, **facts, changed_at=now))
    if changed:
        _write(changed)
    return gone + len(changed)


def _sources(agreements: list[Agreement]) -> list[Source]:
    """What the listings of these agreements are made from; one query for each sort of it."""
    keys = [agreement.pk for agreement in agreements]
    documents = FrozenDocument.objects.filter(agreement__in=keys, voided_at=None).order_by("agreement")
    exclusions: dict[int, list[Exclusion]] = defaultdict(list)
    for exclusion in Exclusion.objects.filter(agreement__in=keys).order_by("agreement", "article"):
        exclusions[exclusion.agreement_id].append(exclusion)
    texts = {one.agreement_id: text_of(one, exclusions[one.agreement_id]) for one in documents}
    journal: dict[int, list[JournalEntry]] = defaultdict(list)
    for entry in JournalEntry.objects.filter(agreement__in=keys, code__in=TOLD).order_by(
        "agreement", "serial"
    ):
        journal[entry.agreement_id].append(entry)
    free = cache(_free)
    return [
        Source(one, texts.get(one.pk), told(journal[one.pk]), free(regency_of(one))) for one in agreements
    ]


def _free(regency: str | None) -> frozenset[dt.date]:
    return free_days(regency)
