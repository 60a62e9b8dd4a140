"""A PDF, a key and a certificate -> the same PDF with one more PAdES signature (B-LT) appended."""

import io
import logging
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from agreements.signing.crypto.authority import Authority
from agreements.signing.crypto.stamp import Stamp, draw
from agreements.signing.crypto.waiting import wait_for

# It says at every signature that nothing is fetched; nothing is meant to be.
logging.getLogger("pyhanko.sign.signers.pdf_signer").setLevel(logging.ERROR)

REASON = "Menyetujui isi naskah"
TIME_POLICY = "2.25.302374116530461817433911174562213879217"
"""Names our time-stamp practice (the clock of this server); an identifier that needs no registration."""


class SigningError(Exception):
    """The signature could not be made; `code` is `unreadable`, `no_field`, `already_signed` or `refused`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def sign(
    pdf: bytes,
    *,
    field: str,
    key: ec.EllipticCurvePrivateKey,
    certificate: x509.Certificate,
    authority: Authority,
    stamp: Stamp,
    certify: bool | None = None,
    location: str = "",
    revoked: Iterable[tuple[int, datetime]] = (),
) -> bytes:
    """Sign the named empty field now and return the longer file; the given bytes stay its beginning.

    The first signature certifies the document: afterwards only further signatures are allowed (`certify` None
    finds out whether it is the first). A time stamp of our own service and the revocation lists of this
    moment go in, so the signature can be judged after the certificate has expired. Raises SigningError.
    """
    from pyhanko.sign import signers

    box, first = _field(pdf, field)
    metadata = signers.PdfSignatureMetadata(
        **_terms(field, first if certify is None else certify),
        name=stamp.name,
        location=location or None,
        validation_context=_trust(authority, tuple(revoked)),
    )
    with tempfile.NamedTemporaryFile(suffix=".pdf") as drawn:
        drawn.write(draw(stamp, datetime.now(UTC), *box))
        drawn.flush()
        signer = signers.PdfSigner(
            metadata,
            _signer(key, certificate, authority),
            timestamper=_timestamper(authority),
            stamp_style=_style(drawn.name),
        )
        return _appended(pdf, signer)


def _appended(pdf: bytes, signer: Any) -> bytes:
    """The file with one signature more."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError as Refused

    signed = io.BytesIO()
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        wait_for(signer.async_sign_pdf(writer, existing_fields_only=True, output=signed))
    except (Refused, PdfError) as error:
        raise SigningError("refused", f"The signature was refused: {type(error).__name__}.") from error
    if not signed.getvalue().startswith(pdf):
        raise SigningError("refused", "Signing changed what was already there.")
    return signed.getvalue()


def _field(pdf: bytes, name: str) -> tuple[tuple[float, float], bool]:
    """Width and height of the empty field, and whether nothing is signed yet."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    try:
        found = {
            field: (value, ref.get_object())
            for field, value, ref in enumerate_sig_fields(PdfFileReader(io.BytesIO(pdf)))
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
        "md_algorithm": "sha256",
        "subfilter": SigSeedSubFilter.PADES,
        "reason": REASON,
        "certify": certify,
        "docmdp_permissions": MDPPerm.FILL_FORMS,
        "embed_validation_info": True,
    }


def _signer(key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate, authority: Authority) -> Any:
    from asn1crypto import keys
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    chain = SimpleCertificateStore()
    chain.register_multiple([asn1(authority.intermediate), asn1(authority.root)])
    der = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signers.SimpleSigner(
        signing_cert=asn1(certificate), signing_key=keys.PrivateKeyInfo.load(der), cert_registry=chain
    )


def _timestamper(authority: Authority) -> Any:
    """Our own time-stamp service: it says the time of this clock, and is trusted as far as we are."""
    from asn1crypto import keys, tsp
    from pyhanko.sign.timestamps import DummyTimeStamper
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class OwnTimeStamper(DummyTimeStamper):
        def _build_tst_info(self, message_imprint: Any, dt: datetime, req: Any) -> Any:
            info = super()._build_tst_info(message_imprint, dt, req)
            info["policy"] = tsp.ObjectIdentifier(TIME_POLICY)
            return info

    der = authority.tsa_key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    chain = SimpleCertificateStore()
    chain.register(asn1(authority.root))
    return OwnTimeStamper(asn1(authority.tsa), keys.PrivateKeyInfo.load(der), certs_to_embed=chain)


def _trust(authority: Authority, revoked: tuple[tuple[int, datetime], ...]) -> Any:
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(
        trust_roots=[asn1(authority.root)],
        other_certs=[asn1(authority.intermediate), asn1(authority.tsa)],
        crls=list(authority.crls(revoked)),
        allow_fetching=False,
        revocation_mode="require",
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


@cache
def _converted(der: bytes) -> Any:
    from asn1crypto import x509 as forms

    return forms.Certificate.load(der)


def asn1(certificate: x509.Certificate) -> Any:
    """The certificate in the form that pyHanko reads."""
    return _converted(certificate.public_bytes(serialization.Encoding.DER))
