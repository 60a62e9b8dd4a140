"""Listings -> those whose PDF everybody can take away at this moment, for many at once."""

from collections.abc import Collection

from agreements.publication.catalogue.models import Listing
from agreements.publication.privacy.models import PublicCopy


def downloadable(listings: Collection[Listing]) -> frozenset[int]:
    """The keys of those with a PDF under `dokumen.pdf`: not of one whose covered copy is still being made.

    What was signed elsewhere has scans instead, which stand on its page if they are open at all.
    """
    own = [found.pk for found in listings if found.has_document and not found.signed_elsewhere]
    living = PublicCopy.objects.filter(document__agreement__in=own, document__voided_at__isnull=True)
    waiting = living.exclude(state=PublicCopy.State.READY).order_by("pk")
    return frozenset(own) - set(waiting.values_list("document__agreement", flat=True))
