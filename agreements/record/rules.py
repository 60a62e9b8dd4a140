"""Which local rules hold for an agreement on a day: its regency's own, else the national default.

Shapes of `value` by code:
- COUNCIL_DECISION: true or false; REGULATION_NUMBER, CONTRACT_NUMBER: a pattern
- MAXIMUM_YEARS: a whole number; the empty key is the agreement's term, an `AssetUse` as key how long a village asset
  may be used on that footing (`drafting.terms.checking` knows the limits of the law)
- REVIEW_STEP: {"office": an OfficeKind, "order": 1…, "effect": "blocking" or "advisory", "days": working days,
  "when": a condition (`review.routes.conditions`; {} = always), "escalate_to": an OfficeKind or ""}
- CHECKLIST (key = the key of the step it belongs to): a list of sentences to be answered yes or no
- REQUIRED_DOCUMENT: {"kind": an Attachment.Kind, "when": a condition}
- CONSULTATION: {"days": calendar days that it stays open at least, "when": a condition}
- HOLIDAYS (key = what for): a list of ISO dates on which offices do not work
- OBLIGATION_REMINDERS: {"before": [days before], "after": [days after]} in calendar days; on the day itself always
- REPORT_DUE: {"yearly": days after the year, "final": days after the end}, calendar days
- BREACH_ANSWER, CITIZEN_ANSWER: a number of working days
- DISPUTE_DAYS (key = a level of `monitoring.disputes`): working days until it should be settled there
- ENDING_NOTICE (key = an `EndingGround`): calendar days between notice and end
- ASLEEP_AFTER: calendar days without any activity
A value of false switches a national rule off in a regency.
"""

import datetime as dt
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from agreements.record.access import regency_of
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement

Code = LocalRule.Code
FIRST_DAY = dt.date(2017, 11, 6)
"""From when the national defaults hold: the day Permendagri 96/2017 was made known."""
_PORTAL = "ketentuan awal portal"
_FACILITATES = "Permendagri 96/2017 (camat memfasilitasi atas nama bupati); ketentuan awal portal"
_WORTH_A_LOOK = {"any": [{"burdens": True}, {"assets": True}, {"value_from": 200_000_000}]}

DEFAULTS: tuple[tuple[str, str, Any, str], ...] = (
    (Code.OBLIGATION_REMINDERS, "", {"before": [14, 3], "after": [1, 7, 30]}, _PORTAL),
    (Code.REPORT_DUE, "", {"yearly": 90, "final": 60}, f"Permendagri 96/2017 (pelaporan); {_PORTAL}"),
    (Code.BREACH_ANSWER, "", 10, _PORTAL),
    (Code.DISPUTE_DAYS, "deliberation", 30, f"Permendagri 96/2017 (penyelesaian perselisihan); {_PORTAL}"),
    (Code.DISPUTE_DAYS, "subdistrict", 30, f"Permendagri 96/2017 (penyelesaian perselisihan); {_PORTAL}"),
    (Code.DISPUTE_DAYS, "regency", 30, f"Permendagri 96/2017 (penyelesaian perselisihan); {_PORTAL}"),
    (Code.ENDING_NOTICE, "breach", 30, _PORTAL),
    (Code.ENDING_NOTICE, "mutual", 0, _PORTAL),
    (Code.CITIZEN_ANSWER, "", 10, f"UU 25/2009 (pengaduan pelayanan publik); {_PORTAL}"),
    (Code.ASLEEP_AFTER, "", 180, _PORTAL),
    (
        Code.COUNCIL_DECISION,
        "",
        True,
        "Permendagri 96/2017 dan Permendagri 110/2016 (ketentuan awal portal)",
    ),
    (
        Code.MAXIMUM_YEARS,
        "",
        5,
        "ketentuan awal portal; masa jabatan kepala desa 8 tahun (UU 3/2024 Pasal 39)",
    ),
    (
        Code.REVIEW_STEP,
        "camat",
        {"office": "subdistrict", "order": 1, "effect": "advisory", "days": 3, "when": {}, "escalate_to": ""},
        _FACILITATES,
    ),
    (
        Code.REVIEW_STEP,
        "dpmd",
        {
            "office": "village_agency",
            "order": 2,
            "effect": "blocking",
            "days": 5,
            "when": {},
            "escalate_to": "regent",
        },
        _PORTAL,
    ),
    (
        Code.REVIEW_STEP,
        "hukum",
        {
            "office": "legal",
            "order": 2,
            "effect": "blocking",
            "days": 5,
            "when": _WORTH_A_LOOK,
            "escalate_to": "regent",
        },
        _PORTAL,
    ),
    (
        Code.CHECKLIST,
        "camat",
        [
            "Kerja sama sesuai dengan kewenangan dan kepentingan masyarakat Desa.",
            "Desa-desa yang terkena dampak sudah diajak bicara.",
        ],
        _FACILITATES,
    ),
    (
        Code.CHECKLIST,
        "dpmd",
        [
            "Delapan isi wajib ada dan jelas.",
            "Hasil musyawarah Desa atau antar-Desa terlampir dan sesuai.",
            "Hak, kewajiban, dan sanksi seimbang dan dapat dilaksanakan.",
            "Pendanaan sesuai dengan APB Desa.",
        ],
        "Permendagri 96/2017 Pasal 6; ketentuan awal portal",
    ),
    (
        Code.CHECKLIST,
        "hukum",
        [
            "Naskah tidak bertentangan dengan peraturan yang lebih tinggi.",
            "Aset Desa tidak dijaminkan dan masa pemanfaatannya tidak melampaui batas.",
            "Penyelesaian perselisihan sesuai dengan jenjangnya.",
        ],
        "Permendagri 1/2016; ketentuan awal portal",
    ),
)
"""National defaults: code, key, value, legal basis; a regency overrides them with rows of its own."""


def rules_for(
    regency: str | None, code: str, day: dt.date | None = None, *, without: int | None = None
) -> list[LocalRule]:
    """The rules of that code in force on that day in a regency (its code), by key; switched-off ones are left out.

    For each key the regency's own row, else the national one, and of these the one that began last. `without` is the
    key of a row that is taken not to be there.
    """
    day = day or timezone.localdate()
    known = Q(regency__isnull=True) | (Q(regency=regency) if regency else Q())
    current = Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    found: dict[str, LocalRule] = {}
    rows = LocalRule.objects.filter(known, current, code=code).select_related("regency")
    if without is not None:
        rows = rows.exclude(pk=without)
    for rule in rows.order_by("key", F("regency").asc(nulls_last=True), "-starts_on"):
        found.setdefault(rule.key, rule)
    return [rule for rule in found.values() if rule.value is not False]


def rule_for(
    agreement: Agreement, code: str, day: dt.date | None = None, *, key: str = ""
) -> LocalRule | None:
    """The rule of that code and key in force on that day for the regency that reviews the agreement, or None."""
    return next((rule for rule in rules_for(regency_of(agreement), code, day) if rule.key == key), None)


def free_days(regency: str | None) -> frozenset[dt.date]:
    """The days on which offices of that regency do not work besides weekends and national holidays."""
    days = (day for rule in rules_for(regency, Code.HOLIDAYS) for day in rule.value)
    return frozenset(dt.date.fromisoformat(day) for day in days)


def load_defaults() -> int:
    """Write the national defaults that are not there yet; returns how many were written."""
    written = 0
    for code, key, value, basis in DEFAULTS:
        _rule, created = LocalRule.objects.get_or_create(
            code=code,
            key=key,
            regency=None,
            starts_on=FIRST_DAY,
            defaults={"value": value, "legal_basis": basis},
        )
        written += created
    return written
