"""A folder and a passphrase -> the portal's certificate authority: certificates, revocation lists."""

import os
import secrets
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from agreements.signing.crypto.pki import (
    Identity,
    Published,
    builder,
    crl,
    extended,
    fingerprint,
    locked,
    name,
)

ORGANIZATION = "Portal Kerjasama"
SIGNATORY_DAYS = 2 * 365
PATHS = {"root": "/sertifikat/induk", "intermediate": "/sertifikat/penanda-tangan"}
"""Where a portal offers an issuer's certificate (.crt) and revocation list (.crl)."""
_PARTS = ("root", "intermediate", "tsa")
_YEARS = {"root": 30, "intermediate": 25, "tsa": 20}
_SKEW = timedelta(minutes=5)


class AuthorityError(Exception):
    """The authority's folder is missing, incomplete, or does not open with this passphrase."""


def create(
    directory: Path | str, passphrase: str, *, not_before: datetime | None = None, public_url: str = ""
) -> "Authority":
    """Open the authority in the folder, or make it there once: root, intermediate and time stamps.

    Making is all or nothing: the folder appears complete or not at all; an existing one is never overwritten.
    `not_before` lets a demo's authority begin in the past; otherwise it begins now. `public_url` is the portal's
    own address, written into certificates so that other software finds the revocation lists. Raises
    AuthorityError where the folder holds something else or the passphrase is wrong or empty.
    """
    directory = Path(directory)
    if not directory.exists() or not any(directory.iterdir()):
        if not passphrase:
            raise AuthorityError("The authority's passphrase is not set.")
        _make(directory, passphrase.encode(), (not_before or datetime.now(UTC)) - _SKEW, public_url)
    authority = open_(directory, passphrase, public_url)
    authority.unlock()
    return authority


def open_(directory: Path | str, passphrase: str, public_url: str = "") -> "Authority":
    """Open an existing authority; keys are read when needed. Raises AuthorityError if it is incomplete."""
    directory = Path(directory)
    missing = [f for p in _PARTS for f in (f"{p}.crt", f"{p}.key") if not (directory / f).is_file()]
    if missing:
        raise AuthorityError(f"The authority's folder lacks: {', '.join(missing)}.")
    return Authority(directory, passphrase, public_url)


def published(public_url: str, part: str) -> Published | None:
    """Where a portal at that address offers what `part` (root or intermediate) has issued; None without one."""
    place = f"{public_url}{PATHS[part]}"
    return Published(certificate=f"{place}.crt", crl=f"{place}.crl") if public_url else None


