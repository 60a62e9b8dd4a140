"""Turns what a form, an invitation or a registration says about an office into one term with its rules."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any, Self

from django.utils import timezone
from django.utils.translation import gettext as _

from villages.people.access import YES, Answer
from villages.people.models import Position

HEAD_YEARS = 8
"""How long one term of a *Kepala Desa* lasts at most (UU 3/2024 art. 39)."""
EARLIEST = dt.date(1990, 1, 1)
AHEAD = dt.timedelta(days=366)


@dataclass(frozen=True)
class Term:
    """An office and the days between which it is held, with the decree it rests on."""

    position: str
    starts_on: dt.date
    ends_on: dt.date | None
    decree_number: str
    decree_on: dt.date
    title: str = ""

    @classmethod
    def of(cls, source: Any) -> Self:
        """The term that a registration, an invitation or a membership speaks of."""
        return cls(**{name: getattr(source, name) for name in cls.__dataclass_fields__})

    def fields(self) -> dict[str, Any]:
        """The term as a model's fields."""
        return asdict(self)

    @property
    def faults(self) -> dict[str, str]:
        """What is out of order, by field: dates in the wrong order, a decree of tomorrow, a head beyond eight years."""
        today = timezone.localdate()
        found = {}
        if self.ends_on and self.ends_on < self.starts_on:
            found["ends_on"] = _("Tanggal selesai tidak boleh sebelum tanggal mulai.")
        elif self.position == Position.VILLAGE_HEAD and not self.ends_on:
            found["ends_on"] = _("Masa jabatan kepala desa mempunyai tanggal selesai.")
        elif self.position == Position.VILLAGE_HEAD and self.ends_on > _years_after(
            self.starts_on, HEAD_YEARS
        ):
            found["ends_on"] = _("Masa jabatan kepala desa paling lama 8 tahun (UU 3/2024 Pasal 39).")
        if not EARLIEST <= self.starts_on <= today + AHEAD:
            found["starts_on"] = _("Tanggal mulai terlalu jauh; periksa tahunnya.")
        if self.decree_on > today:
            found["decree_on"] = _("Tanggal surat keputusan belum tiba.")
        elif self.decree_on > self.starts_on:
            found["decree_on"] = _(
                "Surat keputusan bertanggal sesudah mulai menjabat; periksa kedua tanggal itu."
            )
        return found

    @property
    def in_order(self) -> Answer:
        """Whether the dates hold together; the first fault is the reason."""
        return next((Answer(False, fault) for fault in self.faults.values()), YES)


def _years_after(day: dt.date, years: int) -> dt.date:
    """The same day so many years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)
