"""What is asked of whoever gives a text back from signing: why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.drafting.fields import PlainTextForm


def _reason(label, help_text) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class DeclineForm(PlainTextForm):
    """Why somebody declines to sign; the other parties read it."""

    reason = _reason(_("Alasan menolak"), _("Tulis apa yang harus diubah supaya Anda dapat menandatangani."))


class RecallForm(PlainTextForm):
    """Why a text is taken back from signing; all who sign read it."""

    reason = _reason(_("Alasan menarik kembali"), _("Tulis apa yang harus diubah dalam naskah."))
