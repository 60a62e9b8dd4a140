"""What a citizen fills in to speak, how it is checked, and what a party answers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import PlainTextForm
from agreements.monitoring.voices.models import Voice
from agreements.record.access import name_with_place
from agreements.record.models import Party


class VoiceForm(PlainTextForm):
    """What happened, or did not; with a photo if there is one, and the address by which it is checked."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Apa yang ingin Anda sampaikan?"), choices=Voice.Kind, widget=forms.RadioSelect
    )
    about = forms.ChoiceField(label=gettext_lazy("Tentang"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Cerita Anda"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Apa, di mana, kapan. Ditampilkan kepada semua orang: jangan tulis data pribadi Anda atau orang lain."
        ),
    )
    photo = forms.FileField(
        label=gettext_lazy("Foto"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy(
            "Paling besar 10 MB. Tempat dan gawai pengambilannya dihapus. Jangan tampilkan wajah anak."
        ),
    )
    name = forms.CharField(
        label=gettext_lazy("Nama Anda"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    name_is_shown = forms.BooleanField(label=gettext_lazy("Tampilkan nama saya"), required=False)
    email = forms.EmailField(
        label=gettext_lazy("Alamat surel"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy(
            "Hanya untuk memeriksa bahwa Anda yang menulis dan mengirim jawabannya; tidak pernah ditampilkan, "
            "dan dihapus sesudah dijawab."
        ),
    )
    website = forms.CharField(
        label=gettext_lazy("Biarkan kosong"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    """Nobody sees it; programs that fill in everything give themselves away."""

    def __init__(self, *args: Any, about: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(text, text) for text in about]
        self.fields["about"].choices = [("", _("Seluruh kerja sama")), *choices]  # type: ignore[attr-defined]

    @property
    def is_trapped(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.cleaned_data.get("website"))


class CheckForm(PlainTextForm):
    """Whether a voice is shown, who answers it, or why it is not shown."""

    shown = forms.ChoiceField(
        label=gettext_lazy("Tampilkan?"),
        choices=[("yes", gettext_lazy("Tampilkan")), ("no", gettext_lazy("Jangan tampilkan"))],
        widget=forms.RadioSelect,
    )
    party = forms.ModelChoiceField(
        label=gettext_lazy("Dijawab oleh"), queryset=Party.objects.none(), required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Alasan bila tidak ditampilkan"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Dibaca semua orang dan dicatat dalam riwayat. Kritik bukan alasan; hinaan, data pribadi orang lain, "
            "atau isi di luar kerja sama ini boleh disembunyikan."
        ),
    )

    def __init__(self, *args: Any, parties: list[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["party"]
        field.queryset = Party.objects.filter(pk__in=[party.pk for party in parties]).order_by("ordinal")  # type: ignore[attr-defined]
        names = {party.pk: name_with_place(party.organization) for party in parties}
        field.label_from_instance = lambda party: names[party.pk]  # type: ignore[attr-defined]


class AnswerForm(PlainTextForm):
    """What the party says to it."""

    answer = forms.CharField(
        label=gettext_lazy("Jawaban"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Dibaca semua orang, dan dikirim kepada penulisnya."),
    )
