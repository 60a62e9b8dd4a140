"""What a reader asks of the public agreements, each question in the address -> the listings that fit all of them.

One FilterSet for the catalogue, the feeds, the followers, the API and the dumps; `catalogue.paging.page` cuts its
answer into pages.
"""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.contrib.postgres.search import SearchQueryCombinable
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.publication.catalogue.models import Listing
from agreements.publication.catalogue.newest import COUNTED, newest
from agreements.publication.catalogue.words import Sought, sought
from agreements.record.stages import PUBLIC, Stage
from agreements.record.vocabulary import Field, Kind, Topic
from villages.organizations.models import Partner, PartnerKind

NEWEST, RELEVANT, ENDING, VALUE = "terbaru", "relevan", "berakhir", "nilai"
ORDERS = (
    (NEWEST, _("Terbaru")),
    (RELEVANT, _("Paling cocok")),
    (ENDING, _("Segera berakhir")),
    (VALUE, _("Nilai terbesar")),
)
SOON = ((30, _("30 hari lagi")), (90, _("3 bulan lagi")), (180, _("6 bulan lagi")), (365, _("setahun lagi")))
"""Within how many days the catalogue offers to look for what ends; any number up to `FARTHEST` is understood."""
FARTHEST = 3660
_TOO_LONG = _("Tulis paling banyak 200 huruf.")
_DIGITS = RegexValidator(r"^[0-9]{4}\Z", _("Tahun ditulis dengan empat angka."))


class Match(NamedTuple):
    """A listing that fits, by what figures count and lists are ordered by."""

    pk: int
    stage_since: dt.datetime
    stage: str
    kind: str
    field: str
    topic: str
    year: int
    partner_kinds: list[str]
    places: list[str]
    ends_on: dt.date
    value: int | None


class _Days(django_filters.Filter):
    field_class = forms.IntegerField


def _code(name: Any, pattern: str, wrong: Any, method: str) -> django_filters.CharFilter:
    return django_filters.CharFilter(method=method, label=name, validators=[RegexValidator(pattern, wrong)])


def _impossible(asked: Mapping[str, Any]) -> bool:
    """Whether somebody asks for partners in cooperation of villages alone (UU 6/2014 art. 91)."""
    partner = asked.get("jenis_mitra") or asked.get("mitra")
    return bool(partner) and asked.get("jenis") == Kind.INTER_VILLAGE


