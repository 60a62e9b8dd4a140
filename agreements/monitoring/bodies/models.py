"""The inter-village body of a joint regulation and the people who serve on it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record.models import Agreement
from villages.organizations.models import Organization


class JointBody(models.Model):
    """A *Badan Kerja Sama antar-Desa*: by which decree, for how long, seated where (Permendagri 96/2017)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="bodies")
    name = models.CharField(_("nama badan"), max_length=200)
    decree_number = models.CharField(_("nomor keputusan"), max_length=120)
    decree_on = models.DateField(_("tanggal keputusan"))
    seat = models.CharField(_("kedudukan"), max_length=200)
    starts_on = models.DateField(_("mulai bertugas"))
    ends_on = models.DateField(_("akhir masa tugas"))
    duties = models.TextField(_("tugas"), max_length=3000, blank=True)
    dissolved_on = models.DateField(_("dibubarkan pada"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["agreement", "-starts_on", "pk"]
        verbose_name = _("badan kerja sama antar-Desa")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(dissolved_on__isnull=True),
                name="one_standing_body",
                violation_error_message=_("Masih ada BKAD yang bertugas untuk peraturan bersama ini."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="body_ends_after_start",
                violation_error_message=_("Akhir masa tugas tidak boleh sebelum mulainya."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BodyMember(models.Model):
    """Somebody who serves on the body, for which village and as what; the row stays when they leave."""

    class Office(models.TextChoices):
        """The offices of a BKAD."""

        CHAIR = "chair", _("ketua")
        SECRETARY = "secretary", _("sekretaris")
        TREASURER = "treasurer", _("bendahara")
        MEMBER = "member", _("anggota")

    body = models.ForeignKey(JointBody, models.PROTECT, related_name="members")
    name = models.CharField(_("nama"), max_length=120)
    office = models.CharField(_("jabatan"), max_length=9, choices=Office, default=Office.MEMBER)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("unsur desa")
    )
    element = models.CharField(_("unsur"), max_length=120, blank=True)
    """Whom they stand for in the village: its government, council, community bodies, women, the poor."""
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("akun"),
    )
    reports = models.BooleanField(_("menyusun laporan"), default=False)
    starts_on = models.DateField(_("sejak"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)

    class Meta:
        ordering = ["body", "starts_on", "pk"]
        verbose_name = _("pengurus BKAD")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="member_ends_after_start",
                violation_error_message=_("Tanggal selesai tidak boleh sebelum tanggal mulai."),
            )
        ]

    def __str__(self) -> str:
        return self.name
