"""Notices that were not mailed yet -> one letter for each person, at once or once a day, as they chose.

A mail server that is down stops nothing: the notices wait and the next run tries again. A letter is marked as sent in
the same breath, and one about the same notices always has the same Message-ID, so that none is read twice.
"""

import datetime as dt
import hashlib
import logging
from collections.abc import Sequence
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from agreements.notices.models import Delivery, Notice
from agreements.notices.reading import Told, told
from villages.people.models import User

logger = logging.getLogger(__name__)

MORNING = dt.time(7)
"""When the letter of the day leaves, in the portal's time zone."""
MOST = 30
"""So many notices stand in one letter; of more it says how many are in the inbox."""
PAUSE = 3600
"""For so many seconds an address that the server refused is left alone."""


def send() -> int:
    """Send every letter that is due and return how many left; ends at once when the mail server does not answer."""
    sent, connection = 0, get_connection()
    keys = due().order_by("person_id").values_list("person_id", flat=True).distinct()
    try:
        for person in User.objects.filter(pk__in=list(keys)).order_by("pk"):
            if not cache.get(_paused(person)):
                sent += _send_to(person, connection)
    except OSError as error:
        logger.warning("mail", extra={"fields": {"occasion": "notices", "failed": type(error).__name__}})
    finally:
        connection.close()
    return sent


def due() -> QuerySet[Notice]:
    """What may leave now: everything of those who are told at once, what lay there this morning of the others."""
    now = timezone.localtime()
    morning = timezone.make_aware(dt.datetime.combine(now.date(), MORNING))
    cut = morning if now >= morning else morning - dt.timedelta(days=1)
    at_once = Q(person__notice_preference__isnull=True) | Q(
        person__notice_preference__delivery=Delivery.AT_ONCE
    )
    daily = Q(person__notice_preference__delivery=Delivery.DAILY, made_at__lt=cut)
    return Notice.objects.filter(at_once | daily, mailed_at__isnull=True)


@transaction.atomic
def _send_to(person: User, connection: BaseEmailBackend) -> bool:
    """One letter with all that is due for the person; another run that is at it is left alone. Raises OSError."""
    mine = due().filter(person=person).select_for_update(of=("self",), skip_locked=True)
    notices = list(
        mine.select_related("agreement", "entry__actor", "entry__on_behalf_of").order_by("made_at", "pk")
    )
    if not notices:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        letters = [one for one in told(notices, person) if not one.over]
    if letters and person.is_active and person.email:
        try:
            connection.send_messages([_letter(person, letters)])
        except (SMTPRecipientsRefused, SMTPDataError) as error:
            cache.set(_paused(person), True, PAUSE)
            logger.warning("mail", extra={"fields": {"occasion": "notices", "failed": type(error).__name__}})
            return False
        logger.info("mail", extra={"fields": {"occasion": "notices", "notices": len(letters)}})
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=timezone.now())
    return bool(letters and person.is_active and person.email)


def _paused(person: User) -> str:
    return f"notices-refused:{person.pk}"


def _letter(person: User, letters: Sequence[Told]) -> EmailMultiAlternatives:
    """As text and as a page without pictures. The portal writes mail in Indonesian; the first line is the subject."""
    context = {
        "person": person,
        "letters": letters[:MOST],
        "more": max(len(letters) - MOST, 0),
        "inbox_url": settings.PUBLIC_URL + reverse("agreements:notices"),
        "choice_url": settings.PUBLIC_URL + reverse("agreements:notice-preferences"),
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject, _break, body = render_to_string("mail/notices.txt", context).partition("\n")
        page = render_to_string("mail/notices.html", context)
    headers = {"Message-ID": _message_id(letters), "Auto-Submitted": "auto-generated"}
    letter = EmailMultiAlternatives(
        " ".join(subject.split()), body.lstrip("\n"), None, [person.email], headers=headers
    )
    letter.attach_alternative(page, "text/html")
    return letter


def _message_id(letters: Sequence[Told]) -> str:
    """The name of the letter: the same for the same notices, however often it is tried."""
    keys = ",".join(str(one.notice.pk) for one in letters)
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<notices-{hashlib.sha256(keys.encode()).hexdigest()[:32]}@{host}>"
