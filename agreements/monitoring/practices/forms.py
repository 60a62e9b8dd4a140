"""What parties write about a cooperation that ended, and how they answer when asked to publish it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.drafting.fields import PlainTextForm

_MOST_EDITIONS = 1_000_000


def _words(label, most: int, rows: int, helped="", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=helped,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class _EditionForm(PlainTextForm):
    """The edition that the page showed."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=_MOST_EDITIONS)


class PracticeForm(_EditionForm):
    """What worked, what did not, what to advise."""

    title = forms.CharField(
        label=_("Judul"),
        max_length=160,
        help_text=_("Apa yang dapat dipelajari, misalnya: Bank sampah tiga desa yang membiayai dirinya."),
    )
    worked = _words(
        _("Apa yang berhasil"), 5000, 8, _("Apa yang dilakukan, siapa yang menggerakkan, apa hasilnya.")
    )
    failed = _words(
        _("Apa yang tidak berhasil"),
        5000,
        6,
        _("Yang ini paling berguna bagi desa lain; tulis terus terang."),
    )
    advice = _words(_("Saran untuk desa lain"), 3000, 4, required=False)


class AnswerForm(_EditionForm):
    """Whether one's party agrees that everybody reads it."""

    agrees = forms.TypedChoiceField(
        label=_("Jawaban pihak Anda"),
        choices=[("ya", _("Setuju diterbitkan")), ("tidak", _("Belum setuju"))],
        coerce=lambda value: value == "ya",
        widget=forms.RadioSelect,
    )
    note = _words(
        _("Yang harus diubah"), 500, 3, _("Wajib bila belum setuju. Dibaca oleh semua pihak."), required=False
    )


class AskForm(_EditionForm):
    """Nothing but the edition that was read."""


class WithdrawForm(_EditionForm):
    """Why one's party takes its consent back."""

    reason = _words(_("Alasan menarik"), 500, 3)
