"""Names, keys and moments -> X.509 certificates, revocation lists and locked keys: an authority's forms."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

CRL_VALID = timedelta(days=7)


@dataclass(frozen=True)
class Identity:
    """Who a signatory's certificate names."""

    name: str
    """The person, as in the agreement."""
    office: str
    """The office held, for example "Kepala Desa Argopeni"."""
    organization: str
    """The village or partner spoken for."""


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate, lower-case hexadecimal: its name in the database and in sealed boxes."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def to_pem(certificate: x509.Certificate) -> str:
    """The certificate as PEM text, to be stored."""
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def from_pem(text: str) -> x509.Certificate:
    """Read a certificate stored by `to_pem`. Raises ValueError for anything else."""
    return x509.load_pem_x509_certificate(text.encode())


def name(person: str, organization: str, office: str = "") -> x509.Name:
    """Country, organization, office and person as an X.509 name; each cut to the 64 bytes it allows."""
    parts = (
        (NameOID.COUNTRY_NAME, "ID"),
        (NameOID.ORGANIZATION_NAME, organization),
        (NameOID.TITLE, office),
        (NameOID.COMMON_NAME, person),
    )
    return x509.Name([x509.NameAttribute(oid, _fit(text)) for oid, text in parts if text.strip()])


def _fit(text: str) -> str:
    """X.509 names hold 64 bytes; the full words stand in the document."""
    text = " ".join(text.split())
    if len(text.encode()) <= 64:
        return text
    return text.encode()[:61].decode(errors="ignore").rstrip() + "…"


def builder(
    subject: x509.Name, issuer: x509.Name, public_key: Any, start: datetime, end: datetime
) -> x509.CertificateBuilder:
    """An unsigned certificate with a fresh serial number."""
    builder = x509.CertificateBuilder(issuer, subject, public_key, x509.random_serial_number())
    return builder.not_valid_before(start).not_valid_after(end)


def extended(
    builder: x509.CertificateBuilder,
    public_key: Any,
    issuer_key: Any,
    *,
    usage: tuple[str, ...],
    depth: int | None = None,
) -> x509.CertificateBuilder:
    """Add constraints, key identifiers and usage: `certify` for an authority, else `sign` and `commit`."""
    certify = "certify" in usage
    key_usage = x509.KeyUsage(
        digital_signature="sign" in usage,
        content_commitment="commit" in usage,
        key_cert_sign=certify,
        crl_sign=certify,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    return (
        builder.add_extension(x509.BasicConstraints(certify, depth), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(authority, critical=False)
        .add_extension(key_usage, critical=True)
    )


def crl(
    issuer: x509.Certificate, key: Any, now: datetime, revoked: tuple[tuple[int, datetime], ...]
) -> bytes:
    """A signed revocation list (DER), valid from `now` for a week, with serial numbers and their moments."""
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.subject)
        .last_update(now)
        .next_update(now + CRL_VALID)
        .add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
        .add_extension(identifier, critical=False)
    )
    for serial, when in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(when)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def locked(key: Any, passphrase: bytes) -> bytes:
    """The key as PEM that needs the passphrase; its derivation is quick, so let it be long and random."""
    lock = serialization.BestAvailableEncryption(passphrase)
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)
