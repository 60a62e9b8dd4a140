"""Let a document's file grow by evidence and a time stamp, without keeping anybody from signing meanwhile."""

from django.db import transaction
from django.utils import timezone

from agreements.documents import store
from agreements.record import journal
from agreements.record.crossing import lock
from agreements.signing.certificates.actions import revoked, the_authority
from agreements.signing.crypto import lasting
from agreements.signing.evidence.clocks import the_clock
from agreements.signing.evidence.queries import due_for_archive, pending
from agreements.signing.models import FrozenDocument, Revision
from agreements.signing.turns import note_revision

TRIES = 3
_CODES = {Revision.Kind.EVIDENCE: "add_evidence", Revision.Kind.ARCHIVE: "archive"}


class Overtaken(Exception):
    """Others signed meanwhile, every time; try again later."""


def add_evidence(document_pk: int) -> Revision | None:
    """Prove the time of signatures that were made while no time stamp could be had (B-B to B-LT).

    None when nothing is pending. Also for voided documents: their signatures are kept as evidence. Raises NoTime,
    Overtaken.
    """
    if not pending().filter(pk=document_pk).exists():
        return None
    return _extend(document_pk, Revision.Kind.EVIDENCE)


def archive(document_pk: int) -> Revision | None:
    """Carry a document's signatures on past the life of certificates and algorithms (B-LTA), about once a year.

    None when it is not due. The file's digest changes; earlier copies stay known as such. Raises NoTime, Overtaken.
    """
    if not due_for_archive(timezone.now()).filter(pk=document_pk).exists():
        return None
    return _extend(document_pk, Revision.Kind.ARCHIVE)


def _extend(document_pk: int, kind: Revision.Kind) -> Revision:
    """Make the longer file from a copy, without a lock; keep it if the document has not grown meanwhile."""
    clock = the_clock()
    for _try in range(TRIES):
        before = FrozenDocument.objects.get(pk=document_pk).sha256
        longer = lasting.extend(store.get(before), authority=the_authority(), clock=clock, revoked=revoked())
        revision = _kept(document_pk, before, longer, kind)
        if revision is not None:
            return revision
    raise Overtaken


@transaction.atomic
def _kept(document_pk: int, before: str, longer: lasting.Extended, kind: Revision.Kind) -> Revision | None:
    """Make the longer file the document's, unless it has changed; locked in the same order as for a signature."""
    document = FrozenDocument.objects.select_related("agreement").get(pk=document_pk)
    agreement = lock(document.agreement)
    document = FrozenDocument.objects.select_for_update().get(pk=document_pk)
    if document.sha256 != before:
        return None
    revision = note_revision(document, longer.data, kind, time_source=longer.time_source)
    facts = {"version": document.version, "sha256": revision.sha256, "time_source": longer.time_source}
    journal.append(agreement, _CODES[kind], by=None, details=facts)
    return revision
