"""Approval freezes the text: numbers, canonical JSON, digest; the worker then makes the PDF that is signed."""

import datetime as dt
import json
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from agreements.documents.content import ContentError, canonical, check, digest
from agreements.documents.outline import filled
from agreements.documents.rendering.actions import carry_out_now
from agreements.documents.rendering.models import Rendering
from agreements.documents.rendering.queries import is_there, pdf_of
from agreements.drafting.queries import content_of
from agreements.drafting.signatories.queries import Place, as_content, places
from agreements.drafting.whereabouts import whereabouts
from agreements.record import journal
from agreements.record.access import parties_of
from agreements.record.attesting import Attestant
from agreements.record.crossing import Refused, ask, cross, lock
from agreements.record.models import Agreement
from agreements.record.numbering import number_for
from agreements.record.vocabulary import Capacity
from agreements.review.actions import decide_round
from agreements.review.models import Outcome
from agreements.signing.models import FrozenDocument, Revision, Signer, new_verification_code
from agreements.signing.session.mailing import tell_whose_turn
from agreements.signing.turns import note_revision, open_turn
from villages.people.access import Answer
from villages.people.models import User

_COPIED = ("key", "capacity", "party", "organization", "person", "name", "office", "group", "method")


@transaction.atomic
def approve(agreement: Agreement, *, by: User, opinion: str = "") -> FrozenDocument:
    """Approve the text under review and freeze it for signing; the PDF follows in the worker.

    Each party gets its number and the person who may sign for it today is named in the text. Raises Refused when
    something is missing or somebody else decided first.
    """
    current = lock(agreement)
    ask(by, "approve", current)
    document = _freeze(current, by)
    facts = {"version": document.version, "digest": document.content_digest}
    decide_round(
        agreement,
        by=by,
        verb="approve",
        outcome=Outcome.APPROVED,
        opinion=opinion,
        details=facts,
        asked=current,
    )
    prepare.enqueue(document.pk)
    return document


def _freeze(agreement: Agreement, by: User) -> FrozenDocument:
    day, code = timezone.localdate(), new_verification_code()
    version = agreement.documents.count() + 1
    found = places(agreement)
    content = _frozen_content(agreement, day, version, code, found)
    data = canonical(content)
    document = FrozenDocument.objects.create(
        agreement=agreement,
        version=version,
        verification_code=code,
        content=data.decode(),
        content_digest=digest(data),
        witnesses_needed=content["witnesses_needed"],
        frozen_by=by,
    )
    _open_places(document, found)
    return document


def _open_places(document: FrozenDocument, found: list[Place]) -> None:
    """Make the document's places and let witnesses and who acknowledges see the agreement."""
    for ordinal, place in enumerate(found, 1):
        Signer.objects.create(
            document=document,
            ordinal=ordinal,
            basis=place.mandate.basis if place.mandate else "",
            acting=bool(place.mandate and place.mandate.acting),
            delegation=place.mandate.delegation if place.mandate else None,
            **{key: getattr(place, key) for key in _COPIED},
        )
    open_turn(document)
    attesting = {p.person for p in found if p.person and p.capacity != Capacity.PARTY}
    for person in sorted(attesting, key=lambda person: person.pk):
        Attestant.objects.get_or_create(agreement=document.agreement, person=person)


def _frozen_content(
    agreement: Agreement, day: dt.date, version: int, code: str, found: list[Place]
) -> dict[str, Any]:
    numbers = {
        party.organization_id: number_for(agreement, party.organization, day)
        for party in parties_of(agreement)
    }
    mandates = {
        p.organization.pk: p.mandate for p in reversed(found) if p.party and p.organization and p.mandate
    }
    url = settings.PUBLIC_URL + reverse("agreements:verification", args=[code])
    try:
        text = content_of(
            agreement,
            version=version,
            date=day.isoformat(),
            numbers=numbers,
            mandates=mandates,
            verification={"code": code, "url": url},
        )
        text["parties"] = [_represented(party, found) for party in text["parties"]]
        content = filled({**text, **as_content(agreement, found)})
        check(content)
    except ContentError as error:
        raise Refused(
            Answer(False, _("Naskah belum dapat dibekukan: %(reason)s") % {"reason": error.reason})
        ) from None
    return content


