"""What people say when they suspend, resume or renew an agreement."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agreements.drafting.fields import DayField, PlainTextForm


def _words(label: Any, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, max_length=3000, widget=area, help_text=help_text)


class SuspensionForm(PlainTextForm):
    """Why, from when and until when at the latest."""

    reason = _words(
        gettext_lazy("Alasan"), gettext_lazy("Dibaca oleh semua pihak dan tercatat dalam riwayat.")
    )
    starts_on = DayField(label=gettext_lazy("Ditunda sejak"))
    ends_on = DayField(
        label=gettext_lazy("Paling lama sampai"),
        help_text=gettext_lazy("Sesudah hari itu kerja sama berlaku kembali dengan sendirinya."),
    )


class DecidedSuspensionForm(SuspensionForm):
    """The same, by the decision of an office."""

    basis = forms.CharField(
        label=gettext_lazy("Dasar keputusan"),
        max_length=500,
        help_text=gettext_lazy("Nomor, tanggal, dan judul keputusan atau berita acara."),
    )
    field_order = ("basis", "reason", "starts_on", "ends_on")


class ResumptionForm(PlainTextForm):
    """Why it should hold again before the suspension is over."""

    reason = _words(gettext_lazy("Alasan"))


class RenewalForm(PlainTextForm):
    """The days of the agreement that follows."""

    starts_on = DayField(label=gettext_lazy("Mulai berlaku"))
    ends_on = DayField(label=pgettext_lazy("day", "Berakhir"))

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if isinstance(first, dt.date) and isinstance(last, dt.date) and last < first:
            self.add_error("ends_on", _("Tanggal berakhir tidak boleh sebelum tanggal mulai berlaku."))
        return cleaned
