"""Names, keys and moments -> X.509 certificates, revocation lists and locked keys: an authority's forms."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

CRL_VALID = timedelta(days=7)
REASONS = {
    "superseded": x509.ReasonFlags.superseded,
    "lost": x509.ReasonFlags.superseded,
    "known": x509.ReasonFlags.key_compromise,
    "left": x509.ReasonFlags.affiliation_changed,
    "mandate_ended": x509.ReasonFlags.affiliation_changed,
    "withdrawn": x509.ReasonFlags.privilege_withdrawn,
}
"""Why a certificate was revoked -> the word for it in a revocation list (RFC 5280 5.3.1); others say none."""


@dataclass(frozen=True)
class Published:
    """Where an issuer's certificate and revocation list can be fetched by anybody."""

    certificate: str
    """Address of the certificate (DER)."""
    crl: str
    """Address of the revocation list (DER)."""


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
    published: Published | None = None,
) -> x509.CertificateBuilder:
    """Add constraints, key identifiers and usage: `certify` for an authority, else `sign` and `commit`.

    `published` says where the issuer's certificate and revocation list are fetched.
    """
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
    form = (
        builder.add_extension(x509.BasicConstraints(certify, depth), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(authority, critical=False)
        .add_extension(key_usage, critical=True)
    )
    return _told(form, published) if published else form


def _told(form: x509.CertificateBuilder, published: Published) -> x509.CertificateBuilder:
    """The certificate with the addresses at which other software looks up its issuer and whether it is revoked."""
    issuer = x509.AccessDescription(
        AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(published.certificate)
    )
    place = x509.DistributionPoint([x509.UniformResourceIdentifier(published.crl)], None, None, None)
    return form.add_extension(x509.AuthorityInformationAccess([issuer]), critical=False).add_extension(
        x509.CRLDistributionPoints([place]), critical=False
    )


def crl(issuer: x509.Certificate, key: Any, now: datetime, revoked: tuple[tuple[Any, ...], ...]) -> bytes:
    """A signed revocation list (DER), valid from `now` for a week.

    `revoked` are serial numbers with their moments and, where known, why (a key of `REASONS`). The same list is
    the same bytes, whichever process makes it.
    """
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.subject)
        .last_update(now)
        .next_update(now + CRL_VALID)
        .add_extension(x509.CRLNumber(int(now.timestamp() * 1_000_000)), critical=False)
        .add_extension(identifier, critical=False)
    )
    for serial, when, *why in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(when)
        if why and why[0] in REASONS:
            entry = entry.add_extension(x509.CRLReason(REASONS[why[0]]), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    try:
        signed = builder.sign(key, hashes.SHA256(), ecdsa_deterministic=True)
    except UnsupportedAlgorithm:  # OpenSSL before 3.2
        signed = builder.sign(key, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.DER)


def locked(key: Any, passphrase: bytes) -> bytes:
    """The key as PEM that needs the passphrase; its derivation is quick, so let it be long and random."""
    lock = serialization.BestAvailableEncryption(passphrase)
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)
