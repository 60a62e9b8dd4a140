"""What drafters fill in: particulars, articles, provisions, recitals, attachments, a reason."""

import hashlib
import json
from collections.abc import Container, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agreements.documents.outline import placeholders
from agreements.drafting.actions import DETAILS
from agreements.drafting.attachments import MOST_MEGABYTES, file_type
from agreements.drafting.fields import DayField, PlainTextForm, RupiahField
from agreements.drafting.models import Article, Draft
from agreements.record.models import Agreement, Attachment
from agreements.record.vocabulary import Kind


def seen(values: Any) -> str:
    """A short mark of what a page showed, to find out later whether somebody changed just that meanwhile."""
    said = json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DetailsForm(PlainTextForm, forms.ModelForm):
    """What an agreement is about: title, summary, field, topic, place, term, value."""

    starts_on = DayField(label=gettext_lazy("Mulai berlaku"))
    ends_on = DayField(label=pgettext_lazy("day", "Berakhir"))
    value = RupiahField(
        label=gettext_lazy("Nilai kerja sama (rupiah)"),
        required=False,
        help_text=gettext_lazy("Misalnya 12.500.000. Kosongkan bila tidak ada nilai uang."),
    )

    class Meta:
        model = Agreement
        fields = DETAILS
        widgets = {"summary": _area(4)}
        help_texts = {
            "title": gettext_lazy("Yang mengikuti kata TENTANG, misalnya: Pengelolaan Sampah Bersama."),
            "summary": gettext_lazy("Dua atau tiga kalimat biasa yang akan dibaca warga."),
            "purpose": gettext_lazy("Satu dari tiga tujuan menurut UU 6/2014 Pasal 92 ayat (1)."),
            "field": gettext_lazy("Satu dari empat bidang menurut UU 6/2014 Pasal 93 ayat (1)."),
            "burdens_community_or_assets": gettext_lazy("Bila ya, Keputusan BPD perlu dilampirkan."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].required = False
        if self.instance.kind == Kind.INTER_VILLAGE:
            self.fields["purpose"].required = True
        else:
            del self.fields["purpose"]

    def clean_form(self) -> str:
        """What was there before, where nothing was chosen."""
        return self.cleaned_data["form"] or self.instance.form

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Tanggal berakhir tidak boleh sebelum tanggal mulai berlaku."))
        return cleaned


class RecitalsForm(PlainTextForm, forms.ModelForm):
    """Considerations and legal bases, one to a line."""

    class Meta:
        model = Draft
        fields = ("considering", "in_view_of")
        widgets = {"considering": _area(9), "in_view_of": _area(12)}
        help_texts = {
            "considering": gettext_lazy("Satu pertimbangan satu baris, diawali “bahwa”; huruf a, b, c menyusul."),
            "in_view_of": gettext_lazy("Satu peraturan satu baris, dari yang tertinggi; nomor ditambahkan sendiri."),
        }  # fmt: skip

    def __init__(self, *args: Any, known: Container[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known

    def clean_considering(self) -> str:
        """Only placeholders that are filled."""
        return _only_known(self.cleaned_data["considering"], self.known)

    def clean_in_view_of(self) -> str:
        """Only placeholders that are filled."""
        return _only_known(self.cleaned_data["in_view_of"], self.known)


class ArticleForm(PlainTextForm, forms.ModelForm):
    """One article: its heading, which of the law's contents it carries, its text."""

    class Meta:
        model = Article
        fields = ("heading", "content", "body")
        labels = {"content": gettext_lazy("Tentang apa pasal ini")}
        widgets = {"body": _area(16)}
        help_texts = {
            "content": gettext_lazy("Delapan isi wajib ada dalam setiap kerja sama (Permendagri 96/2017 Pasal 6)."),
            "body": gettext_lazy(
                "Awali baris dengan (1) untuk ayat, a. untuk huruf, 1. untuk angka; urutannya dihitung ulang sendiri."
            ),
        }  # fmt: skip

    def __init__(self, *args: Any, known: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.placeholders = known

    def clean_body(self) -> str:
        """Only placeholders that are filled."""
        return _only_known(self.cleaned_data["body"], self.placeholders)

    def clean_heading(self) -> str:
        """Only placeholders that are filled."""
        return _only_known(self.cleaned_data["heading"], self.placeholders)


def _only_known(text: str, known: Container[str]) -> str:
    unknown = [name for name in placeholders(text) if name not in known]
    if unknown:
        raise ValidationError(
            _("Isian otomatis ini tidak dikenal: {{ %(name)s }}.") % {"name": unknown[0][:60]}
        )
    return text


class SuggestionForm(ArticleForm):
    """The same article as another party would have it, and why."""

    note = forms.CharField(
        label=gettext_lazy("Alasan usul"),
        max_length=1000,
        required=False,
        widget=_area(3),
        help_text=gettext_lazy("Boleh kosong. Pemegang pena membacanya saat menjawab."),
    )


class ChapterForm(PlainTextForm):
    """How a chapter is called, from one article on."""

    heading = forms.CharField(
        label=gettext_lazy("Judul bab"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Nomor bab dihitung sendiri. Kosongkan bila pasal ini ikut bab sebelumnya."),
    )


class MoveForm(forms.Form):
    """Behind which article an article goes; empty: to the front."""

    after = forms.TypedChoiceField(
        label=gettext_lazy("Letakkan"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, places: Sequence[tuple[int | str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = places  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    """With which line of an article the new one begins."""

    line = forms.TypedChoiceField(
        label=gettext_lazy("Pasal baru dimulai dengan"), coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, lines: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = lines  # type: ignore[attr-defined]


class AttachmentForm(PlainTextForm, forms.ModelForm):
    """A file with what it is and what it is called."""

    class Meta:
        model = Attachment
        fields = ("kind", "title", "file")
        help_texts = {
            "file": format_lazy(
                gettext_lazy("PDF, JPEG, PNG, atau DOCX, paling besar {most} MB."), most=MOST_MEGABYTES
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in Attachment.Kind.choices if kind[0] != Attachment.Kind.SIGNED_SCAN]
        self.fields["kind"].choices = [("", "---------"), *kinds]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """The file is what it claims to be: judged by what it contains."""
        file = self.cleaned_data["file"]
        file_type(file)
        return file


class ReasonForm(PlainTextForm):
    """Why a draft is withdrawn."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan menarik rancangan"),
        max_length=2000,
        widget=_area(4),
        help_text=gettext_lazy("Semua pihak membaca alasan ini."),
    )
