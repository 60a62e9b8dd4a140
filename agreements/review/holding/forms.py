"""What an officer fills in when away: until when, and who stands in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import DayField, PlainTextForm
from agreements.review.holding.queries import colleagues
from villages.people.models import Membership, User


class _Colleague(forms.ModelChoiceField):
    def label_from_instance(self, obj: Membership) -> str:
        return f"{obj.person} ({obj.organization.name})"


class AbsenceForm(PlainTextForm):
    """Days of absence and the colleague who stands in; with the colleague the office is known too."""

    cover = _Colleague(label=gettext_lazy("Pengganti"), queryset=Membership.objects.none())
    starts_on = DayField(label=gettext_lazy("Hari pertama"))
    ends_on = DayField(label=gettext_lazy("Hari terakhir"))
    note = forms.CharField(
        label=gettext_lazy("Keterangan"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Tidak wajib, misalnya: cuti. Dibaca rekan sekantor."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cover"].queryset = colleagues(user)  # type: ignore[attr-defined]
