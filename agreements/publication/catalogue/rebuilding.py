"""Listings that no longer say what is so -> written anew: after a village or partner was renamed, or all of them."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Exists, F, OuterRef

from agreements.publication.catalogue.facts import party_facts
from agreements.publication.catalogue.listing import keep_listings
from agreements.publication.catalogue.models import Listing
from agreements.publication.catalogue.words import relearn
from agreements.record.models import Agreement
from agreements.record.stages import PUBLIC
from villages.organizations.models import Organization, OrganizationKind

BATCH = 500
_CHUNK = 5_000

Progress = Callable[[int], Any]
"""Told after each batch how many agreements were looked at so far."""


def rebuild(keys: Iterable[int], progress: Progress = lambda _done: None) -> int:
    """Write the listings of these agreements anew, batch by batch, each in a transaction; how many changed."""
    changed = done = 0
    for batch in _batches(iter(keys)):
        changed += keep_listings(batch)
        done += len(batch)
        progress(done)
    return changed


def rebuild_all(progress: Progress = lambda _done: None) -> int:
    """Write every listing anew and forget the words that nothing says any more; returns how many changed.

    Idempotent: a second run changes nothing.
    """
    changed = rebuild(_every_key(), progress)
    relearn()
    return changed


def _every_key() -> Iterator[int]:
    """The keys of all public agreements, and of listings that should not be."""
    public = Agreement.objects.filter(stage__in=PUBLIC).order_by("pk")
    yield from public.values_list("pk", flat=True).iterator(_CHUNK)
    yield from Listing.objects.exclude(stage__in=PUBLIC).order_by("pk").values_list("pk", flat=True)


def drifted() -> list[int]:
    """Agreements whose listing is missing, stands at another stage, or names a party otherwise than the register.

    Compares what each listing says of its parties with what it would say now; no text is read.
    """
    listing = Listing.objects.filter(pk=OuterRef("pk"))
    missing = Agreement.objects.filter(~Exists(listing), stage__in=PUBLIC).order_by("pk")
    moved = Listing.objects.exclude(stage=F("agreement__stage")).order_by("pk")
    found = {*missing.values_list("pk", flat=True), *moved.values_list("pk", flat=True)}
    now = _as_they_are()
    rows = Listing.objects.order_by("pk").values_list("pk", "parties")
    for pk, parties in rows.iterator(_CHUNK):
        if any(now.get(party["id"]) != party for party in parties):
            found.add(pk)
    return sorted(found)


def _as_they_are() -> dict[int, dict[str, Any]]:
    """What a listing would say of every village and partner."""
    parties = Organization.objects.exclude(kind=OrganizationKind.OFFICE).select_related(
        "village__area__subdistrict__regency", "partner__regency"
    )
    rows = parties.order_by("pk").iterator(_CHUNK)
    return {organization.pk: party_facts(organization) for organization in rows}


def _batches(keys: Iterator[int]) -> Iterator[list[int]]:
    while batch := list(islice(keys, BATCH)):
        yield batch
