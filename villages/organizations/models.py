"""What may be a party or an authority: villages, partners and government offices.

`Organization` carries what all three share, so that a party, a membership or a letter points at one table;
`Village`, `Partner` and `Office` add what only they have.
"""

import secrets
from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.db.models.lookups import Regex
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from villages.regions.models import Regency, Subdistrict, VillageArea


class OrganizationKind(models.TextChoices):
    """Which of the three an organization is."""

    VILLAGE = "village", _("desa")
    PARTNER = "partner", _("mitra")
    OFFICE = "office", _("kantor pemerintah")


class Standing(models.TextChoices):
    """How far the district has confirmed an organization."""

    PENDING = "pending", _("menunggu pemeriksaan")
    CONFIRMED = "confirmed", _("terkonfirmasi")
    REFUSED = "refused", _("ditolak")
    LISTED = "listed", _("tercatat, belum memakai portal")


class OrganizationQuerySet(models.QuerySet):
    """Questions asked of all organizations."""

    def confirmed(self) -> Self:
        """Those the district has confirmed: only they may take part."""
        return self.filter(standing=Standing.CONFIRMED)


def logo_path(organization: "Organization", filename: str) -> str:
    """Where a logo is kept: drawn anew by us as PNG, under a random name."""
    return f"logos/{secrets.token_hex(16)}.png"


