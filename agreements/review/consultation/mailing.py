"""An opinion -> the letters to its writer: the link that checks the address, and later that the village has answered.

A mail server that is down blocks nothing: the letter waits in the queue. The link's token is made when the letter
goes out; the database knows only its digest. With the report of a consultation its writers are forgotten, and with
them a letter about an answer that could not be delivered until then.
"""

import datetime as dt
import hashlib
import logging
import secrets
from collections.abc import Mapping
from pathlib import PurePath
from smtplib import SMTPException
from typing import Any

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
    """Hand the letter with the link to the mail server; False when it does not take it."""
    url = settings.PUBLIC_URL + reverse("agreements:consultation-confirm", args=[token])
    return _letter(row, "mail/citizen_comment.txt", {"url": url, "days": LASTS.days})


@task()
def deliver_answer(comment: int, tried: int = 0) -> None:
    """Tell the writer of an opinion that the village has answered; nothing once the writer is forgotten."""
    shown = CitizenComment.objects.filter(pk=comment, state=CitizenComment.Moderation.SHOWN)
    known = shown.exclude(answer="").exclude(email="").select_related("consultation__agreement")
    row = known.first()
    if row is None:
        return
    ref = row.consultation.agreement.ref
    url = settings.PUBLIC_URL + reverse("agreements:consultation-comments", args=[ref])
    if not _letter(row, "mail/citizen_answer.txt", {"url": url}) and tried < len(PAUSES):
        deliver_answer.using(run_after=timezone.now() + PAUSES[tried]).enqueue(comment, tried + 1)


def _letter(row: CitizenComment, template: str, more: dict[str, Any]) -> bool:
    """Send one of the letters about an opinion; False when the mail server does not take it."""
    page = {"comment": row, "agreement": row.consultation.agreement, **more}
    return posted(template, page, to=row.email)


def posted(template: str, page: Mapping[str, Any], *, to: str) -> bool:
    """Hand a letter to a citizen to the mail server; False when it does not take it. Mail is written in Indonesian."""
    occasion = PurePath(template).stem
    with translation.override(settings.LANGUAGE_CODE):
        subject, _break, body = render_to_string(template, dict(page)).partition("\n")
    try:
        send_mail(" ".join(subject.split()), body.lstrip("\n"), None, [to])
    except (OSError, SMTPException) as error:
        logger.warning("mail", extra={"fields": {"occasion": occasion, "failed": type(error).__name__}})
        return False
    logger.info("mail", extra={"fields": {"occasion": occasion}})
    return True
