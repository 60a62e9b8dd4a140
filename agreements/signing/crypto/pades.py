"""A PDF, whoever holds the key, and a clock -> the same PDF with one more PAdES signature (B-B to B-LT) appended."""

import hashlib
import io
import logging
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from cryptography import x509

from agreements.signing.crypto import algorithms, appending, reading
from agreements.signing.crypto.authority import Authority
from agreements.signing.crypto.clocks import Clock, NoTime, own_clock
from agreements.signing.crypto.forms import asn1
from agreements.signing.crypto.stamp import Stamp, draw
from agreements.signing.crypto.waiting import wait_for

# It says at every signature that nothing is fetched; nothing is meant to be.
logging.getLogger("pyhanko.sign.signers.pdf_signer").setLevel(logging.ERROR)

REASON = "Menyetujui isi naskah"


class SigningError(Exception):
    """The signature could not be made; `code` is `unreadable`, `no_field`, `already_signed` or `refused`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Holder(Protocol):
    """Whoever holds the signatory's private key."""

    def sign_hash(self, digest: bytes) -> bytes:
        """Sign a SHA-256 digest and return the signature (DER)."""
        ...


@dataclass(frozen=True)
class Signed:
    """A file with one signature more."""

    data: bytes = field(repr=False)
    """The file; the given one is its beginning."""
    level: str
    """`B-LT`; `B-T` where revocation lists about the time stamp are missing; `B-B` without a time stamp."""
    time_source: str
    """Whose clock its time stamp tells: `local`, the service's name, or empty without one."""


def sign(
    pdf: bytes,
    *,
    field: str,
    key: Holder,
    certificate: x509.Certificate,
    authority: Authority,
    stamp: Stamp,
    clock: Clock | None = None,
    certify: bool | None = None,
    location: str = "",
    revoked: Iterable[tuple[int, datetime]] = (),
) -> Signed:
    """Sign the named empty field now and return the longer file; the given bytes stay its beginning.

    The first signature certifies the document: afterwards only further signatures are allowed (`certify` None
    finds out whether it is the first). A time stamp of `clock` (our own service, if None) and the revocation lists of
    this moment go in, so that the signature can be judged after the certificate has expired (B-LT). A clock that
    gives no time does not stop anybody from signing: the signature is then B-B, its time to be proven later. Raises
    SigningError, and whatever `key` raises.
    """
    box, first = _field(pdf, field)
    clock = clock or own_clock(authority)
    terms = _terms(field, first if certify is None else certify)
    terms |= {"name": stamp.name, "location": location or None}
    trust = _trust(authority, tuple(revoked), clock)
    with tempfile.NamedTemporaryFile(suffix=".pdf") as drawn:
        drawn.write(draw(stamp, datetime.now(UTC), *box))
        drawn.flush()

        def signed(stamper: Any) -> bytes:
            return _appended(pdf, terms | {"validation_context": trust()}, holder, drawn.name, stamper)

        holder = held(key, certificate, authority)
        try:
            data = signed(clock.stamper)
        except NoTime:
            return Signed(signed(None), "B-B", "")
    return Signed(data, "B-LT" if clock.is_proven else "B-T", clock.source)


def _appended(pdf: bytes, terms: dict[str, Any], signer: Any, drawn: str, stamper: Any) -> bytes:
    """The file with one signature more."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign import signers
    from pyhanko.sign.general import SigningError as Refused

    metadata = signers.PdfSignatureMetadata(**terms)
    pen = signers.PdfSigner(metadata, signer, timestamper=stamper, stamp_style=_style(drawn))
    signed = io.BytesIO()
    try:
        writer = appending.writer(pdf)
        wait_for(pen.async_sign_pdf(writer, existing_fields_only=True, output=signed))
    except (Refused, PdfError) as error:
        raise SigningError("refused", f"The signature was refused: {type(error).__name__}.") from error
    if not signed.getvalue().startswith(pdf):
        raise SigningError("refused", "Signing changed what was already there.")
    return signed.getvalue()


def _field(pdf: bytes, name: str) -> tuple[tuple[float, float], bool]:
    """Width and height of the empty field, and whether nothing is signed yet."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import enumerate_sig_fields

    try:
        found = {
            field: (value, ref.get_object())
            for field, value, ref in enumerate_sig_fields(reading.reader(pdf))
        }
    except (PdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise SigningError("unreadable", "The file is not a PDF that can be signed.") from error
    if name not in found:
        raise SigningError("no_field", f"The document has no signature field {name}.")
    value, widget = found[name]
    if value is not None:
        raise SigningError("already_signed", f"The field {name} is signed already.")
    x1, y1, x2, y2 = (float(edge) for edge in widget["/Rect"])
    return (abs(x2 - x1), abs(y2 - y1)), all(filled is None for filled, _ in found.values())


def _terms(field: str, certify: bool) -> dict[str, Any]:
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

    return {
        "field_name": field,
        "md_algorithm": algorithms.DIGEST,
        "subfilter": SigSeedSubFilter.PADES,
        "reason": REASON,
        "certify": certify,
        "docmdp_permissions": MDPPerm.FILL_FORMS,
        "embed_validation_info": True,
    }


def held(key: Holder, certificate: x509.Certificate, authority: Authority) -> Any:
    """Signs for pyHanko without ever handing it a key."""
    from asn1crypto import algos
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class Held(signers.Signer):
        async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
            if dry_run:
                return bytes(algorithms.LONGEST_SIGNATURE)
            return key.sign_hash(hashlib.new(digest_algorithm, data).digest())

    chain = SimpleCertificateStore()
    chain.register_multiple([asn1(authority.intermediate), asn1(authority.root)])
    mechanism = algos.SignedDigestAlgorithm({"algorithm": algorithms.SIGNATURE})
    return Held(signing_cert=asn1(certificate), cert_registry=chain, signature_mechanism=mechanism)


def _trust(authority: Authority, revoked: tuple[tuple[int, datetime], ...], clock: Clock) -> Any:
    """Makes what pyHanko checks our own side with; anew for every try, for it keeps what it has seen.

    A clock whose revocation lists are incomplete is believed without them: who signs is not to be kept waiting.
    """
    from pyhanko_certvalidator import ValidationContext

    lists = [*authority.crls(revoked), *clock.crls]
    roots = [authority.root, *(root for root in clock.roots if root != authority.root)]
    return lambda: ValidationContext(
        trust_roots=[asn1(root) for root in roots],
        other_certs=[asn1(authority.intermediate), asn1(authority.tsa)],
        crls=lists,
        allow_fetching=False,
        revocation_mode="require" if clock.is_complete else "soft-fail",
    )


def _style(path: str) -> Any:
    """The drawn stamp, imported as a form: a stamp that pyHanko draws itself would break PDF/A."""
    from pyhanko.pdf_utils import layout
    from pyhanko.pdf_utils.content import ImportedPdfPage
    from pyhanko.stamp import StaticStampStyle

    rule = layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MIN,
        y_align=layout.AxisAlignment.ALIGN_MIN,
        margins=layout.Margins(0, 0, 0, 0),
    )
    return StaticStampStyle(
        border_width=0, background=ImportedPdfPage(path), background_layout=rule, background_opacity=1
    )
