"""A good practice and the consent of the parties to its publication."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record.models import Agreement, Party


class Practice(models.Model):
    """What others can learn from an agreement that ended; public once every party has agreed to this edition."""

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", _("sedang ditulis")
        ASKED = "asked", _("menunggu persetujuan para pihak")
        PUBLISHED = "published", _("diterbitkan")
        WITHDRAWN = "withdrawn", _("ditarik")

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="practice")
    title = models.CharField(_("judul"), max_length=160)
    worked = models.TextField(_("apa yang berhasil"), max_length=5000)
    failed = models.TextField(_("apa yang tidak berhasil"), max_length=5000)
    advice = models.TextField(_("saran untuk desa lain"), max_length=3000, blank=True)
    figures = models.JSONField(default=list)
    """Frozen when the parties are asked: [{"name", "value", "unit"}]."""
    state = models.CharField(_("keadaan"), max_length=9, choices=State, default=State.DRAFT)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("praktik baik")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="published_has_a_moment"
            )
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"], name="practice_public", condition=Q(state="published")
            )
        ]

    def __str__(self) -> str:
        return self.title


class PracticeConsent(models.Model):
    """That a party's head agreed to one edition of the text, or did not."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="consents")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField()
    agrees = models.BooleanField(_("setuju"))
    note = models.CharField(_("keterangan"), max_length=500, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["practice", "given_at", "pk"]
        verbose_name = _("persetujuan praktik baik")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "party", "edition"], name="consent_to_an_edition_once"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="consent_to_practice_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.practice}: {self.party}"
