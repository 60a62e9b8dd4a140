"""The rules that are a list or a number: what a step checks, further holidays, how long something may last."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import DayField
from agreements.record.rules import Code, rules_for
from agreements.record.vocabulary import AssetUse
from agreements.review.routes import shapes
from agreements.review.routes.forms.common import RuleForm, lines_of
from agreements.review.routes.telling import name_of


class ChecklistForm(RuleForm):
    """What the officers of a step answer with yes or no."""

    code = Code.CHECKLIST
    naming = ("step",)
    step = forms.ChoiceField(label=gettext_lazy("Untuk langkah"))
    questions = forms.CharField(
        label=gettext_lazy("Butir yang diperiksa"),
        max_length=shapes.MOST_QUESTIONS * shapes.QUESTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Satu kalimat satu baris; dijawab ya, tidak, atau tidak berlaku."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "step" in self.fields:
            steps = rules_for(self.regency.pk, Code.REVIEW_STEP)
            chosen: Any = self.fields["step"]
            chosen.choices = [(r.key, name_of(r.code, r.key, r.value)) for r in steps]

    def clean_questions(self) -> str:
        """As many sentences as an officer can answer, each short enough to read."""
        text: str = self.cleaned_data["questions"]
        lines = lines_of(text)
        if len(lines) > shapes.MOST_QUESTIONS:
            raise ValidationError(_("Paling banyak %d butir.") % shapes.MOST_QUESTIONS)
        if any(len(line) > shapes.QUESTION_LENGTH for line in lines):
            raise ValidationError(_("Setiap butir paling panjang %d huruf.") % shapes.QUESTION_LENGTH)
        if not lines:
            raise ValidationError(_("Tulis paling sedikit satu butir."))
        return text

    def read(self, value: Any) -> dict[str, Any]:
        """One question to a line."""
        return {"questions": "\n".join(value)}

    def new_key(self) -> str:
        """The key of the step."""
        return str(self.cleaned_data["step"])

    def value(self) -> list[str]:
        """The questions."""
        return lines_of(self.cleaned_data["questions"])


class HolidaysForm(RuleForm):
    """On which further days the regency's offices do not work."""

    code = Code.HOLIDAYS
    naming = ("name",)
    name = forms.CharField(
        label=gettext_lazy("Untuk apa"),
        max_length=40,
        help_text=gettext_lazy("Misalnya: hari jadi kabupaten."),
    )
    dates = forms.CharField(
        label=gettext_lazy("Tanggal"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Satu tanggal satu baris, misalnya 21-08-2026."),
    )

    def clean_name(self) -> str:
        """A name that makes a key."""
        name: str = self.cleaned_data["name"]
        if not slugify(name):
            raise ValidationError(_("Tulis nama dengan huruf atau angka."))
        return name

    def clean_dates(self) -> str:
        """Days between 2000 and 2100, one to a line."""
        text: str = self.cleaned_data["dates"]
        try:
            days = self._days(text)
        except ValidationError as error:
            raise ValidationError(_("Ada baris yang bukan tanggal: tulis seperti 21-08-2026.")) from error
        if not days:
            raise ValidationError(_("Tulis paling sedikit satu tanggal."))
        return text

    def _days(self, text: str) -> list[dt.date]:
        field = DayField()
        return sorted({field.clean(line) for line in lines_of(text)})

    def read(self, value: Any) -> dict[str, Any]:
        """One day to a line."""
        return {"dates": "\n".join(f"{dt.date.fromisoformat(day):%d-%m-%Y}" for day in value)}

    def new_key(self) -> str:
        """What for, as a key."""
        return slugify(self.cleaned_data["name"])[:40]

    def value(self) -> list[str]:
        """The days."""
        return [day.isoformat() for day in self._days(self.cleaned_data["dates"])]


class YearsForm(RuleForm):
    """How long a cooperation, or the use of a village asset, may last before it is warned of."""

    code = Code.MAXIMUM_YEARS
    naming = ("subject",)
    subject = forms.ChoiceField(
        label=gettext_lazy("Untuk"),
        required=False,
        choices=[
            ("", gettext_lazy("jangka waktu kerja sama")),
            *((use.value, use.label) for use in shapes.LIMITED),
        ],
    )
    years = forms.IntegerField(
        label=gettext_lazy("Paling lama (tahun)"), min_value=1, max_value=shapes.MOST_YEARS
    )

    def clean(self) -> dict[str, Any]:
        """A lease has its limit in law."""
        cleaned = super().clean() or self.cleaned_data
        subject = self.rule.key if self.rule else cleaned.get("subject")
        if subject == AssetUse.LEASE and (cleaned.get("years") or 0) > shapes.LEASE_YEARS:
            words = _("Aset desa disewakan paling lama 3 tahun (Permendagri 1/2016 Pasal 12).")
            self.add_error("years", words)
        return cleaned

    def read(self, value: Any) -> dict[str, Any]:
        """The years."""
        return {"years": value}

    def new_key(self) -> str:
        """On which footing the asset is used; empty for the cooperation itself."""
        return str(self.cleaned_data["subject"])

    def value(self) -> int:
        """The years."""
        return int(self.cleaned_data["years"])
