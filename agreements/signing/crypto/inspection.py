"""A PDF of any origin and our root certificate -> who signed it, when, and whether it is still that."""

import hashlib
import logging
import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from importlib import import_module
from typing import Any

from cryptography import x509

from agreements.documents.limits import TimeIsUp, within
from agreements.signing.crypto import reading
from agreements.signing.crypto.judging import Judge, Proof, Trust
from agreements.signing.crypto.reports import Report, SignatureReport, StampReport

# It writes a traceback for every certificate that it cannot trust; the report says so.
logging.getLogger("pyhanko.sign.validation.generic_cms").setLevel(logging.ERROR)

MAX_BYTES = 30_000_000
SECONDS = 90
_END = re.compile(
    rb"\s*(?:endobj\s*)?(?:trailer\b.{0,4000}?)?\s*startxref\s+\d+\s+%%EOF[\r\n]{0,2}", re.DOTALL
)


def inspect(
    pdf: bytes,
    *,
    root: x509.Certificate,
    crls: Iterable[bytes] = (),
    time_roots: Iterable[x509.Certificate] = (),
    signer_roots: Iterable[x509.Certificate] = (),
    awaited: Collection[str] = (),
    changes: bool = True,
) -> Report:
    """Judge every signature as of the moment its time stamp proves, with the evidence the file carries.

    A time stamp over the whole file is no person's signature; it proves the time of what stands before it, also of
    signatures that have none. `crls` are today's revocation lists: a certificate revoked before the signature was
    made counts against it. `time_roots` are the roots of time-stamp services besides our own; `signer_roots` those
    of licensed providers. `awaited` are the fields for which the portal is still to add proof of time. Without
    `changes` nobody looks for what was altered after signing: for those who compare with the original anyway. A file
    cut back to an earlier signature, or to the blank, is sound in itself: compare digest, size and number of
    signatures with what was stored. Never raises for a bad file; says `unreadable`.
    """
    if len(pdf) > MAX_BYTES:
        return _unreadable(pdf, "too_large")
    _load()
    trust = Trust(root, tuple(time_roots), tuple(signer_roots), tuple(crls))
    try:
        return within(SECONDS, lambda: _inspect(pdf, Judge(trust), frozenset(awaited), changes))
    except TimeIsUp:
        return _unreadable(pdf, "too_slow")
    except Exception:  # noqa: BLE001 (a hostile file may break the reader in any way)
        return _unreadable(pdf, "not_pdf")


def _load() -> None:
    """Import what judging needs before the clock runs: an import must not be stopped halfway."""
    for module in ("pyhanko.sign.diff_analysis", "pyhanko.sign.validation", "pyhanko_certvalidator"):
        import_module(module)


def _unreadable(pdf: bytes, code: str) -> Report:
    return Report(hashlib.sha256(pdf).hexdigest(), len(pdf), "unreadable", (), (), (code,), None)


def _inspect(pdf: bytes, judge: Judge, awaited: frozenset[str], changes: bool) -> Report:
    from pyhanko.sign.fields import enumerate_sig_fields

    reader = reading.reader(pdf, strict=False)
    open_fields = tuple(name for name, value, _ref in enumerate_sig_fields(reader) if value is None)
    judge.read(reader)
    found = _all(reader, judge, awaited)
    if changes:
        found = _with_changes(list(reader.embedded_signatures), found)
    signatures = tuple(one for one in found if isinstance(one, SignatureReport))
    problems = [code for one in found for code in one.problems]
    if not _ends_cleanly(pdf, reader):
        problems.insert(0, "appended")
    if "changed_after" in problems:
        problems.insert(0, "changed")
    verdict = "invalid" if problems else "valid" if signatures else "unsigned"
    return Report(
        sha256=hashlib.sha256(pdf).hexdigest(),
        size=len(pdf),
        verdict=verdict,
        signatures=signatures,
        open_fields=open_fields,
        problems=tuple(dict.fromkeys(problems)),
        content=_carried(reader),
        stamps=tuple(one for one in found if isinstance(one, StampReport)),
    )


def _all(reader: Any, judge: Judge, awaited: frozenset[str]) -> list[SignatureReport | StampReport]:
    """Every signature and time stamp, judged from the last to the first: the later prove the time of the earlier."""
    embedded = list(reader.embedded_signatures)
    later: Proof | None = None
    found: list[SignatureReport | StampReport] = []
    for signature in reversed(embedded):
        stamps = later.stamps if later else 0
        if signature.sig_object_type == "/DocTimeStamp":
            stamp = judge.stamp(signature, later)
            found.append(stamp)
            if stamp.good and stamp.moment:
                later = Proof(stamp.moment, stamp.source, stamps + 1)
        else:
            one = judge.signature(signature, later, is_awaited=signature.field_name in awaited)
            found.append(one)
            if one.timestamped and one.intact and one.valid and one.coverage != "partial" and one.signed_at:
                later = Proof(one.signed_at, one.time_source, stamps)
    found.reverse()
    return found


def _with_changes(
    embedded: list[Any], found: list[SignatureReport | StampReport]
) -> list[SignatureReport | StampReport]:
    """Add `changed_after` where something came later that is neither a signature nor evidence for one.

    Looking for changes is slow and, from the first signature on, sees everything that came later.
    """
    for i, (signature, one) in enumerate(zip(embedded, found, strict=True)):
        sound = one.intact and (isinstance(one, StampReport) or one.valid)
        if sound and _changed_after(signature):
            found[i] = replace(one, problems=(*one.problems, "changed_after"))
        elif i == 0:
            break
    return found


def _changed_after(signature: Any) -> bool:
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY

    signature.compute_integrity_info(diff_policy=DEFAULT_DIFF_POLICY)
    return signature.summarise_integrity_info()["docmdp_ok"] is False


def _ends_cleanly(pdf: bytes, reader: Any) -> bool:
    """Whether nothing follows the last cross-reference table but the mark of the end."""
    last = reader.xrefs.get_xref_container_info(reader.xrefs.total_revisions - 1)
    return _END.fullmatch(pdf, last.end_location) is not None


def _carried(reader: Any) -> bytes | None:
    """The JSON file that our documents carry."""
    for specification in reader.root.get("/AF", ()):
        described = specification.get_object()
        if described.get("/UF", described.get("/F")) == "perjanjian.json":
            return bytes(described["/EF"]["/F"].data)
    return None