class Organization(models.Model):
    """A body that people speak for: a village, a partner or an office."""

    kind = models.CharField(_("jenis"), max_length=8, choices=OrganizationKind, editable=False)
    name = models.CharField(_("nama"), max_length=200)
    address = models.CharField(_("alamat kantor"), max_length=300, blank=True)
    email = models.EmailField(_("surel kantor"), blank=True)
    phone = models.CharField(_("telepon kantor"), max_length=30, blank=True)
    logo = models.FileField(_("lambang"), upload_to=logo_path, blank=True)
    number_pattern = models.CharField(_("pola nomor"), max_length=120, blank=True)
    standing = models.CharField(_("status"), max_length=9, choices=Standing, default=Standing.PENDING)
    standing_on = models.DateField(_("tanggal status"), null=True, blank=True)
    standing_reason = models.TextField(_("alasan status"), blank=True, max_length=2000)
    # Which district confirmed or refused it; a partner may have its seat where nobody uses the portal.
    examiner = models.ForeignKey(
        Regency,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("pemeriksa"),
    )
    created_at = models.DateTimeField(_("terdaftar pada"), auto_now_add=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("organisasi")
        indexes = [
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="organization_name_trigram"),
            models.Index(fields=["kind", "standing"], name="organization_by_standing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(standing=Standing.REFUSED) | ~Q(standing_reason=""),
                name="refused_with_reason",
                violation_error_message=_("Penolakan harus disertai alasan."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_confirmed(self) -> bool:
        """Whether the district has confirmed it."""
        return self.standing == Standing.CONFIRMED


class Village(Organization):
    """A *desa* that uses the portal; the code's check keeps a *kelurahan* out (UU 6/2014 art. 91)."""

    organization = models.OneToOneField(
        Organization, models.CASCADE, parent_link=True, related_name="village"
    )
    area = models.OneToOneField(
        VillageArea, models.PROTECT, related_name="village", verbose_name=_("wilayah")
    )
    head_title = models.CharField(_("sebutan kepala desa"), max_length=40, default="Kepala Desa")
    profile = models.TextField(_("profil"), max_length=5000, blank=True)
    latitude = models.DecimalField(_("lintang"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("bujur"), max_digits=8, decimal_places=5, null=True, blank=True)

    class Meta:
        ordering = ["area_id"]
        verbose_name = _("desa")
        constraints = [
            models.CheckConstraint(
                condition=Regex(F("area_id"), r"^\d\d\.\d\d\.\d\d\.[23]\d\d\d$"),
                name="village_is_a_desa",
                violation_error_message=_("Kelurahan tidak dapat menjadi pihak kerja sama desa."),
            )
        ]

    def save(self, *args, **kwargs) -> None:
        """Mark the shared row as a village's."""
        self.kind = OrganizationKind.VILLAGE
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The village's public page."""
        return reverse("villages:village", args=[self.area_id])


class PartnerKind(models.TextChoices):
    """What kind of third party it is (Permendagri 96/2017 art. 1: private parties, *ormas* and others)."""

    FIRM = "firm", _("perusahaan swasta")
    COOPERATIVE = "cooperative", _("koperasi")
    NGO = "ngo", _("organisasi kemasyarakatan")
    UNIVERSITY = "university", _("perguruan tinggi/lembaga penelitian")
    VILLAGE_ENTERPRISE = "village_enterprise", _("BUM Desa")
    GOVERNMENT = "government", _("badan pemerintah")
    OTHER = "other", _("lembaga lain")


class Partner(Organization):
    """A *pihak ketiga*: registers itself, takes part once the district has verified it."""

    organization = models.OneToOneField(
        Organization, models.CASCADE, parent_link=True, related_name="partner"
    )
    slug = models.SlugField(_("alamat halaman"), max_length=80, unique=True)
    partner_kind = models.CharField(_("jenis mitra"), max_length=20, choices=PartnerKind)
    legal_number = models.CharField(
        _("nomor identitas hukum (NIB/NPWP/SK)"),
        max_length=60,
        unique=True,
        null=True,  # of a partner that is only listed, because an old agreement names it
        validators=[
            RegexValidator(
                r"^[\w./ -]{4,60}$", _("Isi dengan huruf, angka, titik, garis miring, atau tanda hubung.")
            )
        ],
    )
    deed = models.CharField(_("akta/dasar pendirian"), max_length=200, blank=True)
    regency = models.ForeignKey(
        Regency, models.PROTECT, related_name="partners", verbose_name=_("kabupaten/kota kedudukan")
    )
    contact_name = models.CharField(_("narahubung"), max_length=120, blank=True)
    interests = models.CharField(_("bidang minat"), max_length=300, blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("mitra")
        constraints = [
            models.CheckConstraint(condition=~Q(legal_number=""), name="legal_number_given_or_unknown")
        ]

    def save(self, *args, **kwargs) -> None:
        """Mark the shared row as a partner's."""
        self.kind = OrganizationKind.PARTNER
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The partner's public page."""
        return reverse("villages:partner", args=[self.slug])


class OfficeKind(models.TextChoices):
    """Which government office it is."""

    SUBDISTRICT = "subdistrict", _("kecamatan")
    VILLAGE_AGENCY = "village_agency", _("DPMD")
    LEGAL = "legal", _("Bagian Hukum")
    REGENT = "regent", _("bupati/wali kota")


class Office(Organization):
    """A government office that facilitates, reviews or approves inside one regency."""

    organization = models.OneToOneField(Organization, models.CASCADE, parent_link=True, related_name="office")
    office_kind = models.CharField(_("jenis kantor"), max_length=14, choices=OfficeKind)
    regency = models.ForeignKey(
        Regency, models.PROTECT, related_name="offices", verbose_name=_("kabupaten/kota")
    )
    subdistrict = models.ForeignKey(
        Subdistrict,
        models.PROTECT,
        related_name="offices",
        null=True,
        blank=True,
        verbose_name=_("kecamatan"),
    )

    class Meta:
        ordering = ["regency", "office_kind", "subdistrict"]
        verbose_name = _("kantor")
        constraints = [
            models.UniqueConstraint(
                fields=["regency", "office_kind", "subdistrict"],
                name="one_office_of_a_kind",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(office_kind=OfficeKind.SUBDISTRICT, subdistrict__isnull=False)
                | (~Q(office_kind=OfficeKind.SUBDISTRICT) & Q(subdistrict__isnull=True)),
                name="subdistrict_office_has_subdistrict",
            ),
        ]

    def save(self, *args, **kwargs) -> None:
        """Mark the shared row as an office's."""
        self.kind = OrganizationKind.OFFICE
        super().save(*args, **kwargs)
