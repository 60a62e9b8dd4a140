"""The work plan of an agreement in force, its progress, and the money that moved."""

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.drafting.models import Funding
from agreements.monitoring.obligations.models import Occurrence
from agreements.record.models import Agreement, Party


class Activity(models.Model):
    """One piece of work of the plan: which party does it, where, when, with which budget and for how many people."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="activities")
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="activities", verbose_name=_("pihak pelaksana")
    )
    title = models.CharField(_("kegiatan"), max_length=200)
    description = models.TextField(_("uraian"), max_length=2000, blank=True)
    place = models.CharField(_("tempat"), max_length=200, blank=True)
    responsible = models.CharField(_("penanggung jawab"), max_length=120, blank=True)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("selesai"))
    budget = models.BigIntegerField(
        _("anggaran (rupiah)"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    beneficiaries = models.PositiveIntegerField(_("rencana penerima manfaat (orang)"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(
        _("kemajuan (persen)"), default=0, validators=[MaxValueValidator(100)], editable=False
    )
    reached = models.PositiveIntegerField(
        _("penerima manfaat (orang)"), null=True, blank=True, editable=False
    )
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_because = models.CharField(_("alasan batal"), max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["agreement", "starts_on", "pk"]
        verbose_name = _("kegiatan")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="activity_ends_after_start",
                violation_error_message=_("Tanggal selesai tidak boleh sebelum tanggal mulai."),
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="percent_within_hundred"),
        ]
        triggers = [pgtrigger.Protect(name="activity_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.title


class ProgressNote(models.Model):
    """How far an activity was on a day, in per cent and in words; notes are added, never changed."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="notes")
    on = models.DateField(_("tanggal"))
    percent = models.PositiveSmallIntegerField(_("kemajuan (persen)"), validators=[MaxValueValidator(100)])
    words = models.TextField(_("apa yang terjadi"), max_length=2000)
    reached = models.PositiveIntegerField(_("penerima manfaat (orang)"), null=True, blank=True)
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["activity", "on", "pk"]
        verbose_name = _("catatan kemajuan")
        triggers = [pgtrigger.Protect(name="note_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.activity} {self.percent} %"


class Movement(models.Model):
    """Money that a party gave or received for the cooperation; a mistake is set right by a counter-entry."""

    class Direction(models.TextChoices):
        """Whether the party had the money before or afterwards."""

        PAID = "paid", _("dibayar")
        RECEIVED = "received", _("diterima")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="movements")
    party = models.ForeignKey(Party, models.PROTECT, related_name="movements", verbose_name=_("pihak"))
    direction = models.CharField(_("arah"), max_length=8, choices=Direction)
    amount = models.BigIntegerField(_("jumlah (rupiah)"), validators=[MinValueValidator(1)])
    on = models.DateField(_("tanggal"))
    funding = models.ForeignKey(
        Funding,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="movements",
        verbose_name=_("sumber dana"),
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="movements", verbose_name=_("kegiatan")
    )
    occurrence = models.ForeignKey(
        Occurrence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="movements",
        verbose_name=_("kewajiban"),
    )
    note = models.CharField(_("keterangan"), max_length=300, blank=True)
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name=_("membatalkan"),
    )
    key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["agreement", "on", "pk"]
        verbose_name = _("uang masuk dan keluar")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="movement_of_some_money",
                violation_error_message=_("Jumlah harus lebih dari nol."),
            )
        ]
        triggers = [pgtrigger.Protect(name="movement_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.party} {self.get_direction_display()} {self.amount}"
