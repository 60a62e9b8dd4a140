"""Who is away, and who stands in for them meanwhile."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from villages.organizations.models import Office


class Absence(models.Model):
    """Days on which an officer is away, and who stands in for them meanwhile."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences")
    office = models.ForeignKey(Office, models.CASCADE, related_name="absences")
    cover = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="covers", verbose_name=_("pengganti")
    )
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"))
    note = models.CharField(_("keterangan"), max_length=200, blank=True)

    class Meta:
        ordering = ["-starts_on", "pk"]
        verbose_name = _("ketidakhadiran")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")),
                name="absence_ends_after_start",
                violation_error_message=_("Hari terakhir tidak boleh sebelum hari pertama."),
            ),
            models.CheckConstraint(
                condition=~Q(cover=models.F("person")),
                name="somebody_else_covers",
                violation_error_message=_("Pilih orang lain sebagai pengganti."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.starts_on}"
