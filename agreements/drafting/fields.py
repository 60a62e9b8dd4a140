"""What people type into a draft -> clean text, whole rupiah and sensible days."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.documents.content import ContentError, check_text

_MOST_RUPIAH = 10**15
_NO_DECIMALS = re.compile(r",(?:00?|-)$")
_WHOLE = re.compile(r"\d{1,3}(?:\.\d{3})*|\d+", re.ASCII)
_FIRST_DAY, _LAST_DAY = dt.date(2000, 1, 1), dt.date(2100, 12, 31)


def in_rupiah(amount: int) -> str:
    """12500000 as people write it: "12.500.000"."""
    return f"{amount:,}".replace(",", ".")


class RupiahField(forms.CharField):
    """Whole rupiah, with or without points and "Rp"; gives an int, or None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        """Show a stored amount with points; leave what was typed as it is."""
        return in_rupiah(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """Read the amount. Raises ValidationError for anything that is not whole rupiah."""
        text = super().clean(value)
        if not text:
            return None
        bare = _NO_DECIMALS.sub("", re.sub(r"^rp\.?", "", re.sub(r"\s", "", text), flags=re.IGNORECASE))
        if not _WHOLE.fullmatch(bare):
            raise ValidationError(_("Tulis jumlah rupiah tanpa desimal, misalnya 12.500.000."), "rupiah")
        amount = int(bare.replace(".", ""))
        if amount >= _MOST_RUPIAH:
            raise ValidationError(_("Jumlah ini terlalu besar."), "rupiah")
        return amount


class DayField(forms.DateField):
    """A day between 2000 and 2100, from the browser's calendar or typed as 31-12-2026."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        kwargs["input_formats"] = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """Refuse days that no agreement of a village can mean."""
        day = super().clean(value)
        if day and not _FIRST_DAY <= day <= _LAST_DAY:
            raise ValidationError(_("Isi tahun antara 2000 dan 2100."), "day")
        return day


class PlainTextForm(forms.Form):
    """A form whose texts are printable, and on one line where the field has one line."""

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]  # Django's own, unknown to its stubs
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str):
                self.cleaned_data[name] = value.replace("\r\n", "\n").replace("\r", "\n")
                self._check(name, self.cleaned_data[name])

    def _check(self, name: str, value: str) -> None:
        try:
            check_text(value, name, len(value))
        except ContentError as error:
            self.add_error(name, error.reason)
            return
        one_line = isinstance(self.fields[name].widget, forms.TextInput)
        if one_line and len(value.splitlines()) > 1:
            self.add_error(name, _("Tulis dalam satu baris."))
