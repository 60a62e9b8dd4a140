"""Random codes that people read aloud and type without mistakes: references and verification codes."""

import secrets

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def random_code(length: int) -> str:
    """Random letters and digits that nobody misreads (Crockford's base 32: no I, L, O, U)."""
    return "".join(secrets.choice(CROCKFORD) for _i in range(length))


def new_ref() -> str:
    """A new public reference: 8 characters, 40 bits, not to be guessed in order."""
    return random_code(8)
