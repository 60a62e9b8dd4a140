"""Signing a document, measured against bare pyHanko that makes the same signature with the same evidence."""

import io
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from agreements.documents import pdf
from agreements.signing.backends.local import LocalKey
from agreements.signing.crypto import authority, inspection, lasting, pades, sealing
from agreements.signing.crypto.clocks import own_clock
from agreements.signing.crypto.forms import asn1
from agreements.signing.crypto.pki import Identity
from agreements.signing.crypto.stamp import Stamp
from benchmarks.measuring import ratio
from tests.support.contents import content

WHO = Identity("Slamet Riyadi", "Kepala Desa Argopeni", "Desa Argopeni")
STAMP = Stamp(WHO.name, WHO.office, WHO.organization, "https://contoh.id/verifikasi/7Q2M-K9XA-4T1C/")
ROUNDS = 7


def ratios() -> list[tuple[str, float, str]]:
    """The first signature and the eighth, a stamp for the archive, and an inspection."""
    with tempfile.TemporaryDirectory() as folder:
        ca = authority.create(Path(folder) / "ca", "tolok ukur")
        key = sealing.new_key()
        certificate = ca.issue(key.public_key(), WHO)
        blank = pdf.render(content(8))
        seven = blank
        sign = partial(_signed, ca=ca, key=key, certificate=certificate)
        for number in range(1, 8):
            seven = sign(seven, f"ttd-p{number}")
        found = []
        for what, file, field in (("first", blank, "ttd-p1"), ("eighth", seven, "ttd-p8")):
            ours, bare = partial(sign, file, field), partial(_bare, file, field, ca, key, certificate)
            found.append(
                _line(f"the {what} B-LT signature, drawn stamp and all, against bare pyHanko", ours, bare)
            )
        stamped = partial(lasting.extend, seven, authority=ca)
        found.append(
            _line("a stamp for the archive against one signature", stamped, partial(sign, seven, "ttd-p8"))
        )
        judged = partial(inspection.inspect, seven, root=ca.root)
        found.append(
            _line("inspecting seven signatures against making one", judged, partial(sign, seven, "ttd-p8"))
        )
    return found


def _line(what: str, ours: Any, bare: Any) -> tuple[str, float, str]:
    return (what, *ratio(ours, bare, rounds=ROUNDS))


def _signed(file: bytes, field: str, *, ca: authority.Authority, key: Any, certificate: Any) -> bytes:
    holder = LocalKey(key)
    return pades.sign(file, field=field, key=holder, certificate=certificate, authority=ca, stamp=STAMP).data


def _bare(file: bytes, field: str, ca: authority.Authority, key: Any, certificate: Any) -> bytes:
    """pyHanko as its documentation shows it: the same key, time stamp and lists, its own plain stamp."""
    from asn1crypto import keys
    from cryptography.hazmat.primitives import serialization
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    chain = SimpleCertificateStore()
    chain.register_multiple([asn1(ca.intermediate), asn1(ca.root)])
    plain = serialization.NoEncryption()
    der = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, plain)
    signer = signers.SimpleSigner(asn1(certificate), keys.PrivateKeyInfo.load(der), chain)
    trust = ValidationContext(
        trust_roots=[asn1(ca.root)],
        other_certs=[asn1(ca.intermediate), asn1(ca.tsa)],
        crls=list(ca.crls()),
        allow_fetching=False,
        revocation_mode="require",
    )
    metadata = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        embed_validation_info=True,
        validation_context=trust,
    )
    longer = io.BytesIO()
    pen = signers.PdfSigner(metadata, signer, timestamper=own_clock(ca).stamper)
    pen.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(file)), output=longer)
    return longer.getvalue()
