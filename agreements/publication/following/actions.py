"""Begin to follow, confirm it, leave; forget who never confirmed. Nobody has an account, so nothing is journaled."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.publication.following import mailing
from agreements.publication.following.links import digest_of, secret_of
from agreements.publication.following.models import Follow
from agreements.publication.following.targets import Target

LETTERS_AN_HOUR = 5
"""So many unconfirmed wishes one address may have written within the last hour."""
MOST = 100
"""So many things one address may follow."""
LASTS = dt.timedelta(days=7)
"""What was not confirmed by then is deleted."""


@transaction.atomic
def follow(target: Target, *, email: str, rhythm: str, language: str) -> None:
    """Note the wish and send the link that confirms it; only whoever reads the letter follows anything.

    The same wish again brings the letter again, also where it was confirmed long ago: then with the way to leave.
    Law: UU 27/2022 art. 20 (consent). Raises ValidationError when somebody has many letters sent to one address.
    """
    hour = timezone.now() - dt.timedelta(hours=1)
    email = email.lower()
    mine = Follow.objects.filter(email=email)
    if mine.filter(sent_at__gt=hour, confirmed_at__isnull=True).count() >= LETTERS_AN_HOUR:
        words = _(
            "Ke alamat ini sudah dikirim beberapa tautan; buka salah satunya, atau coba lagi satu jam lagi."
        )
        raise ValidationError({"email": words})
    if mine.count() >= MOST:
        raise ValidationError(
            {"email": _("Alamat ini sudah mengikuti sangat banyak hal; berhentilah dari sebagian.")}
        )
    row = mine.filter(what=target.what, target=target.key).select_for_update().first()
    if row is None:
        row = Follow(email=email, what=target.what, target=target.key)
    if row.confirmed_at is None:
        row.rhythm, row.language, row.sent_at = rhythm, language, timezone.now()
        row.created_at = timezone.now()
        row.token = digest_of(secret_of(row))
        row.full_clean(exclude=["confirmed_at", "told_through"])
        row.save()
    mailing.deliver.enqueue(row.pk)


@transaction.atomic
def confirm(row: Follow) -> Follow | None:
    """Know the address as its reader's; news count from now on. None when the wish was forgotten meanwhile."""
    found = Follow.objects.select_for_update().filter(pk=row.pk).first()
    if found is None or (found.confirmed_at is None and found.created_at < timezone.now() - LASTS):
        return None
    if found.confirmed_at is None:
        found.confirmed_at = found.told_through = found.sent_at = timezone.now()
        found.save(update_fields=["confirmed_at", "told_through", "sent_at"])
    return found


@transaction.atomic
def leave(row: Follow, *, everything: bool = False) -> int:
    """Delete the row, or with `everything` all rows of its address; nothing remains of it. Returns how many."""
    rows = Follow.objects.filter(email=row.email) if everything else Follow.objects.filter(pk=row.pk)
    return rows.delete()[0]


@transaction.atomic
def forget_unconfirmed() -> int:
    """Delete the wishes that nobody confirmed in time; returns how many. Law: UU 27/2022 (not needed, so erased)."""
    old = Follow.objects.filter(confirmed_at__isnull=True, created_at__lt=timezone.now() - LASTS)
    return old.delete()[0]
