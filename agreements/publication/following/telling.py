"""What became public or ended since the last letter -> one letter for each follower, daily or weekly.

An address gets one letter for all that it follows, and each agreement stands in it once. A letter and the note of
how far it told belong to one transaction; a letter about the same news always has the same Message-ID, so that a
crash between the two lets nobody read it twice. A mail server that is down stops the round; the next one goes on.
An address that the server refuses is tried again with the next letter.
"""

import datetime as dt
import hashlib
import logging
from dataclasses import dataclass
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from agreements.publication.catalogue.models import Listing
from agreements.publication.following.mailing import send
from agreements.publication.following.models import Follow
from agreements.publication.following.targets import target_of
from agreements.record.stages import Stage

logger = logging.getLogger(__name__)

MORNING = dt.time(7)
"""When the day's letters leave, and on Mondays the week's, in the portal's time zone."""
LATE = dt.timedelta(minutes=5)
"""A crossing that was stamped at one moment may be committed, and seen, this much later."""
AT_ONCE = 300
"""So many addresses are served in one round."""
MOST = 20
"""So many agreements stand in one letter for each thing that is followed; the page has the rest."""


@dataclass(frozen=True)
class News:
    """What is new about one thing that is followed."""

    name: str
    """What is followed."""
    url: str
    """Its page, in full."""
    listings: list[Listing]
    """The newest first, at most `MOST`."""
    more: bool
    """Whether there is more than that."""


def tell_followers() -> int:
    """Send every letter that is due; returns how many left. Safe at any time, twice at once and after any crash."""
    if not timezone.localtime().time() >= MORNING:
        return 0
    _nothing_new()
    sent, connection = 0, get_connection()
    addresses = due().order_by("email").values("email").annotate(since=Min("sent_at")).order_by("since")
    try:
        for one in list(addresses[:AT_ONCE]):
            sent += _tell(one["email"], connection)
    except OSError as error:
        logger.warning("mail", extra={"fields": {"occasion": "follow_news", "failed": type(error).__name__}})
    finally:
        connection.close()
    return sent


def due() -> QuerySet[Follow]:
    """Whom nobody has told anything since this morning, of the weekly ones since Monday's."""
    now = timezone.localtime()
    morning = timezone.make_aware(dt.datetime.combine(now.date(), MORNING))
    monday = morning - dt.timedelta(days=now.weekday())
    daily = Q(rhythm=Follow.Rhythm.DAILY, sent_at__lt=morning)
    weekly = Q(rhythm=Follow.Rhythm.WEEKLY, sent_at__lt=monday)
    return Follow.objects.filter(daily | weekly, confirmed_at__isnull=False)


def _nothing_new() -> None:
    """Whoever was told through the last thing that happened is through for now; one statement for all of them."""
    newest = Listing.objects.aggregate(Max("stage_since"))["stage_since__max"]
    quiet = due().exclude(target__contains="berakhir=")
    quiet = quiet if newest is None else quiet.filter(told_through__gte=newest)
    quiet.update(sent_at=timezone.now())


@transaction.atomic
def _tell(email: str, connection: BaseEmailBackend) -> bool:
    """One letter with all that is new for the address; another round that is at it is left alone. Raises OSError."""
    rows = list(due().filter(email=email).select_for_update(skip_locked=True).order_by("pk"))
    through = timezone.now() - LATE
    news = _news(rows, through)
    if news:
        try:
            send("follow_news", rows, {"news": news}, connection, _mark(rows, news))
        except (SMTPRecipientsRefused, SMTPDataError) as error:
            logger.warning(
                "mail", extra={"fields": {"occasion": "follow_news", "failed": type(error).__name__}}
            )
            due().filter(pk__in=[row.pk for row in rows]).update(sent_at=timezone.now())
            return False
    for row in rows:
        row.told_through, row.sent_at = max(through, row.told_through or through), timezone.now()
    Follow.objects.bulk_update(rows, ["told_through", "sent_at"])
    return bool(news)


def _news(rows: list[Follow], through: dt.datetime) -> list[News]:
    """What moved between the last letter and now, by what is followed; an agreement is told of once."""
    found, known = [], set()
    for row in rows:
        target = target_of(row.what, row.target)
        if target is None or row.told_through is None:
            continue
        moved = target.listings.filter(_moved(row.told_through, through, target.days_left))
        fresh = [one for one in moved.order_by("-stage_since", "-pk")[: MOST + 1] if one.pk not in known]
        known |= {one.pk for one in fresh[:MOST]}
        if fresh:
            url = f"{settings.PUBLIC_URL}{target.url}"
            found.append(News(target.name, url, fresh[:MOST], len(fresh) > MOST))
    return found


def _moved(told: dt.datetime, through: dt.datetime, days_left: int) -> Q:
    """What became public or ended in between; of those that end soon also what has come that near to its end."""
    moved = Q(stage_since__gt=told, stage_since__lte=through)
    if days_left:
        near = dt.timedelta(days=days_left)
        first, last = timezone.localdate(told) + near, timezone.localdate(through) + near
        moved |= Q(stage=Stage.IN_FORCE, ends_on__gt=first, ends_on__lte=last)
    return moved


def _mark(rows: list[Follow], news: list[News]) -> str:
    """The Message-ID: the same for the same news to the same followers, however often it is tried."""
    said = [str(row.pk) for row in rows]
    said += [f"{one.pk}:{one.stage_since.isoformat()}" for part in news for one in part.listings]
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<kabar-{hashlib.sha256(','.join(said).encode()).hexdigest()[:32]}@{host}>"
