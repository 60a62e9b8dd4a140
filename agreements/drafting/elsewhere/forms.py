"""What is filled in about an agreement that was signed elsewhere: its record, a new partner, a scan, a reason."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafting.actions import DETAILS
from agreements.drafting.attachments import DOCX, MOST_MEGABYTES, file_type
from agreements.drafting.choosing import Choice
from agreements.drafting.elsewhere.alike import Alike
from agreements.drafting.elsewhere.columns import COLUMNS
from agreements.drafting.elsewhere.models import ImportJob, Manner
from agreements.drafting.fields import DayField, PlainTextForm
from agreements.drafting.forms import DetailsForm
from agreements.record.vocabulary import INSTRUMENT_OF, Field, Instrument, Kind, Topic
from villages.organizations.models import Organization, OrganizationKind, PartnerKind
from villages.regions.models import Regency

DETAILS_KEPT = tuple(name for name in DETAILS if name != "burdens_community_or_assets")
MOST_NUMBER = 120


def instruments(kind: str) -> list[tuple[str, Any]]:
    """The forms that an agreement of that kind may have; an addendum belongs to its parent."""
    other = [INSTRUMENT_OF[one] for one in Kind if one != kind]
    closed = {*other, Instrument.ADDENDUM}
    return [(one.value, one.label) for one in Instrument if one not in closed]


class RecordForm(DetailsForm):
    """What the signed paper says: what it is about, when it was signed, and its number in each party's register."""

    signed_on = DayField(label=gettext_lazy("Ditandatangani pada"))
    manner = forms.ChoiceField(label=gettext_lazy("Cara penandatanganan"), choices=Manner.choices)
    note = forms.CharField(
        label=gettext_lazy("Keterangan"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Misalnya di mana naskah aslinya disimpan. Dibaca DPMD dan para pihak."),
    )
    anyway = forms.BooleanField(label=gettext_lazy("Bukan perjanjian yang sama; tetap catat"), required=False)

    class Meta(DetailsForm.Meta):
        fields = ("instrument", *DETAILS_KEPT)  # type: ignore[assignment]
        labels = {"instrument": gettext_lazy("Bentuk naskah")}

    def __init__(self, *args: Any, parties: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = parties
        self.alike: list[Alike] = []
        self.fields["instrument"].choices = instruments(self.instance.kind)  # type: ignore[attr-defined]
        if "purpose" in self.fields:
            self.fields["purpose"].required = False
        for place, choice in enumerate(parties, start=1):
            self.fields[f"number_{place}"] = forms.CharField(
                label=_("Nomor pada %(name)s") % {"name": _short(choice)},
                max_length=MOST_NUMBER,
                required=False,
            )
        numbers = [f"number_{place}" for place in range(1, len(parties) + 1)]
        self.order_fields(["instrument", "title", *numbers, "signed_on", "manner", "place"])

    def clean_signed_on(self) -> Any:
        """Nobody has signed tomorrow."""
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Tanggal penandatanganan tidak boleh di masa depan."))
        return day

    def told_alike(self, found: list[Alike]) -> bool:
        """Whether to go on: nothing seems to be the same, or the person says that it is not."""
        self.alike = found
        if not found or self.cleaned_data.get("anyway"):
            return True
        self.add_error("anyway", _("Perjanjian ini mungkin sudah tercatat. Bukalah dahulu, lalu pastikan."))
        return False

    @property
    def details(self) -> dict[str, Any]:
        """The details that every agreement has, and its instrument."""
        names = ("instrument", *DETAILS_KEPT)
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    @property
    def record(self) -> dict[str, Any]:
        """When and how it was signed."""
        return {name: self.cleaned_data[name] for name in ("signed_on", "manner", "note")}

    @property
    def numbers(self) -> list[str]:
        """The numbers in the order of the parties."""
        return [self.cleaned_data[f"number_{place}"] for place in range(1, len(self.parties) + 1)]


def _short(choice: Choice) -> str:
    organization = choice.organization
    village = organization.kind == OrganizationKind.VILLAGE if organization else choice.key[:1].isdecimal()
    return f"{choice.name} ({choice.place.split(',')[0]})" if village and choice.place else choice.name


class NewPartnerForm(PlainTextForm):
    """A partner that the portal does not know yet; it is only put on the list."""

    mitra = forms.CharField(label=gettext_lazy("Nama mitra"), min_length=3, max_length=120)
    jenis = forms.ChoiceField(label=gettext_lazy("Jenis mitra"), choices=PartnerKind.choices)
    wilayah = forms.ChoiceField(label=gettext_lazy("Kabupaten/kota kedudukan"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = (
            Regency.objects.filter(vanished=False)
            .order_by("code")
            .values_list("province__name", "pk", "name")
        )
        grouped = groupby(rows, key=lambda row: row[0])
        places = [(name, [(pk, label) for _p, pk, label in group]) for name, group in grouped]
        self.fields["wilayah"].choices = places  # type: ignore[attr-defined]


class ScanForm(PlainTextForm):
    """The signed paper as a file."""

    title = forms.CharField(label=gettext_lazy("Nama berkas ini"), max_length=200)
    file = forms.FileField(
        label=gettext_lazy("Pindaian naskah bertanda tangan"),
        help_text=format_lazy(
            gettext_lazy("PDF, JPEG, atau PNG, paling besar {most} MB."), most=MOST_MEGABYTES
        ),
    )

    def clean_file(self) -> Any:
        """The file is what it claims to be, and shows paper: no text that can be changed."""
        file = self.cleaned_data["file"]
        if file_type(file) == DOCX:
            raise ValidationError(_("Naskah Word bukan pindaian; unggah PDF, JPEG, atau PNG."))
        return file


class RegisterForm(PlainTextForm):
    """An old register as a file, and for whom it is brought in."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=gettext_lazy("Dicatat atas nama"), empty_label=None
    )
    file = forms.FileField(
        label=gettext_lazy("Berkas register"),
        help_text=gettext_lazy("CSV atau XLSX, paling banyak 10.000 baris dan 8 MB."),
    )

    def __init__(self, *args: Any, organizations: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [organization.pk for organization in organizations]
        field = self.fields["organization"]
        field.queryset = Organization.objects.filter(pk__in=keys).order_by("name", "pk")  # type: ignore[attr-defined]
        field.initial = keys[0] if keys else None


class MappingForm(PlainTextForm):
    """What each column of a register holds, and what stands where a row says nothing."""

    field = forms.ChoiceField(label=gettext_lazy("Bidang, bila barisnya kosong"), choices=Field.choices)
    topic = forms.ChoiceField(label=gettext_lazy("Topik, bila barisnya kosong"), choices=Topic.choices)
    place = forms.CharField(label=gettext_lazy("Tempat, bila barisnya kosong"), max_length=80)

    def __init__(self, *args: Any, job: ImportJob, **kwargs: Any) -> None:
        kept = job.defaults
        initial = {
            "field": kept.get("field", Field.DEVELOPMENT),
            "topic": kept.get("topic", Topic.OTHER),
            "place": kept.get("place", job.regency.name.removeprefix("Kabupaten ")),
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.job = job
        held = [("", _("– abaikan –")), *((column.code, column.header) for column in COLUMNS)]
        for place, (header, code) in enumerate(zip(job.columns, job.mapping, strict=True)):
            name = f"column_{place}"
            self.fields[name] = forms.ChoiceField(label=header, choices=held, required=False, initial=code)

    @property
    def columns(self) -> list[tuple[forms.BoundField, list[str]]]:
        """The field of each column with what stands in it in the first rows."""
        count = len(self.job.columns)
        return [
            (self[f"column_{place}"], [cells[place] for cells in self.job.samples]) for place in range(count)
        ]

    @property
    def mapping(self) -> list[str]:
        """What was chosen, column by column."""
        return [self.cleaned_data[f"column_{place}"] for place in range(len(self.job.columns))]

    @property
    def defaults(self) -> dict[str, str]:
        """What stands where a row says nothing."""
        return {name: self.cleaned_data[name] for name in ("field", "topic", "place")}
