"""What a signatory gives (consent, word about help, passphrase), what a helper and a forgetful person fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lokal.nik import is_valid_nik

from agreements.drafting.fields import PlainTextForm
from agreements.record.vocabulary import Capacity, SigningMethod
from agreements.signing.certificates.forms import passphrase_field
from agreements.signing.models import Signer
from agreements.signing.session.models import Assistance

HELPED, ALONE = "ya", "sendiri"


def consent_words(place: Signer) -> str:
    """What a person says by ticking the box, by what they sign as."""
    if place.capacity == Capacity.WITNESS:
        return _("Saya sudah membaca seluruh naskah dan menandatanganinya sebagai saksi.")
    if place.capacity == Capacity.ACKNOWLEDGING:
        return _("Saya sudah membaca seluruh naskah dan menandatanganinya sebagai pejabat yang mengetahui.")
    words = _("Saya sudah membaca seluruh naskah dan menyetujuinya atas nama %(name)s.")
    return words % {"name": place.organization or place.name}


class OnceTyped(forms.TextInput):
    """A line that is sent and never shown again."""

    def format_value(self, value: Any) -> None:
        """Leave the line empty, whatever was typed before."""
        return


class SignForm(forms.Form):
    """Consent to exactly the text that was shown, the word about declared help, and the passphrase.

    Where BSrE is offered as well the person chooses, and gives a NIK for it; NIK and passphrase only pass through.
    """

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    place = forms.CharField(widget=forms.HiddenInput, max_length=12, required=False)
    assisted = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Nyatakan apakah Anda didampingi.")},
    )
    method = forms.ChoiceField(
        label=gettext_lazy("Jenis tanda tangan"), widget=forms.RadioSelect, choices=SigningMethod.choices
    )
    consent = forms.BooleanField(
        error_messages={"required": gettext_lazy("Centang persetujuan lebih dahulu.")},
    )
    nik = forms.CharField(
        label=gettext_lazy("NIK"),
        required=False,
        max_length=16,
        widget=OnceTyped(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Hanya untuk BSrE; diteruskan dan tidak disimpan."),
    )
    passphrase = passphrase_field("off", label=gettext_lazy("Frasa sandi tanda tangan"))

    def __init__(
        self,
        *args: Any,
        place: Signer | None,
        assistance: Assistance | None,
        ways: list[SigningMethod],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.assistance = assistance
        self.fields["consent"].label = consent_words(place) if place else ""
        self._ask_about_help()
        self._ask_how(ways)

    def _ask_about_help(self) -> None:
        if self.assistance is None:
            del self.fields["assisted"]
            return
        who = {"name": self.assistance.official, "office": self.assistance.office}
        asked = self.fields["assisted"]
        asked.label = _("%(name)s, %(office)s, menyatakan mendampingi Anda. Benarkah?") % who
        helped = _("Ya, saya didampingi: %(help)s") % {"help": self.assistance.get_help_display().lower()}
        asked.choices = [  # type: ignore[attr-defined]
            (HELPED, helped),
            (ALONE, _("Tidak, saya menandatangani sendiri")),
        ]

    def _ask_how(self, ways: list[SigningMethod]) -> None:
        """Only where there is more than the portal's own key."""
        self.only = ways[0] if len(ways) == 1 else None
        if self.only:
            del self.fields["method"]
        else:
            self.fields["method"].choices = [(way, way.label) for way in ways]  # type: ignore[attr-defined]
        if SigningMethod.BSRE not in ways:
            del self.fields["nik"]

    def clean(self) -> dict[str, Any]:
        """A certified signature needs a NIK that can be one."""
        given = super().clean() or self.cleaned_data
        given["method"] = self.only or given.get("method", "")
        if given["method"] == SigningMethod.BSRE and not is_valid_nik(given.get("nik", "")):
            self.add_error("nik", _("Tulis NIK Anda, enam belas angka."))
        return given

    def show_anew(self, digest: str, key: str) -> None:
        """After the text was replaced, or the turn moved on: name what is shown now, and ask for consent again."""
        shown = {"seen": digest, "place": key}
        if self.is_bound and any(self.data.get(name, value) != value for name, value in shown.items()):
            kept = {name: value for name, value in self.data.items() if name != "consent"}
            self.data = kept | shown


class LostForm(PlainTextForm):
    """Whose link is lost."""

    who = forms.CharField(
        label=gettext_lazy("Nama pengguna, alamat surel, atau kode verifikasi"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        help_text=gettext_lazy(
            "Kode verifikasi terdiri atas tiga kelompok empat huruf dan angka, tercetak pada setiap halaman dokumen."
        ),
    )


class AssistForm(PlainTextForm):
    """Whom an official helps, with what."""

    place = forms.ChoiceField(label=gettext_lazy("Penanda tangan yang didampingi"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Bantuan"), choices=Assistance.Help.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("Keterangan"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("Misalnya alasan pendampingan; dibaca semua pihak."),
    )

    def __init__(self, *args: Any, places: list[Signer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(place.key, str(place)) for place in places]  # type: ignore[attr-defined]
