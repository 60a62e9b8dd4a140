"""The value of a signature field in a PDF -> its parts, so that two signatures can be told apart by what differs."""

import hashlib
import logging
from dataclasses import dataclass
from typing import Any

logger = logging.getLogger("kerjasama.verifying")

UNREADABLE = "unreadable"
_STAMP = "signature_time_stamp_token"


@dataclass(frozen=True)
class Made:
    """One signature or time stamp, taken apart."""

    kind: str
    """`/Sig` for a person's, `/DocTimeStamp` for one over the whole file."""
    contents: str
    """Digest of all of it."""
    value: str
    """The signature's value, hexadecimal: nobody else's is the same."""
    certificate: str
    """SHA-256 of the signer's certificate."""
    name: str
    """Whom the certificate names."""
    issuer: str
    """Who is said to have issued the certificate (DER of the name, hexadecimal)."""
    valid: tuple[str, str]
    """From when until when the certificate is valid (ISO)."""
    stamp: str
    """Digest of its time stamp; empty without one."""
    reach: tuple[int, ...]
    """The parts of the file that it says it covers."""
    covered: str
    """Digest of those parts."""


def taken_apart(value: Any, data: bytes) -> Made:
    """The parts of what a signature field of the file `data` holds; it may hold anything."""
    try:
        return _taken_apart(value, data)
    except MemoryError:
        raise
    except Exception as reason:  # noqa: BLE001 (a hostile file may break the reader in any way)
        logger.warning("a signature cannot be read: %r", reason)
    return Made("/Sig", UNREADABLE, UNREADABLE, "", "", "", ("", ""), "", (), "")


def _taken_apart(value: Any, data: bytes) -> Made:
    # `tsp` teaches `cms` further attributes, which must be known before the first one is read.
    import asn1crypto.tsp  # noqa: F401
    from asn1crypto import cms

    signed = cms.ContentInfo.load(bytes(value.Contents))["content"]
    who = signed["signer_infos"][0]
    certificate = _certificate(signed, who)
    reach = tuple(int(number) for number in value.ByteRange)
    covered = b"".join(
        data[start : start + size] for start, size in zip(reach[::2], reach[1::2], strict=True)
    )
    stamp = next((one for one in who["unsigned_attrs"] or () if one["type"].native == _STAMP), None)
    validity = certificate["tbs_certificate"]["validity"] if certificate else None
    return Made(
        kind=str(value.get("/Type", "/Sig"))[:20],
        contents=digest(signed.dump(force=False)),
        value=who["signature"].native.hex(),
        certificate=certificate.sha256.hex() if certificate else "",
        name=str(certificate.subject.native.get("common_name", ""))[:150] if certificate else "",
        issuer=certificate.issuer.dump().hex() if certificate else "",
        valid=tuple(validity[end].native.isoformat() for end in ("not_before", "not_after"))
        if validity
        else ("", ""),
        stamp=digest(stamp.dump()) if stamp is not None else "",
        reach=reach,
        covered=digest(covered),
    )


def _certificate(signed: Any, who: Any) -> Any:
    """The certificate that a signature says it was made with; if that is not among those it carries, the first."""
    carried = [choice.chosen for choice in signed["certificates"] if choice.name == "certificate"]
    named = who["sid"].chosen
    for certificate in carried:
        if who["sid"].name == "issuer_and_serial_number" and (
            certificate.serial_number == named["serial_number"].native
            and certificate.issuer.dump() == named["issuer"].dump()
        ):
            return certificate
    return carried[0] if carried else None


def whole(data: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest(data: bytes) -> str:
    """Half of its SHA-256, which is plenty to tell parts apart."""
    return whole(data)[:32]
