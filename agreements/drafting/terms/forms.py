"""What drafters fill in about rights, obligations, limits, sanctions, money and assets: only what each kind needs."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import DayField, PlainTextForm, RupiahField
from agreements.drafting.models import Asset, Funding, Provision
from agreements.drafting.terms.actions import BREACHABLE, MOST_STEPS, problem_of_steps
from agreements.record.models import Party
from agreements.record.vocabulary import COUNTED, PERIODIC, DueRule, Measure, ProvisionKind

_LONGEST_WAIT = 1825
_AREA = forms.Textarea(attrs={"rows": 4})


class RowForm(PlainTextForm, forms.ModelForm):
    """One row of a party, written for that party."""

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        self.party = party
        super().__init__(*args, **kwargs)

    @property
    def plain_fields(self) -> list[BoundField]:
        """The fields that stand below one another."""
        return self.visible_fields()

    def fields_to_write(self) -> dict[str, Any]:
        """What the action is told, by the model's field."""
        return dict(self.cleaned_data)

    def _post_clean(self) -> None:
        """Leave the row alone: the action writes, and checks, the row as it stands then."""


class LimitationForm(RowForm):
    """What a party must not do."""

    class Meta:
        model = Provision
        fields = ("text",)
        widgets = {"text": _AREA}
        help_texts = {
            "text": gettext_lazy(
                "Lanjutkan kalimat “… tidak diperkenankan:”, misalnya: membakar sampah di TPS."
            )
        }


class RightForm(RowForm):
    """What a party may claim, with an amount where it is money."""

    amount = RupiahField(
        label=gettext_lazy("Jumlah (rupiah)"),
        required=False,
        help_text=gettext_lazy("Hanya bila menyangkut uang, misalnya 5.000.000."),
    )

    class Meta:
        model = Provision
        fields = ("text", "amount")
        widgets = {"text": _AREA}
        help_texts = {
            "text": gettext_lazy(
                "Lanjutkan kalimat “… berhak:”, misalnya: memakai truk sampah dua kali seminggu."
            )
        }


class ObligationForm(RightForm):
    """What a party must do, by when, and how it shows that it did."""

    due_rule = forms.ChoiceField(
        label=gettext_lazy("Jatuh tempo"),
        required=False,
        choices=[("", gettext_lazy("tanpa batas waktu")), *DueRule.choices],
    )
    due_on = DayField(
        label=gettext_lazy("Tanggal (pertama)"),
        required=False,
        help_text=gettext_lazy(
            "Untuk yang berulang: kali pertama; kosong berarti saat kerja sama mulai berlaku."
        ),
    )
    due_days = forms.IntegerField(
        label=gettext_lazy("Berapa hari sejak penandatanganan, atau hari kerja sesudah peristiwa"),
        required=False,
        min_value=0,
        max_value=_LONGEST_WAIT,
    )
    event = forms.CharField(
        label=gettext_lazy("Peristiwa"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "Lanjutkan kalimat “… hari kerja sesudah …”, misalnya: panen raya; hari libur tidak dihitung."
        ),
    )

    class Meta(RightForm.Meta):
        fields = ("text", "due_rule", "due_on", "due_days", "event", "amount", "evidence")  # type: ignore[assignment]
        help_texts = {
            "text": gettext_lazy("Lanjutkan kalimat “… berkewajiban:”, misalnya: menyediakan lahan 200 meter persegi."),
            "evidence": gettext_lazy("Lanjutkan “dibuktikan dengan …”, misalnya: bukti setor bank."),
        }  # fmt: skip

    field_order = ("text", "due_rule", "due_on", "due_days", "event", "amount", "evidence")

    def clean(self) -> dict[str, Any]:
        """A rule has the day or the number of days that it needs; what it does not need is left out."""
        cleaned = super().clean() or self.cleaned_data
        rule = cleaned.get("due_rule", "")
        if rule == DueRule.ON_DATE and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Isi tanggal jatuh temponya."))
        self._check_counted(rule, cleaned)
        if not rule and cleaned.get("due_on"):
            self.add_error("due_rule", _("Pilih kapan jatuh temponya, atau kosongkan tanggalnya."))
        if rule != DueRule.ON_DATE and rule not in PERIODIC:
            cleaned["due_on"] = None
        if rule not in COUNTED:
            cleaned["due_days"] = None
        if rule != DueRule.AFTER_EVENT:
            cleaned["event"] = ""
        return cleaned

    def _check_counted(self, rule: str, cleaned: dict[str, Any]) -> None:
        """What is counted has its number of days, and its event where it is counted from one."""
        if rule in COUNTED and cleaned.get("due_days") is None and "due_days" not in self.errors:
            words = {
                DueRule.AFTER_SIGNING: _("Isi berapa hari sejak penandatanganan."),
                DueRule.AFTER_EVENT: _("Isi berapa hari kerja sesudah peristiwanya."),
            }
            self.add_error("due_days", words[DueRule(rule)])
        if rule == DueRule.AFTER_EVENT and not cleaned.get("event") and "event" not in self.errors:
            self.add_error("event", _("Tulis peristiwa yang memulai hitungan harinya."))


