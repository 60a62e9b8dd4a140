"""What a district says of a village that has changed."""

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

from villages.organizations.lineage.models import Succession
from villages.organizations.models import Organization, Standing, Village
from villages.regions.models import VillageArea

_LINE = RegexValidator(r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]*\Z", _("Tulis dalam satu baris."))


def _line(label: Any, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, validators=[ProhibitNullCharactersValidator(), _LINE], **more
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class RenameForm(forms.Form):
    """The new name, the new code where there is one, since when and by which decree."""

    name = _line(_("Nama baru"), 200, help_text=_("Dengan kata Desa, misalnya: Desa Argopeni."))
    code = _line(
        _("Kode wilayah baru"),
        13,
        required=False,
        help_text=_("Kosongkan bila kodenya tetap. Contoh: 33.05.01.2004"),
    )
    on = _day(_("Berlaku sejak"))
    legal_basis = _line(
        _("Dasar hukum"), 300, help_text=_("Nomor, tahun, dan judul peraturan atau keputusannya.")
    )


class SuccessionForm(forms.Form):
    """Which village carries this one on, how it came about, since when and by which decree."""

    kind = forms.ChoiceField(label=_("Peristiwa"), choices=Succession.Kind, widget=forms.RadioSelect)
    successor_code = _line(
        _("Kode wilayah desa penerus"),
        13,
        help_text=_("Desa hasil penggabungan, atau desa baru hasil pemekaran."),
    )
    on = _day(_("Berlaku sejak"))
    legal_basis = _line(_("Dasar hukum"), 300, help_text=_("Nomor, tahun, dan judul peraturan daerahnya."))

    def clean_successor_code(self) -> Organization:
        """The village of that code."""
        code = self.cleaned_data["successor_code"].strip()
        if not VillageArea.objects.filter(code=code).exists():
            raise forms.ValidationError(_("Kode ini tidak ada dalam daftar wilayah nasional."))
        found = Village.objects.filter(area=code, standing=Standing.CONFIRMED).first()
        if found is None:
            raise forms.ValidationError(_("Desa dengan kode ini belum terkonfirmasi di portal."))
        return Organization.objects.get(pk=found.pk)
