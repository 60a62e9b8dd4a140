"""A citizen's voice -> the letters to its writer: the link that checks the address, and later the answer.

A mail server that is down blocks nothing: the letter waits in the queue. The link's token is made when the letter goes
out; the database knows only its digest. With the answer the writer is forgotten.
"""

import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from agreements.monitoring.voices.models import Voice
from agreements.review.consultation.mailing import LASTS, PAUSES, digest_of, posted


@task()
def deliver(voice: int, tried: int = 0) -> None:
    """Send the link to who spoke, in the worker; nothing when it was confirmed or deleted meanwhile."""
    with transaction.atomic():
        waiting = Voice.objects.select_for_update(of=("self",)).filter(pk=voice, confirmed_at__isnull=True)
        row = waiting.exclude(email="").select_related("agreement").first()
        if row is None:
            return
        token = secrets.token_urlsafe(32)
        row.token_digest = digest_of(token)
        row.save(update_fields=["token_digest"])
        url = settings.PUBLIC_URL + reverse("agreements:voice-confirm", args=[token])
        sent = _letter(row, "mail/citizen_voice.txt", {"url": url, "days": LASTS.days})
        if not sent and tried < len(PAUSES):
            deliver.using(run_after=timezone.now() + PAUSES[tried]).enqueue(voice, tried + 1)


@task()
def deliver_answer(voice: int, tried: int = 0) -> None:
    """Tell the writer what the party answered, then forget the address; also when no letter gets through for long."""
    row = (
        Voice.objects.filter(pk=voice)
        .exclude(answer="")
        .exclude(email="")
        .select_related("agreement")
        .first()
    )
    if row is None:
        return
    url = settings.PUBLIC_URL + reverse("agreements:voices", args=[row.agreement.ref])
    if not _letter(row, "mail/citizen_voice_answer.txt", {"url": url}) and tried < len(PAUSES):
        deliver_answer.using(run_after=timezone.now() + PAUSES[tried]).enqueue(voice, tried + 1)
        return
    Voice.objects.filter(pk=voice).update(email="", name=row.name if row.name_is_shown else "")


def _letter(row: Voice, template: str, more: dict[str, Any]) -> bool:
    """Send one of the letters; False when the mail server does not take it."""
    return posted(template, {"voice": row, "agreement": row.agreement, **more}, to=row.email)
