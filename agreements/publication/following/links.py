"""A follower's row -> the secret in the links of all its letters; the database knows only the secret's digest.

It is computed from the portal's own key, so that a letter of next year can carry the same link as the first one
without anybody having kept it.
"""

import hashlib

from django.utils.crypto import salted_hmac

from agreements.publication.following.models import Follow


def secret_of(row: Follow) -> str:
    """What stands in the links; another one for every row and for every wish to follow anew."""
    said = f"{row.email}\0{row.what}\0{row.target}\0{row.created_at.isoformat()}"
    return salted_hmac("agreements.following", said, algorithm="sha256").hexdigest()


def digest_of(secret: str) -> str:
    """What the database keeps of it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def row_of(secret: str) -> Follow | None:
    """The row that such a link belongs to; None when somebody left, or when it never was."""
    return Follow.objects.filter(token=digest_of(secret)).first()
