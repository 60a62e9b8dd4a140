"""A wish to follow -> the letter with the link that confirms it, tried again later while the mail server is down."""

import datetime as dt
import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from agreements.publication.following.links import secret_of
from agreements.publication.following.models import Follow
from agreements.publication.following.targets import target_of

logger = logging.getLogger(__name__)

PAUSES = tuple(dt.timedelta(minutes=m) for m in (1, 5, 30, 120, 720))
"""How long after each failed try the next one comes; after the last the letter is given up."""


@task()
def deliver(follow: int, tried: int = 0) -> None:
    """Send the link, in the worker; nothing when the wish is gone meanwhile or what it follows is public no more."""
    row = Follow.objects.filter(pk=follow).first()
    target = target_of(row.what, row.target) if row else None
    if row is None or target is None:
        return
    page = {"target": target, "confirmed": row.confirmed_at is not None}
    try:
        send("follow", [row], page)
    except (OSError, SMTPException) as error:
        logger.warning("mail", extra={"fields": {"occasion": "follow", "failed": type(error).__name__}})
        if tried < len(PAUSES):
            deliver.using(run_after=timezone.now() + PAUSES[tried]).enqueue(follow, tried + 1)


def send(
    name: str,
    rows: list[Follow],
    page: dict[str, Any],
    connection: BaseEmailBackend | None = None,
    mark: str = "",
) -> None:
    """Write the letter of that name to the rows' address, in its language, with the ways to leave (RFC 8058).

    The first line of the template is the subject. Raises what the mail server raises.
    """
    first = rows[0]
    leave = settings.PUBLIC_URL + reverse("agreements:follow-leave", args=[secret_of(first)])
    page = page | {
        "leave_url": leave,
        "follow_url": settings.PUBLIC_URL + reverse("agreements:follow-confirm", args=[secret_of(first)]),
        "portal": settings.PUBLIC_URL,
    }
    with translation.override(first.language):
        subject, _break, body = render_to_string(f"mail/{name}.txt", page).partition("\n")
    headers = {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    } | ({"Message-ID": mark} if mark else {})
    letter = EmailMessage(
        " ".join(subject.split()),
        body.lstrip("\n"),
        None,
        [first.email],
        headers=headers,
        connection=connection,
    )
    letter.send()
    logger.info("mail", extra={"fields": {"occasion": name, "follows": len(rows)}})
