"""The rules that ask for something under a condition: the step of an office, a document, a consultation."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.record.local_rule import LocalRule
from agreements.record.models import Attachment
from agreements.record.rules import Code
from agreements.review.models import Effect
from agreements.review.routes import shapes
from agreements.review.routes.condition_fields import NARROWING
from agreements.review.routes.forms.common import ConditionForm
from agreements.review.routes.planning import AGENCY
from villages.organizations.models import OfficeKind


class StepForm(ConditionForm):
    """Which office looks at the text, in which place, with what force, for how long."""

    code = Code.REVIEW_STEP
    naming = ("name",)
    name = forms.CharField(
        label=gettext_lazy("Nama pendek langkah"),
        max_length=40,
        help_text=gettext_lazy("Misalnya: asisten pemerintahan."),
    )
    office = forms.ChoiceField(label=gettext_lazy("Kantor"), choices=OfficeKind.choices)
    order = forms.IntegerField(
        label=gettext_lazy("Urutan"),
        min_value=1,
        max_value=9,
        initial=1,
        help_text=gettext_lazy("Langkah bernomor sama berjalan berdampingan."),
    )
    effect = forms.ChoiceField(
        label=gettext_lazy("Sifat"),
        choices=[
            (Effect.BLOCKING, gettext_lazy("mengikat: tanpa persetujuannya naskah tidak ditandatangani")),
            (Effect.ADVISORY, gettext_lazy("memberi pertimbangan: lewat tenggat naskah jalan terus")),
        ],
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(
        label=gettext_lazy("Tenggat (hari kerja)"), min_value=1, max_value=shapes.MOST_DAYS, initial=5
    )
    escalate_to = forms.ChoiceField(
        label=gettext_lazy("Lewat tenggat diteruskan kepada"),
        required=False,
        choices=[("", gettext_lazy("tidak diteruskan")), *OfficeKind.choices],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.rule and self.rule.key == AGENCY:
            for name in ("office", "effect", "circumstances", "value_from", "mode", *NARROWING):
                del self.fields[name]

    def clean_name(self) -> str:
        """A name that makes a key which no step of the regency has yet."""
        name: str = self.cleaned_data["name"]
        key = slugify(name)
        if not key:
            raise ValidationError(_("Tulis nama dengan huruf atau angka."))
        known = LocalRule.objects.filter(code=Code.REVIEW_STEP, key=key, regency=None)
        if (known | LocalRule.objects.filter(code=Code.REVIEW_STEP, key=key, regency=self.regency)).exists():
            raise ValidationError(_("Langkah bernama ini sudah ada; ubah aturan itu, atau pilih nama lain."))
        return name

    def clean(self) -> dict[str, Any]:
        """A step is handed on to another office than its own."""
        cleaned = super().clean() or self.cleaned_data
        office = cleaned.get("office", OfficeKind.VILLAGE_AGENCY)
        if cleaned.get("escalate_to") and cleaned["escalate_to"] == office:
            self.add_error("escalate_to", _("Pilih kantor lain dari kantor langkah ini."))
        return cleaned

    def read(self, value: Any) -> dict[str, Any]:
        """The step with its condition."""
        return value | self.read_condition(value["when"])

    def new_key(self) -> str:
        """The name as a key."""
        return slugify(self.cleaned_data["name"])[:40]

    def value(self) -> dict[str, Any]:
        """The step; the agency's always binds and has no condition."""
        said = {name: self.cleaned_data[name] for name in ("order", "days", "escalate_to")}
        if "office" not in self.fields:
            fixed = {"office": OfficeKind.VILLAGE_AGENCY.value, "effect": Effect.BLOCKING.value, "when": {}}
            return said | fixed
        chosen = {name: str(self.cleaned_data[name]) for name in ("office", "effect")}
        return said | chosen | {"when": self.condition()}


class DocumentForm(ConditionForm):
    """Which file must be attached before the text is sent."""

    code = Code.REQUIRED_DOCUMENT
    naming = ("kind",)
    kind = forms.ChoiceField(
        label=gettext_lazy("Dokumen"),
        choices=[one for one in Attachment.Kind.choices if one[0] != Attachment.Kind.SIGNED_SCAN],
    )

    def read(self, value: Any) -> dict[str, Any]:
        """Its condition; which file it is stays."""
        return self.read_condition(value["when"])

    def new_key(self) -> str:
        """The kind of file."""
        return str(self.cleaned_data["kind"])

    def value(self) -> dict[str, Any]:
        """The kind of file and when it is asked for."""
        kind = self.rule.value["kind"] if self.rule and self.rule.value else self.key()
        return {"kind": kind, "when": self.condition()}


class ConsultationForm(ConditionForm):
    """When the draft is laid open to citizens, and for how long at least."""

    code = Code.CONSULTATION
    days = forms.IntegerField(
        label=gettext_lazy("Paling sedikit (hari kalender)"),
        min_value=1,
        max_value=shapes.MOST_DAYS,
        initial=14,
    )

    def read(self, value: Any) -> dict[str, Any]:
        """Days and condition."""
        return {"days": value["days"]} | self.read_condition(value["when"])

    def value(self) -> dict[str, Any]:
        """Days and condition."""
        return {"days": self.cleaned_data["days"], "when": self.condition()}
