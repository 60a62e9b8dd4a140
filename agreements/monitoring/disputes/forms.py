"""What people write in a dispute: claim, answer, invitation, minutes of a hearing, outcome; and the passphrase."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from agreements.drafting.fields import DayField, PlainTextForm
from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.disputes.models import Dispute
from agreements.monitoring.disputes.queries import Place
from agreements.monitoring.files.fields import EvidenceField, EvidenceForm

AGREED, APART = "sepakat", "tidak"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ClaimForm(PlainTextForm):
    """What one party asks of the others; where a case of breach runs, whether it is about that."""

    case = forms.ChoiceField(label=gettext_lazy("Mengenai dugaan pelanggaran"), required=False)
    claim = forms.CharField(
        label=gettext_lazy("Pokok perselisihan"),
        max_length=5000,
        widget=_area(6),
        help_text=gettext_lazy("Apa yang diperselisihkan, sejak kapan, dan apa yang sudah dicoba."),
    )
    wish = forms.CharField(
        label=gettext_lazy("Penyelesaian yang diharapkan"), max_length=3000, widget=_area(3)
    )

    def __init__(self, *args: Any, cases: list[BreachCase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = {str(case.ordinal): case for case in cases}
        if not cases:
            del self.fields["case"]
            return
        told = [
            (
                key,
                gettext("Kasus %(number)s: %(name)s")
                % {"number": key, "name": case.against.organization.name},
            )
            for key, case in self.cases.items()
        ]
        self.fields["case"].choices = [("", gettext("Tidak satu pun")), *told]  # type: ignore[attr-defined]

    def clean_case(self) -> BreachCase | None:
        """The case itself."""
        return self.cases.get(self.cleaned_data["case"])


class AnswerForm(PlainTextForm):
    """What another party answers."""

    text = forms.CharField(label=gettext_lazy("Jawaban"), max_length=5000, widget=_area(8))


class HearingForm(PlainTextForm):
    """When and where the parties meet."""

    day = DayField(label=gettext_lazy("Tanggal"))
    hour = forms.TimeField(
        label=gettext_lazy("Pukul"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    place = forms.CharField(label=gettext_lazy("Tempat"), max_length=200)


class MinutesForm(PlainTextForm):
    """Who came, what was said, and whether the parties agreed."""

    attendance = forms.CharField(
        label=gettext_lazy("Yang hadir"),
        max_length=3000,
        widget=_area(4),
        help_text=gettext_lazy("Nama dan jabatan, satu orang per baris. Jangan menulis nomor identitas."),
    )
    minutes = forms.CharField(label=gettext_lazy("Jalannya sidang"), max_length=10000, widget=_area(8))
    agreed = forms.TypedChoiceField(
        label=gettext_lazy("Hasilnya"),
        widget=forms.RadioSelect,
        coerce=AGREED.__eq__,
        choices=[
            (AGREED, gettext_lazy("Mencapai kesepakatan")),
            (APART, gettext_lazy("Belum mencapai kesepakatan")),
        ],
    )


class OutcomeForm(PlainTextForm):
    """What was agreed, what citizens are told of it, and what it means for the cooperation."""

    outcome = forms.CharField(
        label=gettext_lazy("Isi kesepakatan"),
        max_length=10000,
        widget=_area(8),
        help_text=gettext_lazy("Siapa melakukan apa, sampai kapan. Ini yang ditandatangani."),
    )
    public_outcome = forms.CharField(
        label=gettext_lazy("Hasil untuk warga"),
        max_length=1000,
        widget=_area(3),
        help_text=gettext_lazy("Satu dua kalimat tanpa nama orang; siapa saja dapat membacanya."),
    )
    effect = forms.ChoiceField(
        label=gettext_lazy("Akibat bagi kerja sama"), widget=forms.RadioSelect, choices=Dispute.Effect
    )


class SignForm(forms.Form):
    """Consent to exactly the minutes that were shown, and the passphrase."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    consent = forms.BooleanField(
        label=gettext_lazy("Saya sudah membaca berita acara ini dan menyetujuinya."),
        error_messages={"required": gettext_lazy("Centang persetujuan lebih dahulu.")},
    )
    passphrase = forms.CharField(
        label=gettext_lazy("Frasa sandi tanda tangan"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class PaperForm(EvidenceForm):
    """Who signed the minutes in ink, and the scan."""

    places = forms.MultipleChoiceField(
        label=gettext_lazy("Yang menandatangani di atas kertas"), widget=forms.CheckboxSelectMultiple
    )
    files = EvidenceField(label=gettext_lazy("Pindaian berita acara"), required=True)
    field_order = ("places", "files")

    def __init__(self, *args: Any, awaited: dict[str, Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, place.organization.name) for key, place in awaited.items()]
        self.fields["places"].choices = choices  # type: ignore[attr-defined]


class SureForm(forms.Form):
    """Nothing to fill in: the button is the answer."""
