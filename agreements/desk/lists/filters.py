"""What a person asks of the list of their agreements: part of the desk, stage, kind, topic, words, since when."""

from collections.abc import Callable

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agreements.desk.lists.searching import saying
from agreements.desk.near import parties_among
from agreements.desk.parts import Part
from agreements.drafting.fields import DayField
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.record.vocabulary import Kind, Topic
from villages.organizations.models import Village
from villages.regions.models import Subdistrict

_TOO_LONG = _("Tulis paling banyak 200 huruf.")


class _DayFilter(django_filters.Filter):
    """A day as people type it or pick it."""

    field_class = DayField


class DeskList(django_filters.FilterSet):
    """The agreements of one desk that fit every question asked; an unsound question makes the form invalid."""

    q = django_filters.CharFilter(
        method="by_words",
        label=_("Kata, desa, mitra, atau kecamatan"),
        max_length=200,
        error_messages={"max_length": _TOO_LONG},
    )
    bagian = django_filters.ChoiceFilter(
        method="by_part",
        label=_("Bagian meja"),
        choices=list(Part.LABELS.items()),
        empty_label=_("Semua bagian"),
    )
    tahap = django_filters.ChoiceFilter(
        field_name="stage", label=_("Tahap"), choices=Stage.choices, empty_label=_("Semua tahap")
    )
    jenis = django_filters.ChoiceFilter(
        field_name="kind", label=_("Jenis"), choices=Kind.choices, empty_label=_("Semua jenis")
    )
    topik = django_filters.ChoiceFilter(
        field_name="topic", label=_("Topik"), choices=Topic.choices, empty_label=_("Semua topik")
    )
    kecamatan = django_filters.ChoiceFilter(
        method="by_subdistrict", label=_("Kecamatan"), empty_label=_("Semua kecamatan")
    )
    sejak = _DayFilter(
        field_name="stage_since", lookup_expr="date__gte", label=_("Tahapnya dimulai sejak"), required=False
    )
    sampai = _DayFilter(
        field_name="stage_since", lookup_expr="date__lte", label=_("Tahapnya dimulai sampai"), required=False
    )

    class Meta:
        model = Agreement
        fields: list[str] = []

    def __init__(self, *args, subdistricts: QuerySet[Subdistrict], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        places = [(place.code, place.name) for place in subdistricts]
        self.filters["kecamatan"].extra["choices"] = places
        if not places:
            del self.filters["kecamatan"]

    def by_words(self, agreements: QuerySet, name: str, value: str) -> QuerySet:
        """Those in which every word occurs: in what they say, or in a party's name or place."""
        return agreements.filter(*self._asked_once(saying, value))

    def by_part(self, agreements: QuerySet, name: str, value: str) -> QuerySet:
        """The part is chosen before the list is narrowed (`desk.parts.part_of_desk`)."""
        return agreements

    def by_subdistrict(self, agreements: QuerySet, name: str, value: str) -> QuerySet:
        """Those with a village of that kecamatan."""
        return agreements.filter(*self._asked_once(_seated, value))

    def _asked_once(self, question: Callable[[str], list[Q]], value: str) -> list[Q]:
        """The questions of a word, made once: each part of the list is narrowed by the same ones."""
        kept = self.__dict__.setdefault("_questions", {})
        if (question, value) not in kept:
            kept[question, value] = question(value)
        return kept[question, value]


def _seated(code: str) -> list[Q]:
    villages = Village.objects.filter(area__subdistrict=code).order_by("pk").values_list("pk", flat=True)
    return [Q(parties_among(villages))]
