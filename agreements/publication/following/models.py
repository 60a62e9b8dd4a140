"""Who wants to be told by e-mail of what becomes public, without an account."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Follow(models.Model):
    """One address that follows one thing; leaving deletes the row, and with it the address."""

    class What(models.TextChoices):
        """What can be followed."""

        AGREEMENT = "agreement", _("satu kerja sama")
        VILLAGE = "village", _("satu desa")
        PARTNER = "partner", _("satu mitra")
        SEARCH = "search", _("satu pencarian")

    class Rhythm(models.TextChoices):
        """How often a letter may come."""

        DAILY = "daily", _("paling banyak sehari sekali")
        WEEKLY = "weekly", _("paling banyak seminggu sekali")

    email = models.EmailField(_("alamat surel"))
    what = models.CharField(max_length=9, choices=What)
    target = models.CharField(max_length=1000)
    """The agreement's reference, the village's code, the partner's slug, or the query of the catalogue."""
    rhythm = models.CharField(_("seberapa sering"), max_length=6, choices=Rhythm, default=Rhythm.DAILY)
    language = models.CharField(max_length=2, default="id")
    token = models.CharField(max_length=64, unique=True)
    """SHA-256 of the secret in the letter's links."""
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    told_through = models.DateTimeField(null=True)
    """Up to which change the last letter told."""
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("langganan kabar")
        constraints = [
            models.UniqueConstraint(fields=["email", "what", "target"], name="followed_once"),
        ]
        indexes = [
            models.Index(
                fields=["rhythm", "sent_at"],
                name="follow_due",
                condition=models.Q(confirmed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.target}"
