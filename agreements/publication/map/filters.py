"""What a reader asks of a map: what the catalogue may be asked, and which kecamatan to look at more closely."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.publication.filters import Catalogue

FIRST_YEAR = 2014
"""Since UU 6/2014 villages agree as the portal knows it; older agreements are few."""


def years() -> list[tuple[int, str]]:
    """The years that can be asked for, the newest first; one ahead, since an agreement may begin to hold later."""
    this: dt.date = timezone.localdate()
    return [(year, str(year)) for year in range(this.year + 1, FIRST_YEAR - 1, -1)]


class MapQuestions(Catalogue):
    """The agreements that are drawn; an unsound question makes the form invalid."""

    kecamatan = django_filters.ChoiceFilter(
        method="everything",
        label=_("Kecamatan"),
        choices=[],
        empty_label=_("Seluruh kabupaten/kota"),
    )
    tahun = django_filters.ChoiceFilter(
        field_name="year", label=_("Tahun"), choices=years, empty_label=_("Semua tahun")
    )

    def everything(self, listings: QuerySet, name: str, value: str) -> QuerySet:
        """A kecamatan is looked at more closely; its threads into others need all of the regency's agreements."""
        return listings

    def offer(self, subdistricts: Iterable[tuple[str, str]]) -> None:
        """Let the reader choose among the kecamatan of this regency; another one is no sound question."""
        self.form.fields["kecamatan"].choices = sorted(subdistricts)

    @property
    def choices(self) -> tuple[Any, ...]:
        """All that the form of a sound question shows: which kecamatan and years it offers, and what was chosen."""
        return (*self.form.fields["kecamatan"].choices, *years(), *self.asked.items())
