"""The verbs on one's own notices: read them, choose how to be told, renew the address of one's calendar."""

from django.db import transaction
from django.utils import timezone

from agreements.notices.models import Delivery, Notice, NoticePreference, new_secret
from villages.people.models import User


def mark(notice: Notice, *, by: User, read: bool = True) -> Notice:
    """Note that its reader has read it, or wants it unread again. Raises LookupError for somebody else's."""
    if notice.person_id != by.pk:
        raise LookupError(notice.pk)
    if read != bool(notice.read_at):
        notice.read_at = timezone.now() if read else None
        notice.save(update_fields=["read_at"])
    return notice


def mark_all(*, by: User) -> int:
    """Note all of a person's notices as read and return how many were not."""
    return Notice.objects.filter(person=by, read_at__isnull=True).update(read_at=timezone.now())


@transaction.atomic
def choose(*, by: User, delivery: str) -> NoticePreference:
    """Keep how the person wants to be told; who wants no mail gets none of what still waited.

    Raises ValidationError for a way that there is not.
    """
    row, _made = NoticePreference.objects.get_or_create(person=by)
    row.delivery = delivery
    row.full_clean()
    row.save(update_fields=["delivery"])
    if delivery == Delivery.NONE:
        Notice.objects.filter(person=by, mailed_at__isnull=True).update(mailed_at=timezone.now())
    return row


@transaction.atomic
def renew_calendar(*, by: User) -> NoticePreference:
    """Give the person's calendar a new secret address; the one before answers nobody any more."""
    row, _made = NoticePreference.objects.get_or_create(person=by)
    row.calendar_secret = new_secret()
    row.save(update_fields=["calendar_secret"])
    return row
