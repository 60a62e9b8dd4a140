"""Turns what an administrator writes into whom to help, why and for how long."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from villages.people.models import User


class SupportForm(forms.Form):
    """Whom to help, why, and for how long."""

    account = forms.CharField(label=_("Surel atau nama pengguna"), max_length=254)
    reason = forms.CharField(
        label=_("Alasan"),
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Orang yang dibantu membacanya, beserta daftar semua yang Anda kirim."),
    )
    minutes = forms.TypedChoiceField(
        label=_("Paling lama"),
        coerce=int,
        initial=15,
        choices=[(15, _("15 menit")), (30, _("30 menit")), (60, _("60 menit"))],
    )

    def clean_account(self) -> User:
        """The account with that e-mail address or username."""
        word = self.cleaned_data["account"].strip()
        lookup = {"email__iexact": word} if "@" in word else {"username__iexact": word}
        person = User.objects.filter(**lookup).order_by("pk").first()
        if person is None:
            raise ValidationError(_("Tidak ada akun dengan surel atau nama pengguna itu."))
        return person
