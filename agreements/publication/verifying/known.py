"""A file's digest -> what the portal knows of it for certain: which state of which document it is."""

from django.db.models import QuerySet

from agreements.documents import store
from agreements.publication.privacy.models import PublicCopy
from agreements.publication.verifying.anatomy import codes_in
from agreements.publication.verifying.findings import Verdict
from agreements.publication.verifying.standing import by_code, shown
from agreements.record.stages import Stage
from agreements.record.vocabulary import SigningMethod
from agreements.signing.models import FrozenDocument, Revision, Signature
from agreements.signing.paper.models import PaperCopy

_UNSIGNED_STAGES = (Stage.SIGNING,)


def known_file(sha256: str) -> Verdict | None:
    """What is known of a file by its digest alone, which is certain; None when it is none of ours, byte for byte."""
    states = Revision.objects.select_related("document__agreement__parent").filter(sha256=sha256)
    state = states.order_by("-document", "-number").first()
    if state:
        return _of_state(state)
    scans = PaperCopy.objects.select_related("document__agreement__parent").filter(sha256=sha256)
    scan = scans.order_by("-pk").first()
    return _of_scan(scan) if scan else _of_copy(sha256)


def _of_copy(sha256: str) -> Verdict | None:
    """The copy that the public gets of a document that holds what it must not read."""
    copies = PublicCopy.objects.select_related("document__agreement__parent").filter(sha256=sha256)
    copy = copies.order_by("-pk").first()
    if copy is None:
        return _of_earlier_copy(sha256)
    return Verdict("public_copy", copy.document) if shown(copy.document) else None


def _of_earlier_copy(sha256: str) -> Verdict | None:
    """A copy for the public that a newer one has replaced; every file that the portal made is kept."""
    try:
        codes = codes_in(store.get(sha256))
    except store.Damaged:
        return None
    document = by_code(codes[0]) if codes else None
    if document is None or not shown(document) or not PublicCopy.objects.filter(document=document).exists():
        return None
    return Verdict("public_copy_earlier", document)


def _of_state(state: Revision) -> Verdict:
    """One state of a document's file: the newest, one with all signatures, or one that lacks some."""
    document = state.document
    if document.voided_at:
        return Verdict("same_void", document)
    later = lacking(document, state.signatures)
    if later.exists():
        names = tuple(f"{row.name}, {row.office}" for row in later) if shown(document) else ()
        return Verdict("earlier", document, missing=names)
    if document.agreement.stage in _UNSIGNED_STAGES:
        return Verdict("same_incomplete", document)
    if not shown(document):
        return Verdict("same_unannounced", document)
    return Verdict("same" if state.sha256 == document.sha256 else "same_archived", document)


def lacking(document: FrozenDocument, signed: int) -> QuerySet[Signature]:
    """The electronic signatures that a state with only so many of them lacks, in their order."""
    electronic = document.signatures.exclude(method=SigningMethod.PAPER).order_by("ordinal")
    have = list(electronic.values_list("pk", flat=True)[:signed])
    return electronic.exclude(pk__in=have)


def _of_scan(scan: PaperCopy) -> Verdict:
    """The scan of a paper with ink on it, which nobody but the registrar has judged."""
    if scan.document.voided_at:
        return Verdict("same_void", scan.document)
    reasons = {
        PaperCopy.State.CONFIRMED: "scan",
        PaperCopy.State.REFUSED: "scan_refused",
    }
    return Verdict(reasons.get(PaperCopy.State(scan.state), "scan_waiting"), scan.document)
