"""The words of a report, to be written by staff."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import PlainTextForm
from agreements.monitoring.reports.actions import TEXTS
from agreements.monitoring.reports.models import Report


class ReportForm(PlainTextForm, forms.ModelForm):
    """What became of the work, what it was good for, the assets, what went wrong, what follows."""

    class Meta:
        model = Report
        fields = TEXTS
        widgets = {
            "done": forms.Textarea(attrs={"rows": 8}),
            "results": forms.Textarea(attrs={"rows": 6}),
            "assets": forms.Textarea(attrs={"rows": 4}),
            "problems": forms.Textarea(attrs={"rows": 5}),
            "follow_up": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "done": gettext_lazy(
                "Apa yang dilaksanakan dibandingkan dengan rencana. Harus diisi sebelum disahkan."
            ),
            "results": gettext_lazy("Apa yang berubah bagi warga."),
            "assets": gettext_lazy("Keadaan aset yang dipakai atau dihasilkan."),
            "problems": gettext_lazy("Hambatan, perselisihan, kewajiban yang terlambat."),
            "follow_up": gettext_lazy("Apa yang dilakukan selanjutnya, oleh siapa, sampai kapan."),
        }

    def facts(self) -> dict[str, Any]:
        """What was written, as `reports.actions` takes it."""
        return {name: self.cleaned_data[name] for name in TEXTS}
