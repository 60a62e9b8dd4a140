"""The text of a draft as it stood when somebody submitted it or agreed to it; never changed afterwards."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record.models import Agreement


class Occasion(models.TextChoices):
    """Why a version was kept."""

    AGREED = "agreed", _("disetujui salah satu pihak")
    SUBMITTED = "submitted", _("dikirim untuk ditinjau")
    KEPT = "kept", _("disimpan sebagai versi")


class Version(models.Model):
    """One state of the whole text as plain data (`drafting.queries.content_of`); the same text is kept once."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("versi"))
    content = models.JSONField(_("naskah"))
    digest = models.CharField(max_length=64)
    occasion = models.CharField(_("dibuat ketika"), max_length=9, choices=Occasion)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("pada"), default=timezone.now)

    class Meta:
        ordering = ["agreement", "number"]
        verbose_name = _("versi naskah")
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="version_number_once")]
        triggers = [pgtrigger.Protect(name="version_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return _("Versi %d") % self.number
