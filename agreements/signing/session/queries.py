"""A frozen document -> whom it waits for, since when, who reminded them; a person -> the places that wait for them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.signing.models import FrozenDocument, Revision, Signature, Signer
from agreements.signing.queries import Slot, open_slots, slots
from agreements.signing.session.models import Assistance, Reading, Reminder
from villages.people.models import User


@dataclass(frozen=True)
class Waiting:
    """A place whose turn it is and that is not signed yet: whoever blocks the document."""

    signer: Signer
    since: dt.datetime
    """When its turn came."""
    reminder: Reminder | None
    """The last time somebody reminded this person; None before."""
    assistance: Assistance | None
    """The help that an official declared and that still stands."""


def blocking(document: FrozenDocument) -> list[Waiting]:
    """Every place for which the document waits now, in its order; the same number of queries for one as for nineteen.

    Empty while the PDF is not ready: then it waits for the portal.
    """
    if document.state != FrozenDocument.State.READY:
        return []
    found = [slot.signer for slot in open_slots(document)]
    reminded = {r.signer_id: r for r in _asked(found).select_related("asked_by").order_by("asked_at", "pk")}
    helped = {a.signer_id: a for a in _living(found).select_related("official")}
    since = _since(document, found)
    return [Waiting(s, since, reminded.get(s.pk), helped.get(s.pk)) for s in found]


def _asked(signers: list[Signer]) -> QuerySet[Reminder]:
    """The reminders that a person asked for; those of the portal itself only tell that the turn has come."""
    return Reminder.objects.filter(signer__in=signers, asked_by__isnull=False)


def _living(signers: list[Signer]) -> QuerySet[Assistance]:
    return Assistance.objects.filter(signer__in=signers, withdrawn_at__isnull=True).order_by("pk")


def _since(document: FrozenDocument, turn: list[Signer]) -> dt.datetime:
    """When the group whose turn it is could begin: with the PDF, or with the last signature of the group before."""
    group = min((signer.group for signer in turn), default=1)
    base = document.revisions.filter(kind=Revision.Kind.BASE).aggregate(Max("made_at"))["made_at__max"]
    before = Signature.objects.filter(document=document, signer__group__lt=group).aggregate(Max("signed_at"))
    return before["signed_at__max"] or base or document.frozen_at


def blocked_by(document: FrozenDocument, key: str) -> Waiting | None:
    """The place of that key, if the document waits for it now."""
    return next((waiting for waiting in blocking(document) if waiting.signer.key == key), None)


def own_slots(document: FrozenDocument, user: User) -> list[Slot]:
    """The places of a document that name this person, those whose turn it is first."""
    mine = [slot for slot in slots(document) if slot.signer.person_id == user.pk]
    return sorted(mine, key=lambda slot: not slot.is_open)


def living_assistance(signer: Signer) -> Assistance | None:
    """The help that an official declared for this place and nobody took back."""
    return _living([signer]).select_related("official").first()


def places_waiting_for(person: User) -> list[Signer]:
    """Every place whose turn it is and that names this person, the longest waiting agreement first."""
    found = Signer.objects.filter(
        person=person,
        is_open=True,
        document__voided_at__isnull=True,
        document__state=FrozenDocument.State.READY,
        document__agreement__stage=Stage.SIGNING,
    )
    found = found.select_related("document__agreement", "organization", "person")
    return list(found.order_by("document__agreement__stage_since", "pk"))


def read_before(agreement: Agreement, person: User, document: FrozenDocument) -> FrozenDocument | None:
    """The last frozen text before this one that the person read or signed; None when there is none."""
    read = Reading.objects.filter(person=person).values("document")
    signed = Signature.objects.filter(person=person).values("document")
    earlier = agreement.documents.filter(version__lt=document.version)
    return (earlier.filter(pk__in=read) | earlier.filter(pk__in=signed)).order_by("-version").first()


def reading_of(document: FrozenDocument, person: User) -> Reading | None:
    """When the person read this very text to its end; None before."""
    return Reading.objects.filter(document=document, person=person).first()
