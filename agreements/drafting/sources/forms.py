"""What people give when they bring a text: a file or pasted words; and where each piece of it goes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafting.sources.placing import CONSIDERING, IN_VIEW_OF, JOIN, LEAVE_OUT
from agreements.drafting.sources.reading import LONGEST_TEXT
from agreements.drafting.sources.refusing import MOST_BYTES, too_large
from agreements.record.vocabulary import Content


class ImportForm(forms.Form):
    """One text: a .docx or .txt file, or what was pasted; not both."""

    file = forms.FileField(
        label=gettext_lazy("Berkas naskah"),
        required=False,
        help_text=gettext_lazy("Word (.docx) atau teks (.txt), paling besar 10 MB."),
    )
    text = forms.CharField(
        label=gettext_lazy("Atau tempelkan teksnya"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Tempel seluruh naskah; pasal dikenali dari baris “Pasal 1”, “Pasal 2”, dan seterusnya."
        ),
    )

    def clean_file(self) -> Any:
        """Not larger than what is read."""
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise ValidationError(too_large())
        return file

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and bool(cleaned.get("file")) == bool((cleaned.get("text") or "").strip()):
            raise ValidationError(_("Unggah satu berkas, atau tempelkan teksnya; salah satu saja."))
        return cleaned

    def source(self) -> tuple[str, bytes | str]:
        """What the text is called, and the text."""
        file = self.cleaned_data["file"]
        if file:
            return " ".join(file.name.split())[:200], file.read()
        return _("teks yang ditempel"), self.cleaned_data["text"]


def place_choices() -> list[tuple[str, Any]]:
    """Where a piece may go, in groups, as a select offers it."""
    return [
        (LEAVE_OUT, _("Jangan dipakai")),
        (JOIN, _("Sambung ke pasal di atasnya")),
        (CONSIDERING, _("Menimbang / pertimbangan")),
        (IN_VIEW_OF, _("Mengingat / dasar hukum")),
        (_("Jadikan pasal tentang"), [(content.value, content.label) for content in Content]),
    ]


class PlacesForm(forms.Form):
    """Where each piece goes: one select for each."""

    def __init__(self, *args: Any, pieces: Sequence[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = place_choices()
        for number, piece in enumerate(pieces):
            label = format_html(
                '{} <span class="visually-hidden">{}</span>', _("Tempat"), _("untuk %s") % piece["label"]
            )
            self.fields[f"p{number}"] = forms.ChoiceField(
                label=label, choices=choices, initial=piece["place"]
            )

    def places(self) -> list[str]:
        """The choices in the order of the pieces."""
        return [self.cleaned_data[name] for name in self.fields]


class PutInForm(forms.Form):
    """Whether the articles take the place of all others or follow them, and what the page showed."""

    how = forms.ChoiceField(
        label=gettext_lazy("Cara memasukkan"),
        choices=[
            ("replace", gettext_lazy("Ganti semua pasal rancangan dengan hasil ini")),
            ("behind", gettext_lazy("Tambahkan di belakang pasal yang ada")),
        ],
        widget=forms.RadioSelect,
        initial="replace",
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=20_000)
