"""What becomes of an agreement in force; so far: how it ended."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record.models import Agreement
from agreements.record.vocabulary import EndingGround


class Ending(models.Model):
    """On which of the nine grounds an agreement ended, and when."""

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="ending")
    ground = models.CharField(_("alasan berakhir"), max_length=14, choices=EndingGround)
    note = models.TextField(_("keterangan"), max_length=2000, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        verbose_name = _("pengakhiran")
        triggers = [pgtrigger.Protect(name="ending_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.get_ground_display()}"
