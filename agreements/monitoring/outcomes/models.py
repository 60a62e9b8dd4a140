"""Indicators of what a cooperation is for, and what was measured."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record.models import Agreement


class Benefit(models.TextChoices):
    """What a cooperation is good for, as citizens speak of it."""

    ECONOMY = "economy", _("ekonomi")
    EDUCATION = "education", _("pendidikan")
    ENVIRONMENT = "environment", _("lingkungan")
    SERVICES = "services", _("pelayanan")
    PARTICIPATION = "participation", _("partisipasi warga")


class Indicator(models.Model):
    """One thing that can be counted: from where (baseline) to where (target), by when, in which unit.

    `code` names one of the portal's list for the topic, so that figures of many agreements add up; empty: their own.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=40, blank=True)
    name = models.CharField(_("indikator"), max_length=160)
    unit = models.CharField(_("satuan"), max_length=40)
    benefit = models.CharField(_("manfaat"), max_length=13, choices=Benefit)
    baseline = models.DecimalField(_("keadaan awal"), max_digits=18, decimal_places=2)
    baseline_on = models.DateField(_("tanggal keadaan awal"))
    target = models.DecimalField(_("target"), max_digits=18, decimal_places=2)
    target_on = models.DateField(_("tanggal target"))
    source = models.CharField(_("sumber data"), max_length=200, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["agreement", "pk"]
        verbose_name = _("indikator")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "name"],
                condition=models.Q(dropped_at__isnull=True),
                name="indicator_once",
                violation_error_message=_("Indikator dengan nama ini sudah ada."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Measurement(models.Model):
    """What an indicator stood at on a day; a second value of the same day takes the place of the first."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="measurements")
    on = models.DateField(_("tanggal"))
    value = models.DecimalField(_("nilai"), max_digits=18, decimal_places=2)
    note = models.CharField(_("keterangan"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["indicator", "on", "pk"]
        verbose_name = _("pengukuran")
        constraints = [models.UniqueConstraint(fields=["indicator", "on"], name="measured_once_a_day")]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"
