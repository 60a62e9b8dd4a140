"""Turns what members write about their own village or partner into its public profile."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from villages.organizations.files import redrawn_logo
from villages.organizations.models import OrganizationKind, Partner, Village
from villages.people.access import SignedIn
from villages.people.actions import note
from villages.people.guards import may_edit_profile, organizations_known_to
from villages.people.queries import crumbs_of

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


class CoordinateField(forms.DecimalField):
    """Degrees with a comma or a point; five decimals are about a metre."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=8, decimal_places=5, required=False, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def to_python(self, value: Any) -> Any:
        """The number, however its decimals were set off."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class VillageProfileForm(forms.ModelForm):
    """What a village says of itself."""

    latitude = CoordinateField(label=_("Lintang"), help_text=_("Contoh: -7,67210"))
    longitude = CoordinateField(label=_("Bujur"), help_text=_("Contoh: 109,65080"))
    logo = LogoField()

    class Meta:
        model = Village
        fields = ["head_title", "profile", "address", "email", "phone", "latitude", "longitude", "logo"]
        widgets = {"profile": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "head_title": _("Seperti tertulis dalam naskah: Kepala Desa, Wali Nagari, Keuchik, …"),
            "email": _("Tidak ditampilkan kepada umum."),
            "phone": _("Tidak ditampilkan kepada umum."),
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


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: SignedIn, pk: int) -> HttpResponse:
    """Change what the organization's public page says."""
    known = organizations_known_to(request.user).select_related("village", "partner")
    organization = get_object_or_404(known, pk=pk)
    if not (answer := may_edit_profile(request.user, organization)):
        raise PermissionDenied(answer.reason)
    village = organization.kind == OrganizationKind.VILLAGE
    body = organization.village if village else organization.partner
    form = (VillageProfileForm if village else PartnerProfileForm)(
        request.POST or None, request.FILES or None, instance=body
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        note(organization, str(_("Profil diubah.")), by=request.user)
        messages.success(request, _("Profil tersimpan."))
        return redirect(body)
    context = {"organization": organization, "form": form, "crumbs": crumbs_of(organization)}
    return render(request, "villages/people/profile.html", context)
