"""How what a cooperation is for is set as indicators, and measured."""

import datetime as dt
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agreements.monitoring.files.actions import keep_all
from agreements.monitoring.files.taking import Taken
from agreements.monitoring.outcomes.listed import BY_CODE
from agreements.monitoring.outcomes.models import Indicator, Measurement
from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement
from agreements.record.place_days import today_at
from villages.people.access import Answer
from villages.people.models import User

MOST_INDICATORS = 30


class Conflict(Exception):
    """Somebody else changed the indicator since it was shown."""


@transaction.atomic
def set_indicator(agreement: Agreement, *, by: User, code: str = "", **facts: Any) -> Indicator:
    """Add one thing that will be counted: from the portal's list by its `code`, or an own one.

    What the list says of name, unit and benefit holds, whatever else is said. Raises Refused, ValidationError by field.
    """
    current = lock(agreement)
    ask(by, "measure", current)
    if current.indicators.filter(dropped_at__isnull=True).count() >= MOST_INDICATORS:
        raise Refused(Answer(False, _("Paling banyak %d indikator dalam satu kerja sama.") % MOST_INDICATORS))
    indicator = Indicator(agreement=current, code=code, created_by=by, **(facts | _as_listed(code)))
    _check(indicator)
    indicator.save()
    _tell(indicator, "set_indicator", by, **_figures(indicator))
    return indicator


@transaction.atomic
def change_indicator(indicator: Indicator, *, by: User, edition: int, **facts: Any) -> Indicator:
    """Correct where it begins, where it is to go or whence it is known; the journal keeps what stood there.

    Raises Refused, Conflict, ValidationError by field.
    """
    current = lock(indicator.agreement)
    ask(by, "measure", current)
    row = _standing(indicator)
    if row.edition != edition:
        raise Conflict(_("Indikator ini baru saja diubah orang lain. Muat ulang halaman lalu ubah lagi."))
    before = _figures(row)
    for name, value in (facts | _as_listed(row.code)).items():
        setattr(row, name, value)
    row.edition += 1
    _check(row)
    row.save()
    _tell(row, "change_indicator", by, before=before, **_figures(row))
    return row


@transaction.atomic
def drop(indicator: Indicator, *, by: User) -> Indicator:
    """Count it no longer; what was measured stays kept. Raises Refused."""
    current = lock(indicator.agreement)
    ask(by, "measure", current)
    row = _standing(indicator)
    row.dropped_at = timezone.now()
    row.save(update_fields=["dropped_at"])
    _tell(row, "drop_indicator", by)
    return row


@transaction.atomic
def measure(
    indicator: Indicator,
    *,
    by: User,
    on: dt.date,
    value: Decimal,
    note: str = "",
    files: Sequence[Taken] = (),
    key: uuid.UUID | None = None,
) -> Measurement:
    """Write down what it stood at on a day; a second value of the same day takes the place of the first.

    The same value sent twice is one. Raises Refused, ValidationError by field.
    """
    current = lock(indicator.agreement)
    ask(by, "measure", current)
    row = _standing(indicator)
    if on > today_at(current):
        raise ValidationError({"on": _("Tanggal ini belum tiba.")})
    if on < row.baseline_on:
        raise ValidationError({"on": _("Tanggal ini sebelum keadaan awal dicatat.")})
    known = row.measurements.filter(on=on).first()
    before = known.value if known else None
    measured = known or Measurement(indicator=row, on=on)
    same = known is not None and (known.value, known.note) == (value, note.strip())
    if not same:
        measured.value, measured.note, measured.recorded_by = value, note.strip(), by
        measured.recorded_at = timezone.now()
        measured.full_clean(exclude=["indicator", "recorded_by"])
        measured.save()
        _tell(row, "measure", by, on=on, value=str(value), **({"before": str(before)} if known else {}))
    keep_all(current, by=by, owner=measured, title=row.name, files=files, key=key, verb="measure")
    return measured


def _as_listed(code: str) -> dict[str, Any]:
    """What the portal's list says, in Indonesian; nothing for an own indicator. Raises ValidationError."""
    if not code:
        return {}
    if code not in BY_CODE:
        raise ValidationError(_("Indikator ini tidak ada dalam daftar portal."))
    one = BY_CODE[code]
    with translation.override("id"):
        return {"name": str(one.name), "unit": str(one.unit), "benefit": one.benefit}


def _standing(indicator: Indicator) -> Indicator:
    row = Indicator.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=indicator.pk)
    if row.dropped_at is not None:
        raise Refused(Answer(False, _("Indikator ini sudah tidak dipakai.")))
    return row


def _check(indicator: Indicator) -> None:
    """It goes from one state to another, in time. Raises ValidationError by field."""
    if indicator.target == indicator.baseline:
        raise ValidationError({"target": _("Target sama dengan keadaan awal; apa yang hendak berubah?")})
    if indicator.target_on <= indicator.baseline_on:
        raise ValidationError({"target_on": _("Tanggal target harus sesudah tanggal keadaan awal.")})
    indicator.full_clean(exclude=["created_by"])


def _figures(indicator: Indicator) -> dict[str, Any]:
    return {
        "baseline": str(indicator.baseline),
        "baseline_on": indicator.baseline_on,
        "target": str(indicator.target),
        "target_on": indicator.target_on,
    }


def _tell(indicator: Indicator, code: str, by: User, **more: Any) -> None:
    details = {"indicator": indicator.pk, "name": indicator.name, **more}
    agreement = indicator.agreement
    journal.append(agreement, code, by=by, on_behalf_of=speaking_for(by, agreement), details=details)
