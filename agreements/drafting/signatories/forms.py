"""What drafters fill in about signing: the order, and who signs at one place and how."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import PlainTextForm
from agreements.drafting.signatories.actions import LAST_GROUP, MOST, Named
from agreements.drafting.signatories.candidates import Candidate, known_by_name
from agreements.drafting.signatories.models import SigningPlan
from agreements.drafting.signatories.queries import Place
from agreements.record.vocabulary import Capacity, SigningMethod
from villages.people.access import Refused
from villages.people.models import User


class OrderForm(PlainTextForm, forms.ModelForm):
    """The order in which people sign, how many witnesses are enough, the sheet."""

    class Meta:
        model = SigningPlan
        fields = ("order", "witnesses_needed", "paper")
        labels = {
            "order": gettext_lazy("Urutan menandatangani"),
            "witnesses_needed": gettext_lazy("Berapa saksi cukup"),
        }
        widgets = {"order": forms.RadioSelect, "paper": forms.RadioSelect}
        help_texts = {
            "order": gettext_lazy("Pejabat yang mengetahui selalu paling akhir."),
            "witnesses_needed": gettext_lazy("Kosong: semua saksi yang disebut harus menandatangani."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number = self.fields["witnesses_needed"]
        number.max_value = MOST[Capacity.WITNESS]  # type: ignore[attr-defined]
        number.widget.attrs |= {"inputmode": "numeric", "max": MOST[Capacity.WITNESS], "min": 0}


class SeenForm(forms.Form):
    """The edition of the plan that a page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=1000)


def _methods(present: str) -> list[tuple[str, str]]:
    """The ways to sign that this installation has; the one that a place has already stays to be seen."""
    here = bool(settings.BSRE_URL) or present == SigningMethod.BSRE
    return [(way.value, str(way.label)) for way in SigningMethod if here or way != SigningMethod.BSRE]


class PlaceForm(PlainTextForm):
    """Who signs here: somebody from the list, an account known by name, or somebody without an account; and how."""

    who = forms.ChoiceField(label=gettext_lazy("Pilih dari daftar"), required=False)
    account_name = forms.CharField(label=gettext_lazy("Nama lengkap"), max_length=150, required=False)
    account = forms.CharField(
        label=gettext_lazy("Nama pengguna atau surel akunnya"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("Keduanya harus tepat: portal tidak menampilkan daftar orang."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    name = forms.CharField(label=gettext_lazy("Nama lengkap dan gelar"), max_length=150, required=False)
    office = forms.CharField(label=gettext_lazy("Jabatan atau kedudukan"), max_length=300, required=False)
    method = forms.ChoiceField(
        label=gettext_lazy("Cara menandatangani"), choices=SigningMethod.choices, widget=forms.RadioSelect
    )
    group = forms.IntegerField(
        label=gettext_lazy("Kelompok"),
        min_value=1,
        max_value=LAST_GROUP,
        help_text=gettext_lazy("Kelompok 1 menandatangani lebih dahulu; anggota satu kelompok bersamaan."),
    )

    def __init__(
        self,
        *args: Any,
        by: User,
        capacity: str,
        offered: Sequence[Candidate],
        nobody: str = "",
        grouped: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.offered, self.nobody = by, {c.value: c for c in offered}, nobody
        self.fields["who"].choices = [("", nobody or _("(pilih)")), *_grouped(offered)]  # type: ignore[attr-defined]
        self.fields["method"].choices = _methods(self.initial.get("method", ""))  # type: ignore[attr-defined]
        if capacity == Capacity.PARTY:
            del self.fields["account_name"], self.fields["account"]
        if not grouped:
            del self.fields["group"]

    def clean(self) -> dict[str, Any]:
        """Exactly one of the ways to name somebody; `named` is whom they mean."""
        cleaned = super().clean() or self.cleaned_data
        ways = [
            key
            for key, parts in (
                ("who", ("who",)),
                ("account", ("account", "account_name")),
                ("name", ("name", "office")),
            )
            if any(cleaned.get(part) for part in parts)
        ]
        if len(ways) > 1:
            self.add_error("who", _("Isi hanya satu: dari daftar, akun lain, atau tanpa akun."))
        elif not self.errors:
            cleaned["named"] = self._named(cleaned, ways[0] if ways else "")
        return cleaned

    def _named(self, cleaned: dict[str, Any], way: str) -> Named | None:
        if way == "who":
            chosen = self.offered[cleaned["who"]]
            return Named(person=chosen.person, organization=chosen.organization)
        if way == "account":
            return self._account(cleaned["account_name"], cleaned["account"])
        if way == "name":
            return self._without_account(cleaned["name"], cleaned["office"])
        if not self.nobody:
            self.add_error("who", _("Pilih siapa yang menandatangani di sini."))
        return Named()

    def _without_account(self, name: str, office: str) -> Named | None:
        if not name:
            self.add_error("name", _("Tulis nama lengkapnya."))
        if not office:
            self.add_error("office", _("Tulis jabatannya seperti nanti tercetak di bawah tanda tangan."))
        return Named(name=name, office=office)

    def _account(self, full_name: str, login: str) -> Named | None:
        if not (full_name and login):
            self.add_error("account", _("Isi nama lengkap dan akunnya."))
            return None
        try:
            found = known_by_name(self.by, full_name, login)
        except Refused as refusal:
            self.add_error("account", refusal.answer.reason)
            return None
        return Named(person=found.person, organization=found.organization)


def _grouped(offered: Sequence[Candidate]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The candidates under the names of their organizations."""
    return [
        (where, [(candidate.value, candidate.label) for candidate in mine])
        for where, mine in groupby(offered, key=lambda candidate: candidate.where)
    ]


def shown(place: Place) -> dict[str, Any]:
    """A place as the form shows it."""
    row = place.row
    named = bool(row and row.person)
    key = (
        f"{place.person.pk}-{place.organization.pk}" if named and place.person and place.organization else ""
    )
    return {
        "who": key,
        "name": row.name if row and not named else "",
        "office": row.office if row and not named else "",
        "method": place.method,
        "group": place.group,
    }
