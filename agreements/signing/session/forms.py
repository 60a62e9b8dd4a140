"""What a signatory gives (consent, word about help, passphrase), what a helper and a forgetful person fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import PlainTextForm
from agreements.record.vocabulary import Capacity
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


class SignForm(forms.Form):
    """Consent to exactly the text that was shown, the word about declared help, and the passphrase."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    assisted = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Nyatakan apakah Anda didampingi.")},
    )
    consent = forms.BooleanField(
        error_messages={"required": gettext_lazy("Centang persetujuan lebih dahulu.")},
    )
    passphrase = passphrase_field("off", label=gettext_lazy("Frasa sandi tanda tangan"))

    def __init__(
        self, *args: Any, place: Signer | None, assistance: Assistance | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.assistance = assistance
        self.fields["consent"].label = consent_words(place) if place else ""
        if assistance is None:
            del self.fields["assisted"]
            return
        who = {"name": assistance.official, "office": assistance.office}
        asked = self.fields["assisted"]
        asked.label = _("%(name)s, %(office)s, menyatakan mendampingi Anda. Benarkah?") % who
        asked.choices = [  # type: ignore[attr-defined]
            (HELPED, _("Ya, saya didampingi: %(help)s") % {"help": assistance.get_help_display().lower()}),
            (ALONE, _("Tidak, saya menandatangani sendiri")),
        ]

    def show_anew(self, digest: str) -> None:
        """After the text was replaced: name the new one, and ask for consent again."""
        if self.is_bound and self.data.get("seen") != digest:
            kept = {name: value for name, value in self.data.items() if name != "consent"}
            self.data = kept | {"seen": digest}


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
