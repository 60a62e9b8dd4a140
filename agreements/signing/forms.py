"""What officers and signatories fill in: an opinion, consent, a passphrase, a reason for declining."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.drafting.fields import PlainTextForm
from agreements.signing.certificates.forms import passphrase_field


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
    passphrase = passphrase_field("off", label=_("Frasa sandi tanda tangan"))


class DeclineForm(forms.Form):
    """Why somebody declines to sign; the other parties read it."""

    reason = forms.CharField(
        label=_("Alasan menolak"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Tulis apa yang harus diubah supaya Anda dapat menandatangani."),
    )
