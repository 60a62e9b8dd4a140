"""What people fill in about what is counted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import DayField, PlainTextForm
from agreements.monitoring.files.fields import EvidenceForm
from agreements.monitoring.outcomes.listed import Listed
from agreements.monitoring.outcomes.models import Benefit, Indicator

FACTS = ("name", "unit", "benefit", "baseline", "baseline_on", "target", "target_on", "source")


class FigureField(forms.DecimalField):
    """A number as people here write it: 1.250,5."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=18, decimal_places=2, localize=True, **kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})


class IndicatorForm(PlainTextForm):
    """One thing that will be counted; of one from the portal's list only the figures are asked."""

    name = forms.CharField(
        label=gettext_lazy("Apa yang dihitung"),
        max_length=160,
        help_text=gettext_lazy("Misalnya: rumah yang sampahnya diangkut."),
    )
    unit = forms.CharField(label=gettext_lazy("Satuan"), max_length=40)
    benefit = forms.ChoiceField(label=gettext_lazy("Manfaat bagi"), choices=Benefit)
    baseline = FigureField(label=gettext_lazy("Keadaan awal"))
    baseline_on = DayField(label=gettext_lazy("Tanggal keadaan awal"))
    target = FigureField(label=gettext_lazy("Target"))
    target_on = DayField(label=gettext_lazy("Tanggal target"))
    source = forms.CharField(
        label=gettext_lazy("Sumber data"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Misalnya: buku angkut TPS, dihitung setiap bulan."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, label=gettext_lazy("Edisi"))

    def __init__(
        self, *args: Any, listed: Listed | None = None, indicator: Indicator | None = None, **kwargs: Any
    ) -> None:
        if indicator:
            known = {name: getattr(indicator, name) for name in FACTS}
            kwargs["initial"] = known | {"edition": indicator.edition}
        super().__init__(*args, **kwargs)
        if not indicator:
            del self.fields["edition"]
        if listed or (indicator and indicator.code):
            for name in ("name", "unit", "benefit"):
                del self.fields[name]


class MeasurementForm(EvidenceForm):
    """What an indicator stood at on a day."""

    on = DayField(label=gettext_lazy("Tanggal"))
    value = FigureField(label=gettext_lazy("Nilai"))
    note = forms.CharField(label=gettext_lazy("Keterangan"), max_length=300, required=False)
    field_order = ("on", "value", "note", "files", "key")
