"""A PDF of any origin and our root certificate -> who signed it, when, and whether it is still that."""

import hashlib
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from cryptography import x509
from cryptography.x509.oid import NameOID

from agreements.documents.limits import TimeIsUp, within
from agreements.signing.crypto.pades import asn1
from agreements.signing.crypto.pki import fingerprint
from agreements.signing.crypto.waiting import drive

MAX_BYTES = 30_000_000
SECONDS = 90
_END = re.compile(
    rb"\s*(?:endobj\s*)?(?:trailer\b.{0,4000}?)?\s*startxref\s+\d+\s+%%EOF[\r\n]{0,2}", re.DOTALL
)
_COVERAGE = {"ENTIRE_FILE": "file", "ENTIRE_REVISION": "revision"}


@dataclass(frozen=True)
class SignatureReport:
    """What can be said of one signature."""

    field: str
    """The signature field: "ttd-" and the party's key in our documents."""
    name: str
    """The person the certificate names."""
    office: str
    """The office the certificate names; may be empty."""
    organization: str
    """The village or partner the certificate names; may be empty."""
    signed_at: datetime | None
    """The time the trusted time stamp states; None without one."""
    fingerprint: str
    """SHA-256 of the certificate, lower-case hexadecimal."""
    serial: int
    """The certificate's serial number."""
    intact: bool
    """The signed bytes are unchanged."""
    valid: bool
    """The signature was made with the certificate's key."""
    trusted: bool
    """The certificate comes from our authority and was good when signed."""
    timestamped: bool
    """The time stamp is intact and comes from our authority."""
    coverage: str
    """`file`, `revision` (later additions follow) or `partial` (not everything before it is covered)."""
    certifies: bool
    """True for the signature that closed the text: afterwards only further signatures are allowed."""
    problems: tuple[str, ...]
    """Codes: `altered`, `forged`, `untrusted`, `revoked`, `no_time`, `partial`, `changed_after`."""

    @property
    def good(self) -> bool:
        """Nothing is wrong with this signature."""
        return not self.problems


@dataclass(frozen=True)
class Report:
    """What can be said of a whole file."""

    sha256: str
    """SHA-256 of the file, lower-case hexadecimal."""
    size: int
    """Its length in bytes."""
    verdict: str
    """`valid` (signed and all good), `unsigned`, `invalid` (a signature or the file is not), `unreadable`."""
    signatures: tuple[SignatureReport, ...]
    """Every signature, in the order they were made."""
    open_fields: tuple[str, ...]
    """Signature fields that are still empty."""
    problems: tuple[str, ...]
    """Codes: `too_large`, `too_slow`, `not_pdf`, `appended`, `changed`, and those of the signatures."""
    content: bytes | None
    """The canonical JSON the file carries; None if it carries none."""

    @property
    def content_digest(self) -> str:
        """SHA-256 of the carried JSON, to be compared with the frozen text; empty without one."""
        return hashlib.sha256(self.content).hexdigest() if self.content is not None else ""


def inspect(pdf: bytes, *, root: x509.Certificate, crls: Iterable[bytes] = ()) -> Report:
    """Judge every signature as of the moment its time stamp proves, with the evidence the file carries.

    `crls` are today's revocation lists: a certificate revoked before the signature was made counts against
    it. A file cut back to an earlier signature, or to the blank, is sound in itself: compare digest, size and
    number of signatures with what was stored. Never raises for a bad file; says `unreadable`.
    """
    if len(pdf) > MAX_BYTES:
        return _unreadable(pdf, "too_large")
    _load()
    try:
        return within(SECONDS, lambda: _inspect(pdf, root, tuple(crls)))
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


