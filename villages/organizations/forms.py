"""Turns what members write about their own village or partner into its profile."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from villages.organizations.files import redrawn_logo
from villages.organizations.models import Partner, Village

# A box around Indonesia: a coordinate outside it is a slip of the pen.
SOUTH, NORTH, WEST, EAST = -11.5, 6.5, 94.5, 141.5


class LogoField(forms.FileField):
    """A picture, drawn anew as PNG."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("Lambang"))
        kwargs.setdefault("help_text", _("PNG atau JPEG, paling besar 1 MB. Kosongkan bila tidak diganti."))
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = "image/png,image/jpeg"

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The new picture, or what was there before."""
        file = super().clean(data, initial)
        return redrawn_logo(file) if file and file is not initial else file


class VillageProfileForm(forms.ModelForm):
    """What a village says of itself."""

    logo = LogoField()

    class Meta:
        model = Village
        fields = ["head_title", "profile", "address", "email", "phone", "latitude", "longitude", "logo"]
        widgets = {"profile": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "head_title": _("Seperti tertulis dalam naskah: Kepala Desa, Wali Nagari, Keuchik, …"),
            "email": _("Tidak ditampilkan kepada umum."),
            "phone": _("Tidak ditampilkan kepada umum."),
            "latitude": _("Contoh: -7,67210"),
            "longitude": _("Contoh: 109,65080"),
        }

    def clean(self) -> dict[str, Any]:
        """Coordinates come in pairs and lie in Indonesia."""
        data = super().clean() or {}
        latitude, longitude = data.get("latitude"), data.get("longitude")
        if (latitude is None) != (longitude is None) and not self.errors:
            raise ValidationError(_("Isi lintang dan bujur keduanya, atau kosongkan keduanya."))
        if latitude is not None and not SOUTH <= latitude <= NORTH:
            self.add_error("latitude", _("Lintang ini di luar Indonesia."))
        if longitude is not None and not WEST <= longitude <= EAST:
            self.add_error("longitude", _("Bujur ini di luar Indonesia."))
        return data


class PartnerProfileForm(forms.ModelForm):
    """What a partner says of itself; name and legal number only change with a new verification."""

    logo = LogoField()

    class Meta:
        model = Partner
        fields = ["interests", "address", "contact_name", "email", "phone", "logo"]
        help_texts = {
            "interests": _("Misalnya: pengelolaan sampah, pelatihan, pertanian organik."),
            "contact_name": _("Tidak ditampilkan kepada umum."),
            "email": _("Tidak ditampilkan kepada umum."),
            "phone": _("Tidak ditampilkan kepada umum."),
        }
