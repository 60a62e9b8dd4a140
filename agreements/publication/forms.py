"""What an officer says when confirming what was signed elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _


class OpenScansForm(forms.Form):
    """Whether the public may have the scans of what was signed elsewhere; only when nothing on them must be hidden."""

    open_scans = forms.BooleanField(
        label=_("Buka pindaian untuk umum"),
        required=False,
        help_text=_(
            "Hanya bila gambar tanda tangan, NIK, rekening, dan data pribadi lain pada pindaian sudah ditutup."
        ),
    )
