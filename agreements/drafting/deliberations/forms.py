"""What is filled in about a deliberation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.documents.content import ContentError, check_text
from agreements.drafting.attachments import MOST_MEGABYTES, file_type
from agreements.drafting.deliberations import attendees
from agreements.drafting.deliberations.models import Decision, Deliberation
from agreements.drafting.fields import DayField, PlainTextForm

_MOST_PEOPLE = 100_000


class DeliberationForm(PlainTextForm, forms.ModelForm):
    """One session: whose, when, where, about what, who came, what was decided, the minutes."""

    held_on = DayField(label=gettext_lazy("Tanggal musyawarah"))
    attendance = forms.IntegerField(
        label=gettext_lazy("Jumlah hadir"),
        required=False,
        min_value=1,
        max_value=_MOST_PEOPLE,
        help_text=gettext_lazy("Kosongkan bila semua nama ditulis di bawah: jumlahnya dihitung."),
    )
    decision = forms.ChoiceField(
        label=gettext_lazy("Keputusan"), choices=Decision.choices, widget=forms.RadioSelect
    )
    names = forms.CharField(
        label=gettext_lazy("Daftar hadir"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Satu orang satu baris: Nama — unsur, misalnya Siti Aminah — PKK. Hanya dilihat organisasi Anda; "
            "pihak lain dan peninjau hanya melihat jumlahnya."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Berkas berita acara"),
        required=False,
        help_text=format_lazy(
            gettext_lazy(
                "PDF, JPEG, PNG, atau DOCX, paling besar {most} MB. Dibaca semua pihak dan peninjau: daftar hadir "
                "jangan disertakan."
            ),
            most=MOST_MEGABYTES,
        ),
    )

    class Meta:
        model = Deliberation
        fields = ("held_on", "place", "agenda", "attendance", "decision", "decision_text", "minutes")
        widgets = {
            "decision_text": forms.Textarea(attrs={"rows": 4}),
            "minutes": forms.Textarea(attrs={"rows": 8}),
        }
        help_texts = {
            "agenda": gettext_lazy("Yang dibicarakan, dalam satu kalimat."),
            "decision_text": gettext_lazy("Putusannya dengan kata-kata berita acara; dibaca semua pihak."),
            "minutes": gettext_lazy("Tidak wajib bila berkas berita acara disertakan."),
        }

    def __init__(
        self, *args: Any, whose: Sequence[tuple[str, str | Promise]] = (), names: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["names"] = names
        if whose:
            field = forms.ChoiceField(label=_("Musyawarah"), choices=whose)
            self.fields = {"whose": field, **self.fields}

    def clean_names(self) -> list[attendees.Attendance]:
        """Who came, read line by line."""
        text = self.cleaned_data["names"]
        try:
            check_text(text, "names", len(text))
        except ContentError as error:
            raise ValidationError(error.reason) from error
        return attendees.read(text)

    def clean_file(self) -> Any:
        """The file is what it claims to be: judged by what it contains."""
        file = self.cleaned_data["file"]
        if file:
            file_type(file)
        return file

    def clean(self) -> dict[str, Any]:
        """How many came follows from the names where it is not given."""
        cleaned = super().clean() or self.cleaned_data
        names = cleaned.get("names")
        if not cleaned.get("attendance") and "attendance" not in self.errors and names is not None:
            if not names:
                raise ValidationError({"attendance": _("Isi jumlah yang hadir, atau tulis nama-namanya.")})
            cleaned["attendance"] = len(names)
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What was filled in, as `deliberations.actions` takes it."""
        given = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return given | {"attendees": self.cleaned_data["names"], "file": self.cleaned_data["file"]}
