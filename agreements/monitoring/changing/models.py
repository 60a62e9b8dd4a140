"""The days on which an agreement in force is suspended."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.monitoring.disputes.models import Dispute
from agreements.monitoring.letters.models import Letter
from agreements.monitoring.motions.models import Motion
from agreements.record.models import Agreement


class Suspension(models.Model):
    """From when until when nobody owes anything, why, and who decided; the stage stays "in force"."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="suspensions")
    reason = models.TextField(_("alasan"), max_length=3000)
    basis = models.CharField(_("dasar keputusan"), max_length=500)
    starts_on = models.DateField(_("ditunda sejak"))
    ends_on = models.DateField(_("paling lama sampai"))
    resumed_on = models.DateField(_("berlaku kembali sejak"), null=True, blank=True)
    motion = models.ForeignKey(Motion, models.PROTECT, null=True, blank=True, related_name="+")
    dispute = models.ForeignKey(Dispute, models.PROTECT, null=True, blank=True, related_name="+")
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["agreement", "starts_on", "pk"]
        verbose_name = _("penundaan")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="suspension_ends_after_start",
                violation_error_message=_("Akhir penundaan tidak boleh sebelum mulainya."),
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(resumed_on__isnull=True),
                name="one_suspension_at_a_time",
                violation_error_message=_("Kerja sama ini sedang ditunda."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="suspension_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.agreement} {self.starts_on}"
