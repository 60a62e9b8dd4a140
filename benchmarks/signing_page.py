"""What a signatory's page weighs with all that it loads, against its limit and against the PDF that it spares."""

from django.db import transaction
from django.test import Client
from django.urls import reverse

from agreements.signing.queries import document_of
from tests.factories import approved, signatory_of
from tests.support.weight import long_agreement, weights, words_in

LIMIT = 60_000


def ratios() -> list[tuple[str, float, str]]:
    """Bytes on the wire of a long agreement's signing page."""
    with transaction.atomic():
        agreement = approved(long_agreement())
        client = Client()
        client.force_login(signatory_of(agreement.parties.get(ordinal=1).organization))
        page = client.get(reverse("agreements:sign", args=[agreement.ref])).content
        document = document_of(agreement)
        transaction.set_rollback(True)
    assert document is not None
    found = weights(page)
    whole = sum(found.values())
    size = f"{words_in(page):,} words: {found['page']:,} bytes, with {len(found) - 1} files {whole:,}"
    return [
        ("page and files against the limit", whole / LIMIT, f"{size}; limit {LIMIT:,}"),
        ("page and files against the PDF", whole / document.size, f"{size}; PDF {document.size:,} bytes"),
    ]
