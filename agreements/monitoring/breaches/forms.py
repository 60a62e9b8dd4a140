"""What people write in a case of breach: what was broken, what happened, the answer, a word to a step, the result."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy

from agreements.drafting.fields import DayField, PlainTextForm
from agreements.drafting.models import Provision
from agreements.monitoring.breaches.wording import stated
from agreements.monitoring.obligations.models import Occurrence

KEPT, BROKEN = "dipenuhi", "dilanggar"
_SHORT = 160


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class StoryForm(PlainTextForm):
    """What happened, as the other side will read it."""

    story = forms.CharField(
        label=gettext_lazy("Apa yang terjadi"),
        max_length=5000,
        widget=_area(6),
        help_text=gettext_lazy(
            "Sebut kapan, di mana, dan apa yang tidak dilakukan. Pihak lain membacanya dalam surat."
        ),
    )


class ClaimForm(StoryForm):
    """Which provision of another party was not kept, of an obligation also which day; and what happened."""

    about = forms.ChoiceField(
        label=gettext_lazy("Ketentuan yang tidak dilaksanakan"),
        help_text=gettext_lazy("Kewajiban yang lewat jatuh tempo berdiri paling atas."),
    )
    field_order = ("about", "story")

    def __init__(
        self, *args: Any, provisions: list[Provision], late: list[Occurrence], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.provisions = {f"p{row.pk}": row for row in provisions}
        self.late = {f"o{row.pk}": row for row in late}
        self.fields["about"].choices = self._choices()  # type: ignore[attr-defined]

    def _choices(self) -> list[Any]:
        overdue = [(key, _due_told(row)) for key, row in self.late.items()]
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, row in self.provisions.items():
            groups.setdefault(row.party.organization.name, []).append((key, _short(stated(row))))
        first = [(gettext("Lewat jatuh tempo"), overdue)] if overdue else []
        return [("", gettext("Pilih ketentuan")), *first, *groups.items()]

    def clean(self) -> dict[str, Any]:
        """Turn the choice into the provision and, where one was chosen, the day it fell due."""
        given = super().clean() or self.cleaned_data
        occurrence = self.late.get(given.get("about", ""))
        given["occurrence"] = occurrence
        given["provision"] = (
            occurrence.provision if occurrence else self.provisions.get(given.get("about", ""))
        )
        return given


def _due_told(row: Occurrence) -> str:
    words = {"day": date_format(row.due_on, "j F Y"), "who": row.party.organization.name}
    return gettext("%(day)s, %(who)s: ") % words + _short(row.provision.text)


def _short(text: str) -> str:
    return Truncator(text).chars(_SHORT)


class AnswerForm(PlainTextForm):
    """What the other side says."""

    answer = forms.CharField(
        label=gettext_lazy("Tanggapan"),
        max_length=5000,
        widget=_area(8),
        help_text=gettext_lazy(
            "Benarkah, apa sebabnya, dan kapan dipenuhi. Tanggapan dikirim sebagai surat bernomor."
        ),
    )


class StepForm(PlainTextForm):
    """A word that goes into the letter of a step, and which step was shown."""

    ordinal = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1000)
    remark = forms.CharField(
        label=gettext_lazy("Tambahan dalam surat (boleh kosong)"),
        max_length=1500,
        required=False,
        widget=_area(4),
    )


class MetForm(PlainTextForm):
    """When the other side did what a step asks, and how one knows."""

    met_on = DayField(label=gettext_lazy("Dipenuhi pada"))
    note = forms.CharField(
        label=gettext_lazy("Keterangan (boleh kosong)"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Misalnya nomor bukti pembayaran."),
    )


class CloseForm(PlainTextForm):
    """Whether what was owed is kept after all, and the result in words."""

    kept = forms.TypedChoiceField(
        label=gettext_lazy("Hasilnya"),
        widget=forms.RadioSelect,
        coerce=KEPT.__eq__,
        choices=[
            (KEPT, gettext_lazy("Ketentuan akhirnya dipenuhi atau diselesaikan")),
            (BROKEN, gettext_lazy("Ketentuan tetap tidak dipenuhi; tercatat dilanggar")),
        ],
    )
    outcome = forms.CharField(label=gettext_lazy("Penjelasan"), max_length=5000, widget=_area(4))


class ReasonForm(PlainTextForm):
    """Why a case, or what the system suggested, is let go."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=1000,
        widget=_area(4),
        help_text=gettext_lazy("Semua pihak membacanya."),
    )
