"""What a district officer fills in about an agreement type: particulars, model articles, first provisions."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafting.deliberations.models import DeliberationKind
from agreements.drafting.fields import PlainTextForm, RupiahField
from agreements.drafting.forms import seen
from agreements.drafting.types.checking import unknown_placeholder
from agreements.drafting.types.models import AgreementType, ModelArticle
from agreements.record.models import Attachment
from agreements.record.vocabulary import Content, DueRule, ProvisionKind


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _several(label: Any, choices: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple()
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=widget, help_text=help_text
    )


class Unchanged(PlainTextForm):
    """A form that knows what it showed: a change by somebody else meanwhile is told, never overwritten."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, stored: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mark = seen(stored)
        self.fields["seen"].initial = self.mark

    def clean_seen(self) -> str:
        """The mark of what was shown is the mark of what is stored."""
        if self.cleaned_data["seen"] != self.mark:
            shown: Any = self.data
            self.data = shown.copy()
            self.data["seen"] = self.mark  # type: ignore[index]  # a copied QueryDict may be written to
            raise ValidationError(
                _(
                    "Bagian ini diubah petugas lain sejak Anda membukanya; tulisan Anda masih ada di bawah. "
                    "Periksa, lalu simpan lagi bila tetap ingin menggantinya."
                )
            )
        return self.mark


class ParticularsForm(Unchanged, forms.ModelForm):
    """What a type says about itself, what it asks for, and its recitals."""

    required_contents = _several(
        gettext_lazy("Isi yang wajib ada"),
        Content.choices,
        gettext_lazy("Delapan isi pertama tidak dapat dilepas dari naskah yang mengikat (Permendagri 96/2017)."),
    )  # fmt: skip
    required_attachments = _several(gettext_lazy("Lampiran yang wajib ada"), Attachment.Kind.choices)
    required_deliberations = _several(
        gettext_lazy("Musyawarah yang wajib tercatat"), DeliberationKind.choices
    )
    considering = forms.CharField(
        label=gettext_lazy("Menimbang/pertimbangan"),
        required=False,
        max_length=20_000,
        widget=_area(8),
        help_text=gettext_lazy("Satu pertimbangan satu baris."),
    )
    in_view_of = forms.CharField(
        label=gettext_lazy("Mengingat/dasar hukum"),
        required=False,
        max_length=40_000,
        widget=_area(10),
        help_text=gettext_lazy("Satu peraturan satu baris, dari yang tertinggi."),
    )

    class Meta:
        model = AgreementType
        fields = ("name", "summary", "form", "parties_agree_first")
        widgets = {"summary": _area(3)}

    def __init__(self, *args: Any, instance: AgreementType, **kwargs: Any) -> None:
        lists = ("required_contents", "required_attachments", "required_deliberations")
        initial = {name: getattr(instance, name) for name in lists}
        initial |= {name: "\n".join(getattr(instance, name)) for name in ("considering", "in_view_of")}
        stored = [initial, *(getattr(instance, name) for name in self.Meta.fields)]
        super().__init__(*args, instance=instance, initial=initial, stored=stored, **kwargs)
        self.kind = instance.kind

    def clean_considering(self) -> list[str]:
        """One consideration to a line, only placeholders that every agreement can fill."""
        return self._lines("considering")

    def clean_in_view_of(self) -> list[str]:
        """One regulation to a line, only placeholders that every agreement can fill."""
        return self._lines("in_view_of")

    def _lines(self, name: str) -> list[str]:
        text = _only_known(self.cleaned_data[name], self.kind)
        return [line.strip() for line in text.splitlines() if line.strip()]


