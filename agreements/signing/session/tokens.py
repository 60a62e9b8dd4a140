"""A place in a frozen document <-> the personal link that opens it for its signatory, and for nobody else."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.db.models import TextChoices
from django.urls import reverse

from agreements.signing.models import Signer

LASTS = dt.timedelta(days=14)
"""How long a link opens; a fresh one is made at every reminder."""
_SIGNER = TimestampSigner(sep=".", salt="agreements.signing.session.link")


class State(TextChoices):
    """What a link is still good for."""

    GOOD = "good"
    EXPIRED = "expired"
    REPLACED = "replaced"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Link:
    """A link as somebody opened it."""

    state: State
    signer: Signer | None
    """The place; None for a link that the portal never made, or of which a part is missing."""


def token_for(signer: Signer) -> str:
    """What names the place in an address: its key and the moment, signed; it holds no name and no secret."""
    return _SIGNER.sign(str(signer.pk))


def link_to(signer: Signer) -> str:
    """The whole address for a mail or a chat. Whoever has it must still log in as the signatory."""
    return settings.PUBLIC_URL + reverse("agreements:sign-link", args=[token_for(signer)])


def read(token: str) -> Link:
    """The place that a token names, and whether it is too old or its document was replaced."""
    try:
        key = _SIGNER.unsign(token)
    except BadSignature:
        return Link(State.UNKNOWN, None)
    signer = Signer.objects.select_related("document__agreement", "person").filter(pk=key).first()
    if signer is None or signer.person is None:
        return Link(State.UNKNOWN, None)
    if signer.document.voided_at:
        return Link(State.REPLACED, signer)
    return Link(State.EXPIRED if _is_old(token) else State.GOOD, signer)


def _is_old(token: str) -> bool:
    try:
        _SIGNER.unsign(token, max_age=LASTS)
    except SignatureExpired:
        return True
    return False


def masked(name: str) -> str:
    """A name of which only the initials remain; its length is not told either."""
    return " ".join(f"{word[0]}•••" for word in name.split())
