"""That an agreement ended, on which ground, and what the parties still have to settle."""

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.drafting.models import Asset
from agreements.monitoring.letters.models import Letter
from agreements.monitoring.motions.models import Motion
from agreements.monitoring.obligations.models import Occurrence
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import EndingGround


class Ending(models.Model):
    """On which of the nine grounds an agreement ended, on which decision it rests, and what citizens are told."""

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="ending")
    ground = models.CharField(_("alasan berakhir"), max_length=14, choices=EndingGround)
    note = models.TextField(_("keterangan"), max_length=2000, blank=True)
    public_note = models.CharField(_("keterangan untuk warga"), max_length=1000, blank=True)
    decision_number = models.CharField(_("nomor keputusan atau berita acara"), max_length=120, blank=True)
    decided_on = models.DateField(_("diputuskan pada"), null=True, blank=True)
    noticed_on = models.DateField(_("diberitahukan pada"), null=True, blank=True)
    motion = models.ForeignKey(Motion, models.PROTECT, null=True, blank=True, related_name="+")
    replaced_by = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="+")
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        verbose_name = _("pengakhiran")
        triggers = [pgtrigger.Protect(name="ending_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.get_ground_display()}"


class SettlementItem(models.Model):
    """One thing that is still open when an agreement ends: money, an asset to give back, work that was promised."""

    class Kind(models.TextChoices):
        """What it is."""

        MONEY = "money", _("uang")
        ASSET = "asset", _("aset")
        OBLIGATION = "obligation", _("kewajiban")
        OTHER = "other", _("lainnya")

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("belum selesai")
        DONE = "done", _("selesai")
        WAIVED = "waived", _("dibebaskan")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="settlement")
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("pihak yang wajib"))
    text = models.CharField(_("uraian"), max_length=500)
    amount = models.BigIntegerField(
        _("jumlah (rupiah)"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    due_on = models.DateField(_("paling lambat"))
    occurrence = models.ForeignKey(Occurrence, models.PROTECT, null=True, blank=True, related_name="+")
    asset = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("keadaan"), max_length=6, choices=State, default=State.OPEN)
    settled_on = models.DateField(_("selesai pada"), null=True, blank=True)
    settled_note = models.CharField(_("keterangan"), max_length=500, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["agreement", "due_on", "pk"]
        verbose_name = _("hal yang harus diselesaikan")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | Q(settled_on__isnull=False), name="settled_has_a_day"
            ),
            models.UniqueConstraint(
                fields=["occurrence"], condition=Q(occurrence__isnull=False), name="occurrence_settled_once"
            ),
        ]
        triggers = [pgtrigger.Protect(name="settlement_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.text
