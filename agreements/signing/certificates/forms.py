"""What signatories and officers fill in about certificates: passphrases, how an identity was checked, reasons."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from agreements.drafting.fields import PlainTextForm
from agreements.signing.certificates.actions import OWN_REASONS
from agreements.signing.certificates.models import Enrolment


def passphrase_field(autocomplete: str, **about: Any) -> forms.CharField:
    """A field for a passphrase, which is taken as it is typed; `about` is label and help text."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})
    return forms.CharField(widget=widget, max_length=200, strip=False, **about)


class PassphraseForm(forms.Form):
    """A new passphrase, twice; it seals a key and is kept nowhere. Whether it is good enough the action says."""

    passphrase = passphrase_field(
        "new-password",
        label=gettext_lazy("Frasa sandi baru"),
        help_text=gettext_lazy(
            "Paling sedikit 12 karakter; beberapa kata mudah diingat dan sulit ditebak. Berbeda dari kata sandi masuk."
        ),
    )
    repeated = passphrase_field("new-password", label=gettext_lazy("Ulangi frasa sandi"))

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        """Both entries are the same."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("passphrase") and cleaned.get("passphrase") != cleaned.get("repeated"):
            self.add_error("repeated", _("Kedua isian tidak sama."))
        return cleaned


class ChangeForm(PassphraseForm):
    """The old passphrase and a new one, twice."""

    old = passphrase_field("current-password", label=gettext_lazy("Frasa sandi sekarang"))
    field_order = ("old", "passphrase", "repeated")


class CheckForm(PlainTextForm):
    """How the officer found that it is this person: in which way, by which document."""

    way = forms.ChoiceField(
        label=gettext_lazy("Cara pemeriksaan"), choices=Enrolment.Way, widget=forms.RadioSelect
    )
    shown = forms.CharField(
        label=gettext_lazy("Dokumen yang diperlihatkan"),
        max_length=120,
        help_text=gettext_lazy("Misalnya KTP dan surat keputusan pengangkatan. Jangan menulis nomornya."),
    )
    note = forms.CharField(
        label=gettext_lazy("Catatan (boleh kosong)"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonForm(PlainTextForm):
    """Why the officer refuses a request or revokes a certificate; the person reads it."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Orang yang bersangkutan membacanya. Jangan menulis nomor dokumen."),
    )


class RevokeForm(forms.Form):
    """Why the owner revokes."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Alasan"),
        choices=[(code.value, code.label) for code in OWN_REASONS],
        widget=forms.RadioSelect,
    )
