"""A signatory's own key, opened for one signature -> signatures over digests."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed


class LocalKey:
    """The private key of a certificate of the portal's own authority: a `HashSigner`, uncertified (PP 71/2019)."""

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self._key = key

    def __repr__(self) -> str:
        return "<LocalKey>"

    def sign_hash(self, digest: bytes) -> bytes:
        """Sign the SHA-256 digest with ECDSA on P-256 and return the signature (DER)."""
        return self._key.sign(digest, ec.ECDSA(Prehashed(hashes.SHA256())))
