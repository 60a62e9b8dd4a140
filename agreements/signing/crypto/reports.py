"""What an inspection can say of a file: of each signature, of each time stamp, and of the whole."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class SignatureReport:
    """What can be said of one person's signature."""

    field: str
    """The signature field: "ttd-" and the place's key in our documents; a name of their own from other signers."""
    name: str
    """The person the certificate names."""
    office: str
    """The office the certificate names; may be empty."""
    organization: str
    """The village or partner the certificate names; may be empty."""
    signed_at: datetime | None
    """The proven time: what its trusted time stamp states, else the latest it can have been; None without proof."""
    fingerprint: str
    """SHA-256 of the certificate, lower-case hexadecimal."""
    serial: int
    """The certificate's serial number."""
    issuer: str
    """Who issued the certificate."""
    intact: bool
    """The signed bytes are unchanged."""
    valid: bool
    """The signature was made with the certificate's key."""
    trusted: bool
    """The certificate comes from our authority, or a provider's we know, and was good when signed."""
    certified: bool
    """It comes from a licensed provider's authority (`signer_roots`), not from our own."""
    timestamped: bool
    """It has a time stamp of its own, intact and from a trusted service."""
    time_source: str
    """Who proves the time: `local` for the portal's own service, else the service's name; empty without proof."""
    level: str
    """`B-B` (time not proven), `B-LT`, or `B-LTA` (carried on by a time stamp over the whole file); empty if bad."""
    coverage: str
    """`file`, `revision` (later additions follow) or `partial` (not everything before it is covered)."""
    certifies: bool
    """True for the signature that closed the text: afterwards only further signatures are allowed."""
    problems: tuple[str, ...]
    """Codes: `altered`, `forged`, `untrusted`, `revoked`, `no_time`, `partial`, `changed_after`."""
    notes: tuple[str, ...] = ()
    """What is no fault. `time_later`: proven by a later time stamp over the file; `time_pending`: not proven yet, and
    the portal is about to; `time_expired`: the time stamp's certificate ran out before a later one carried it on."""

    @property
    def good(self) -> bool:
        """Nothing is wrong with this signature."""
        return not self.problems


@dataclass(frozen=True)
class StampReport:
    """What can be said of one time stamp over the whole file as it was; it is nobody's signature."""

    field: str
    """Its field."""
    moment: datetime | None
    """The time it states; None if it cannot be read."""
    source: str
    """`local` for the portal's own service, else the service's name."""
    intact: bool
    """What it covers is unchanged, and it was made by the service that it names."""
    trusted: bool
    """The service's certificate comes from a root that we know."""
    coverage: str
    """`file`, `revision` or `partial`, as for signatures."""
    problems: tuple[str, ...]
    """Codes: `stamp_altered`, `stamp_untrusted`, `partial`, `changed_after`."""
    notes: tuple[str, ...] = ()
    """`time_expired`, as for signatures."""

    @property
    def good(self) -> bool:
        """It proves that everything before it existed at that moment."""
        return not self.problems


@dataclass(frozen=True)
class Report:
    """What can be said of a whole file."""

    sha256: str
    """SHA-256 of the file, lower-case hexadecimal."""
    size: int
    """Its length in bytes."""
    verdict: str
    """`valid` (signed and all good), `unsigned`, `invalid` (a signature or the file is not), `unreadable`."""
    signatures: tuple[SignatureReport, ...]
    """Every person's signature, in the order they were made."""
    open_fields: tuple[str, ...]
    """Signature fields that are still empty."""
    problems: tuple[str, ...]
    """Codes: `too_large`, `too_slow`, `not_pdf`, `appended`, `changed`, and those of signatures and stamps."""
    content: bytes | None = field(repr=False)
    """The canonical JSON the file carries; None if it carries none."""
    stamps: tuple[StampReport, ...] = ()
    """Every time stamp over the file, in the order they were made."""

    @property
    def content_digest(self) -> str:
        """SHA-256 of the carried JSON, to be compared with the frozen text; empty without one."""
        return hashlib.sha256(self.content).hexdigest() if self.content is not None else ""
