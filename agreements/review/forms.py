"""What a reviewer writes when deciding: a remark on the whole, opinions, reasons; what a checklist asks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import PlainTextForm
from agreements.review.models import Check, Decision, Step
from agreements.review.remarks.actions import NewRemark

LENGTH = 5000


class OpinionForm(PlainTextForm):
    """What the officer says on the whole."""

    opinion = forms.CharField(
        label=gettext_lazy("Kesimpulan peninjau"),
        max_length=LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Tidak wajib; dibaca semua pihak bersama hasil peninjauan."),
    )


class RemarksForm(OpinionForm):
    """What goes with a text that is returned: a remark on the whole, needless where remarks stand open already."""

    whole = forms.CharField(
        label=gettext_lazy("Catatan untuk seluruh naskah"),
        required=False,
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Untuk hal yang tidak menyangkut satu tempat saja."),
    )
    field_order = ("whole", "opinion")

    def __init__(self, *args: Any, standing: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing

    def clean(self) -> dict[str, Any]:
        """Returning a text without a word of what to change helps nobody."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.standing and not self.remarks():
            self.add_error("whole", _("Tulis paling sedikit satu catatan: apa yang harus diubah?"))
        return cleaned

    def remarks(self) -> list[NewRemark]:
        """The remark on the whole text, if one was written."""
        text = self.cleaned_data.get("whole", "")
        return [NewRemark(text)] if text.strip() else []


def _opinion(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LENGTH,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


class AdviceForm(PlainTextForm):
    """An advisory office's opinion."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Pendapat kantor Anda"),
        choices=[
            (Decision.APPROVED, gettext_lazy("Setuju")),
            (Decision.APPROVED_REMARKS, gettext_lazy("Setuju dengan catatan")),
            (Decision.OBJECTED, gettext_lazy("Keberatan")),
        ],
        widget=forms.RadioSelect,
    )
    opinion = _opinion(
        gettext_lazy("Pendapat"),
        gettext_lazy("Wajib bila ada catatan atau keberatan; dibaca semua pihak dan peninjau."),
    )


class RejectionForm(PlainTextForm):
    """Why the text cannot be approved, and by which law."""

    reason = _opinion(
        gettext_lazy("Alasan penolakan"),
        gettext_lazy("Semua pihak membaca alasan ini."),
        required=True,
        rows=5,
    )
    ground = forms.CharField(
        label=gettext_lazy("Dasar hukum"),
        max_length=500,
        help_text=gettext_lazy("Peraturan yang dilanggar, misalnya Permendagri 1/2016 Pasal 11."),
    )


class TakeBackForm(PlainTextForm):
    """Why the parties go on drafting."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan menarik kembali"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Para peninjau dan semua pihak membaca alasan ini."),
    )


class ChecklistForm(PlainTextForm):
    """The questions of an office's checklist: yes, no or not applicable, each with a note."""

    def __init__(self, *args: Any, checks: Sequence[Check], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checks = checks
        for check in checks:
            self.fields[f"a{check.pk}"] = forms.ChoiceField(
                label=check.text,
                choices=[("", _("belum diperiksa")), *Check.Answer.choices],
                required=False,
                initial=check.answer,
                widget=forms.RadioSelect,
            )
            self.fields[f"n{check.pk}"] = forms.CharField(
                label=_("Keterangan"), max_length=500, required=False, initial=check.note
            )

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Each question with its note."""
        return [(self[f"a{check.pk}"], self[f"n{check.pk}"]) for check in self.checks]

    def answers(self, step: Step) -> dict[int, tuple[str, str]]:
        """What was answered about the questions of one step, by key of the question."""
        return {
            check.pk: (self.cleaned_data[f"a{check.pk}"], self.cleaned_data[f"n{check.pk}"])
            for check in self.checks
            if check.step_id == step.pk
        }
