"""The national register of regions: provinces, regencies, subdistricts and villages with their Kemendagri codes.

Codes are text (`33`, `33.05`, `33.05.01`, `33.05.01.2001`) and are the keys; names are not: 98 villages are
called Sidomulyo. A row that a newer edition no longer lists is kept and marked as vanished.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

PAPUA = frozenset({"91", "92", "93", "94", "95", "96"})
"""Codes of the provinces in which a *kecamatan* is called *distrik* (UU 21/2001)."""


def titled(code: str, name: str) -> str:
    """The name of a *kecamatan* with its word; `code` is its own or that of a village in it."""
    return f"{'Distrik' if code[:2] in PAPUA else 'Kecamatan'} {name}"


class Edition(models.Model):
    """One edition of the register, named after the ministerial decree that set it."""

    name = models.CharField(_("nama edisi"), max_length=80, unique=True)
    loaded_at = models.DateTimeField(_("dimuat pada"))
    report = models.JSONField(_("laporan perubahan"), default=dict)

    class Meta:
        ordering = ["-loaded_at"]
        verbose_name = _("edisi daftar wilayah")

    def __str__(self) -> str:
        return self.name


class Region(models.Model):
    """What all four levels share."""

    code = models.CharField(_("kode wilayah"), max_length=13, primary_key=True)
    name = models.CharField(_("nama"), max_length=120)
    # The edition that last set this row. No index: nobody asks for the rows of an edition, and each load would pay.
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="+", db_index=False, verbose_name=_("edisi")
    )
    vanished = models.BooleanField(_("tidak lagi tercantum"), default=False)

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Province(Region):
    """A *provinsi*."""

    class Meta(Region.Meta):
        verbose_name = _("provinsi")


class Regency(Region):
    """A *kabupaten* or *kota*; the name carries the word ("Kabupaten Kebumen")."""

    province = models.ForeignKey(
        Province, models.PROTECT, related_name="regencies", verbose_name=_("provinsi")
    )

    class Meta(Region.Meta):
        verbose_name = _("kabupaten/kota")


class Subdistrict(Region):
    """A *kecamatan* (*distrik* in Papua)."""

    regency = models.ForeignKey(
        Regency, models.PROTECT, related_name="subdistricts", verbose_name=_("kabupaten/kota")
    )

    class Meta(Region.Meta):
        verbose_name = _("kecamatan")
        indexes = [GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="subdistrict_name_trigram")]

    @property
    def titled(self) -> str:
        """The name with its word: "Kecamatan Ayah", in the provinces of Papua "Distrik …"."""
        return titled(self.code, self.name)


class AreaKind(models.TextChoices):
    """The first digit of a village code's last part (Kemendagri)."""

    KELURAHAN = "1", _("kelurahan")
    DESA = "2", _("desa")
    DESA_ADAT = "3", _("desa adat")


class VillageArea(Region):
    """A *desa*, *desa adat* or *kelurahan* as the register lists it, whether or not it uses the portal.

    A *kelurahan* is known here but cannot be a party: cooperation belongs to the *desa* (UU 6/2014 art. 91).
    """

    subdistrict = models.ForeignKey(
        Subdistrict, models.PROTECT, related_name="areas", db_index=False, verbose_name=_("kecamatan")
    )  # its index is `area_by_subdistrict`
    kind = models.CharField(_("jenis"), max_length=1, choices=AreaKind)
    postal_code = models.CharField(_("kode pos"), max_length=5, blank=True)
    latitude = models.DecimalField(_("lintang"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("bujur"), max_digits=8, decimal_places=5, null=True, blank=True)
    """The centre of the village in degrees (WGS 84), from `load_coordinates`; the register itself has none."""

    class Meta(Region.Meta):
        verbose_name = _("wilayah desa")
        indexes = [
            models.Index(fields=["subdistrict", "name"], name="area_by_subdistrict"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="area_name_trigram"),  # icontains
        ]

    @property
    def may_cooperate(self) -> bool:
        """Whether such an area may be a party at all (only *desa* and *desa adat* still on the register)."""
        return self.kind != AreaKind.KELURAHAN and not self.vanished

    @property
    def place(self) -> str:
        """Where it lies, to be shown beside every name: "Kecamatan Ayah, Kabupaten Kebumen"."""
        return f"{self.subdistrict.titled}, {self.subdistrict.regency.name}"
