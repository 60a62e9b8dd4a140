"""A report on a span of an agreement's life, and who has read it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.monitoring.bodies.models import JointBody
from agreements.record.models import Agreement
from villages.organizations.models import Organization


class Report(models.Model):
    """What became of a cooperation in a year, or to its end (Permendagri 96/2017: reporting).

    Of a joint regulation the BKAD reports through the head of a village; of a contract every village reports. While it
    is written, `figures` are made anew from the data; with the head's sign-off they are frozen and the PDF is made.
    """

    class Kind(models.TextChoices):
        """Which report it is."""

        YEARLY = "yearly", _("Laporan tahunan")
        FINAL = "final", _("Laporan akhir")

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", _("sedang disusun")
        SENT = "sent", _("disahkan dan disampaikan")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="reports")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="reports", verbose_name=_("pelapor")
    )
    body = models.ForeignKey(JointBody, models.PROTECT, null=True, blank=True, related_name="reports")
    kind = models.CharField(_("jenis"), max_length=6, choices=Kind)
    starts_on = models.DateField(_("dari"))
    ends_on = models.DateField(_("sampai"))
    due_on = models.DateField(_("paling lambat"))
    state = models.CharField(_("keadaan"), max_length=5, choices=State, default=State.DRAFT)
    done = models.TextField(_("pelaksanaan"), max_length=10000, blank=True)
    results = models.TextField(_("hasil dan manfaat"), max_length=10000, blank=True)
    assets = models.TextField(_("aset"), max_length=5000, blank=True)
    problems = models.TextField(_("masalah"), max_length=10000, blank=True)
    follow_up = models.TextField(_("tindak lanjut"), max_length=10000, blank=True)
    figures = models.JSONField(default=dict, blank=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_as = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["agreement", "-ends_on", "pk"]
        verbose_name = _("laporan")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organization", "kind", "starts_on"],
                name="report_once",
                violation_error_message=_("Laporan untuk masa itu sudah ada."),
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="report_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(signed_at__isnull=False), name="sent_when_signed"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="sent_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state = 'sent' AND (NEW.state, NEW.done, NEW.results, NEW.assets, NEW.problems, "
                    "NEW.follow_up, NEW.figures, NEW.signed_at) IS DISTINCT FROM (OLD.state, OLD.done, OLD.results, "
                    "OLD.assets, OLD.problems, OLD.follow_up, OLD.figures, OLD.signed_at)"
                ),
            ),
            pgtrigger.Protect(
                name="sent_not_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.state = 'sent'"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.agreement} ({self.organization})"


class Receipt(models.Model):
    """One reader to whom a report is owed: council, subdistrict or regency; when it came and when it was read."""

    class Reader(models.TextChoices):
        """To whom it goes."""

        COUNCIL = "council", _("BPD")
        SUBDISTRICT = "subdistrict", _("camat")
        REGENCY = "regency", _("bupati/wali kota melalui camat")
        PARTY = "party", _("pihak lain")

    report = models.ForeignKey(Report, models.PROTECT, related_name="receipts")
    reader = models.CharField(_("penerima"), max_length=11, choices=Reader)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    """The office, or for the council the village."""
    sent_at = models.DateTimeField(null=True, blank=True)
    """Empty while it has not been passed on (to the regency: by the camat)."""
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["report", "pk"]
        verbose_name = _("tanda terima laporan")
        constraints = [
            models.UniqueConstraint(fields=["report", "reader", "organization"], name="receipt_once")
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.organization}"
