"""What people say while they write together: a reason, an answer, a message, a party, a text placed by hand."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.drafting.fields import PlainTextForm
from agreements.drafting.models import BODY_LENGTH
from agreements.record.models import Party
from villages.organizations.models import Organization


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ReasonForm(PlainTextForm):
    """Why a party stays out, or does not agree yet."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=2000, widget=_area(4), help_text=_("Semua pihak membaca alasan ini.")
    )


class AnswerForm(PlainTextForm):
    """Why a suggestion is not taken over."""

    answer = forms.CharField(
        label=_("Jawaban"),
        max_length=1000,
        widget=_area(4),
        help_text=_("Pengusul dan pihak lain membacanya."),
    )


class MessageForm(PlainTextForm):
    """One message of a conversation."""

    text = forms.CharField(label=_("Pesan"), max_length=4000, widget=_area(4))


class PenForm(forms.Form):
    """To whom the pen goes."""

    to = forms.TypedChoiceField(label=_("Pena diserahkan kepada"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = list(parties)
        choices = [(party.organization_id, party.organization.name) for party in self.parties]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.initial.setdefault("to", choices[0][0])

    @property
    def taker(self) -> Organization:
        """Who was chosen, once the form is valid."""
        key = self.cleaned_data["to"]
        return next(party.organization for party in self.parties if party.organization_id == key)


class PlaceForm(PlainTextForm):
    """The article as it reads with a suggestion placed by hand."""

    heading = forms.CharField(label=_("Judul pasal"), max_length=200, required=False)
    body = forms.CharField(label=_("Teks pasal"), max_length=BODY_LENGTH, widget=_area(14), required=False)
