"""What a citizen hands in to have a document checked: the code printed on it, or the file itself."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 20 * 1024 * 1024
_MISREAD = str.maketrans("OIL", "011")


def tidy_code(text: str) -> str:
    """A verification code as it is stored, from one typed in lower case, without hyphens, or misread; "" for none."""
    code = re.sub(r"[\s-]", "", text, flags=re.ASCII).upper().translate(_MISREAD)
    if not re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{12}", code, re.ASCII):
        return ""
    return "-".join((code[:4], code[4:8], code[8:]))


class CodeForm(forms.Form):
    """The code beside the QR on every page of a document."""

    code = forms.CharField(
        label=_("Kode verifikasi"),
        max_length=40,
        help_text=_("Tercetak di kaki setiap halaman, misalnya 7Q2M-K9XA-4T1C."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """The code in its stored form."""
        code = tidy_code(self.cleaned_data["code"])
        if not code:
            raise ValidationError(_("Kode terdiri atas 12 huruf dan angka; periksa lagi penulisannya."))
        return code


class FileForm(forms.Form):
    """A PDF to be compared with what the portal keeps."""

    file = forms.FileField(
        label=_("Berkas PDF"),
        help_text=_("Paling besar 20 MB. Berkas hanya diperiksa, tidak disimpan."),
        allow_empty_file=True,
    )

    def clean_file(self) -> object:
        """Not larger than anything that the portal makes, and not empty."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(
                _("Berkas lebih besar dari 20 MB; dokumen dari portal ini tidak sebesar itu.")
            )
        if not file.size:
            raise ValidationError(_("Berkas ini kosong."))
        return file
