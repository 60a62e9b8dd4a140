"""What people fill in about work and money: in a few large fields, so that a phone in one hand is enough."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import DayField, PlainTextForm, RupiahField, in_rupiah
from agreements.monitoring.activities.models import Activity, Movement
from agreements.monitoring.activities.queries import plan_of
from agreements.monitoring.files.fields import EvidenceForm
from agreements.monitoring.obligations.models import Occurrence
from agreements.record.models import Agreement, Party

_MOST_PEOPLE = 10_000_000
_AREA = forms.Textarea(attrs={"rows": 4})


class PartyField(forms.ModelChoiceField):
    """One of the parties for which the person writes."""

    def label_from_instance(self, obj: Any) -> str:
        """The party's name."""
        return str(obj.organization.name)


class PeopleField(forms.IntegerField):
    """A number of people."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=_MOST_PEOPLE, required=False, **kwargs)
        self.widget.attrs.update({"inputmode": "numeric"})
        self.localize = False


class PlanForm(PlainTextForm):
    """One piece of work of the plan."""

    party = PartyField(label=gettext_lazy("Pihak pelaksana"), queryset=Party.objects.none())
    title = forms.CharField(
        label=gettext_lazy("Kegiatan"),
        max_length=200,
        help_text=gettext_lazy("Misalnya: membangun tempat pengolahan sampah."),
    )
    description = forms.CharField(label=gettext_lazy("Uraian"), max_length=2000, required=False, widget=_AREA)
    place = forms.CharField(label=gettext_lazy("Tempat"), max_length=200, required=False)
    responsible = forms.CharField(
        label=gettext_lazy("Penanggung jawab"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Nama atau jabatan, tanpa nomor telepon."),
    )
    starts_on = DayField(label=gettext_lazy("Mulai"))
    ends_on = DayField(label=gettext_lazy("Selesai"))
    budget = RupiahField(label=gettext_lazy("Anggaran (rupiah)"), required=False)
    beneficiaries = PeopleField(label=gettext_lazy("Rencana penerima manfaat (orang)"))
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, label=gettext_lazy("Edisi"))

    def __init__(
        self, *args: Any, parties: list[Party], activity: Activity | None = None, **kwargs: Any
    ) -> None:
        initial = dict(kwargs.pop("initial", None) or {})
        if activity:
            initial |= {name: getattr(activity, name) for name in FACTS} | {"edition": activity.edition}
        super().__init__(*args, initial=initial, **kwargs)  # type: ignore[misc]
        if activity:
            del self.fields["party"]
            return
        del self.fields["edition"]
        _offer(self.fields["party"], parties)


FACTS = ("title", "description", "place", "responsible", "starts_on", "ends_on", "budget", "beneficiaries")
"""What the plan says of an activity besides whose it is."""


def _offer(field: Any, parties: list[Party]) -> None:
    """Let the person choose among their parties; where there is one it is chosen."""
    field.queryset = Party.objects.filter(pk__in=[p.pk for p in parties]).select_related("organization")
    field.queryset = field.queryset.order_by("ordinal")
    field.empty_label = None
    if parties:
        field.initial = parties[0].pk


class CancelForm(PlainTextForm):
    """Why a piece of work is given up."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan membatalkan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Semua pihak membaca alasan ini."),
    )


class ProgressForm(EvidenceForm):
    """How far a piece of work is, with pictures."""

    on = DayField(label=gettext_lazy("Tanggal"))
    percent = forms.IntegerField(
        label=gettext_lazy("Kemajuan (persen)"),
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": 100}),
        help_text=gettext_lazy("Dari seluruh kegiatan ini, 0 sampai 100. Tulis 100 bila selesai."),
    )
    words = forms.CharField(
        label=gettext_lazy("Apa yang terjadi"),
        max_length=2000,
        widget=_AREA,
        help_text=gettext_lazy("Apa yang sudah dikerjakan, apa hambatannya."),
    )
    reached = PeopleField(
        label=gettext_lazy("Penerima manfaat sampai hari itu (orang)"),
        help_text=gettext_lazy("Jumlah seluruhnya sejak awal, bukan tambahan; boleh kosong."),
    )
    field_order = ("on", "percent", "words", "reached", "files", "key")


class MovementForm(EvidenceForm):
    """Money that a party paid or received, with its receipt."""

    party = PartyField(label=gettext_lazy("Pihak"), queryset=Party.objects.none())
    direction = forms.ChoiceField(
        label=gettext_lazy("Uang ini"), choices=Movement.Direction, widget=forms.RadioSelect, initial="paid"
    )
    amount = RupiahField(label=gettext_lazy("Jumlah (rupiah)"))
    on = DayField(label=gettext_lazy("Tanggal"))
    funding: Any = forms.ModelChoiceField(
        label=gettext_lazy("Sumber dana"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("di luar sumber yang dijanjikan"),
    )
    activity: Any = forms.ModelChoiceField(
        label=gettext_lazy("Untuk kegiatan"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("tidak untuk kegiatan tertentu"),
    )
    occurrence: Any = forms.ModelChoiceField(
        label=gettext_lazy("Memenuhi kewajiban"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("tidak untuk kewajiban tertentu"),
        help_text=gettext_lazy("Kewajibannya tetap dilaporkan selesai di halaman Kewajiban."),
    )
    note = forms.CharField(label=gettext_lazy("Keterangan"), max_length=300, required=False)
    field_order = (
        *("party", "direction", "amount", "on", "funding", "activity", "occurrence", "note", "files", "key"),
    )

    def __init__(self, *args: Any, agreement: Agreement, parties: list[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        _offer(fields["party"], parties)
        own = [party.pk for party in parties]
        funding = agreement.funding.filter(party__in=own).select_related("party__organization")
        fields["funding"].queryset = funding.order_by("party__ordinal", "year", "pk")
        fields["funding"].label_from_instance = _named_source
        fields["activity"].queryset = plan_of(agreement).filter(cancelled_at__isnull=True)
        waiting = Occurrence.State.PLANNED, Occurrence.State.DONE
        owed = Occurrence.objects.filter(
            agreement=agreement, party__in=own, amount__isnull=False, state__in=waiting
        )
        fields["occurrence"].queryset = owed.select_related("provision").order_by("due_on", "pk")
        fields["occurrence"].label_from_instance = _named_duty
        for name in ("activity", "occurrence", "funding"):
            if not fields[name].queryset.exists():
                del fields[name]


def _named_source(row: Any) -> str:
    return f"{row.party.organization.name}: {row.get_source_display()} {row.year}, Rp {in_rupiah(row.amount)}"


def _named_duty(row: Any) -> str:
    return f"{row.due_on:%d-%m-%Y}: {row.provision.text[:80]}, Rp {in_rupiah(row.amount)}"


class ReverseForm(PlainTextForm):
    """Why an entry of the books is wrong."""

    note = forms.CharField(
        label=gettext_lazy("Mengapa catatan ini keliru"),
        max_length=300,
        help_text=gettext_lazy("Misalnya: jumlahnya salah ketik, seharusnya 5.000.000."),
    )