def _represented(party: dict[str, Any], found: list[Place]) -> dict[str, Any]:
    """The party with its signatory: who holds its mandate, else who signs for it on paper without an account."""
    first = next((p for p in found if p.party and p.party.ordinal == party["ordinal"] and p.name), None)
    if party["signatory"] or first is None:
        return party
    return {**party, "signatory": {"name": first.name, "office": first.office, "basis": "", "acting": False}}


@task()
def prepare(document_pk: int) -> None:
    """Make the PDF of a frozen document, in the worker; done once, whatever happens in between."""
    document = FrozenDocument.objects.select_related("agreement").get(pk=document_pk)
    if document.state == FrozenDocument.State.READY or document.voided_at:
        return
    try:
        rendering = carry_out_now(json.loads(document.content))
    except ContentError as error:
        _give_back(document, error.place, error.reason)
    except Exception:
        _failed(document, _("Kesalahan tak terduga; pengelola portal sudah dapat melihatnya dalam log."))
        raise
    else:
        _take_over(document, rendering)


def _take_over(document: FrozenDocument, rendering: Rendering) -> None:
    """Give the document what came of the rendering; one that another worker has in hand is left to it."""
    if rendering.state == Rendering.State.FAILED:
        _give_back(document, rendering.place, rendering.problem)
    if not is_there(rendering):
        return
    data = pdf_of(rendering)
    with transaction.atomic():
        lock(document.agreement)
        current = FrozenDocument.objects.select_for_update(no_key=True).get(pk=document.pk)
        if current.state == FrozenDocument.State.READY or current.voided_at:
            return
        note_revision(current, data, Revision.Kind.BASE)
        current.state, current.problem, current.base_sha256 = FrozenDocument.State.READY, "", current.sha256
        current.save(update_fields=["state", "problem", "base_sha256"])
        facts = {"sha256": current.sha256, "version": current.version}
        journal.append(document.agreement, "render", by=None, details=facts)
        tell_whose_turn(current)


@transaction.atomic
def _give_back(document: FrozenDocument, place: str, reason: str) -> None:
    """A text that cannot be printed goes back to its drafters with place and reason; trying again would not help."""
    agreement = lock(document.agreement)
    current = FrozenDocument.objects.select_for_update().get(pk=document.pk)
    if current.voided_at or current.state == FrozenDocument.State.READY:
        return
    where = whereabouts(place, json.loads(document.content), agreement)
    current.state, current.problem = FrozenDocument.State.FAILED, f"{where.label}: {reason}"
    current.save(update_fields=["state", "problem"])
    facts = {"reason": current.problem, "problem": reason, "place": place, "version": current.version}
    cross(agreement, "unprintable", by=None, details=facts)
    void(agreement, current.problem)


def void(agreement: Agreement, reason: str) -> None:
    """Void the agreement's living document; it stays in the archive with its signatures and the reason."""
    living = FrozenDocument.objects.filter(agreement=agreement, voided_at__isnull=True)
    Signer.objects.filter(document__in=living, is_open=True).update(is_open=False)
    living.update(voided_at=timezone.now(), void_reason=reason)
    agreement.attestants.all().delete()


@transaction.atomic
def _failed(document: FrozenDocument, problem: str) -> None:
    document.state, document.problem = FrozenDocument.State.FAILED, problem
    document.save(update_fields=["state", "problem"])
    journal.append(document.agreement, "render_failed", by=None, details={"version": document.version})


@transaction.atomic
def prepare_again(agreement: Agreement, *, by: User) -> None:
    """Put a document whose PDF failed back into the queue. Raises Refused when it did not fail."""
    ask(by, "prepare_again", lock(agreement))
    document = FrozenDocument.objects.select_for_update().get(agreement=agreement, voided_at__isnull=True)
    document.state, document.problem = FrozenDocument.State.QUEUED, ""
    document.save(update_fields=["state", "problem"])
    journal.append(agreement, "prepare_again", by=by)
    prepare.enqueue(document.pk)
