"""Public rows -> what the interface says of them; the schema and the documentation are made from these classes."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.publication.api.fields import Code, Words, absolute
from agreements.publication.catalogue.models import Listing
from agreements.record.stages import PUBLIC, Stage
from agreements.record.vocabulary import Field, Form, Instrument, Kind, Purpose, Topic
from villages.organizations.models import PartnerKind

PUBLIC_STAGES = [(stage.value, Stage(stage).label) for stage in PUBLIC]
PARTY_KINDS = [("village", _("desa")), ("partner", _("mitra"))]


class PartyShape(serializers.Serializer):
    """One party as it stands in a list."""

    ordinal = serializers.IntegerField(min_value=1, help_text=_("Urutan: 1 adalah PIHAK KESATU."))
    kind = Code(PARTY_KINDS, help_text=_("Desa atau mitra."))
    key = serializers.CharField(help_text=_("Kode desa atau alamat halaman mitra."), allow_null=True)
    name = serializers.CharField(help_text=_("Nama pihak."))
    place = Words(allow_null=True, help_text=_("Letaknya: kecamatan dan kabupaten/kota."))
    partner_kind = Code(PartnerKind.choices, allow_null=True, help_text=_("Jenis mitra; null bagi desa."))


def parties_of(listing: Listing) -> list[dict[str, Any]]:
    """The parties of a listing in their order."""
    return [
        {
            "ordinal": ordinal,
            "kind": party["kind"],
            "key": party.get("key") or None,
            "name": party["name"],
            "place": party.get("place") or None,
            "partner_kind": party.get("partner_kind") or None,
        }
        for ordinal, party in enumerate(listing.parties, start=1)
    ]


class AgreementShape(serializers.Serializer):
    """A public agreement as it stands in a list."""

    ref = serializers.RegexField(r"^[0-9A-Z]{8}$", help_text=_("Nomor acuan, delapan huruf dan angka."))
    title = serializers.CharField(help_text=_("Judul."))
    summary = serializers.CharField(help_text=_("Ringkasan; data pribadi ditutup."))
    kind = Code(Kind.choices, help_text=_("Jenis kerja sama (UU 6/2014 pasal 91)."))
    instrument = Code(Instrument.choices, help_text=_("Bentuk naskah."))
    form = Code(Form.choices, help_text=_("Bentuk kerja sama menurut para pihak."))
    field = Code(Field.choices, help_text=_("Bidang urusan desa (UU 6/2014 pasal 93)."))
    purpose = Code(
        Purpose.choices, allow_null=True, help_text=_("Tujuan kerja sama antar-Desa; null bagi yang lain.")
    )
    topic = Code(Topic.choices, help_text=_("Topik sehari-hari."))
    stage = Code(PUBLIC_STAGES, help_text=_("Keadaan sekarang."))
    stage_since = serializers.DateTimeField(help_text=_("Sejak kapan keadaannya demikian."))
    published_at = serializers.DateTimeField(help_text=_("Kapan menjadi terbuka bagi umum."))
    changed_at = serializers.DateTimeField(help_text=_("Kapan data ini terakhir berubah."))
    starts_on = serializers.DateField(help_text=_("Hari pertama berlaku."))
    ends_on = serializers.DateField(help_text=_("Hari terakhir berlaku."))
    year = serializers.IntegerField(help_text=_("Tahun mulai berlaku."))
    value = serializers.IntegerField(
        allow_null=True, help_text=_("Nilai dalam rupiah; null bila tidak disebut.")
    )
    approval_days = serializers.IntegerField(
        allow_null=True,
        help_text=_("Hari kerja dari pengiriman sampai persetujuan; null bila tidak ditinjau."),
    )
    signed_elsewhere = serializers.BooleanField(help_text=_("Ditandatangani di luar portal."))
    places = serializers.ListField(
        child=serializers.CharField(),
        help_text=_("Kode provinsi, kabupaten/kota, kecamatan, dan desa para pihak (Kemendagri)."),
    )
    parties = serializers.SerializerMethodField(help_text=_("Para pihak menurut urutannya."))
    url = serializers.SerializerMethodField(help_text=_("Halamannya bagi warga."))
    api_url = serializers.SerializerMethodField(help_text=_("Seluruh isinya di antarmuka ini."))
    document_url = serializers.SerializerMethodField(help_text=_("Dokumen PDF; null bila tidak ada."))

    @extend_schema_field(PartyShape(many=True))
    def get_parties(self, listing: Listing) -> list[dict[str, Any]]:
        """The parties, from the listing itself."""
        return parties_of(listing)

    def get_url(self, listing: Listing) -> str:
        """The page that citizens read."""
        return absolute(reverse("agreements:agreement", args=[listing.ref]))

    def get_api_url(self, listing: Listing) -> str:
        """Where everything about it is answered."""
        return absolute(reverse("agreements:api-agreement", args=[listing.ref]))

    def get_document_url(self, listing: Listing) -> str | None:
        """The PDF that everybody may load; not of one whose covered copy is still being made."""
        if listing.pk not in self.context["files"]:
            return None
        return absolute(reverse("agreements:document", args=[listing.ref]))


class NamedRegion(serializers.Serializer):
    """A region above."""

    code = serializers.CharField(help_text=_("Kode Kemendagri."))
    name = serializers.CharField(help_text=_("Nama."))


class VillageShape(serializers.Serializer):
    """A village that uses the portal, or that a public agreement names."""

    code = serializers.CharField(source="area_id", help_text=_("Kode Kemendagri."))
    name = serializers.CharField(help_text=_("Nama."))
    subdistrict = NamedRegion(source="area.subdistrict", help_text=_("Kecamatan."))
    regency = NamedRegion(source="area.subdistrict.regency", help_text=_("Kabupaten atau kota."))
    province = NamedRegion(source="area.subdistrict.regency.province", help_text=_("Provinsi."))
    head_title = serializers.CharField(help_text=_("Sebutan kepala desa di sana."))
    uses_portal = serializers.BooleanField(
        source="is_confirmed", help_text=_("Terkonfirmasi dan memakai portal.")
    )
    latitude = serializers.FloatField(
        source="area.latitude", allow_null=True, help_text=_("Lintang (WGS 84).")
    )
    longitude = serializers.FloatField(
        source="area.longitude", allow_null=True, help_text=_("Bujur (WGS 84).")
    )
    url = serializers.SerializerMethodField(help_text=_("Halamannya bagi warga."))
    agreements_url = serializers.SerializerMethodField(help_text=_("Kerja samanya di antarmuka ini."))

    def get_url(self, village: Any) -> str:
        """The page that citizens read."""
        return absolute(village.get_absolute_url())

    def get_agreements_url(self, village: Any) -> str:
        """Where its agreements are listed."""
        return absolute(f"{reverse('agreements:api-agreements')}?desa={village.area_id}")


class PartnerShape(serializers.Serializer):
    """A partner that the district has verified, or that a public agreement names."""

    slug = serializers.CharField(help_text=_("Alamat halamannya."))
    name = serializers.CharField(help_text=_("Nama."))
    partner_kind = Code(PartnerKind.choices, help_text=_("Jenis mitra."))
    regency = NamedRegion(help_text=_("Kabupaten atau kota kedudukan."))
    uses_portal = serializers.BooleanField(
        source="is_confirmed", help_text=_("Terverifikasi dan memakai portal.")
    )
    url = serializers.SerializerMethodField(help_text=_("Halamannya bagi warga."))
    agreements_url = serializers.SerializerMethodField(help_text=_("Kerja samanya di antarmuka ini."))

    def get_url(self, partner: Any) -> str:
        """The page that citizens read."""
        return absolute(partner.get_absolute_url())

    def get_agreements_url(self, partner: Any) -> str:
        """Where its agreements are listed."""
        return absolute(f"{reverse('agreements:api-agreements')}?mitra={partner.slug}")


class FigureShape(serializers.Serializer):
    """One counted figure."""

    measure = serializers.CharField(help_text=_("Ukuran: menurut apa dihitung."))
    key = serializers.CharField(
        allow_blank=True, help_text=_("Nilai ukuran itu: kode, tahun, golongan, atau wilayah.")
    )
    count = serializers.IntegerField(help_text=_("Banyaknya kerja sama; pada `coverage` banyaknya desa."))
    amount = serializers.IntegerField(
        allow_null=True, help_text=_("Besaran yang menyertai: rupiah atau hari; null bila tidak ada.")
    )


class FiguresShape(serializers.Serializer):
    """The figures of one region."""

    scope = serializers.CharField(
        allow_blank=True, help_text=_("Kode wilayah; kosong berarti seluruh Indonesia.")
    )
    counted_at = serializers.DateTimeField(allow_null=True, help_text=_("Kapan dihitung; null bila belum."))
    results = FigureShape(many=True, help_text=_("Angkanya."))
