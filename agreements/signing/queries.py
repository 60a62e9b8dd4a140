"""The living document of an agreement, whose turn it is to sign it, who has and who is still to."""

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.record.vocabulary import Capacity
from agreements.signing.certificates.models import Certificate
from agreements.signing.models import FrozenDocument, Signature, Signer
from villages.organizations.models import Organization
from villages.people.models import User

if TYPE_CHECKING:
    from agreements.record.models import Party


def document_of(agreement: Agreement) -> FrozenDocument | None:
    """The frozen document that stands; voided ones stay in the archive."""
    return agreement.documents.filter(voided_at__isnull=True).first()


@dataclass(frozen=True)
class Slot:
    """One place of a document with what has come of it."""

    signer: Signer
    """Who signs here, as what, in which turn."""
    signature: Signature | None
    """The signature, once given."""
    is_open: bool
    """It is this place's turn: it may be signed now."""
    is_needed: bool
    """The document is not complete without it; False for witnesses once enough others have signed."""

    @property
    def party(self) -> "Party | None":
        """The party that signs here; None for witnesses and who acknowledges."""
        return self.signer.party

    @property
    def name(self) -> str:
        """The person's name as in the text."""
        return self.signer.name

    @property
    def office(self) -> str:
        """The person's office as in the text."""
        return self.signer.office


def slots(document: FrozenDocument) -> list[Slot]:
    """Every place in the order of the document, with its signature and whether it is its turn.

    The places of one group are open together; a group is through when each of its places is signed or not needed
    any more (enough witnesses). Then the next group opens.
    """
    rows = document.signers.select_related("party__organization", "organization", "person", "delegation")
    places = sorted(rows.order_by(), key=attrgetter("ordinal"))
    given = {s.signer_id: s for s in document.signatures.select_related("certificate", "person")}
    for signature in given.values():
        signature.document = document
    return turns(places, given, document.witnesses_needed)


def turns(places: list[Signer], given: dict[int, Signature], witnesses_needed: int) -> list[Slot]:
    """The places with their state; see `slots` for the rule."""
    witnesses = sum(p.capacity == Capacity.WITNESS and p.pk in given for p in places)
    enough = witnesses >= witnesses_needed

    def wanted(place: Signer) -> bool:
        return place.pk not in given and not (enough and place.capacity == Capacity.WITNESS)

    turn = min((place.group for place in places if wanted(place)), default=None)
    return [
        Slot(
            signer=place,
            signature=given.get(place.pk),
            is_open=wanted(place) and place.group == turn,
            is_needed=place.pk in given or wanted(place),
        )
        for place in places
    ]


def open_slots(document: FrozenDocument) -> list[Slot]:
    """The places whose turn it is; empty when the document is complete."""
    return [slot for slot in slots(document) if slot.is_open]


def is_complete(document: FrozenDocument) -> bool:
    """Whether every signature that the document needs has been given."""
    return not any(slot.is_needed and slot.signature is None for slot in slots(document))


def certificate_of(person: User, organization: Organization) -> Certificate | None:
    """The person's living certificate for that organization, or None."""
    return Certificate.objects.filter(
        person=person, organization=organization, revoked_at__isnull=True
    ).first()


def waiting_for_signature(user: User) -> QuerySet[Agreement]:
    """Agreements in which it is this user's turn to sign, the longest waiting first."""
    places = Signer.objects.filter(
        is_open=True, document__agreement=OuterRef("pk"), document__voided_at__isnull=True, person=user
    )
    waiting = Agreement.objects.filter(Exists(places), stage=Stage.SIGNING)
    return waiting.order_by("stage_since", "pk")
