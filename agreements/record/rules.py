"""Which local rule holds for an agreement on a day: its regency's own, else the national default."""

import datetime as dt

from django.db.models import F, Q
from django.utils import timezone

from agreements.record.access import regency_of
from agreements.record.models import Agreement, LocalRule

DEFAULTS = (
    (
        LocalRule.Code.COUNCIL_DECISION,
        True,
        "Permendagri 96/2017 dan Permendagri 110/2016 (ketentuan awal portal)",
    ),
    (
        LocalRule.Code.MAXIMUM_YEARS,
        5,
        "ketentuan awal portal; masa jabatan kepala desa 8 tahun (UU 3/2024 Pasal 39)",
    ),
)
"""National defaults: code, value, legal basis; a regency overrides them with rows of its own."""


def rule_for(agreement: Agreement, code: str, day: dt.date | None = None) -> LocalRule | None:
    """The rule of that code in force on that day for the regency that reviews the agreement, or None."""
    day = day or timezone.localdate()
    known = Q(regency=regency_of(agreement)) | Q(regency__isnull=True)
    current = Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    rules = LocalRule.objects.filter(known, current, code=code)
    return rules.order_by(F("regency").asc(nulls_last=True), "-starts_on").first()


def load_defaults() -> int:
    """Write the national defaults that are not there yet; returns how many were written."""
    written = 0
    for code, value, basis in DEFAULTS:
        _rule, created = LocalRule.objects.get_or_create(
            code=code,
            regency=None,
            starts_on=dt.date(2017, 11, 6),
            defaults={"value": value, "legal_basis": basis},
        )
        written += created
    return written
