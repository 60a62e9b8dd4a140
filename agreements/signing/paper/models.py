"""Signatures in ink: the scan that was uploaded, its pages as the registrar compared them, and stamp duty."""

import pgtrigger
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record.models import Party
from agreements.record.triggers import tells_of_change
from agreements.signing.models import FrozenDocument, Signer


class PaperCopy(models.Model):
    """A scan of the printed document with ink on it; the registrar compares every page before it counts."""

    class State(models.TextChoices):
        """How far the comparison is."""

        WAITING = "waiting", _("menunggu dicocokkan")
        CONFIRMED = "confirmed", _("cocok")
        REFUSED = "refused", _("ditolak")

    document = models.ForeignKey(FrozenDocument, models.PROTECT, related_name="paper_copies")
    signers = models.ManyToManyField(Signer, related_name="paper_copies", verbose_name=_("penanda tangan"))
    signed_on = models.DateField(_("tanggal ditandatangani"))
    sha256 = models.CharField(_("SHA-256 pindaian"), max_length=64)
    size = models.PositiveIntegerField()
    page_count = models.PositiveSmallIntegerField(_("jumlah halaman"))
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(_("keadaan"), max_length=9, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(_("alasan"), max_length=2000, blank=True)

    class Meta:
        ordering = ["document", "uploaded_at", "pk"]
        verbose_name = _("pindaian bertanda tangan")
        indexes = [
            models.Index(fields=["document"], condition=Q(state="waiting"), name="paper_copy_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="paper_copy_decided_by_somebody",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="paper_copy_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="paper_file_stays", operation=pgtrigger.UpdateOf("sha256", "size", "document_id")
            ),
            tells_of_change(
                "(SELECT agreement_id FROM agreements_frozendocument WHERE id = changed.document_id)"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.sha256[:8]}"


class PaperPage(models.Model):
    """One page of a scan that the registrar has compared with the same page of the document."""

    copy = models.ForeignKey(PaperCopy, models.PROTECT, related_name="pages")
    number = models.PositiveSmallIntegerField(_("halaman"))
    compared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    compared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["copy", "number"]
        verbose_name = _("halaman yang dicocokkan")
        constraints = [models.UniqueConstraint(fields=["copy", "number"], name="page_compared_once")]

    def __str__(self) -> str:
        return f"{self.copy} {self.number}"


class StampDuty(models.Model):
    """Stamp duty on an agreement with a third party: Rp10.000 a document (UU 10/2020 arts. 3 and 5); only recorded.

    What was recorded wrongly is withdrawn with a reason and recorded anew; the row itself stays.
    """

    class Kind(models.TextChoices):
        """Which stamp (UU 10/2020 art. 12)."""

        ELECTRONIC = "electronic", _("Meterai elektronik (e-meterai)")
        ADHESIVE = "adhesive", _("Meterai tempel")
        OTHER = "other", _("Meterai dalam bentuk lain")

    document = models.ForeignKey(FrozenDocument, models.PROTECT, related_name="stamp_duties")
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rangkap untuk")
    )
    kind = models.CharField(_("jenis meterai"), max_length=10, choices=Kind)
    serial = models.CharField(
        _("nomor seri"),
        max_length=22,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{22}$", _("Nomor seri e-meterai terdiri atas 22 angka."))],
    )
    affixed_on = models.DateField(_("tanggal dibubuhkan"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("alasan ditarik"), max_length=400, blank=True)

    class Meta:
        ordering = ["document", "affixed_on", "pk"]
        verbose_name = _("bea meterai")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="electronic") | ~Q(serial=""),
                name="electronic_stamp_has_serial",
                violation_error_message=_("Tulis 22 angka nomor seri e-meterai."),
            ),
            models.UniqueConstraint(
                fields=["serial"],
                condition=~Q(serial="") & Q(withdrawn_at__isnull=True),
                name="stamp_serial_once",
                violation_error_message=_("Nomor seri meterai ini sudah dicatat pada naskah lain."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="stamp_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="stamp_facts_stay",
                operation=pgtrigger.UpdateOf("document_id", "party_id", "kind", "serial", "affixed_on"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.serial}"
