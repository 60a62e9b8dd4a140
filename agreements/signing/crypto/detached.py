"""A file and whoever holds the key -> a signature beside it (CMS, detached), and what can be said of one."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509

from agreements.signing.crypto.authority import Authority
from agreements.signing.crypto.clocks import Clock, NoTime
from agreements.signing.crypto.forms import asn1
from agreements.signing.crypto.pades import Holder, held
from agreements.signing.crypto.waiting import wait_for


@dataclass(frozen=True)
class Seal:
    """What can be said of a detached signature."""

    intact: bool
    """Whether it belongs to exactly these bytes."""
    trusted: bool
    """Whether a certificate of our authority made it."""
    name: str
    """Whom the certificate names; empty where it could not be read."""


def sign(
    data: bytes, *, key: Holder, certificate: x509.Certificate, authority: Authority, clock: Clock
) -> bytes:
    """The detached signature (DER) over the bytes, with the signer's certificate, its chain and a time stamp in it.

    A clock that gives no time does not stop anybody from signing: the signature is then without a time stamp.
    """
    pen = held(key, certificate, authority)
    try:
        made = wait_for(pen.async_sign_general_data(data, "sha256", timestamper=clock.stamper))
    except NoTime:
        made = wait_for(pen.async_sign_general_data(data, "sha256"))
    return bytes(made.dump())


def judge(data: bytes, signature: bytes, *, root: x509.Certificate, at: datetime) -> Seal:
    """What the signature says of these bytes, its certificate judged as of the moment `at`."""
    from asn1crypto import cms
    from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
    from pyhanko_certvalidator import ValidationContext

    trust = ValidationContext(
        trust_roots=[asn1(root)], moment=at, allow_fetching=False, revocation_mode="soft-fail"
    )
    with suppress(Exception):  # a broken signature may break the reader in any way: then it is not intact
        signed = cms.ContentInfo.load(signature)["content"]
        status = wait_for(async_validate_detached_cms(data, signed, signer_validation_context=trust))
        intact = bool(status.intact and status.valid)
        return Seal(intact, intact and bool(status.trusted), _name(status.signing_cert))
    return Seal(intact=False, trusted=False, name="")


def _name(certificate: object) -> str:
    return str(certificate.subject.native.get("common_name", ""))  # type: ignore[attr-defined]
