"""What people fill in about an obligation: the report that it is done, a reason, the day of an event."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.drafting.fields import DayField, PlainTextForm
from agreements.monitoring.files.fields import EvidenceForm

_WORDS = forms.Textarea(attrs={"rows": 4})


class ProofForm(EvidenceForm):
    """When it was done, what was done, and what shows it."""

    done_on = DayField(label=_("Dilaksanakan pada"))
    note = forms.CharField(
        label=_("Apa yang dilaksanakan"),
        required=False,
        max_length=2000,
        widget=_WORDS,
        help_text=_("Singkat saja. Bila buktinya tidak ada, tulis alasannya."),
    )

    field_order = ("done_on", "note", "files", "key")


class ReturnForm(PlainTextForm):
    """What is missing in a report."""

    reason = forms.CharField(label=_("Apa yang kurang"), max_length=2000, widget=_WORDS)


class WaiverForm(PlainTextForm):
    """Why a party is released."""

    reason = forms.CharField(label=_("Alasan pembebasan"), max_length=2000, widget=_WORDS)


class EventForm(PlainTextForm):
    """On which day the event took place."""

    happened_on = DayField(label=_("Terjadi pada"))
    note = forms.CharField(label=_("Keterangan"), max_length=300, required=False)