class Catalogue(django_filters.FilterSet):
    """The listings that fit every question asked; an unsound question makes the form invalid.

    `Catalogue(data)` begins from all listings; `is_valid()`, then `qs` (without order) or `catalogue.paging.page`.
    """

    q = django_filters.CharFilter(
        method="by_words", label=_("Kata"), max_length=200, error_messages={"max_length": _TOO_LONG}
    )
    jenis = django_filters.ChoiceFilter(
        field_name="kind", label=_("Jenis"), choices=Kind.choices, empty_label=_("Semua jenis")
    )
    bidang = django_filters.ChoiceFilter(
        field_name="field", label=_("Bidang"), choices=Field.choices, empty_label=_("Semua bidang")
    )
    topik = django_filters.ChoiceFilter(
        field_name="topic", label=_("Topik"), choices=Topic.choices, empty_label=_("Semua topik")
    )
    tahap = django_filters.ChoiceFilter(
        field_name="stage",
        label=_("Keadaan"),
        choices=[(stage.value, Stage(stage).label) for stage in PUBLIC],
        empty_label=_("Semua"),
    )
    jenis_mitra = django_filters.ChoiceFilter(
        method="by_partner_kind",
        label=_("Jenis mitra"),
        choices=PartnerKind.choices,
        empty_label=_("Semua jenis mitra"),
    )
    tahun = django_filters.CharFilter(method="by_year", label=_("Tahun mulai"), validators=[_DIGITS])
    berakhir = _Days(method="by_days_left", label=_("Berakhir dalam"), min_value=1, max_value=FARTHEST)
    wilayah = _code(
        _("Wilayah"),
        r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2})?)?\Z",
        _("Kode wilayah ditulis seperti 33, 33.05, atau 33.05.01."),
        "by_place",
    )
    desa = _code(
        _("Desa"),
        r"^[0-9]{2}(\.[0-9]{2}){2}\.[0-9]{4}\Z",
        _("Kode desa ditulis seperti 33.05.01.2001."),
        "by_place",
    )
    mitra = django_filters.CharFilter(
        method="by_partner",
        label=_("Mitra"),
        validators=[MaxLengthValidator(80), RegexValidator(r"^[-\w]+\Z", _("Nama mitra tidak dikenal."))],
    )
    urut = django_filters.ChoiceFilter(
        method="by_order", label=_("Urutan"), choices=ORDERS, empty_label=_("Sesuai pertanyaan")
    )

    class Meta:
        model = Listing
        fields: list[str] = []

    def __init__(self, data: Any = None, queryset: QuerySet[Listing] | None = None, **more: Any) -> None:
        super().__init__(data, Listing.objects.all() if queryset is None else queryset, **more)
        self.sought: Sought | None = None
        self.partner: Partner | None = None

    @property
    def found(self) -> QuerySet[Listing]:
        """The listings that fit, without order; none where the question is unsound."""
        return self.qs.order_by() if self.is_valid() else Listing.objects.none()

    @cached_property
    def newest(self) -> list[Match]:
        """The newest listings that fit, one more than are counted: what figures and orders by words are made of."""
        return self.newest_of(self.found, COUNTED + 1) if self.is_valid() else []

    def newest_of(
        self, found: QuerySet[Listing], most: int, before: dt.datetime | None = None
    ) -> list[Match]:
        """The newest of what fits or of a part of it, looked for in the way that suits the question."""
        asked = self.asked
        narrow = "desa" in asked or "mitra" in asked or "." in asked.get("wilayah", "")
        rows = newest(found, most, Match._fields, by_words="q" in asked, narrow=narrow, before=before)
        return [Match(*row) for row in rows]

    @property
    def by_words_too(self) -> bool:
        """Whether words are in question."""
        return bool(self.asked.get("q"))

    @cached_property
    def asked(self) -> dict[str, Any]:
        """What was soundly asked, by the name of the question; nothing of an unsound one."""
        sound = self.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value} if sound else {}

    @cached_property
    def order(self) -> str:
        """In which order the answer comes: as asked, else by what the question is about."""
        asked = self.asked
        order = asked.get("urut") or (RELEVANT if "q" in asked else ENDING if "berakhir" in asked else NEWEST)
        return NEWEST if order == RELEVANT and "q" not in asked else order

    def near(self, changes: dict[str, Any], words: SearchQueryCombinable | None = None) -> QuerySet[Listing]:
        """The listings that fit with some questions changed or (empty) left out; nothing is looked up anew.

        `words` stands in place of what the text asked for.
        """
        listings, asked = Listing.objects.order_by(), self.asked | changes
        if _impossible(asked):
            return listings.none()
        for name, value in asked.items():
            if not value:
                continue
            if name == "q":
                query = words or (self.sought.query if self.sought else None)
                listings = listings.filter(search=query) if query is not None else listings.none()
            elif name == "mitra":
                partner = [self.partner.pk] if self.partner else []
                listings = listings.filter(organizations__contains=partner) if partner else listings.none()
            else:
                listings = self.filters[name].filter(listings, value)
        return listings

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Those that fit; villages among themselves have no partner, which no index need be asked about."""
        found = super().filter_queryset(queryset)
        return found.none() if _impossible(self.form.cleaned_data) else found

    def by_words(self, listings: QuerySet, name: str, value: str) -> QuerySet:
        """Those in which every word occurs, as `catalogue.words` understands it."""
        self.sought = sought(value)
        return listings.none() if self.sought.query is None else listings.filter(search=self.sought.query)

    def by_partner_kind(self, listings: QuerySet, name: str, value: str) -> QuerySet:
        """Those with a partner of that kind."""
        return listings.filter(partner_kinds__contains=[value])

    def by_year(self, listings: QuerySet, name: str, value: str) -> QuerySet:
        """Those that began to hold in that year."""
        return listings.filter(year=int(value))

    def by_days_left(self, listings: QuerySet, name: str, value: int) -> QuerySet:
        """Those in force that end within so many days."""
        today = timezone.localdate()
        return listings.filter(
            stage=Stage.IN_FORCE, ends_on__gte=today, ends_on__lte=today + dt.timedelta(days=value)
        )

    def by_place(self, listings: QuerySet, name: str, value: str) -> QuerySet:
        """Those with a village there, or of that village."""
        return listings.filter(places__contains=[value])

    def by_partner(self, listings: QuerySet, name: str, value: str) -> QuerySet:
        """Those of the partner with that address."""
        self.partner = Partner.objects.filter(slug=value).first()
        return listings.filter(organizations__contains=[self.partner.pk]) if self.partner else listings.none()

    def by_order(self, listings: QuerySet, name: str, value: str) -> QuerySet:
        """What ends soonest is asked of what has not ended; every other order takes all."""
        if value != ENDING:
            return listings
        return listings.filter(stage=Stage.IN_FORCE, ends_on__gte=timezone.localdate())
