"""An opinion that waits for its writer's e-mail address to be checked -> the letter with the link, tried again later.

A mail server that is down blocks nothing: the letter waits in the queue. The link's token is made when the letter
goes out; the database knows only its digest.
"""

import datetime as dt
import hashlib
import logging
import secrets
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from agreements.review.consultation.models import CitizenComment

logger = logging.getLogger(__name__)

LASTS = dt.timedelta(days=3)
"""How long the link confirms; what was not confirmed by then is deleted."""
PAUSES = tuple(dt.timedelta(minutes=m) for m in (1, 5, 30, 120, 720))
"""How long after each failed try the next one comes; after the last the letter is given up."""


def digest_of(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def fresh_digest() -> str:
    """A digest to which nobody has a token yet."""
    return digest_of(secrets.token_urlsafe(32))


@task()
def deliver(comment: int, tried: int = 0) -> None:
    """Send the link to who wrote the opinion, in the worker; nothing when it was confirmed or deleted meanwhile."""
    with transaction.atomic():
        waiting = CitizenComment.objects.select_for_update(of=("self",)).filter(pk=comment)
        row = (
            waiting.filter(confirmed_at__isnull=True)
            .exclude(email="")
            .select_related("consultation__agreement")
            .first()
        )
        if row is None:
            return
        token = secrets.token_urlsafe(32)
        row.token_digest = digest_of(token)
        row.save(update_fields=["token_digest"])
        if not _sent(row, token) and tried < len(PAUSES):
            deliver.using(run_after=timezone.now() + PAUSES[tried]).enqueue(comment, tried + 1)


def _sent(row: CitizenComment, token: str) -> bool:
    """Hand the letter to the mail server; False when it does not take it. The portal writes mail in Indonesian."""
    url = settings.PUBLIC_URL + reverse("agreements:consultation-confirm", args=[token])
    page = {"comment": row, "agreement": row.consultation.agreement, "url": url, "days": LASTS.days}
    with translation.override(settings.LANGUAGE_CODE):
        subject, _break, body = render_to_string("mail/citizen_comment.txt", page).partition("\n")
    try:
        send_mail(" ".join(subject.split()), body.lstrip("\n"), None, [row.email])
    except (OSError, SMTPException) as error:
        logger.warning(
            "mail", extra={"fields": {"occasion": "citizen_comment", "failed": type(error).__name__}}
        )
        return False
    logger.info("mail", extra={"fields": {"occasion": "citizen_comment"}})
    return True
