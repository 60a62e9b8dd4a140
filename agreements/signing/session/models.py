"""What surrounds the act of signing: who has read what, who was reminded, who helped."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.signing.models import FrozenDocument, Signer


class Reading(models.Model):
    """That a person has read a frozen document, so that the next one can show what changed since."""

    document = models.ForeignKey(FrozenDocument, models.PROTECT, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="readings")
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["document", "read_at", "pk"]
        verbose_name = _("pembacaan naskah")
        constraints = [models.UniqueConstraint(fields=["document", "person"], name="read_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.document}"


class Reminder(models.Model):
    """A link to the signing page that went, or is to go, to a signatory."""

    class Channel(models.TextChoices):
        """On which way."""

        MAIL = "mail", _("surel")
        CHAT = "chat", _("pesan yang diteruskan sendiri")

    signer = models.ForeignKey(Signer, models.PROTECT, related_name="reminders")
    channel = models.CharField(_("lewat"), max_length=4, choices=Channel, default=Channel.MAIL)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["signer", "asked_at", "pk"]
        verbose_name = _("pengingat")

    def __str__(self) -> str:
        return f"{self.signer} {self.asked_at:%Y-%m-%d %H:%M}"


class Assistance(models.Model):
    """An official declares to help a signatory at the desk; the signatory says so too when signing."""

    class Help(models.TextChoices):
        """What the help consists of."""

        READING = "reading", _("Membacakan naskah")
        DEVICE = "device", _("Mengoperasikan perangkat")
        BOTH = "both", _("Membacakan naskah dan mengoperasikan perangkat")

    signer = models.ForeignKey(Signer, models.PROTECT, related_name="assistances")
    official = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assistances")
    office = models.CharField(_("jabatan"), max_length=300)
    help = models.CharField(_("bantuan"), max_length=7, choices=Help)
    note = models.CharField(_("keterangan"), max_length=400, blank=True)
    declared_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["signer", "declared_at", "pk"]
        verbose_name = _("pendampingan")
        constraints = [
            models.UniqueConstraint(
                fields=["signer"], condition=Q(withdrawn_at__isnull=True), name="one_helper_at_a_time"
            )
        ]
        triggers = [pgtrigger.Protect(name="assistance_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.official} → {self.signer}"
