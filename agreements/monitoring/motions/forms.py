"""What a head says to a proposal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.drafting.fields import PlainTextForm


class VoteForm(PlainTextForm):
    """Yes or no, and why not."""

    agrees = forms.TypedChoiceField(
        label=_("Jawaban pihak Anda"),
        choices=[("ya", _("Setuju")), ("tidak", _("Tidak setuju"))],
        coerce=lambda value: value == "ya",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Keterangan"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wajib bila tidak setuju. Dibaca oleh semua pihak."),
    )
