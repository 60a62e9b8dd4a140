"""What a place asks of whoever holds the key, in the two shapes that signers come in: a hash, or the whole PDF."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from agreements.signing.crypto.stamp import Stamp


class Unavailable(Exception):
    """The provider does not answer, or answers with what is no answer: nothing is signed, try again later."""


class Refusal(Exception):
    """The provider refuses; `code` says why: `passphrase`, `unknown`, `certificate` or `refused`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Tampered(Exception):
    """What came back is not our file with exactly this person's signature added; `code` says in which way."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Secrets:
    """What the person types to sign; it passes through and is never stored, logged or given to a task."""

    passphrase: str = field(repr=False)
    nik: str = field(default="", repr=False)
    """The national identity number, asked for by BSrE alone."""


@dataclass(frozen=True)
class Wanted:
    """The signature that is wanted."""

    pdf: bytes = field(repr=False)
    """The document as it stands."""
    field: str
    """The prepared field of the place."""
    stamp: Stamp
    """Who signs as what, and where it can be checked."""
    location: str
    """The place named in the agreement."""


@dataclass(frozen=True)
class Given:
    """A document with one signature more."""

    pdf: bytes = field(repr=False)
    level: str
    """Its PAdES level: B-B, B-T or B-LT."""
    provider: dict[str, Any]
    """What is kept of a certificate that is not ours: field, subject, issuer, serial, fingerprint; empty for ours."""
    time_source: str = ""
    """Whose clock the signature's time stamp tells: "local", a service's name, or nobody's."""


class HashSigner(Protocol):
    """Holds a private key and signs digests with it: our own sealed keys, or a remote key store."""

    def sign_hash(self, digest: bytes) -> bytes:
        """Sign the SHA-256 digest and return the signature (DER). Raises Unavailable or Refusal."""
        ...


class PdfSigner(Protocol):
    """Takes the document and returns it signed: BSrE's e-sign client."""

    def sign_pdf(self, wanted: Wanted, secrets: Secrets) -> bytes:
        """Return the longer file; the caller checks it (`backends.returned`). Raises Unavailable or Refusal."""
        ...
