"""What officers and parties fill in about remarks: the remark with a proposed wording, a message, the place itself."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import PlainTextForm
from agreements.drafting.forms import ArticleForm, DetailsForm
from agreements.drafting.models import BODY_LENGTH, Article, Provision
from agreements.drafting.writing.retyping import shown
from agreements.record.models import Agreement
from agreements.review.models import Weight
from agreements.review.remarks.places import Place

_LENGTH = 5000
_YES_NO = [
    ("", gettext_lazy("tidak ada usul")),
    ("True", gettext_lazy("ya")),
    ("False", gettext_lazy("tidak")),
]


class RemarkForm(PlainTextForm):
    """What an officer says about one place, how much it asks, and how the place might read instead.

    The proposal begins with what stands there now; left as it is, it proposes nothing.
    """

    weight = forms.ChoiceField(
        label=gettext_lazy("Sifat catatan"),
        choices=Weight.choices,
        initial=Weight.MUST,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Catatan wajib harus selesai sebelum naskah dapat disetujui."),
    )
    text = forms.CharField(
        label=gettext_lazy("Catatan"), max_length=_LENGTH, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(
        self, *args: Any, agreement: Agreement, place: Place, order: list[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agreement, self.place = agreement, place
        self.stands = ""
        if place.article:
            self.stands = shown(place.article.body, order)
            self._add_area(BODY_LENGTH, 12)
        elif place.provision:
            self.stands = place.provision.text
            self._add_area(Provision._meta.get_field("text").max_length or _LENGTH, 4)
        elif place.detail:
            self._add_detail(place.detail)

    def _add_area(self, length: int, rows: int) -> None:
        self.fields["proposal"] = forms.CharField(
            label=_("Usul rumusan"),
            required=False,
            max_length=length,
            initial=self.stands,
            widget=forms.Textarea(attrs={"rows": rows}),
            help_text=_("Ubah teks ini menjadi seperti yang Anda usulkan; biarkan bila tidak ada usul."),
        )

    def _add_detail(self, name: str) -> None:
        """The particular's own field, which may be left as it is."""
        value = getattr(self.agreement, name)
        self.stands = "" if value is None else str(value)
        field: forms.Field = DetailsForm(instance=self.agreement).fields[name]
        if isinstance(field, forms.BooleanField):
            field = forms.ChoiceField(choices=_YES_NO)
        else:
            field.initial = value
        field.required = False
        field.label = _("Usul isian: %(name)s") % {"name": str(DetailsForm.base_fields[name].label)}
        field.help_text = _("Ubah menjadi seperti yang Anda usulkan; biarkan bila tidak ada usul.")
        self.fields["proposal"] = field

    @property
    def proposal(self) -> str:
        """The wording proposed, as a remark keeps it; empty where it is what stands there."""
        value = self.cleaned_data.get("proposal")
        said = "" if value is None else str(value)
        same = "".join(said.split()) == "".join(self.stands.split())
        return "" if same else said


class SayForm(PlainTextForm):
    """A message below a remark."""

    note = forms.CharField(
        label=gettext_lazy("Jawaban Anda"),
        required=False,
        max_length=_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ArticleAnswerForm(ArticleForm):
    """The article that a remark is about: its heading and its text, which is not emptied."""

    class Meta(ArticleForm.Meta):
        model = Article
        fields = ("heading", "body")  # type: ignore[assignment]

    def __init__(self, *args: Any, known: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, known=known, **kwargs)
        self.fields["body"].required = bool(self.instance.body)

    def _post_clean(self) -> None:
        """Leave the article alone: the action writes, and checks, the article as it stands then."""


class DetailAnswerForm(DetailsForm):
    """The one particular that a remark is about."""

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for other in [field for field in self.fields if field != name]:
            del self.fields[other]
        self.name = name

    def clean(self) -> dict[str, Any]:
        """The first and the last day fit each other, of which one is not asked for here."""
        cleaned = super().clean()
        first = cleaned.get("starts_on", self.instance.starts_on)
        last = cleaned.get("ends_on", self.instance.ends_on)
        if self.name in ("starts_on", "ends_on") and first and last and last < first and not self.errors:
            raise ValidationError(
                {self.name: _("Tanggal berakhir tidak boleh sebelum tanggal mulai berlaku.")}
            )
        return cleaned

    def _post_clean(self) -> None:
        """Leave the agreement alone: the action writes, and checks, the agreement as it stands then."""
