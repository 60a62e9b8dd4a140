"""Checking a document that somebody holds, against bare pyHanko validating every signature of the same file."""

import hashlib
import io
from collections.abc import Callable
from typing import Any

from django.core.cache import cache

from agreements.documents import store
from agreements.publication.verifying import keeping
from agreements.publication.verifying.known import known_file
from agreements.publication.verifying.reading import read
from agreements.signing.certificates.actions import the_authority
from agreements.signing.crypto.forms import asn1
from agreements.signing.crypto.waiting import drive
from agreements.signing.models import FrozenDocument
from agreements.signing.queries import document_of
from benchmarks.measuring import ratio
from tests import factories

SIGNERS, ROUNDS = (8, 19), 1  # bare validation of nineteen takes a minute


def signed(count: int) -> FrozenDocument:
    """A joint regulation of so many villages, really signed by each."""
    villages = [factories.village(f"Kalijaga{count}x{n}") for n in range(count)]
    agreement = factories.signed(factories.approved(factories.begun(*villages)))
    document = document_of(agreement)
    assert document is not None
    return document


def bare(data: bytes) -> Callable[[], None]:
    """What anybody writes on the first day: pyHanko on each signature, with its look for later changes."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    root = the_authority().root

    def validate() -> None:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        for signature in reader.embedded_signatures:
            trust = ValidationContext(trust_roots=[asn1(root)], allow_fetching=False)
            status: Any = drive(async_validate_pdf_signature(signature, trust, trust))
            assert status.intact

    return validate


def asked_again(digest: str) -> Callable[[], None]:
    """A file that was read lately."""

    def ask() -> None:
        assert known_file(digest) is None
        assert keeping.kept(digest) is not None

    return ask


def of_document(document: FrozenDocument, count: int) -> list[tuple[str, float, str]]:
    """The genuine file, a changed copy for the first time, and the same once more."""
    data = store.get(document.sha256)
    changed = data + b"\n% sisipan\n"
    digest, longer = hashlib.sha256(data).hexdigest(), hashlib.sha256(changed).hexdigest()
    first = read(changed)
    assert first.reason == "added_to", first
    cache.clear()
    keeping.keep(longer, keeping.as_data(first))
    ways: list[tuple[str, Callable[[], Any]]] = [
        ("genuine file, known by its digest", lambda: known_file(digest)),
        ("changed copy, read for the first time", lambda: read(changed)),
        ("the same copy again, kept", asked_again(longer)),
    ]
    found = []
    for name, way in ways:
        times, note = ratio(way, bare(data), rounds=ROUNDS)
        found.append((f"{name}, {count} signatures, against bare pyHanko", times, note))
    return found


def ratios() -> list[tuple[str, float, str]]:
    """For a document of eight and one of nineteen signatures."""
    return [row for count in SIGNERS for row in of_document(signed(count), count)]
