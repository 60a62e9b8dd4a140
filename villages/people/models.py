"""Who acts: users, and the offices they hold in organizations from a day until a day."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from villages.organizations.models import Organization, OrganizationKind


class User(AbstractUser):
    """A person with an account; what they may do comes from their memberships and delegations, not from groups."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("nama lengkap"), max_length=150, validators=[MinLengthValidator(2)])
    email = models.EmailField(_("surel"), unique=True)
    is_demo = models.BooleanField(_("akun contoh"), default=False, editable=False)

    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta(AbstractUser.Meta):
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """The name as it stands in decrees and signature blocks."""
        return self.full_name

    def get_short_name(self) -> str:
        """The name shown in the page's head."""
        return self.full_name


class Position(models.TextChoices):
    """An office held in an organization."""

    VILLAGE_HEAD = "village_head", _("kepala desa")
    VILLAGE_SECRETARY = "village_secretary", _("sekretaris desa")
    VILLAGE_STAFF = "village_staff", _("perangkat desa")
    COUNCIL = "council", _("anggota BPD")
    REPRESENTATIVE = "representative", _("wakil berwenang mitra")
    PARTNER_STAFF = "partner_staff", _("staf mitra")
    SUBDISTRICT_HEAD = "subdistrict_head", _("camat")
    SUBDISTRICT_OFFICER = "subdistrict_officer", _("petugas kecamatan")
    AGENCY_OFFICER = "agency_officer", _("petugas DPMD")
    LEGAL_OFFICER = "legal_officer", _("petugas Bagian Hukum")
    REGENT = "regent", _("bupati/wali kota")


POSITIONS_OF = {
    OrganizationKind.VILLAGE: (
        Position.VILLAGE_HEAD,
        Position.VILLAGE_SECRETARY,
        Position.VILLAGE_STAFF,
        Position.COUNCIL,
    ),
    OrganizationKind.PARTNER: (Position.REPRESENTATIVE, Position.PARTNER_STAFF),
    OrganizationKind.OFFICE: (
        Position.SUBDISTRICT_HEAD,
        Position.SUBDISTRICT_OFFICER,
        Position.AGENCY_OFFICER,
        Position.LEGAL_OFFICER,
        Position.REGENT,
    ),
}
SIGNING_POSITIONS = (Position.VILLAGE_HEAD, Position.REPRESENTATIVE)
DRAFTING_POSITIONS = (
    Position.VILLAGE_HEAD,
    Position.VILLAGE_SECRETARY,
    Position.VILLAGE_STAFF,
    Position.REPRESENTATIVE,
    Position.PARTNER_STAFF,
)


class HeldQuerySet(models.QuerySet):
    """Offices held for a span of days."""

    def on(self, day) -> Self:
        """Those in force on that day, both ends included."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


class Span(models.Model):
    """From a day until a day, both included; no last day means until further notice."""

    starts_on = models.DateField(_("mulai menjabat"))
    ends_on = models.DateField(_("selesai menjabat"), null=True, blank=True)
    decree_number = models.CharField(_("nomor surat keputusan"), max_length=120)
    decree_on = models.DateField(_("tanggal surat keputusan"))

    objects = HeldQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_on(self, day: dt.date) -> bool:
        """Whether the office is held on that day, both ends included."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


def _days() -> Func:
    """The span as a range of days, both ends included."""
    return Func(
        F("starts_on"), F("ends_on"), Value("[]"), function="daterange", output_field=DateRangeField()
    )


def ends_after_start(name: str) -> models.CheckConstraint:
    """No office ends before it begins."""
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
        name=name,
        violation_error_message=_("Tanggal selesai tidak boleh sebelum tanggal mulai."),
    )


class Membership(Span):
    """A person holds an office in an organization; a *Kepala Desa* serves 8 years (UU 3/2024 art. 39).

    The row stays when the term is over: who held which office when is part of every agreement's history.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("orang")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="memberships", verbose_name=_("organisasi")
    )
    position = models.CharField(_("jabatan"), max_length=20, choices=Position)
    title = models.CharField(_("sebutan jabatan"), max_length=80, blank=True)

    class Meta:
        ordering = ["organization", "starts_on", "pk"]
        verbose_name = _("keanggotaan")
        constraints = [
            ends_after_start("membership_ends_after_start"),
            ExclusionConstraint(
                name="one_head_of_a_village_at_a_time",
                expressions=[("organization", RangeOperators.EQUAL), (_days(), RangeOperators.OVERLAPS)],
                condition=Q(position="village_head"),
                violation_error_message=_("Desa ini sudah mempunyai kepala desa pada masa jabatan tersebut."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.get_position_display()} {self.organization}"


class ActingKind(models.TextChoices):
    """How somebody stands in for the head."""

    PLT = "plt", _("Pelaksana Tugas (Plt.)")
    PLH = "plh", _("Pelaksana Harian (Plh.)")
    PJ = "pj", _("Penjabat (Pj.)")


class Delegation(Span):
    """A person acts for an organization's head from a day until a day, on the legal basis named."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations", verbose_name=_("orang")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="delegations", verbose_name=_("organisasi")
    )
    acting_kind = models.CharField(_("bentuk"), max_length=3, choices=ActingKind)
    legal_basis = models.CharField(_("dasar hukum"), max_length=300)

    class Meta:
        ordering = ["organization", "starts_on", "pk"]
        verbose_name = _("pelimpahan wewenang")
        constraints = [
            ends_after_start("delegation_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=False),
                name="delegation_has_an_end",
                violation_error_message=_("Pelimpahan wewenang harus mempunyai tanggal berakhir."),
            ),
            ExclusionConstraint(
                name="one_acting_head_at_a_time",
                expressions=[("organization", RangeOperators.EQUAL), (_days(), RangeOperators.OVERLAPS)],
                violation_error_message=_("Sudah ada pelaksana tugas pada masa tersebut."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_acting_kind_display()} {self.organization}: {self.person}"
