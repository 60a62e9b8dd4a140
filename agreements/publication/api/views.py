"""Turns questions about villages, partners and figures into JSON, and says what the interface consists of."""

import re
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agreements.publication.api.fields import absolute
from agreements.publication.api.frame import VERSION, Public
from agreements.publication.api.paging import by_key, page
from agreements.publication.api.questions import (
    SLUG,
    VILLAGE,
    FigureQuestions,
    PartnerQuestions,
    VillageQuestions,
)
from agreements.publication.api.shapes import FiguresShape, PartnerShape, VillageShape
from agreements.publication.statistics.models import Tallied, Tally
from villages.organizations.models import Standing, Village
from villages.organizations.queries import public_partners
from villages.regions.queries import find_areas

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
MOST_MATCHES = 500


class AddressShape(serializers.Serializer):
    """One address of the interface."""

    title = serializers.CharField(help_text=_("Isinya."))
    url = serializers.CharField(help_text=_("Alamatnya."))


class RootShape(serializers.Serializer):
    """What the interface consists of."""

    version = serializers.CharField(help_text=_("Versi antarmuka."))
    documentation = serializers.URLField(help_text=_("Penjelasan bagi orang."))
    schema = serializers.URLField(help_text=_("Skema OpenAPI bagi program."))
    license = serializers.URLField(help_text=_("Lisensi data."))
    results = AddressShape(many=True, help_text=_("Daftar yang dapat ditanya."))


class Root(Public):
    """What the interface consists of."""

    shape = RootShape
    title = _("Isi antarmuka")
    about = _("Alamat semua daftar, dokumentasi, dan skema.")

    def answer(self, asked: dict[str, Any], **named: str) -> Any:
        """Every list with its address."""
        lists = [("api-agreements", _("Kerja sama")), ("api-parties", _("Para pihak"))]
        lists += [("api-provisions", _("Ketentuan")), ("api-villages", Villages.title)]
        lists += [("api-partners", Partners.title), ("api-statistics", Statistics.title)]
        lists += [("api-vocabulary", _("Kosakata"))]
        return {
            "version": VERSION,
            "documentation": absolute(reverse("agreements:api")),
            "schema": absolute(reverse("agreements:api-schema")),
            "license": LICENSE,
            "results": [
                {"title": title, "url": absolute(reverse(f"agreements:{name}"))} for name, title in lists
            ],
        }


class Villages(Public):
    """Villages that use the portal, and those that a public agreement names, in the order of their codes."""

    questions = (VillageQuestions,)
    shape, many = VillageShape, True
    title = _("Desa")
    about = _("Desa yang memakai portal atau disebut dalam kerja sama yang terbuka, menurut urutan kode.")

    def answer(self, asked: dict[str, Any], **named: str) -> Any:
        """One page of them."""
        villages = _villages()
        if asked["q"]:
            areas = find_areas(asked["q"]).filter(village__isnull=False).values_list("pk", flat=True)
            villages = villages.filter(area__in=list(areas[:MOST_MATCHES]))
        if asked["wilayah"]:
            villages = villages.filter(area__code__startswith=f"{asked['wilayah']}.")
        rows, following = by_key(villages, "area_id", asked)
        return page(self.request, VillageShape(rows, many=True).data, following)


class AVillage(Public):
    """One village."""

    shape = VillageShape
    title = _("Satu desa")
    about = _("Satu desa menurut kode Kemendagri, misalnya 33.05.01.2001.")
    path = {"code": VILLAGE}

    def answer(self, asked: dict[str, Any], **named: str) -> Any:
        """By its code."""
        return VillageShape(_one(_villages(), VILLAGE, area=named["code"])).data


class Partners(Public):
    """Partners that a district has verified, and those that a public agreement names, by their addresses."""

    questions = (PartnerQuestions,)
    shape, many = PartnerShape, True
    title = _("Mitra")
    about = _("Mitra yang diverifikasi kabupaten atau disebut dalam kerja sama yang terbuka.")

    def answer(self, asked: dict[str, Any], **named: str) -> Any:
        """One page of them."""
        partners = public_partners()
        if asked["q"]:
            partners = partners.filter(Q(name__icontains=asked["q"]) | Q(interests__icontains=asked["q"]))
        if asked["jenis"]:
            partners = partners.filter(partner_kind=asked["jenis"])
        if asked["wilayah"]:
            partners = partners.filter(regency__code__startswith=asked["wilayah"])
        rows, following = by_key(partners, "slug", asked)
        return page(self.request, PartnerShape(rows, many=True).data, following)


class APartner(Public):
    """One partner."""

    shape = PartnerShape
    title = _("Satu mitra")
    about = _("Satu mitra menurut alamat halamannya.")
    path = {"slug": SLUG}

    def answer(self, asked: dict[str, Any], **named: str) -> Any:
        """By the address of its page."""
        return PartnerShape(_one(public_partners(), SLUG, slug=named["slug"])).data


class Statistics(Public):
    """The figures of all Indonesia or of one region, as they were last counted."""

    questions = (FigureQuestions,)
    shape = FiguresShape
    title = _("Statistik")
    about = _(
        "Angka seluruh Indonesia atau satu wilayah, seperti terakhir dihitung; artinya ada di halaman statistik."
    )

    def answer(self, asked: dict[str, Any], **named: str) -> Any:
        """All figures of that region, or those of one measure."""
        scope = asked["wilayah"]
        rows = Tally.objects.filter(scope=scope)
        if asked["ukuran"]:
            rows = rows.filter(measure=asked["ukuran"])
        counted = Tallied.objects.filter(scope=scope).first()
        found = list(rows.order_by("measure", "key"))
        whole = {"scope": scope, "counted_at": counted and counted.counted_at, "results": found}
        return FiguresShape(whole).data


def _villages() -> QuerySet[Village]:
    """The villages with a page of their own, each with where it lies."""
    named = Q(standing=Standing.LISTED, standing_on__isnull=False)
    found = Village.objects.filter(Q(standing=Standing.CONFIRMED) | named)
    return found.select_related("area__subdistrict__regency__province")


def _one(rows: QuerySet[Any], pattern: str, **key: str) -> Any:
    """The only row with that key. Raises Http404 where there is none, or where no key is written like this."""
    (written,) = key.values()
    found = rows.filter(**key).first() if re.match(pattern, written) else None
    if found is None:
        raise Http404
    return found
