"""What a citizen fills in to be told by e-mail of what becomes public."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.drafting.fields import PlainTextForm
from agreements.publication.following.models import Follow


class FollowForm(PlainTextForm):
    """Where to, and how often; what is followed comes with the page."""

    email = forms.EmailField(
        label=_("Alamat surel"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Hanya untuk mengirim kabar ini; dihapus begitu Anda berhenti."),
    )
    rhythm = forms.ChoiceField(
        label=_("Seberapa sering"),
        choices=Follow.Rhythm.choices,
        initial=Follow.Rhythm.DAILY,
        widget=forms.RadioSelect,
        help_text=_("Tanpa kabar baru tidak ada surel."),
    )
    website = forms.CharField(
        label=_("Biarkan kosong"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    """Nobody sees it; programs that fill in everything give themselves away."""

    @property
    def is_trapped(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.cleaned_data.get("website"))
