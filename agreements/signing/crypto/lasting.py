"""A signed PDF and a clock -> the same PDF with today's evidence and a time stamp over all of it (B-LT, B-LTA)."""

import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agreements.signing.crypto import algorithms, appending
from agreements.signing.crypto.authority import Authority
from agreements.signing.crypto.clocks import Clock, own_clock
from agreements.signing.crypto.forms import asn1
from agreements.signing.crypto.pades import SigningError
from agreements.signing.crypto.waiting import wait_for

logging.getLogger("pyhanko.sign.validation.dss").setLevel(logging.ERROR)

FIELD = "cap-waktu"
"""Fields of document time stamps are called so, with a number behind."""
READABLE = "Cap waktu dokumen"
"""What a screen reader says of such a field; it has no place on any page."""


@dataclass(frozen=True)
class Extended:
    """A file with evidence and one document time stamp more."""

    data: bytes = field(repr=False)
    """The file; the given one is its beginning."""
    time_source: str
    """Whose clock it tells: `local` or the service's name."""


def extend(
    pdf: bytes,
    *,
    authority: Authority,
    clock: Clock | None = None,
    revoked: Iterable[tuple[int, datetime]] = (),
    crls: Iterable[bytes] = (),
) -> Extended:
    """Put every certificate in the file and the revocation lists of this moment into it, then stamp the whole.

    Signatures without a time stamp get theirs proven so (B-B to B-LT); signatures and time stamps that are in the
    file are carried on past the life of their certificates and algorithms (B-LTA). The stamp is a signature field
    without a place on a page: outside the crop box, so that PDF/A and PDF/UA still hold, and allowed by the first
    signature. `crls` are further lists (DER), about certificates of other authorities. Raises NoTime, SigningError.
    """
    from pyhanko.pdf_utils.misc import PdfError

    clock = clock or own_clock(authority)
    lists = [*authority.crls(tuple(revoked)), *clock.crls, *crls]
    longer = io.BytesIO()
    try:
        writer = appending.writer(pdf)
        wait_for(_stamped(writer, authority, clock, lists, longer))
    except PdfError as error:
        raise SigningError("unreadable", "The file cannot be given a time stamp.") from error
    if not longer.getvalue().startswith(pdf):
        raise SigningError("refused", "The time stamp changed what was already there.")
    return Extended(longer.getvalue(), clock.source)


async def _stamped(writer: Any, authority: Authority, clock: Clock, lists: list[bytes], output: Any) -> None:
    """One revision: the evidence first, then the time stamp that covers it."""
    from asn1crypto import crl
    from pyhanko.sign.fields import InvisSigSettings
    from pyhanko.sign.signers import PdfTimeStamper
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    await clock.stamper.async_dummy_response(algorithms.DIGEST)
    certificates = {c.dump(): c for c in [*_in_file(writer.prev), *clock.certificates]}
    ours = (asn1(part) for part in (authority.root, authority.intermediate, authority.tsa))
    certificates |= {certificate.dump(): certificate for certificate in ours}
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        sig_contents=None,
        certs=list(certificates.values()),
        crls=[crl.CertificateList.load(der) for der in lists],
    )
    number = len(writer.prev.embedded_timestamp_signatures) + 1
    outside = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
    stamper = PdfTimeStamper(
        clock.stamper, field_name=f"{FIELD}-{number}", invis_settings=outside, readable_field_name=READABLE
    )
    await stamper.async_timestamp_pdf(writer, algorithms.DIGEST, output=output)


def _in_file(reader: Any) -> list[Any]:
    """Every certificate that signatures and time stamps in the file name."""
    from pyhanko.sign.general import extract_certificate_info
    from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

    found = []
    for signature in reader.embedded_signatures:
        for signed in (signature.signed_data, *extract_tst_data_iter(signature.signer_info, signed=False)):
            about = extract_certificate_info(signed)
            found += [about.signer_cert, *about.other_certs]
    return found
