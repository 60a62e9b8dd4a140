"""What officers and parties fill in about remarks: the remark with a proposed wording, a message, the place itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import PlainTextForm
from agreements.drafting.models import BODY_LENGTH, Provision
from agreements.drafting.one_place import detail_field
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
        field = detail_field(self.agreement, name)
        label = str(field.label)
        if isinstance(field, forms.BooleanField):
            field = forms.ChoiceField(choices=_YES_NO)
        else:
            field.initial = value
        field.required = False
        field.label = _("Usul isian: %(name)s") % {"name": label}
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
