"""The cryptographic algorithms behind every signature, named once: what to change when one of them grows weak.

How and when they are replaced, and what happens to what was signed with the old ones: docs/decisions/0013.
"""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

DIGEST = "sha256"
"""Over files, signed attributes and the imprints of time stamps; in the form that PDF, CMS and hashlib share."""
SIGNATURE = "sha256_ecdsa"
"""What a signatory's key (P-256) makes of a digest, as CMS names it."""
LONGEST_SIGNATURE = 72
"""Bytes of the longest such signature."""


def digest() -> hashes.HashAlgorithm:
    """The digest as an object of the cryptography library."""
    return hashes.SHA256()


def curve() -> ec.EllipticCurve:
    """The curve of signatories' keys."""
    return ec.SECP256R1()