class ModelArticleForm(Unchanged, forms.ModelForm):
    """One model article with its guidance and the law that asks for it."""

    class Meta:
        model = ModelArticle
        fields = ("chapter", "heading", "content", "body", "guidance", "legal_basis")
        labels = {"content": gettext_lazy("Tentang apa pasal ini")}
        widgets = {"body": _area(16), "guidance": _area(4)}
        help_texts = {
            "chapter": gettext_lazy("Pasal berurutan dengan judul bab yang sama menjadi satu bab."),
            "guidance": gettext_lazy("Tampil di samping pasal ketika desa menulis."),
            "body": gettext_lazy(
                "Awali baris dengan (1) untuk ayat, a. untuk huruf, 1. untuk angka; urutannya dihitung ulang sendiri."
            ),
        }  # fmt: skip

    def __init__(self, *args: Any, kind: str, instance: ModelArticle | None = None, **kwargs: Any) -> None:
        stored = [getattr(instance, name) for name in self.Meta.fields] if instance else []
        super().__init__(*args, instance=instance, stored=stored, **kwargs)
        self.kind = kind

    def clean_body(self) -> str:
        """Only placeholders that every agreement can fill."""
        return _only_known(self.cleaned_data["body"], self.kind)

    def clean_heading(self) -> str:
        """Only placeholders that every agreement can fill."""
        return _only_known(self.cleaned_data["heading"], self.kind)


def _only_known(text: str, kind: str) -> str:
    name = unknown_placeholder(text, kind)
    if name:
        words = _(
            "Isian {{ %(name)s }} tidak dikenal setiap perjanjian jenis ini; lihat daftar isian otomatis."
        )
        raise ValidationError(words % {"name": name[:60]})
    return text


class FirstProvisionForm(Unchanged):
    """A right, obligation, limitation or sanction with which a draft of this type begins."""

    party = forms.ChoiceField(
        label=gettext_lazy("Untuk"),
        choices=[
            ("each", gettext_lazy("setiap pihak")),
            ("each_village", gettext_lazy("setiap desa")),
            ("each_partner", gettext_lazy("setiap mitra")),
            ("1", gettext_lazy("pihak kesatu")),
            ("2", gettext_lazy("pihak kedua")),
        ],
    )
    kind = forms.ChoiceField(label=gettext_lazy("Jenis"), choices=ProvisionKind.choices)
    text = forms.CharField(label=gettext_lazy("Isi"), max_length=2000, widget=_area(4))
    due_rule = forms.ChoiceField(
        label=gettext_lazy("Jatuh tempo"),
        required=False,
        choices=[
            ("", gettext_lazy("tanpa batas waktu")),
            *((c, label) for c, label in DueRule.choices if c != DueRule.ON_DATE),
        ],
    )
    due_days = forms.IntegerField(
        label=gettext_lazy("Hari sejak penandatanganan, atau hari kerja sesudah peristiwa"),
        required=False,
        min_value=1,
        max_value=3650,
    )
    event = forms.CharField(label=gettext_lazy("Peristiwa"), max_length=200, required=False)
    amount = RupiahField(label=gettext_lazy("Jumlah (rupiah)"), required=False)
    evidence = forms.CharField(label=gettext_lazy("Bukti yang diharapkan"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Days belong to the rule that counts from the signing, and to no other."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("due_rule") == DueRule.AFTER_SIGNING and not cleaned.get("due_days"):
            self.add_error("due_days", _("Isi berapa hari sejak penandatanganan."))
        if cleaned.get("due_rule") == DueRule.AFTER_EVENT:
            if not cleaned.get("due_days"):
                self.add_error("due_days", _("Isi berapa hari kerja sesudah peristiwanya."))
            if not cleaned.get("event"):
                self.add_error("event", _("Tulis peristiwa yang memulai hitungan harinya."))
        return cleaned

    def row(self, before: dict[str, Any]) -> dict[str, Any]:
        """The provision as the type stores it; what this form does not ask about stays as it was."""
        said = {name: self.cleaned_data[name] for name in _ASKED}
        said["party"] = int(said["party"]) if said["party"].isdecimal() else said["party"]
        kept = {name: value for name, value in before.items() if name not in _ASKED}
        if before.get("due_rule") == DueRule.ON_DATE and not said["due_rule"]:
            said["due_rule"] = DueRule.ON_DATE.value
        return kept | {name: value for name, value in said.items() if value not in ("", None)}


_ASKED = ("party", "kind", "text", "due_rule", "due_days", "event", "amount", "evidence")


class NewTypeForm(PlainTextForm):
    """The name of a type that a district makes from another one."""

    name = forms.CharField(
        label=gettext_lazy("Nama jenis perjanjian"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "Kosongkan untuk membuat versi kabupaten dari jenis ini; isi untuk membuat jenis baru di sampingnya."
        ),
    )
