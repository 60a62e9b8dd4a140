"""A scan with ink on it -> lodged, compared page by page, and confirmed as signatures or refused with a reason."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from agreements.documents import pages, store
from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, cross
from agreements.record.models import Agreement
from agreements.record.vocabulary import SigningMethod
from agreements.signing.guards import mandate_for
from agreements.signing.locking import take_turn
from agreements.signing.models import FrozenDocument, Signature, Signer
from agreements.signing.paper.guards import could_sign, may_be_the_day, may_decide
from agreements.signing.paper.models import PaperCopy, PaperPage
from agreements.signing.paper.queries import comparison_of, in_turn
from agreements.signing.paper.scans import Scan, joined
from agreements.signing.queries import is_complete
from agreements.signing.turns import open_turn
from villages.people.access import Answer
from villages.people.models import User

SHELF = "scans"
_State = PaperCopy.State


def lodge(
    agreement: Agreement,
    *,
    by: User,
    places: Sequence[str],
    signed_on: dt.date,
    scan: Sequence[UploadedFile],
) -> PaperCopy:
    """Keep a scan that shows these places (by their keys) signed in ink on that day; the district then compares it.

    The order of signing holds on paper as well, and so do the mandates, on the day of signing (UU ITE art. 11 is for
    electronic signatures; ink follows the civil code). Raises Refused, or ValidationError for places, day and files.
    """
    ask(by, "lodge_paper", agreement)
    try:
        book = joined(scan)
    except ValidationError as error:
        raise ValidationError({"scan": error.messages}) from None
    with transaction.atomic():
        current = take_turn(agreement)
        ask(by, "lodge_paper", current)
        document = _living(current)
        signers = _signed_there(document, places, signed_on)
        copy = _keep(document, book, by=by, signers=signers, signed_on=signed_on)
        facts = {**_facts(copy), "pages": book.pages, "signed_on": signed_on}
        journal.append(current, "lodge_paper", by=by, on_behalf_of=speaking_for(by, current), details=facts)
        draw.enqueue(copy.pk)
    return copy


def _living(agreement: Agreement) -> FrozenDocument:
    living = FrozenDocument.objects.select_for_update(no_key=True)
    return living.get(agreement=agreement, voided_at__isnull=True)


def _signed_there(document: FrozenDocument, keys: Sequence[str], day: dt.date) -> list[Signer]:
    """The places in their turn. Raises ValidationError for a place, a turn or a day that cannot be."""
    answer = may_be_the_day(document, day)
    if not answer:
        raise ValidationError({"signed_on": answer.reason})
    chosen = list(document.signers.filter(key__in=keys).select_related("person", "organization"))
    if not chosen or len(chosen) != len(set(keys)):
        raise ValidationError({"places": _("Pilih siapa yang bertanda tangan pada pindaian ini.")})
    ordered, early = in_turn(document, chosen)
    if early:
        words = _("Belum giliran, atau sudah tidak diperlukan: %(names)s.")
        raise ValidationError({"places": words % {"names": ", ".join(signer.name for signer in early)}})
    for signer in ordered:
        if not (answer := could_sign(signer, day)):
            raise ValidationError({"places": answer.reason})
    return ordered


def _keep(document: FrozenDocument, scan: Scan, **facts: Any) -> PaperCopy:
    signers, by = facts["signers"], facts["by"]
    sha256 = store.put(scan.data, shelf=SHELF)
    if document.paper_copies.filter(sha256=sha256).exclude(state=_State.REFUSED).exists():
        raise ValidationError({"scan": _("Pindaian yang sama sudah diunggah.")})
    copy = PaperCopy.objects.create(
        document=document,
        signed_on=facts["signed_on"],
        sha256=sha256,
        size=len(scan.data),
        page_count=scan.pages,
        uploaded_by=by,
    )
    copy.signers.set(signers)
    return copy


def _facts(copy: PaperCopy) -> dict[str, Any]:
    """What the journal says of a scan: which, and the names of who signed on it."""
    names = list(copy.signers.order_by("ordinal").values_list("name", flat=True))
    return {"scan": copy.sha256, "to": ", ".join(names)}


@task()
def draw(copy_pk: int) -> None:
    """Draw the pages of a scan and of its document, in the worker, so that they can be laid side by side."""
    copy = PaperCopy.objects.select_related("document").get(pk=copy_pk)
    for sha256, shelf in ((copy.document.sha256, "documents"), (copy.sha256, SHELF)):
        try:
            pages.draw(store.get(sha256, shelf=shelf), sha256)
        except (pages.Undrawable, store.Damaged):
            continue  # the page offers the files themselves


def draw_again(copy: PaperCopy, *, by: User) -> None:
    """Have the pictures drawn once more: they are swept after a while. Raises Refused."""
    ask(by, "compare_paper", copy.document.agreement)
    draw.enqueue(copy.pk)


@transaction.atomic
def compare(copy: PaperCopy, *, by: User, number: int, alike: bool = True) -> PaperCopy:
    """Say that one page of the scan reads as the same page of the document, or take that back. Raises Refused."""
    current, _document = _waiting(copy, by)
    if not 1 <= number <= comparison_of(current).expected:
        raise Refused(Answer(False, _("Halaman ini tidak ada dalam dokumen.")))
    if alike:
        PaperPage.objects.get_or_create(copy=current, number=number, defaults={"compared_by": by})
    else:
        PaperPage.objects.filter(copy=current, number=number).delete()
    return current


def _waiting(copy: PaperCopy, by: User) -> tuple[PaperCopy, FrozenDocument]:
    """The scan and its document, held, if this person may decide on it now. Raises Refused."""
    agreement = take_turn(copy.document.agreement)
    answer = may_decide(by, PaperCopy.objects.select_related("document").get(pk=copy.pk))
    if not answer:
        raise Refused(answer)
    ask(by, "compare_paper", agreement)
    document = _living(agreement)
    current = PaperCopy.objects.select_for_update().get(pk=copy.pk, document=document)
    current.document = document
    document.agreement = agreement
    return current, document


@transaction.atomic
def confirm(copy: PaperCopy, *, by: User) -> list[Signature]:
    """Let the ink on the scan count: every place on it is signed, and the agreement goes on when it was the last.

    Only when every page was found alike, none missing and none too many, and when order and mandates still hold. The
    document's file stays as it is. Raises Refused.
    """
    current, document = _waiting(copy, by)
    comparison = comparison_of(current)
    if not comparison.complete:
        raise Refused(_not_yet(comparison.left))
    keys = list(current.signers.values_list("key", flat=True))
    try:
        signers = _signed_there(document, keys, current.signed_on)
    except ValidationError as error:
        raise Refused(Answer(False, " ".join(error.messages))) from None
    signatures = [_sign(current, document, signer) for signer in signers]
    _decide(current, by, _State.CONFIRMED)
    facts = {**_facts(current), "sha256": document.sha256}
    journal.append(document.agreement, "confirm_paper", by=by, details=facts)
    open_turn(document)
    if is_complete(document):
        cross(document.agreement, "complete", by=None, details={"sha256": document.sha256})
    return signatures


def _not_yet(left: list[int]) -> Answer:
    if not left:
        return Answer(False, _("Jumlah halaman pindaian tidak sama dengan dokumen; tolak dengan alasannya."))
    words = _("Masih ada halaman yang belum dicocokkan: %(pages)s.")
    return Answer(False, words % {"pages": ", ".join(str(number) for number in left)})


def _sign(copy: PaperCopy, document: FrozenDocument, signer: Signer) -> Signature:
    """The signature in ink, dated on the day that stands on the paper, on the mandate of that day."""
    mandate = mandate_for(signer.person, signer, on=copy.signed_on) if signer.person else None
    moment = dt.datetime.combine(copy.signed_on, dt.time(), timezone.get_current_timezone())
    return Signature.objects.create(
        document=document,
        signer=signer,
        party=signer.party,
        person=signer.person,
        method=SigningMethod.PAPER,
        level="",
        paper_copy=copy,
        ordinal=document.signatures.count() + 1,
        name=signer.name,
        office=signer.office,
        basis=mandate.basis if mandate else signer.basis,
        acting=mandate.acting if mandate else signer.acting,
        delegation=mandate.delegation if mandate else None,
        signed_at=moment,
        sha256=document.sha256,
        size=document.size,
    )


def _decide(copy: PaperCopy, by: User, state: str, reason: str = "") -> None:
    copy.state, copy.decided_by, copy.decided_at, copy.reason = state, by, timezone.now(), reason
    copy.save(update_fields=["state", "decided_by", "decided_at", "reason"])


@transaction.atomic
def refuse(copy: PaperCopy, *, by: User, reason: str) -> PaperCopy:
    """Let the scan not count, with a reason that the parties read; they may lodge another. Raises Refused."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Tulis alasannya: para pihak akan membacanya.")})
    current, document = _waiting(copy, by)
    _decide(current, by, _State.REFUSED, reason)
    facts = {**_facts(current), "reason": reason}
    journal.append(document.agreement, "refuse_paper", by=by, details=facts)
    return current