def _inspect(pdf: bytes, root: x509.Certificate, crls: tuple[bytes, ...]) -> Report:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    open_fields = tuple(name for name, value, _ref in enumerate_sig_fields(reader) if value is None)
    embedded = list(reader.embedded_signatures)
    signatures: list[SignatureReport] = []
    for signature in embedded:
        # Looking for changes is slow and, from the first signature on, sees everything that came later.
        settled = bool(signatures) and "changed_after" not in signatures[0].problems
        signatures.append(_judge(reader, signature, root, crls, skip_changes=settled))
    problems = [code for signature in signatures for code in signature.problems]
    if not _ends_cleanly(pdf, reader):
        problems.insert(0, "appended")
    if "changed_after" in problems:
        problems.insert(0, "changed")
    verdict = "invalid" if problems else "valid" if signatures else "unsigned"
    return Report(
        sha256=hashlib.sha256(pdf).hexdigest(),
        size=len(pdf),
        verdict=verdict,
        signatures=tuple(signatures),
        open_fields=open_fields,
        problems=tuple(dict.fromkeys(problems)),
        content=_carried(reader),
    )


def _judge(
    reader: Any, signature: Any, root: x509.Certificate, crls: tuple[bytes, ...], *, skip_changes: bool
) -> SignatureReport:
    from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature

    trust = _trust(reader, root, _stamped_time(signature))
    status = drive(async_validate_pdf_signature(signature, trust, trust, skip_diff=True))
    certificate = x509.load_der_x509_certificate(signature.signer_cert.dump())
    stamp = status.timestamp_validity
    timestamped = bool(stamp and stamp.intact and stamp.valid and stamp.trusted)
    coverage = _COVERAGE.get(status.coverage.name, "partial")
    signed_at = stamp.timestamp.astimezone(UTC) if timestamped else None
    changed = not skip_changes and status.intact and status.valid and _changed_after(signature)
    checks = (
        ("altered", not status.intact),
        ("forged", status.intact and not status.valid),
        ("revoked", status.revoked or _revoked(certificate, signed_at, crls)),
        ("untrusted", status.intact and status.valid and not status.trusted and not status.revoked),
        ("no_time", not timestamped),
        ("partial", coverage == "partial"),
        ("changed_after", changed),
    )
    return SignatureReport(
        field=signature.field_name,
        name=_named(certificate, NameOID.COMMON_NAME),
        office=_named(certificate, NameOID.TITLE),
        organization=_named(certificate, NameOID.ORGANIZATION_NAME),
        signed_at=signed_at,
        fingerprint=fingerprint(certificate),
        serial=certificate.serial_number,
        intact=status.intact,
        valid=status.valid,
        trusted=status.trusted,
        timestamped=timestamped,
        coverage=coverage,
        certifies=signature.docmdp_level is not None,
        problems=tuple(code for code, wrong in checks if wrong),
    )


def _changed_after(signature: Any) -> bool:
    """Whether something came later that is neither a signature in its own field nor evidence for one."""
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY

    signature.compute_integrity_info(diff_policy=DEFAULT_DIFF_POLICY)
    return signature.summarise_integrity_info()["docmdp_ok"] is False


def _stamped_time(signature: Any) -> datetime | None:
    """The time the time stamp states, before it is verified."""
    from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

    for token in extract_tst_data_iter(signature.signer_info, signed=False):
        return token["encap_content_info"]["content"].parsed["gen_time"].native
    return None


def _trust(reader: Any, root: x509.Certificate, moment: datetime | None) -> Any:
    """Trust in our root alone, at the moment of signing, with the evidence that the file carries."""
    from pyhanko.sign.validation.dss import DocumentSecurityStore
    from pyhanko.sign.validation.errors import NoDSSFoundError
    from pyhanko_certvalidator import ValidationContext

    terms: dict[str, Any] = {
        "trust_roots": [asn1(root)],
        "moment": moment or datetime.now(UTC),
        "allow_fetching": False,
        "revocation_mode": "require",
    }
    try:
        return DocumentSecurityStore.read_dss(reader).as_validation_context(terms)
    except NoDSSFoundError:
        return ValidationContext(**terms)


def _revoked(certificate: x509.Certificate, signed_at: datetime | None, crls: tuple[bytes, ...]) -> bool:
    """Whether today's lists say that the certificate was revoked before it was used."""
    moment = signed_at or datetime.now(UTC)
    for data in crls:
        listed = x509.load_der_x509_crl(data)
        entry = listed.get_revoked_certificate_by_serial_number(certificate.serial_number)
        if listed.issuer == certificate.issuer and entry and entry.revocation_date_utc <= moment:
            return True
    return False


def _named(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    found = certificate.subject.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""


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
