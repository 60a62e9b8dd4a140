"""What every rule asks an officer: its legal basis, its days and, where it has one, its condition as plain fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import DayField, PlainTextForm, RupiahField
from agreements.drafting.types.queries import types_to_begin
from agreements.record.local_rule import LocalRule
from agreements.record.vocabulary import Instrument, Kind
from agreements.review.routes.condition_fields import ALL, ANY, condition_of, fields_of
from agreements.review.routes.conditions import words
from villages.regions.models import Regency


def several(label: Any, choices: Any = (), help_text: Any = "") -> forms.MultipleChoiceField:
    """Any number of choices, as boxes to tick."""
    widget = forms.CheckboxSelectMultiple()
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=widget, help_text=help_text
    )


def lines_of(text: str) -> list[str]:
    """What stands on each line that is not empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class RuleForm(PlainTextForm):
    """What every rule has: its legal basis and its days. `rule` is the row in whose place the new one comes."""

    code = ""
    naming: tuple[str, ...] = ()
    """The fields from which the key is made; they are gone when a rule is changed, which keeps its key."""

    legal_basis = forms.CharField(
        label=gettext_lazy("Dasar hukum"),
        max_length=300,
        help_text=gettext_lazy("Misalnya: Peraturan Bupati Nomor 12 Tahun 2026 Pasal 4."),
    )
    starts_on = DayField(
        label=gettext_lazy("Berlaku sejak"),
        help_text=gettext_lazy("Naskah yang dikirim sejak hari itu mengikuti aturan ini."),
    )
    ends_on = DayField(
        label=gettext_lazy("Berlaku sampai"),
        required=False,
        help_text=gettext_lazy("Kosongkan bila belum ditentukan."),
    )

    def __init__(self, *args: Any, regency: Regency, rule: LocalRule | None = None, **kwargs: Any) -> None:
        self.regency, self.rule = regency, rule
        first = self.read(rule.value) | {"legal_basis": rule.legal_basis} if rule and rule.value else {}
        kwargs["initial"] = first | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if rule:
            for name in self.naming:
                del self.fields[name]
        later = ConditionForm.base_fields
        own = [name for name in self.fields if name not in later]
        self.order_fields([*own, *(name for name in later if name not in RuleForm.base_fields)])

    def read(self, value: Any) -> dict[str, Any]:
        """What the fields show of a stored value."""
        raise TypeError(f"{type(self).__name__} does not say how a value is shown")

    def key(self) -> str:
        """The key of the rule."""
        return self.rule.key if self.rule else self.new_key()

    def new_key(self) -> str:
        """The key of a rule that did not exist."""
        return ""

    def value(self) -> Any:
        """The value that the fields mean."""
        raise TypeError(f"{type(self).__name__} does not say what its fields mean")

    def facts(self) -> dict[str, Any]:
        """What `actions.begin_rule` takes."""
        days = {name: self.cleaned_data[name] for name in ("legal_basis", "starts_on", "ends_on")}
        return {"code": str(self.code), "key": self.key(), "value": self.value(), **days}


class ConditionForm(RuleForm):
    """Under which circumstances the rule asks for something."""

    circumstances = several(
        gettext_lazy("Diminta bila"),
        [
            ("burdens", gettext_lazy("membebani masyarakat atau aset Desa")),
            ("assets", gettext_lazy("aset Desa disertakan")),
            ("several_subdistricts", gettext_lazy("desa-desanya dari beberapa kecamatan")),
            ("several_regencies", gettext_lazy("desa-desanya dari beberapa kabupaten")),
        ],
        gettext_lazy("Tanpa pilihan apa pun aturan berlaku untuk setiap naskah."),
    )
    value_from = RupiahField(label=gettext_lazy("Atau bila nilainya paling sedikit (rupiah)"), required=False)
    mode = forms.ChoiceField(
        label=gettext_lazy("Bila lebih dari satu keadaan"),
        choices=[(ANY, gettext_lazy("cukup salah satu")), (ALL, gettext_lazy("semuanya harus terpenuhi"))],
        widget=forms.RadioSelect,
        initial=ANY,
    )
    kinds = several(gettext_lazy("Hanya untuk jenis kerja sama"), Kind.choices)
    instruments = several(gettext_lazy("Hanya untuk bentuk naskah"), Instrument.choices)
    types = several(gettext_lazy("Hanya untuk jenis perjanjian"))
    as_before = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.code, one.name) for one in types_to_begin(regency=self.regency.pk)]
        when = self.rule.value["when"] if self.rule and self.rule.value else {}
        gone = set(when.get("types", [])) - {code for code, _name in known}
        chosen: Any = self.fields["types"]
        chosen.choices = [*known, *((code, code) for code in sorted(gone))]
        if fields_of(when) is None:
            said = _("Biarkan syaratnya seperti sekarang: %(words)s") % {"words": words(when)}
            self.fields["as_before"].label = said
        else:
            del self.fields["as_before"]

    def read_condition(self, when: dict[str, Any]) -> dict[str, Any]:
        """The fields of a stored condition; nothing where no fields mean it."""
        return fields_of(when) or {}

    def condition(self) -> dict[str, Any]:
        """The condition that the fields mean."""
        said = self.cleaned_data
        if said.get("as_before") and self.rule:
            return dict(self.rule.value["when"])
        names = ("circumstances", "value_from", "mode", "kinds", "instruments", "types")
        return condition_of(**{name: said[name] for name in names})


class OffForm(RuleForm):
    """From when a national rule does not hold in the regency, and on what basis."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = self.rule.code if self.rule else ""
        self.initial["legal_basis"] = ""

    def read(self, value: Any) -> dict[str, Any]:
        """Nothing of what the rule said."""
        return {}

    def value(self) -> bool:
        """Switched off."""
        return False


class EndForm(PlainTextForm):
    """On which day a rule holds for the last time."""

    last_day = DayField(label=gettext_lazy("Berlaku terakhir pada"))
