"""What a village fills in to ask its citizens, what a citizen fills in to speak, and what the village makes of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import DayField, PlainTextForm


class ConsultForm(PlainTextForm):
    """What citizens read first, and from when until when they are asked."""

    summary = forms.CharField(
        label=gettext_lazy("Ringkasan untuk warga"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Dengan kata sehari-hari: apa yang direncanakan, siapa yang terkena, apa untung dan bebannya."
        ),
    )
    opens_on = DayField(label=gettext_lazy("Hari pertama"))
    closes_on = DayField(label=gettext_lazy("Hari terakhir"))


class CommentForm(PlainTextForm):
    """An opinion about the whole draft or one article, with the address by which it is checked."""

    about = forms.ChoiceField(label=gettext_lazy("Tentang"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Pendapat Anda"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy(
            "Ditampilkan kepada semua orang. Jangan tulis data pribadi Anda atau orang lain."
        ),
    )
    name = forms.CharField(
        label=gettext_lazy("Nama Anda"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    name_is_shown = forms.BooleanField(
        label=gettext_lazy("Tampilkan nama saya di samping pendapat saya"), required=False
    )
    email = forms.EmailField(
        label=gettext_lazy("Alamat surel"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy(
            "Hanya untuk memeriksa bahwa Anda yang menulis: tidak pernah ditampilkan, dan dihapus pada laporan hasil."
        ),
    )
    website = forms.CharField(
        label=gettext_lazy("Biarkan kosong"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    """Nobody sees it; programs that fill in everything give themselves away."""

    def __init__(self, *args: Any, places: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", _("Seluruh rancangan")), *places.items()]  # type: ignore[attr-defined]

    @property
    def is_trapped(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.cleaned_data.get("website"))


class ModerationForm(PlainTextForm):
    """Whether an opinion is shown, why not, and what the village answers."""

    shown = forms.ChoiceField(
        label=gettext_lazy("Tampilkan?"),
        choices=[("yes", gettext_lazy("Tampilkan")), ("no", gettext_lazy("Jangan tampilkan"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Jawaban desa"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Dibaca semua orang. Boleh menyusul, tetapi harus ada sebelum laporan."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Alasan bila tidak ditampilkan"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Dibaca semua orang dan dicatat dalam riwayat. Kritik bukan alasan; hinaan, data pribadi orang lain, "
            "atau isi di luar rancangan ini boleh disembunyikan."
        ),
    )


class ReportForm(PlainTextForm):
    """What came out of it."""

    report = forms.CharField(
        label=gettext_lazy("Laporan hasil"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Apa yang disampaikan warga, apa yang diubah dalam naskah karenanya, apa yang tidak dan mengapa. "
            "Dibaca semua orang dan menyertai naskah dalam peninjauan."
        ),
    )
