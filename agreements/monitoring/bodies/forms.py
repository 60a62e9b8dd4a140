"""What is filled in about an inter-village body, one who serves on it, and its end."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import DayField, PlainTextForm
from agreements.monitoring.bodies.actions import FIELDS, possible_accounts
from agreements.monitoring.bodies.models import BodyMember, JointBody
from agreements.record.access import name_with_place, parties_of
from agreements.record.models import Agreement


class BodyForm(PlainTextForm, forms.ModelForm):
    """The body: its name, the decree it rests on, its seat, its term, its tasks."""

    decree_on = DayField(label=gettext_lazy("Tanggal keputusan"))
    starts_on = DayField(label=gettext_lazy("Mulai bertugas"))
    ends_on = DayField(label=gettext_lazy("Akhir masa tugas"))

    class Meta:
        model = JointBody
        fields = FIELDS
        widgets = {"duties": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "name": gettext_lazy("Misalnya: BKAD Lestari Bersama."),
            "decree_number": gettext_lazy("Keputusan bersama kepala desa yang membentuknya."),
            "seat": gettext_lazy("Desa tempat sekretariatnya."),
            "duties": gettext_lazy("Satu tugas satu baris."),
        }

    def facts(self) -> dict[str, Any]:
        """What was filled in, as `bodies.actions` takes it."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class MemberForm(PlainTextForm, forms.Form):
    """One who serves on the body; with `leaving` also until when."""

    name = forms.CharField(label=gettext_lazy("Nama"), max_length=120)
    office = forms.ChoiceField(label=gettext_lazy("Jabatan"), choices=BodyMember.Office)
    organization = forms.ChoiceField(label=gettext_lazy("Unsur desa"))
    element = forms.CharField(
        label=gettext_lazy("Mewakili"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Misalnya: pemerintah desa, BPD, lembaga kemasyarakatan, perempuan."),
    )
    person = forms.ChoiceField(
        label=gettext_lazy("Akun di portal"),
        required=False,
        help_text=gettext_lazy("Pilih bila ia memakai portal ini."),
    )
    reports = forms.BooleanField(
        label=gettext_lazy("Menyusun laporan BKAD"),
        required=False,
        help_text=gettext_lazy("Kepala desanya yang mengesahkan laporan untuk BKAD."),
    )
    starts_on = DayField(label=gettext_lazy("Sejak"))
    ends_on = DayField(
        label=gettext_lazy("Sampai"),
        required=False,
        help_text=gettext_lazy("Isi bila ia berhenti; namanya tetap tercatat."),
    )

    def __init__(self, *args: Any, agreement: Agreement, leaving: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organizations = [party.organization for party in parties_of(agreement)]
        self.known = {str(one.pk): one for one in organizations}
        names = {one.pk: name_with_place(one) for one in organizations}
        self._choose("organization", [(key, names[one.pk]) for key, one in self.known.items()])
        accounts = possible_accounts(agreement)
        known = [(str(key), f"{name}, {names[village]}") for key, (village, name) in accounts.items()]
        self._choose("person", [("", _("Tidak memakai portal")), *known])
        if not leaving:
            del self.fields["ends_on"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def facts(self) -> dict[str, Any]:
        """What was filled in, as `bodies.actions` takes it."""
        given = dict(self.cleaned_data)
        key = given.pop("person")
        given["organization_id"] = int(given.pop("organization"))
        return given | {"person_id": int(key) if key else None}


class DissolveForm(PlainTextForm):
    """On which day the body ended; `seen` is the edition that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = DayField(label=gettext_lazy("Dibubarkan pada"))
