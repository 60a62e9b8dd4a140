"""Places that wait for a person -> one letter with a personal link for each, sent by the worker and tried again.

A mail server that is down blocks nothing: the letter waits in the queue, each try is counted on its rows.
"""

import datetime as dt
import logging
import re
import secrets
from collections.abc import Iterable
from smtplib import SMTPException

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from agreements.record.stages import Stage
from agreements.signing.models import FrozenDocument, Signer
from agreements.signing.session.models import Reminder
from agreements.signing.session.queries import places_waiting_for
from agreements.signing.session.tokens import LASTS, link_to
from villages.people.models import User

logger = logging.getLogger(__name__)

TURN, REMINDER, LOST = "turn", "reminder", "lost"
"""Why a letter goes out: the turn has come, somebody reminds, the link was lost."""
PAUSES = tuple(dt.timedelta(minutes=m) for m in (1, 5, 30, 120, 720))
"""How long after each failed try the next one comes; after the last the letter is given up."""
MOST_AN_HOUR = 3
"""So many letters go to one person who lost the link, however often it is asked for."""
_KEPT = 15 * 60
_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{12}")


def tell_whose_turn(document: FrozenDocument) -> None:
    """Write to everybody whose turn it is and who has not been written to; after the PDF and after each signature."""
    if document.state != FrozenDocument.State.READY:
        return
    found = document.signers.filter(is_open=True, person__isnull=False, reminders__isnull=True)
    for signer in found.order_by("ordinal"):
        post([signer], TURN)


def post(signers: Iterable[Signer], occasion: str, *, by: User | None = None) -> list[Reminder]:
    """Queue one letter about these places, all of one person; it leaves when the transaction holds."""
    made = [Reminder.objects.create(signer=signer, asked_by=by) for signer in signers]
    deliver.enqueue([reminder.pk for reminder in made], occasion)
    return made


@task()
def deliver(reminders: list[int], occasion: str) -> None:
    """Send a queued letter, in the worker; places that were signed meanwhile are left out, and nothing goes twice."""
    with transaction.atomic():
        waiting = Reminder.objects.select_for_update(of=("self",), skip_locked=True)
        waiting = waiting.filter(pk__in=reminders, sent_at__isnull=True).filter(_still_waiting())
        rows = list(waiting.select_related("signer__person", "asked_by").order_by("pk"))
        if not rows:
            return
        again = not _sent(rows, occasion)
        for row in rows:
            row.tries += 1
            row.sent_at = None if again else timezone.now()
            row.save(update_fields=["tries", "sent_at"])
        tried = max(row.tries for row in rows)
        if again and tried <= len(PAUSES):
            later = timezone.now() + PAUSES[tried - 1]
            deliver.using(run_after=later).enqueue(reminders, occasion)


def _still_waiting() -> Q:
    return Q(
        signer__is_open=True,
        signer__document__voided_at__isnull=True,
        signer__document__agreement__stage=Stage.SIGNING,
    )


def _sent(rows: list[Reminder], occasion: str) -> bool:
    """Hand the letter to the mail server; False when it does not take it."""
    person = rows[0].signer.person
    assert person is not None
    keys = [row.signer_id for row in rows]
    places = Signer.objects.filter(pk__in=keys).select_related("document__agreement", "organization")
    context = {
        "person": person,
        "occasion": occasion,
        "asked_by": rows[0].asked_by,
        "places": [(place, link_to(place)) for place in places.order_by("pk")],
        "days": LASTS.days,
        "lost_url": settings.PUBLIC_URL + reverse("agreements:sign-lost"),
    }
    try:
        _letter(person, context).send()
    except (OSError, SMTPException) as error:
        logger.warning("mail", extra={"fields": {"occasion": occasion, "failed": type(error).__name__}})
        return False
    logger.info("mail", extra={"fields": {"occasion": occasion, "places": len(rows)}})
    return True


def _letter(person: User, context: dict) -> EmailMultiAlternatives:
    """As text and as a page without pictures. The portal writes mail in Indonesian; the first line is the subject."""
    with translation.override(settings.LANGUAGE_CODE):
        subject, _break, body = render_to_string("mail/signing.txt", context).partition("\n")
        page = render_to_string("mail/signing.html", context)
    letter = EmailMultiAlternatives(" ".join(subject.split()), body.lstrip("\n"), None, [person.email])
    letter.attach_alternative(page, "text/html")
    return letter


def ask_again(typed: str) -> None:
    """Let the worker look for whoever lost a link, so that the answer takes as long for a stranger's name.

    What was typed waits in the cache for a quarter of an hour and never stands in a task's arguments.
    """
    key = f"signing-lost:{secrets.token_urlsafe(12)}"
    cache.set(key, typed, _KEPT)
    look_for.enqueue(key)


@task()
def look_for(key: str) -> None:
    """Write to the people whom the typed words mean: a user name, an address on file, a document's code."""
    typed = cache.get(key, "").strip()
    cache.delete(key)
    for person in _meant(typed):
        _write_again(person)


@task()
def write_again(person: int) -> None:
    """Write to the person whose link is too old or leads to a text that was replaced."""
    for found in User.objects.filter(pk=person, is_active=True):
        _write_again(found)


def _meant(typed: str) -> Iterable[User]:
    if not typed:
        return []
    people = User.objects.filter(is_active=True).order_by("pk")
    code = re.sub(r"[\s-]", "", typed).upper()
    if not _CODE.fullmatch(code):
        return people.filter(Q(username__iexact=typed) | Q(email__iexact=typed))
    documents = FrozenDocument.objects.filter(
        verification_code="-".join((code[:4], code[4:8], code[8:])), voided_at__isnull=True
    )
    waiting = Signer.objects.filter(document__in=documents, is_open=True)
    return people.filter(Q(pk__in=waiting.values("person")) | Q(username__iexact=typed))


@transaction.atomic
def _write_again(person: User) -> None:
    """One letter with every place that waits for the person; none when nothing waits, or when there were enough."""
    User.objects.select_for_update().get(pk=person.pk)
    places = places_waiting_for(person)
    hour = timezone.now() - dt.timedelta(hours=1)
    lately = Reminder.objects.filter(signer__in=places, asked_by__isnull=True, asked_at__gt=hour)
    if places and lately.values("asked_at").distinct().count() < MOST_AN_HOUR:
        post(places, LOST)
