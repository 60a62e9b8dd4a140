"""A file that is none of ours, byte for byte -> what was done to which of our documents, read apart from the portal."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from agreements.documents import store
from agreements.documents.apart import Broken, Limits, OverLimit, apart
from agreements.publication.verifying.anatomy import Anatomy, anatomy, codes_in
from agreements.publication.verifying.comparing import DATA, Ours, differences
from agreements.publication.verifying.faults import Fault
from agreements.signing.certificates.actions import revoked, the_authority
from agreements.signing.crypto.inspection import inspect
from agreements.signing.crypto.reports import Report
from agreements.signing.evidence.clocks import time_roots
from agreements.signing.means import signer_roots
from agreements.signing.models import FrozenDocument, Revision, Signature

LIMITS = Limits(seconds=60, megabytes=1200)
"""What reading one file may take: our largest documents need a twentieth of it."""
_BLOCK = 512
_HARMLESS = {"resaved", "encrypted", "signature_broken", "evidence_removed", "closing_removed"}
"""What a program does that only saves a file anew: the text is still the same."""
_OF_TAIL = {"appended", "appended_blank"}


@dataclass(frozen=True)
class Found:
    """What reading a file has shown."""

    reason: str
    """A code of `findings.REASONS`."""
    document: FrozenDocument | None = None
    """The document that it is a copy of, if any."""
    faults: tuple[Fault, ...] = ()
    """What was done to it."""
    signatures: tuple[tuple[str, str], ...] = ()
    """For experts: each signature in the file, and how it was judged."""


@dataclass(frozen=True)
class Trusted:
    """Whom a reading believes; can be sent to another process."""

    root: bytes
    crls: tuple[bytes, ...] = ()
    time_roots: tuple[bytes, ...] = ()
    signer_roots: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class _Copy:
    """How a file's bytes lie to those that the portal keeps."""

    data: bytes = field(repr=False)
    revision: Revision | None
    """The latest state of our file with which it begins; None if with none."""
    faults: tuple[Fault, ...]


def read(data: bytes) -> Found:
    """Find out which document the file is a copy of, and name everything that differs. Never raises for a bad file."""
    try:
        theirs = apart(taken_apart, data, limits=LIMITS)
    except (OverLimit, Broken):
        return _unread(data, "too_heavy")
    document = _document(data, theirs)
    if document is None:
        return _foreign(data, theirs)
    copy = _beside(document, data)
    if any(fault.code == "truncated" for fault in copy.faults):
        return Found("cut", document, copy.faults)
    if theirs is None:
        return Found("changed", document, (*copy.faults, Fault("damaged")))
    return _compared(document, theirs, copy)


def taken_apart(_say: Any, data: bytes) -> Anatomy | None:
    """In the other process: the file's parts."""
    return anatomy(data)


def weighed(
    _say: Any, data: bytes, theirs: Anatomy, ours: tuple[bytes, bytes, dict[str, str], str], trusted: Trusted
) -> tuple[list[Fault], tuple[tuple[str, str], ...]]:
    """In the other process: the differences from our nearest and our current file, and how signatures were judged."""
    nearest, current, names, issuer = ours
    latest = anatomy(current) or Anatomy()
    first = latest if nearest == current else anatomy(nearest) or Anatomy()
    same = {made.contents for made in latest.signatures.values()}
    others = any(made.contents not in same for made in theirs.signatures.values())
    report = _inspected(data, trusted, changes=False) if others else None
    judged = {one.field: one for one in report.signatures} if report else {}
    found = differences(theirs, Ours(first, latest, names, issuer), judged, data)
    return found, _technical(report) if report else ()


def judged(_say: Any, data: bytes, trusted: Trusted) -> Report:
    """In the other process: what can be said of a file that is no copy of ours."""
    return _inspected(data, trusted, changes=True)


def _inspected(data: bytes, trusted: Trusted, *, changes: bool) -> Report:
    return inspect(
        data,
        root=x509.load_der_x509_certificate(trusted.root),
        crls=trusted.crls,
        time_roots=map(x509.load_der_x509_certificate, trusted.time_roots),
        signer_roots=map(x509.load_der_x509_certificate, trusted.signer_roots),
        changes=changes,
    )


def _technical(report: Report) -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"{one.field}: {one.name}"[:200], ", ".join((*one.problems, *one.notes)) or one.level or "-")
        for one in report.signatures
    )


def _trusted() -> Trusted:
    def der(certificates: tuple[x509.Certificate, ...]) -> tuple[bytes, ...]:
        return tuple(certificate.public_bytes(Encoding.DER) for certificate in certificates)

    authority = the_authority()
    lists = tuple(authority.crls(revoked()))
    return Trusted(authority.root.public_bytes(Encoding.DER), lists, der(time_roots()), der(signer_roots()))


def _unread(data: bytes, why: str) -> Found:
    document = _named(codes_in(data))
    return Found("changed" if document else why, document, (Fault(why),) if document else ())


