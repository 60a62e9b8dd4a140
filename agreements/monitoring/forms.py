"""What the district says when a cooperation ends: one of the nine grounds, and what shows it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.record.vocabulary import EndingGround


class EndingForm(forms.Form):
    """On which ground the cooperation ends; who decided it, when, in which document."""

    ground = forms.ChoiceField(label=_("Alasan berakhir"), choices=EndingGround, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Dasar pengakhiran"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Siapa yang memutuskan, kapan, dan dengan dokumen apa. Kosongkan bila jangka waktunya habis."
        ),
    )
