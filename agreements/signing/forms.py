"""What officers and signatories fill in: an opinion, consent, a passphrase, a reason for declining."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agreements.drafting.fields import PlainTextForm
from agreements.signing.certificates.actions import check_passphrase


def _passphrase(autocomplete: str, **about: Any) -> forms.CharField:
    """A field for a passphrase, which is taken as it is typed; `about` is label and help text."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})
    return forms.CharField(widget=widget, max_length=200, strip=False, **about)


class ApprovalForm(PlainTextForm):
    """What the officer says on the whole when approving; the same field stands on the page that asks."""

    opinion = forms.CharField(max_length=5000, required=False)


class SignForm(forms.Form):
    """Consent to exactly the text that was shown, and the passphrase that opens the key."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    consent = forms.BooleanField(
        label=_("Saya sudah membaca seluruh naskah dan menyetujuinya atas nama pihak saya."),
        error_messages={"required": _("Centang persetujuan lebih dahulu.")},
    )
    passphrase = _passphrase("off", label=_("Frasa sandi tanda tangan"))


class EnrolForm(forms.Form):
    """A new passphrase, twice; it opens the key of the new certificate and is kept nowhere."""

    passphrase = _passphrase(
        "new-password",
        label=_("Frasa sandi baru"),
        help_text=_(
            "Paling sedikit 12 karakter; beberapa kata mudah diingat dan sulit ditebak. Berbeda dari kata sandi masuk."
        ),
    )
    repeated = _passphrase("new-password", label=_("Ulangi frasa sandi"))

    def __init__(self, *args, person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_passphrase(self) -> str:
        """Long enough, not the person's own name, not the password they log in with."""
        passphrase = self.cleaned_data["passphrase"]
        check_passphrase(passphrase, self.person)
        if self.person.check_password(passphrase):
            raise ValidationError(_("Frasa sandi harus berbeda dari kata sandi untuk masuk."))
        return passphrase

    def clean(self) -> dict:
        """Both entries are the same."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("passphrase") and cleaned.get("passphrase") != cleaned.get("repeated"):
            self.add_error("repeated", _("Kedua isian tidak sama."))
        return cleaned


class DeclineForm(forms.Form):
    """Why somebody declines to sign; the other parties read it."""

    reason = forms.CharField(
        label=_("Alasan menolak"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Tulis apa yang harus diubah supaya Anda dapat menandatangani."),
    )