def _foreign(data: bytes, theirs: Anatomy | None) -> Found:
    """No document of ours is in it."""
    if theirs is None:
        return Found("not_pdf")
    if theirs.is_encrypted and not theirs.pages:
        return Found("locked")
    if theirs.is_pictures and not theirs.signatures:
        return Found("pictures")
    if not theirs.signatures:
        return Found("foreign")
    try:
        report = apart(judged, data, _trusted(), limits=LIMITS)
    except (OverLimit, Broken):
        return Found("too_heavy")
    ours = any(one.trusted and not one.certified for one in report.signatures)
    return Found("signed_but_different" if ours else "signed_elsewhere", signatures=_technical(report))


def _document(data: bytes, theirs: Anatomy | None) -> FrozenDocument | None:
    """The document of ours that the file claims to be, or was made from: by its data, its code, its signatures."""
    if theirs is None:
        return _named(codes_in(data))
    documents = FrozenDocument.objects.select_related("agreement")
    carried = documents.filter(content_digest__in=theirs.files.values()).order_by("-pk").first()
    return carried or _named(theirs.codes) or _by_signatures(theirs)


def _named(codes: tuple[str, ...]) -> FrozenDocument | None:
    found = FrozenDocument.objects.select_related("agreement").filter(verification_code__in=codes)
    return found.order_by("-pk").first() if codes else None


def _by_signatures(theirs: Anatomy) -> FrozenDocument | None:
    """The document that most of the file's certificates have signed; none unless two of them have."""
    used = [made.certificate for made in theirs.signatures.values()]
    rows = Signature.objects.filter(certificate__fingerprint__in=used).order_by("pk")
    found = Counter(rows.values_list("document", flat=True)).most_common(1)
    if not found or found[0][1] < 2:
        return None
    return FrozenDocument.objects.select_related("agreement").get(pk=found[0][0])


def _beside(document: FrozenDocument, data: bytes) -> _Copy:
    """Compare the bytes with every state of our file: cut short, longer, altered in place, or written anew."""
    nearest, hashed, done = None, hashlib.sha256(), 0
    states = {revision.size: revision for revision in document.revisions.order_by("size", "number")}
    for size in sorted(size for size in states if size <= len(data)):
        hashed.update(data[done:size])
        done = size
        if hashed.hexdigest() == states[size].sha256:
            nearest = states[size]
    if nearest is None or nearest.size == len(data):
        kept = _kept(document.sha256)
        if kept.startswith(data):
            return _Copy(data, None, (Fault("truncated", (str(max(1, 100 * len(data) // len(kept))),)),))
        return _Copy(data, None, () if _is_altered_in_place(data, kept) else (Fault("resaved"),))
    tail, kept = data[nearest.size :], _kept(document.sha256)
    if kept.startswith(data):
        return _Copy(data, nearest, (Fault("truncated", (str(100 * len(data) // len(kept)),)),))
    if _is_altered_in_place(tail, kept[nearest.size :]):
        return _Copy(data, nearest, ())
    code = "appended" if tail.strip(b"\0\t\n\f\r ") else "appended_blank"
    return _Copy(data, nearest, (Fault(code, (str(len(tail)),)),))


def _kept(sha256: str) -> bytes:
    try:
        return store.get(sha256)
    except (store.Damaged, FileNotFoundError):
        return b""


def _is_altered_in_place(data: bytes, kept: bytes) -> bool:
    """Most of it stands where it stood: somebody has overwritten bytes, not written the file anew."""
    shared = min(len(data), len(kept))
    starts = range(0, shared, _BLOCK)
    same = sum(data[start : start + _BLOCK] == kept[start : start + _BLOCK] for start in starts)
    return bool(starts) and same > len(starts) / 2


def _compared(document: FrozenDocument, theirs: Anatomy, copy: _Copy) -> Found:
    current = _kept(document.sha256)
    nearest = _kept(copy.revision.sha256) if copy.revision else current
    authority = the_authority()
    issuer = authority.intermediate.subject.public_bytes().hex()
    names = {place: f"{row.name} ({row.office})" for place, row in signed_fields(document).items()}
    try:
        found, signatures = apart(
            weighed, copy.data, theirs, (nearest, current, names, issuer), _trusted(), limits=LIMITS
        )
    except (OverLimit, Broken):
        return Found("changed", document, (*copy.faults, Fault("too_heavy")))
    faults = (*found, *copy.faults)
    if theirs.is_encrypted:
        faults = tuple(fault for fault in faults if fault.code != "resaved")
    return Found(_reason(faults, theirs), document, faults or (Fault("unseen"),), signatures)


def _reason(faults: tuple[Fault, ...], theirs: Anatomy) -> str:
    """The answer in one word, by what is wrong."""
    codes = {fault.code for fault in faults}
    if not codes:
        return "changed"
    if codes <= _OF_TAIL:
        return "added_to"
    if codes & {"resaved", "encrypted"} and codes <= _HARMLESS:
        return "resaved"
    if not theirs.signatures and codes <= {"resaved", "signature_missing", "xmp_changed", "info_changed"}:
        return "unsigned"
    return "changed"


def signed_fields(document: FrozenDocument) -> Mapping[str, Signature]:
    """The electronic signatures of a document by the field in which each stands."""
    rows = document.signatures.select_related("signer").exclude(method="paper").order_by("ordinal")
    return {row.provider.get("field") or row.signer.field: row for row in rows}


__all__ = ["DATA", "Found", "read", "signed_fields"]
