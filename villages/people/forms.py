"""Turns what officers write about acting heads and last days, and what a new account says, into clean data."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from villages.people.models import ActingKind, User
from villages.people.terms import DayField, TermForm


class DelegationForm(TermForm):
    """Somebody acts for the head."""

    account = forms.CharField(
        label=_("Surel atau nama pengguna"),
        max_length=254,
        help_text=_("Orang itu harus sudah mempunyai akun di portal ini."),
    )
    acting_kind = forms.ChoiceField(label=_("Bentuk"), choices=ActingKind)
    legal_basis = forms.CharField(
        label=_("Dasar hukum"),
        max_length=300,
        help_text=_("Peraturan atau keputusan yang mendasarinya."),
    )
    field_order = [
        "account",
        "acting_kind",
        "legal_basis",
        "starts_on",
        "ends_on",
        "decree_number",
        "decree_on",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].required = True
        self.fields["ends_on"].help_text = ""

    def clean_account(self) -> User:
        """The active account with that e-mail address or username."""
        word = self.cleaned_data["account"].strip()
        lookup = {"email__iexact": word} if "@" in word else {"username__iexact": word}
        person = User.objects.filter(is_active=True, **lookup).order_by("pk").first()
        if person is None:
            raise ValidationError(_("Tidak ada akun dengan surel atau nama pengguna itu."))
        return person


class EndForm(forms.Form):
    """The last day of an office, and why it ends."""

    last_day = DayField(label=_("Hari terakhir menjabat"))
    reason = forms.CharField(
        label=_("Alasan dan dasar"),
        max_length=300,
        help_text=_("Misalnya: berhenti atas permintaan sendiri, Keputusan Bupati Nomor …"),
    )


class NamedSignup(forms.Form):
    """What a new account says besides e-mail, username and password: the name as in decrees."""

    full_name = forms.CharField(
        label=_("Nama lengkap"),
        min_length=2,
        max_length=150,
        help_text=_("Seperti tertulis dalam surat keputusan."),
    )
    field_order = ["full_name", "email", "username", "password1", "password2"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the name with the new account."""
        user.full_name = " ".join(self.cleaned_data["full_name"].split())
        user.save(update_fields=["full_name"])
