"""What a reader asks of the catalogue: words, village, partner, stage, topic, kind, each in the address."""

import django_filters
from django import forms
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agreements.publication import queries
from agreements.record.models import Agreement
from agreements.record.stages import PUBLIC, Stage
from agreements.record.vocabulary import Kind, Topic
from villages.organizations.models import Partner, Village

_TOO_LONG = _("Tulis paling banyak 200 huruf.")


class Catalogue(django_filters.FilterSet):
    """The published agreements that fit every question asked; an unsound question makes the form invalid."""

    q = django_filters.CharFilter(
        method="by_words",
        label=_("Kata"),
        max_length=200,
        error_messages={"max_length": _TOO_LONG},
    )
    tahap = django_filters.ChoiceFilter(
        field_name="stage",
        label=_("Keadaan"),
        choices=[(stage.value, Stage(stage).label) for stage in PUBLIC],
        empty_label=_("Semua"),
    )
    topik = django_filters.ChoiceFilter(
        field_name="topic", label=_("Topik"), choices=Topic.choices, empty_label=_("Semua topik")
    )
    jenis = django_filters.ChoiceFilter(
        field_name="kind", label=_("Jenis"), choices=Kind.choices, empty_label=_("Semua jenis")
    )
    desa = django_filters.CharFilter(
        method="by_village",
        label=_("Desa"),
        widget=forms.HiddenInput,
        validators=[
            RegexValidator(r"^\d\d\.\d\d\.\d\d\.\d{4}\Z", _("Kode desa ditulis seperti 33.05.01.2001.")),
        ],
    )
    mitra = django_filters.CharFilter(
        method="by_partner",
        label=_("Mitra"),
        widget=forms.HiddenInput,
        validators=[MaxLengthValidator(80), RegexValidator(r"^[-\w]+\Z", _("Nama mitra tidak dikenal."))],
    )

    class Meta:
        model = Agreement
        fields: list[str] = []

    def by_words(self, agreements: QuerySet, name: str, value: str) -> QuerySet:
        """Those in which every word occurs."""
        return queries.search(agreements, value)

    def by_village(self, agreements: QuerySet, name: str, value: str) -> QuerySet:
        """Those of the village with that code."""
        return queries.with_party(agreements, Village.objects.filter(area=value))

    def by_partner(self, agreements: QuerySet, name: str, value: str) -> QuerySet:
        """Those of the partner with that address."""
        return queries.with_party(agreements, Partner.objects.filter(slug=value))
