"""An agreement of five villages, really signed and published, made once for the tests that check copies of it."""

from dataclasses import dataclass
from typing import Any

from agreements.documents import store
from agreements.publication.actions import publish
from agreements.record.models import Agreement
from agreements.signing.models import FrozenDocument
from agreements.signing.queries import document_of
from tests import factories


@dataclass(frozen=True)
class Five:
    """The agreement, its document and every state of its file."""

    agreement: Agreement
    document: FrozenDocument
    states: tuple[bytes, ...]
    """The blank, then with one signature more each."""
    other: bytes
    """The signed file of another agreement of the same people."""

    @property
    def file(self) -> bytes:
        """The file with five signatures."""
        return self.states[-1]

    @property
    def names(self) -> list[str]:
        """Everybody's name and office, in the order in which they signed."""
        return [f"{row.name}, {row.office}" for row in self.document.signatures.order_by("ordinal")]

    @property
    def places(self) -> list[str]:
        """The same as faults name them."""
        return [f"{row.name} ({row.office})" for row in self.document.signatures.order_by("ordinal")]


def made(count: int = 5, *, with_other: bool = True) -> Five:
    """Everything signed by real actions with real keys; takes some seconds."""
    villages = [factories.village(f"Kalibening{n}") for n in range(count)]
    agreement = factories.signed(factories.approved(factories.begun(*villages)))
    publish(agreement, by=agreement.created_by)
    document = document_of(agreement)
    assert document is not None
    states = tuple(store.get(row.sha256) for row in document.revisions.order_by("number"))
    other = _other(villages[:2]) if with_other else b""
    return Five(agreement, document, states, other)


def _other(villages: list[Any]) -> bytes:
    agreement = factories.approved(factories.begun(*villages, title="Jalan Usaha Tani"))
    for village in villages:
        seen = document_of(agreement)
        person = factories.signatory_of(village.organization)
        factories.signing.sign(
            agreement, by=person, passphrase=factories.PASSPHRASE, seen=seen.content_digest
        )
    return store.get(document_of(agreement).sha256)
