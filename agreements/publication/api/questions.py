"""What may be asked of each list, as forms; of agreements the same questions as on the catalogue's page."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from agreements.publication.api.paging import USUAL, Paged
from villages.organizations.models import PartnerKind

REGION = r"^\d\d(\.\d\d(\.\d\d)?)?\Z"
VILLAGE = r"^\d\d\.\d\d\.\d\d\.\d{4}\Z"
KEY = r"^[0-9]{1,16}-[0-9]{1,18}\Z"
SLUG = r"^[-a-zA-Z0-9_]{1,80}\Z"


def _words(help_text: Any) -> forms.CharField:
    return forms.CharField(label=_("Kata"), required=False, max_length=120, help_text=help_text)


def _region() -> forms.CharField:
    return forms.CharField(
        label=_("Wilayah"),
        required=False,
        validators=[RegexValidator(REGION, _("Kode wilayah ditulis seperti 33, 33.05, atau 33.05.01."))],
        help_text=_("Kode provinsi, kabupaten/kota, atau kecamatan (Kemendagri), misalnya 33.05."),
    )


class AgreementPages(Paged):
    """Which page of agreements; what is asked of them is asked as on the catalogue's page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sesudah"].validators.append(RegexValidator(KEY, _("Kunci halaman ini tidak dikenal.")))


class TextPages(AgreementPages):
    """Shorter pages, for answers that are made from whole texts."""

    jumlah = forms.IntegerField(
        label=_("Kerja sama per halaman"),
        required=False,
        min_value=1,
        max_value=USUAL,
        help_text=_("Paling banyak 20; bila kosong 20."),
    )


class VillageQuestions(Paged):
    """Which villages."""

    q = _words(_("Nama desa, boleh diikuti nama kecamatan; atau awal kodenya."))
    wilayah = _region()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("Kunci halaman desa ditulis seperti 33.05.01.2001.")
        self.fields["sesudah"].validators.append(RegexValidator(VILLAGE, words))


class PartnerQuestions(Paged):
    """Which partners."""

    q = _words(_("Nama atau bidang minat."))
    jenis = forms.ChoiceField(
        label=_("Jenis"), required=False, choices=[("", _("Semua jenis")), *PartnerKind.choices]
    )
    wilayah = _region()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("Kunci halaman mitra adalah alamat halamannya.")
        self.fields["sesudah"].validators.append(RegexValidator(SLUG, words))


class FigureQuestions(forms.Form):
    """Whose figures, and in which respect."""

    wilayah = _region()
    ukuran = forms.CharField(
        label=_("Ukuran"),
        required=False,
        validators=[
            RegexValidator(r"^[a-z_]{1,24}\Z", _("Ukuran ditulis dengan huruf kecil, misalnya topic."))
        ],
        help_text=_("Satu ukuran saja, misalnya kind, topic, atau year; bila kosong semuanya."),
    )