class Authority:
    """The portal's own certificate authority, opened from its folder."""

    def __init__(self, directory: Path, passphrase: str, public_url: str = "") -> None:
        self._directory = directory
        self._public_url = public_url
        self._passphrase = passphrase.encode()
        self._crls: tuple[datetime, Any, tuple[bytes, ...]] | None = None

    def __repr__(self) -> str:
        return f"<Authority {self.fingerprint[:16]}>"

    def __reduce__(self) -> Any:
        raise TypeError("an authority holds keys and is never pickled")

    @cached_property
    def root(self) -> x509.Certificate:
        """The certificate everything is trusted through."""
        return self._certificate("root")

    @cached_property
    def intermediate(self) -> x509.Certificate:
        """The certificate that issues signatories' certificates."""
        return self._certificate("intermediate")

    @cached_property
    def tsa(self) -> x509.Certificate:
        """The certificate of the time-stamp service."""
        return self._certificate("tsa")

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the root certificate, to be published and compared."""
        return fingerprint(self.root)

    def unlock(self) -> None:
        """Read all three keys now. Raises AuthorityError for a wrong passphrase."""
        _ = self._root_key, self._intermediate_key, self.tsa_key

    def issue(
        self,
        public_key: ec.EllipticCurvePublicKey,
        identity: Identity,
        *,
        days: int = SIGNATORY_DAYS,
        until: datetime | None = None,
    ) -> x509.Certificate:
        """Certify a signatory's P-256 key from now for `days` days, with name, office and organization.

        It ends no later than `until` and than the issuer itself. Raises ValueError for another curve, an empty
        name, or an issuer that has ended.
        """
        if not isinstance(public_key, ec.EllipticCurvePublicKey) or public_key.curve.name != "secp256r1":
            raise ValueError("signatories' keys are P-256")
        if not identity.name.strip():
            raise ValueError("a certificate needs a name")
        subject = name(identity.name, identity.organization, identity.office)
        start = max(datetime.now(UTC) - _SKEW, self.intermediate.not_valid_before_utc)
        ends = (start + timedelta(days=days), self.intermediate.not_valid_after_utc, until)
        form = builder(subject, self.intermediate.subject, public_key, start, min(end for end in ends if end))
        form = extended(
            form,
            public_key,
            self._intermediate_key,
            usage=("sign", "commit"),
            published=published(self._public_url, "intermediate"),
        )
        return form.sign(self._intermediate_key, hashes.SHA256())

    def crls(self, revoked: Iterable[tuple[Any, ...]] = ()) -> tuple[bytes, ...]:
        """Fresh revocation lists (DER) of root and intermediate.

        `revoked` are serial numbers with moments and, if known, reasons (see `pki.REASONS`). A list is that of the
        full hour, or of the newest revocation since: so all processes make the same, and nothing is listed late.
        """
        now = datetime.now(UTC)
        entries = tuple(sorted(entry for entry in revoked if entry[1] <= now))
        hour = max(now.replace(minute=0, second=0, microsecond=0), self.intermediate.not_valid_before_utc)
        hour = min(hour, now)
        begun = max(hour, *(entry[1] for entry in entries)) if entries else hour
        if self._crls and self._crls[:2] == (begun, entries):
            return self._crls[2]
        made = (
            crl(self.root, self._root_key, hour, ()),
            crl(self.intermediate, self._intermediate_key, begun, entries),
        )
        self._crls = (begun, entries, made)
        return made

    @cached_property
    def _root_key(self) -> Any:
        return self._key("root")

    @cached_property
    def _intermediate_key(self) -> Any:
        return self._key("intermediate")

    @cached_property
    def tsa_key(self) -> rsa.RSAPrivateKey:
        """The key of the time-stamp service."""
        return self._key("tsa")

    def _certificate(self, part: str) -> x509.Certificate:
        return x509.load_pem_x509_certificate((self._directory / f"{part}.crt").read_bytes())

    def _key(self, part: str) -> Any:
        try:
            pem = (self._directory / f"{part}.key").read_bytes()
            return serialization.load_pem_private_key(pem, self._passphrase or None)
        except (ValueError, TypeError):
            raise AuthorityError("The authority's keys do not open with this passphrase.") from None


def _make(directory: Path, passphrase: bytes, start: datetime, public_url: str) -> None:
    """Write a complete new authority beside the folder, then move it into place in one step."""
    keys: dict[str, Any] = {
        part: ec.generate_private_key(ec.SECP384R1()) for part in ("root", "intermediate")
    }
    keys["tsa"] = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    directory.parent.mkdir(parents=True, exist_ok=True)
    made = directory.parent / f".{directory.name}.{secrets.token_hex(6)}"
    made.mkdir(mode=0o700)
    try:
        for part, certificate in _certificates(keys, start.replace(microsecond=0), public_url).items():
            _write(made / f"{part}.crt", certificate.public_bytes(serialization.Encoding.PEM), 0o644)
            _write(made / f"{part}.key", locked(keys[part], passphrase), 0o600)
        made.rename(directory)
    except OSError:
        if not directory.is_dir() or not any(directory.iterdir()):
            raise
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _certificates(keys: dict[str, Any], start: datetime, public_url: str) -> dict[str, x509.Certificate]:
    """Root, intermediate and time-stamp certificates, valid from `start`."""
    names = {
        "root": name(f"{ORGANIZATION} – CA Induk", ORGANIZATION),
        "intermediate": name(f"{ORGANIZATION} – CA Penanda Tangan", ORGANIZATION),
        "tsa": name(f"{ORGANIZATION} – Stempel Waktu", ORGANIZATION),
    }
    found = {}
    for part, depth in (("root", 1), ("intermediate", 0), ("tsa", None)):
        end = start + timedelta(days=_YEARS[part] * 365)
        form = builder(names[part], names["root"], keys[part].public_key(), start, end)
        usage = ("sign",) if depth is None else ("certify",)
        place = published(public_url, "root") if part != "root" else None
        form = extended(
            form, keys[part].public_key(), keys["root"], usage=usage, depth=depth, published=place
        )
        if depth is None:
            stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            form = form.add_extension(stamping, critical=True)
        found[part] = form.sign(keys["root"], hashes.SHA256())
    return found


def _write(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
