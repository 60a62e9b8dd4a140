"""What a person is told: one row for each journal entry that concerns them, how it reaches them, their calendar."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record.models import Agreement, JournalEntry


class Notice(models.Model):
    """One thing for one person, derived from one journal entry; what it says is made when it is read.

    `due_on` is until when something is asked of them, if anything is; `mailed_at` stays empty until the message left,
    so that a mail server that is down delays and never doubles.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    entry = models.ForeignKey(JournalEntry, models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=30)
    """What is told or asked: a code of `notices.wording`."""
    key = models.CharField(max_length=80)
    """Tells one occasion from another where no journal entry stands behind it (a reminder of a day)."""
    due_on = models.DateField(_("sampai"), null=True, blank=True)
    made_at = models.DateTimeField(_("dibuat"), default=timezone.now)
    read_at = models.DateTimeField(_("dibaca"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("dikirim"), null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("pemberitahuan")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="told_once")]
        indexes = [
            models.Index(fields=["person", "-made_at", "-id"], name="notice_inbox"),
            models.Index(fields=["person"], name="notice_unread", condition=Q(read_at__isnull=True)),
            models.Index(fields=["made_at", "id"], name="notice_unsent", condition=Q(mailed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.code}"


class Delivery(models.TextChoices):
    """How notices reach somebody besides the inbox."""

    AT_ONCE = "at_once", _("surel segera")
    DAILY = "daily", _("satu surel sehari")
    NONE = "none", _("hanya di portal")


def new_secret() -> str:
    """A word for an address that nobody guesses."""
    return secrets.token_urlsafe(24)


class NoticePreference(models.Model):
    """How one person wants to be told, and the secret address of their calendar, which can be renewed."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preference")
    delivery = models.CharField(
        _("cara pemberitahuan"), max_length=7, choices=Delivery, default=Delivery.AT_ONCE
    )
    calendar_secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)

    class Meta:
        verbose_name = _("pilihan pemberitahuan")

    def __str__(self) -> str:
        return f"{self.person}: {self.get_delivery_display()}"


class Progress(models.Model):
    """Up to which journal entry notices have been derived; one row."""

    last_entry = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("kemajuan pemberitahuan")

    def __str__(self) -> str:
        return str(self.last_entry)