class SanctionForm(RowForm):
    """What follows when a party breaches one of its own lines, step by step."""

    class Meta:
        model = Provision
        fields = ("breach_of", "text")
        widgets = {"text": _AREA}
        labels = {"breach_of": gettext_lazy("Bila melanggar")}
        help_texts = {
            "breach_of": gettext_lazy("Kewajiban atau batasan pihak ini yang dilanggar."),
            "text": gettext_lazy(
                "Lanjutkan kalimat “… dikenai sanksi berupa:”, misalnya: sanksi administratif."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = self.party.provisions.filter(kind__in=BREACHABLE).order_by("-kind", "ordinal", "pk")
        choice = forms.ModelChoiceField(
            lines,
            label=self.fields["breach_of"].label,
            help_text=self.fields["breach_of"].help_text,
            empty_label=_("pilih kewajiban atau batasan"),
        )
        choice.label_from_instance = _line  # type: ignore[assignment, method-assign]
        self.fields["breach_of"] = choice
        stored = list(self.instance.steps or ())
        for number in range(MOST_STEPS):
            self._add_step(number + 1, stored[number] if number < len(stored) else {})

    def _add_step(self, number: int, step: dict[str, Any]) -> None:
        choices = [("", _("tidak ada")), *Measure.choices]
        words = {"number": number}
        self.fields[f"measure_{number}"] = forms.ChoiceField(
            label=_("Langkah %(number)d") % words, choices=choices, required=False
        )
        self.fields[f"after_{number}"] = forms.IntegerField(
            label=_("Hari tunggu %(number)d") % words,
            required=False,
            min_value=0,
            max_value=_LONGEST_WAIT,
        )
        self.fields[f"amount_{number}"] = RupiahField(label=_("Rupiah %(number)d") % words, required=False)
        self.initial[f"measure_{number}"] = step.get("measure", "")
        self.initial[f"after_{number}"] = step.get("after_days")
        self.initial[f"amount_{number}"] = step.get("amount")

    @property
    def plain_fields(self) -> list[BoundField]:
        """The fields above the steps."""
        return [self["breach_of"], self["text"]]

    @property
    def step_rows(self) -> list[tuple[BoundField, BoundField, BoundField]]:
        """The six rows for steps: what, after how many days, how much."""
        return [
            (self[f"measure_{n}"], self[f"after_{n}"], self[f"amount_{n}"]) for n in range(1, MOST_STEPS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """Rows without a measure are left out; a row with days or money needs one, and only damages cost money."""
        cleaned = super().clean() or self.cleaned_data
        steps = []
        for number in range(1, MOST_STEPS + 1):
            measure, days, amount = (
                cleaned.pop(f"{n}_{number}", None) for n in ("measure", "after", "amount")
            )
            if measure:
                steps.append({"measure": measure, "after_days": days, "amount": amount})
            elif days is not None or amount is not None:
                self.add_error(f"measure_{number}", _("Pilih langkahnya, atau kosongkan barisnya."))
            if measure and measure != Measure.COMPENSATION and amount is not None:
                self.add_error(f"amount_{number}", _("Jumlah hanya untuk ganti rugi."))
        problem = problem_of_steps(steps)
        if problem:
            self.add_error("measure_1", problem)
        return cleaned | {"steps": steps}


def _line(row: Provision) -> str:
    """A provision as a choice: its kind and its beginning."""
    text = row.text if len(row.text) <= 90 else f"{row.text[:89]}…"
    return f"{row.get_kind_display()}: {text}"


class FundingForm(RowForm):
    """Money of a party; who is not of that party sees no account and leaves it as it is."""

    amount = RupiahField(label=gettext_lazy("Jumlah (rupiah)"))

    class Meta:
        model = Funding
        fields = ("source", "year", "amount", "account", "note")
        labels = {"account": gettext_lazy("Nomor rekening")}
        widgets = {"year": forms.NumberInput(attrs={"inputmode": "numeric"})}
        help_texts = {
            "account": gettext_lazy("Hanya dilihat orang pihak ini; pihak lain melihat empat angka akhirnya."),
            "note": gettext_lazy("Menyambung kalimat, misalnya: untuk pembelian bak sampah."),
        }  # fmt: skip

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        if not own:
            del self.fields["account"]

    def clean_account(self) -> str:
        """An account has digits, and nothing but what accounts are written with."""
        account: str = self.cleaned_data["account"]
        if account and sum(character.isdecimal() for character in account) < 5:
            raise ValidationError(_("Nomor rekening sedikitnya lima angka."))
        return account


class AssetForm(RowForm):
    """Something that a party brings in besides money, and on what footing it is used."""

    starts_on = DayField(label=gettext_lazy("Dipakai sejak"), required=False)
    ends_on = DayField(
        label=gettext_lazy("Dipakai sampai"),
        required=False,
        help_text=gettext_lazy("Kosong berarti selama kerja sama berlaku."),
    )
    value = RupiahField(label=gettext_lazy("Perkiraan nilai (rupiah)"), required=False)

    class Meta:
        model = Asset
        fields = ("kind", "description", "village_owned", "use", "starts_on", "ends_on", "value")
        labels = {"village_owned": gettext_lazy("Aset ini milik desa")}
        help_texts = {
            "description": gettext_lazy("Apa, berapa, dan di mana; misalnya: lahan 200 meter persegi di RT 3 RW 1."),
            "use": gettext_lazy("Untuk aset desa: bentuk menurut Permendagri 1/2016 Pasal 11."),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Akhir pemakaian tidak boleh sebelum awalnya."))
        return cleaned


PROVISION_FORMS: dict[str, type[RowForm]] = {
    ProvisionKind.RIGHT: RightForm,
    ProvisionKind.OBLIGATION: ObligationForm,
    ProvisionKind.LIMITATION: LimitationForm,
    ProvisionKind.SANCTION: SanctionForm,
}
"""Which form each kind of provision has."""
