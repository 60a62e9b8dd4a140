"""What people fill in about ink on paper: a scan with who signed when, a reason, stamp duty."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import DayField, PlainTextForm
from agreements.record.models import Agreement
from agreements.signing.paper.models import StampDuty
from agreements.signing.queries import Slot

_KINDS = ".pdf,.jpg,.jpeg,.png"


class FilesInput(forms.ClearableFileInput):
    """A file field that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, in the order in which the browser gives them."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file by itself, as Django does; what is in them is judged by the action."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            return super().clean(None, initial)
        return [super(FilesField, self).clean(file, initial) for file in given]


class ScanForm(PlainTextForm):
    """A scan, who signed on it, and on which day."""

    places = forms.MultipleChoiceField(
        label=gettext_lazy("Siapa yang bertanda tangan pada pindaian ini"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Pilih siapa yang bertanda tangan pada pindaian ini.")},
    )
    signed_on = DayField(
        label=gettext_lazy("Tanggal ditandatangani"),
        help_text=gettext_lazy("Tanggal pena menyentuh kertas; kewenangan diperiksa pada tanggal itu."),
    )
    scan = FilesField(
        label=gettext_lazy("Pindaian"),
        help_text=gettext_lazy(
            "Satu PDF, atau sampai 20 foto JPEG/PNG dalam urutan halaman; bersama-sama paling besar 20 MB. "
            "Pindai semua halaman, bukan hanya halaman tanda tangan."
        ),
        widget=FilesInput(attrs={"accept": _KINDS}),
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, offered: Sequence[Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places: Any = self.fields["places"]
        places.choices = [(slot.signer.key, place_label(slot)) for slot in offered]
        expected = [slot.signer.key for slot in offered if slot.signer.method == "paper" and slot.is_open]
        places.initial = expected


def place_label(slot: Slot) -> str:
    """A place as people know it: name, office, for whom, and whether others come first."""
    words = f"{slot.name}, {slot.office}" if slot.office else slot.name
    whom = slot.signer.organization or slot.signer.get_capacity_display()
    if slot.is_open:
        return f"{words} ({whom})"
    return _("%(place)s (%(whom)s), setelah yang lain") % {"place": words, "whom": whom}


class ReasonForm(PlainTextForm):
    """Why a scan does not count; the parties read it."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan menolak"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Sebut halaman dan apa yang harus diperbaiki; para pihak membacanya."),
    )


class MistakeForm(PlainTextForm):
    """What was wrong with a record of stamp duty."""

    reason = forms.CharField(label=gettext_lazy("Apa yang keliru"), max_length=400)


class StampForm(PlainTextForm):
    """Stamp duty: which stamp, its serial, when, on whose copy."""

    kind = forms.ChoiceField(label=gettext_lazy("Jenis meterai"), choices=StampDuty.Kind.choices)
    serial = forms.CharField(
        label=gettext_lazy("Nomor seri e-meterai"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("22 angka di bawah kode QR meterai; kosongkan untuk meterai tempel."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    affixed_on = DayField(label=gettext_lazy("Tanggal dibubuhkan"))
    party: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Rangkap untuk"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Dokumen elektronik bersama"),
        help_text=gettext_lazy("Untuk meterai pada rangkap kertas: pihak yang memegangnya."),
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: Any = self.fields["party"]
        row.queryset = agreement.parties.select_related("organization").order_by("ordinal")
        row.label_from_instance = lambda party: party.organization.name

    def clean_serial(self) -> str:
        """The digits alone; people write them in groups."""
        serial = "".join(self.cleaned_data["serial"].split()).replace("-", "").replace(".", "")
        if serial and not (len(serial) == 22 and serial.isascii() and serial.isdecimal()):
            raise ValidationError(_("Nomor seri e-meterai terdiri atas 22 angka."))
        return serial

    def clean(self) -> dict[str, Any]:
        """An electronic stamp is known by its serial."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == StampDuty.Kind.ELECTRONIC and cleaned.get("serial") == "":
            self.add_error("serial", _("Tulis 22 angka nomor seri e-meterai."))
        return cleaned
