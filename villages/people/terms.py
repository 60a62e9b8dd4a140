"""Turns what a person, an invitation or a registration says about an office into one term with its rules."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any, Self, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
        head = self.position == Position.VILLAGE_HEAD
        if self.ends_on is None:
            if head:
                found["ends_on"] = _("Masa jabatan kepala desa mempunyai tanggal selesai.")
        elif self.ends_on < self.starts_on:
            found["ends_on"] = _("Tanggal selesai tidak boleh sebelum tanggal mulai.")
        elif head and self.ends_on > _years_after(self.starts_on, HEAD_YEARS):
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


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """One day."""

    widget = DayInput
    input_formats = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", self.input_formats)
        super().__init__(**kwargs)


class TermForm(forms.Form):
    """An office: which, from when until when, by which decree."""

    positions: tuple[Position, ...] = ()
    """Which offices may be chosen; none named means all."""

    position = forms.ChoiceField(label=gettext_lazy("Jabatan"), choices=Position)
    starts_on = DayField(label=gettext_lazy("Mulai menjabat"))
    ends_on = DayField(
        label=gettext_lazy("Selesai menjabat"),
        required=False,
        help_text=gettext_lazy("Wajib untuk kepala desa. Kosongkan bila tidak ditentukan."),
    )
    decree_number = forms.CharField(label=gettext_lazy("Nomor surat keputusan"), max_length=120)
    decree_on = DayField(label=gettext_lazy("Tanggal surat keputusan"))

    def __init__(self, *args: Any, positions: tuple[Position, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.positions = positions or self.positions
        if len(self.positions) == 1:
            del self.fields["position"]
        elif self.positions:
            choice = cast(forms.ChoiceField, self.fields["position"])
            choice.choices = [(p.value, p.label) for p in self.positions]

    def clean(self) -> dict[str, Any]:
        """The days hold together; each fault stands beside its field. Where only one office is meant, it is that."""
        data = super().clean() or {}
        if len(self.positions) == 1:
            data["position"] = self.positions[0].value
        if not self.errors:
            for name, fault in self.term.faults.items():
                self.add_error(name, fault)
        return data

    @property
    def term(self) -> Term:
        """The office as the actions take it."""
        data = self.cleaned_data
        return Term(
            position=data["position"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            decree_number=data["decree_number"],
            decree_on=data["decree_on"],
            title=data.get("title", ""),
        )
