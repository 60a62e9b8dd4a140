"""What a person chooses: how notices reach them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.drafting.fields import PlainTextForm
from agreements.notices.models import Delivery


class PreferenceForm(PlainTextForm):
    """At once, once a day, or only in the portal."""

    delivery = forms.ChoiceField(
        label=_("Cara pemberitahuan"),
        choices=Delivery.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Kotak pemberitahuan di portal selalu terisi. Surat dengan tautan pribadi untuk menandatangani "
            "tetap dikirim segera."
        ),
    )
