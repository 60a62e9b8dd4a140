"""How people come to hold an office: a registration that the district decides on, or an invitation by link."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.organizations.models import Organization, Standing
from villages.people.models import Position, ends_after_start
from villages.regions.models import Regency


def token_digest(token: str) -> str:
    """What the database keeps of an invitation's token, so that a copy of the database opens no door."""
    return hashlib.sha256(token.encode()).hexdigest()


class Invitation(models.Model):
    """A single-use link with which a person takes up an office in an organization."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="invitations", verbose_name=_("organisasi")
    )
    position = models.CharField(_("jabatan"), max_length=20, choices=Position)
    title = models.CharField(_("sebutan jabatan"), max_length=80, blank=True)
    full_name = models.CharField(_("nama lengkap"), max_length=150)
    email = models.EmailField(_("surel"))
    starts_on = models.DateField(_("mulai menjabat"))
    ends_on = models.DateField(_("selesai menjabat"), null=True, blank=True)
    decree_number = models.CharField(_("nomor surat keputusan"), max_length=120)
    decree_on = models.DateField(_("tanggal surat keputusan"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    # Nobody: the operator, who invites a regency's first officer from the command line.
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("berlaku sampai"))
    accepted_at = models.DateTimeField(null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("undangan")
        constraints = [
            ends_after_start("invitation_ends_after_start"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_used_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} → {self.organization}"

    @staticmethod
    def new_token() -> str:
        """A fresh token; it is shown once and only its digest is stored."""
        return secrets.token_urlsafe(24)

    @property
    def is_open(self) -> bool:
        """Whether the link still works: not used, not withdrawn, not expired."""
        return not self.accepted_at and not self.withdrawn_at and self.expires_at > timezone.now()


def letter_path(registration: "Registration", filename: str) -> str:
    """Where a letter of appointment is kept: under a random name, never under the one it came with."""
    return f"letters/{secrets.token_hex(16)}"


class Registration(models.Model):
    """An official claims a village, or a partner registers itself; the district confirms, or refuses and says why."""

    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="registrations")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="registrations")
    regency = models.ForeignKey(
        Regency, models.PROTECT, related_name="registrations", verbose_name=_("kabupaten/kota pemeriksa")
    )
    position = models.CharField(_("jabatan"), max_length=20, choices=Position)
    title = models.CharField(_("sebutan jabatan"), max_length=80, blank=True)
    starts_on = models.DateField(_("mulai menjabat"))
    ends_on = models.DateField(_("selesai menjabat"), null=True, blank=True)
    decree_number = models.CharField(_("nomor surat keputusan"), max_length=120)
    decree_on = models.DateField(_("tanggal surat keputusan"))
    letter = models.FileField(_("surat pengangkatan"), upload_to=letter_path)
    letter_type = models.CharField(max_length=30, editable=False)
    standing = models.CharField(_("status"), max_length=9, choices=Standing, default=Standing.PENDING)
    reason = models.TextField(_("alasan"), blank=True, max_length=2000)
    submitted_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["submitted_at", "pk"]
        verbose_name = _("pendaftaran")
        constraints = [
            ends_after_start("registration_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(standing=Standing.REFUSED) | ~Q(reason=""),
                name="registration_refused_with_reason",
                violation_error_message=_("Penolakan harus disertai alasan."),
            ),
            models.UniqueConstraint(
                fields=["applicant", "organization"],
                condition=Q(standing=Standing.PENDING),
                name="one_open_registration",
                violation_error_message=_("Pendaftaran Anda untuk organisasi ini sedang diperiksa."),
            ),
        ]
        indexes = [models.Index(fields=["regency", "standing", "submitted_at"], name="registration_queue")]

    def __str__(self) -> str:
        return f"{self.applicant} → {self.organization}"
