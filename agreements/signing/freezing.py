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

from agreements.documents import store
from agreements.documents.content import ContentError, canonical, check, digest
from agreements.documents.outline import filled
from agreements.documents.pdf import render
from agreements.drafting.queries import content_of
from agreements.record import journal
from agreements.record.access import parties_of
from agreements.record.crossing import Refused, ask, cross, lock
from agreements.record.models import Agreement
from agreements.record.numbering import number_for
from agreements.review.actions import close_round
from agreements.review.models import Outcome
from agreements.signing.models import FrozenDocument, new_verification_code
from villages.people.access import Answer, Mandate, signatories
from villages.people.models import User


@transaction.atomic
def approve(agreement: Agreement, *, by: User, opinion: str = "") -> FrozenDocument:
    """Approve the text under review and freeze it for signing; the PDF follows in the worker.

    Each party gets its number and the person who may sign for it today is named in the text. Raises Refused when
    something is missing or somebody else decided first.
    """
    round_ = close_round(agreement, by=by, verb="approve", outcome=Outcome.APPROVED, opinion=opinion)
    current = lock(agreement)
    document = _freeze(current, by)
    facts = {"version": document.version, "digest": document.content_digest, "round": round_.number}
    cross(agreement, "approve", by=by, on_behalf_of=round_.office, details=facts)
    prepare.enqueue(document.pk)
    return document


def _freeze(agreement: Agreement, by: User) -> FrozenDocument:
    day, code = timezone.localdate(), new_verification_code()
    version = agreement.documents.count() + 1
    mandates = _named(agreement)
    content = _frozen_content(agreement, day, version, code, mandates)
    data = canonical(content)
    return FrozenDocument.objects.create(
        agreement=agreement,
        version=version,
        verification_code=code,
        content=data.decode(),
        content_digest=digest(data),
        named={str(key): mandate.person.pk for key, mandate in mandates.items()},
        frozen_by=by,
    )


def _named(agreement: Agreement) -> dict[int, Mandate]:
    """The signatory of each party on this day; an acting head goes before the head for whom they stand in."""
    able = signatories([party.organization for party in parties_of(agreement)])
    return {key: found[0] for key, found in able.items() if found}


def _frozen_content(
    agreement: Agreement, day: dt.date, version: int, code: str, mandates: dict[int, Mandate]
) -> dict[str, Any]:
    numbers = {
        party.organization_id: number_for(agreement, party.organization, day)
        for party in parties_of(agreement)
    }
    url = settings.PUBLIC_URL + reverse("agreements:verification", args=[code])
    try:
        content = filled(
            content_of(
                agreement,
                version=version,
                date=day.isoformat(),
                numbers=numbers,
                mandates=mandates,
                verification={"code": code, "url": url},
            )
        )
        check(content)
    except ContentError as error:
        raise Refused(
            Answer(False, _("Naskah belum dapat dibekukan: %(reason)s") % {"reason": error.reason})
        ) from None
    return content


@task()
def prepare(document_pk: int) -> None:
    """Make the PDF of a frozen document, in the worker; done once, whatever happens in between."""
    document = FrozenDocument.objects.select_related("agreement").get(pk=document_pk)
    if document.state == FrozenDocument.State.READY or document.voided_at:
        return
    try:
        data = render(json.loads(document.content))
    except ContentError as error:
        _give_back(document, error)
        return
    except Exception:
        _failed(document, _("Kesalahan tak terduga; pengelola portal sudah dapat melihatnya dalam log."))
        raise
    sha256 = store.put(data)
    with transaction.atomic():
        current = FrozenDocument.objects.select_for_update().get(pk=document_pk)
        if current.state == FrozenDocument.State.READY:
            return
        current.state, current.problem = FrozenDocument.State.READY, ""
        current.sha256 = current.base_sha256 = sha256
        current.size = len(data)
        current.save(update_fields=["state", "problem", "sha256", "base_sha256", "size"])
        journal.append(
            document.agreement, "render", by=None, details={"sha256": sha256, "version": current.version}
        )


@transaction.atomic
def _give_back(document: FrozenDocument, error: ContentError) -> None:
    """A text that cannot be printed goes back to its drafters with the reason; trying again would not help."""
    agreement = lock(document.agreement)
    current = FrozenDocument.objects.select_for_update().get(pk=document.pk)
    if current.voided_at or current.state == FrozenDocument.State.READY:
        return
    current.state, current.problem = FrozenDocument.State.FAILED, f"{error.place}: {error.reason}"
    current.save(update_fields=["state", "problem"])
    cross(agreement, "unprintable", by=None, details={"reason": error.reason, "version": current.version})
    void(agreement, current.problem)


def void(agreement: Agreement, reason: str) -> None:
    """Void the agreement's living document; it stays in the archive with its signatures and the reason."""
    FrozenDocument.objects.filter(agreement=agreement, voided_at__isnull=True).update(
        voided_at=timezone.now(), void_reason=reason
    )


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
