"""A case of breach and the steps taken in it."""

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.drafting.models import Provision
from agreements.monitoring.letters.models import Letter
from agreements.monitoring.obligations.models import Occurrence
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import Measure


class BreachCase(models.Model):
    """That a party did not keep a provision: who says so, what the other side answers, what came of it.

    The system only suggests (`SUGGESTED`, from an obligation that is late); people open it and take every step.
    """

    class State(models.TextChoices):
        """Where the case stands."""

        SUGGESTED = "suggested", _("disarankan sistem")
        OPEN = "open", _("menunggu tanggapan")
        ANSWERED = "answered", _("sudah ditanggapi")
        SANCTIONED = "sanctioned", _("langkah sanksi berjalan")
        SETTLED = "settled", _("selesai")
        DISMISSED = "dismissed", _("tidak dilanjutkan")
        DISPUTED = "disputed", _("menjadi perselisihan")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="breaches")
    ordinal = models.PositiveSmallIntegerField()
    """The how-manieth case of its agreement, from 1."""
    against = models.ForeignKey(
        Party, models.PROTECT, related_name="+", verbose_name=_("pihak yang diduga melanggar")
    )
    claimant = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pihak yang menyatakan"),
    )
    provision = models.ForeignKey(
        Provision, models.PROTECT, related_name="breaches", verbose_name=_("ketentuan")
    )
    occurrence = models.ForeignKey(Occurrence, models.PROTECT, null=True, blank=True, related_name="breaches")
    sanction = models.ForeignKey(Provision, models.PROTECT, null=True, blank=True, related_name="+")
    story = models.TextField(_("apa yang terjadi"), max_length=5000, blank=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=State)
    suggested_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="+")
    answer_due_on = models.DateField(_("tanggapan ditunggu sampai"), null=True, blank=True)
    answer = models.TextField(_("tanggapan"), max_length=5000, blank=True)
    answer_letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.TextField(_("hasil"), max_length=5000, blank=True)
    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["agreement", "ordinal"]
        verbose_name = _("dugaan pelanggaran")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "ordinal"], name="case_ordinal_once"),
            models.UniqueConstraint(
                fields=["occurrence"],
                condition=Q(occurrence__isnull=False) & ~Q(state__in=("dismissed", "settled")),
                name="one_running_case",
                violation_error_message=_("Untuk kewajiban ini sudah ada dugaan pelanggaran yang berjalan."),
            ),
            models.CheckConstraint(
                condition=Q(state="suggested") | Q(opened_at__isnull=False) | Q(state="dismissed"),
                name="opened_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["answer_due_on", "id"],
                name="case_waiting",
                condition=Q(state__in=("open", "sanctioned")),
            )
        ]
        triggers = [pgtrigger.Protect(name="case_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.ordinal}"


class BreachStep(models.Model):
    """One step that a person took in a case, with its letter and the day until which it asks for something."""

    case = models.ForeignKey(BreachCase, models.PROTECT, related_name="steps")
    ordinal = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    """The how-manieth step of the sanction, from 1."""
    measure = models.CharField(_("langkah"), max_length=12, choices=Measure)
    amount = models.BigIntegerField(_("jumlah (rupiah)"), null=True, blank=True)
    words = models.TextField(_("isi"), max_length=3000)
    due_on = models.DateField(_("ditunggu sampai"))
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="+")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=timezone.now)
    met_on = models.DateField(_("dipenuhi pada"), null=True, blank=True)
    met_note = models.CharField(_("keterangan"), max_length=500, blank=True)

    class Meta:
        ordering = ["case", "ordinal"]
        verbose_name = _("langkah sanksi")
        constraints = [models.UniqueConstraint(fields=["case", "ordinal"], name="step_of_case_once")]
        triggers = [pgtrigger.Protect(name="step_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.case}: {self.get_measure_display()}"
