"""What a party says about a file: whether everybody may see it, or why it is destroyed."""

from django import forms
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import PlainTextForm


class ShowForm(PlainTextForm):
    """Whether citizens may see the picture."""

    is_public = forms.ChoiceField(
        label=gettext_lazy("Siapa yang boleh melihat foto ini"),
        choices=[
            ("no", gettext_lazy("Hanya para pihak dan petugas")),
            ("yes", gettext_lazy("Semua orang, di halaman umum kerja sama ini")),
        ],
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Sebelum membukanya, pastikan tidak tampak kartu identitas, tanda tangan, daftar hadir, atau wajah anak."
        ),
    )

    def clean_is_public(self) -> bool:
        """The choice as yes or no."""
        return self.cleaned_data["is_public"] == "yes"


class RemoveForm(PlainTextForm):
    """Why a file is destroyed."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan menghapus berkas"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Para pihak membaca alasan ini."),
    )
