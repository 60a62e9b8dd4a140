"""A signatory's key and passphrase -> a sealed box that only the same passphrase and user open."""

import base64
import json
import os
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from django.views.decorators.debug import sensitive_variables

MEMORY_KIB = 64 * 1024
PASSES = 3
_MOST_MEMORY_KIB = 1024 * 1024
_MOST_PASSES = 16


class WrongPassphrase(Exception):
    """The box did not open: wrong passphrase, or a box of another user, certificate or content."""


def new_key() -> ec.EllipticCurvePrivateKey:
    """Make a fresh P-256 key for one signatory."""
    return ec.generate_private_key(ec.SECP256R1())


@sensitive_variables()
def seal(key: ec.EllipticCurvePrivateKey, passphrase: str, *, user_id: int | str, fingerprint: str) -> bytes:
    """Encrypt the key with AES-256-GCM under Argon2id of the passphrase, bound to user and certificate.

    The box may be stored in the database: without the passphrase it is of no use (UU ITE art. 11, sole
    control as far as a server can give it). Raises ValueError for an empty passphrase.
    """
    if not passphrase:
        raise ValueError("an empty passphrase seals nothing")
    salt, nonce = os.urandom(16), os.urandom(12)
    der = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    locked = AESGCM(_derive(passphrase, salt, MEMORY_KIB, PASSES)).encrypt(
        nonce, der, _bound(user_id, fingerprint)
    )
    box = {"v": 1, "kdf": "argon2id", "m": MEMORY_KIB, "t": PASSES}
    parts = {"salt": salt, "nonce": nonce, "box": locked}
    return json.dumps(box | {name: base64.b64encode(part).decode() for name, part in parts.items()}).encode()


@sensitive_variables()
def unseal(
    sealed: bytes, passphrase: str, *, user_id: int | str, fingerprint: str
) -> ec.EllipticCurvePrivateKey:
    """Open a sealed box. Raises WrongPassphrase, which never says which part was wrong."""
    try:
        box = json.loads(sealed)
        salt, nonce, locked = (base64.b64decode(box[name]) for name in ("salt", "nonce", "box"))
        memory, passes = int(box["m"]), int(box["t"])
        if box["v"] != 1 or not (8 <= memory <= _MOST_MEMORY_KIB and 1 <= passes <= _MOST_PASSES):
            raise WrongPassphrase
        der = AESGCM(_derive(passphrase, salt, memory, passes)).decrypt(
            nonce, locked, _bound(user_id, fingerprint)
        )
        key = serialization.load_der_private_key(der, None)
    except (InvalidTag, ValueError, KeyError, TypeError):
        raise WrongPassphrase from None
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise WrongPassphrase
    return key


@sensitive_variables()
def _derive(passphrase: str, salt: bytes, memory: int, passes: int) -> bytes:
    """The same typed words give the same key on every keyboard: Unicode is brought to one form first."""
    words = unicodedata.normalize("NFKC", passphrase).encode()
    return Argon2id(salt=salt, length=32, iterations=passes, lanes=1, memory_cost=memory).derive(words)


def _bound(user_id: int | str, fingerprint: str) -> bytes:
    return f"kerjasama/key/1|user:{user_id}|certificate:{fingerprint.lower()}".encode()
