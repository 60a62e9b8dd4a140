"""The living document of an agreement, who has signed and who is still to sign."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from agreements.record.access import parties_of
from agreements.record.models import Agreement, Party
from agreements.record.stages import Stage
from agreements.signing.models import Certificate, FrozenDocument, Signature
from villages.organizations.models import Organization
from villages.people.access import mandates
from villages.people.models import User


def document_of(agreement: Agreement) -> FrozenDocument | None:
    """The frozen document that stands; voided ones stay in the archive."""
    return agreement.documents.filter(voided_at__isnull=True).first()


@dataclass(frozen=True)
class Slot:
    """One party's place at the end of the document."""

    party: Party
    """The party that signs here."""
    person_id: int | None
    """Key of the person whom the frozen text names."""
    name: str
    """That person's name in the text."""
    office: str
    """That person's office in the text."""
    signature: Signature | None
    """The signature, once given."""


def slots(document: FrozenDocument, content: dict) -> list[Slot]:
    """Every party's place in the order of the document; `content` is the frozen text as data."""
    given = {s.party_id: s for s in document.signatures.select_related("certificate")}
    named = {party["ordinal"]: party["signatory"] or {} for party in content["parties"]}
    return [
        Slot(
            party=party,
            person_id=document.named.get(str(party.organization_id)),
            name=named[party.ordinal].get("name", ""),
            office=named[party.ordinal].get("office", ""),
            signature=given.get(party.pk),
        )
        for party in parties_of(document.agreement)
    ]


def unsigned_parties(document: FrozenDocument) -> list[Party]:
    """The parties that have not signed yet, in order."""
    signed = set(document.signatures.values_list("party_id", flat=True))
    return [party for party in parties_of(document.agreement) if party.pk not in signed]


def certificate_of(person: User, organization: Organization) -> Certificate | None:
    """The person's living certificate for that organization, or None."""
    return Certificate.objects.filter(
        person=person, organization=organization, revoked_at__isnull=True
    ).first()


def waiting_for_signature(user: User) -> QuerySet[Agreement]:
    """Agreements with a place for this user that is still empty, the longest waiting first."""
    mine = [mandate.organization.pk for mandate in mandates(user) if mandate.may_sign]
    given = Signature.objects.filter(party=OuterRef("pk"), document__voided_at__isnull=True)
    open_places = Party.objects.filter(~Exists(given), agreement=OuterRef("pk"), organization__in=mine)
    waiting = Agreement.objects.filter(Exists(open_places), stage=Stage.SIGNING)
    return waiting.order_by("stage_since", "pk")
