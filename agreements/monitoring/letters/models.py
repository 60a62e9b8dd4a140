"""A letter with its number, kept as data and as the PDF that was made of it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record.models import Agreement
from villages.organizations.models import Organization


class Letter(models.Model):
    """One letter of one organization: serials restart yearly, are never skipped and never reused.

    `content` is what it says, as data; the worker makes the PDF and notes its digest. Nothing else of it changes.
    """

    class Kind(models.TextChoices):
        """What the letter does."""

        BREACH_NOTICE = "breach_notice", _("Pemberitahuan dugaan pelanggaran")
        BREACH_ANSWER = "breach_answer", _("Tanggapan atas dugaan pelanggaran")
        WARNING = "warning", _("Teguran tertulis")
        SUSPENSION = "suspension", _("Penghentian sementara")
        RESUMPTION = "resumption", _("Pemberlakuan kembali")
        COMPENSATION = "compensation", _("Tagihan ganti rugi")
        TERMINATION = "termination", _("Pemberitahuan pengakhiran")
        DISPUTE_CLAIM = "dispute_claim", _("Pengajuan perselisihan")
        DISPUTE_INVITATION = "dispute_invite", _("Undangan penyelesaian perselisihan")
        DISPUTE_MINUTES = "dispute_minutes", _("Berita acara penyelesaian perselisihan")
        ENDING = "ending", _("Berita acara pengakhiran")

    class State(models.TextChoices):
        """How far the PDF is."""

        QUEUED = "queued", _("sedang disiapkan")
        READY = "ready", _("siap")
        FAILED = "failed", _("gagal disiapkan")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="letters")
    kind = models.CharField(_("jenis"), max_length=16, choices=Kind)
    issuer = models.ForeignKey(
        Organization, models.PROTECT, related_name="letters", verbose_name=_("penerbit")
    )
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(_("nomor"), max_length=120)
    subject = models.CharField(_("perihal"), max_length=250)
    content = models.JSONField(default=dict)
    issued_on = models.DateField(_("tanggal"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=6, choices=State, default=State.QUEUED)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["agreement", "issued_at", "pk"]
        verbose_name = _("surat")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "year", "serial"], name="letter_serial_once")
        ]
        triggers = [
            pgtrigger.Protect(name="letter_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="letter_says_the_same",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((NEW.agreement_id, NEW.kind, NEW.issuer_id, NEW.year, NEW.serial, NEW.number, NEW.subject, "
                    "NEW.content, NEW.issued_on) IS DISTINCT FROM (OLD.agreement_id, OLD.kind, OLD.issuer_id, "
                    "OLD.year, OLD.serial, OLD.number, OLD.subject, OLD.content, OLD.issued_on))"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.number
