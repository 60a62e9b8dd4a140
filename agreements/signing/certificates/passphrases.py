"""Words that somebody has chosen -> whether they may seal a key, and how strong they are, in words."""

import re
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from villages.people.models import User

SHORTEST = 12
_FEWEST_SIGNS = 5
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "01234567890123456789",
    "98765432109876543210",
)
_KEPT = 4
"""A passphrase of which the common word or the row of keys leaves fewer signs than this is refused."""


@sensitive_variables()
def check(passphrase: str, person: User) -> None:
    """A passphrase has at least 12 characters, is nothing that others know or guess, and opens no other door.

    Refused are: names and the e-mail address, what is on the list of common passwords, one word repeated, rows of
    keys, and the password with which the person logs in. Raises ValidationError.
    """
    if len(passphrase) < SHORTEST:
        raise ValidationError(_("Frasa sandi paling sedikit %(count)d karakter.") % {"count": SHORTEST})
    plain = passphrase.casefold().strip()
    if _is_personal(plain, person):
        raise ValidationError(_("Frasa sandi tidak boleh berupa nama, nama pengguna, atau surel Anda."))
    if len(set(plain)) < _FEWEST_SIGNS or _is_common(plain):
        raise ValidationError(_("Frasa sandi terlalu mudah ditebak; gunakan beberapa kata."))
    if person.check_password(passphrase):
        raise ValidationError(_("Frasa sandi harus berbeda dari kata sandi untuk masuk."))


@sensitive_variables()
def strength(passphrase: str) -> str:
    """How strong it is, for the person who has just chosen it: "cukup" or "kuat"; weaker ones are refused."""
    words = {word for word in re.findall(r"\w+", passphrase.casefold()) if len(word) > 2}
    if len(passphrase) >= 20 and (len(words) >= 4 or len(set(passphrase)) >= 12):
        return _("kuat")
    return _("cukup; beberapa kata lagi membuatnya kuat")


@sensitive_variables()
def _is_personal(plain: str, person: User) -> bool:
    try:
        UserAttributeSimilarityValidator(("username", "full_name", "email")).validate(plain, person)
    except ValidationError:
        return True
    return False


@sensitive_variables()
def _is_common(plain: str) -> bool:
    """On the list of common passwords, also repeated or with a tail of digits; or a row of keys."""
    words = re.findall(r"\w+", plain)
    bare = "".join(words)
    candidates = {plain, bare, bare.strip("0123456789"), *(words if len(set(words)) == 1 else ())}
    if any(word in _common() for word in candidates):
        return True
    if re.fullmatch(r"(.{1,8}?)\1+.{0,3}", bare):
        return True
    return any(_longest_part(bare, row) > len(bare) - _KEPT for row in _ROWS)


def _longest_part(text: str, row: str) -> int:
    """How long the longest piece of the row is that the text holds."""
    pieces = (row[start:end] for start in range(len(row)) for end in range(start + 1, len(row) + 1))
    return max((len(piece) for piece in pieces if piece in text), default=0)


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)
