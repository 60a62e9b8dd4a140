"""Turns what officials write about terms of office into `Term`s, and new accounts into people with names."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from villages.people.models import ActingKind, Position, User
from villages.people.terms import Term


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """One day."""

    widget = DayInput
    input_formats = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", self.input_formats)
        super().__init__(**kwargs)


class TermForm(forms.Form):
    """An office: which, from when until when, by which decree."""

    position = forms.ChoiceField(label=_("Jabatan"), choices=Position)
    starts_on = DayField(label=_("Mulai menjabat"))
    ends_on = DayField(
        label=_("Selesai menjabat"),
        required=False,
        help_text=_("Wajib untuk kepala desa. Kosongkan bila tidak ditentukan."),
    )
    decree_number = forms.CharField(label=_("Nomor surat keputusan"), max_length=120)
    decree_on = DayField(label=_("Tanggal surat keputusan"))

    def __init__(self, *args: Any, positions: tuple[Position, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if positions:
            self.fields["position"].choices = [(position.value, position.label) for position in positions]
        if len(positions) == 1:
            self.initial.setdefault("position", positions[0].value)
            self.fields["position"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """The days hold together; each fault stands beside its field."""
        data = super().clean() or {}
        if not self.errors:
            for name, fault in self.term.faults.items():
                self.add_error(name, fault)
        return data

    @property
    def term(self) -> Term:
        """The office as the actions take it."""
        data = self.cleaned_data
        return Term(
            position=data["position"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            decree_number=data["decree_number"],
            decree_on=data["decree_on"],
            title=data.get("title", ""),
        )


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
