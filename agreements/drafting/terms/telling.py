"""Due rules, steps of sanctions, accounts and amounts -> the reader's words."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.drafting.fields import in_rupiah
from agreements.drafting.models import Asset, Funding, Provision
from agreements.drafting.terms.calendar import occurrences
from agreements.record.models import Agreement
from agreements.record.vocabulary import PERIODIC, DueRule, Measure

_DOTS = "••••"


def account_told(row: Funding, *, own: bool) -> str:
    """The account for the party's own people, its last four digits for everybody else."""
    if own or not row.account:
        return row.account
    digits = [character for character in row.account if character.isdecimal()]
    return f"{_DOTS} {''.join(digits[-4:])}" if len(digits) > 7 else _DOTS


def due_told(row: Provision, agreement: Agreement) -> str:
    """When an obligation falls due: "setiap bulan: 12 kali, pertama 31 Januari 2027, terakhir 31 Desember 2027"."""
    if row.due_rule == DueRule.AFTER_SIGNING:
        return _("%(days)d hari sejak penandatanganan") % {"days": row.due_days or 0}
    if row.due_rule == DueRule.AFTER_EVENT:
        words = {"days": row.due_days or 0, "event": row.event}
        return _("%(days)d hari kerja sesudah %(event)s") % words
    if row.due_rule not in PERIODIC:
        return _("paling lambat %s") % day_told(row.due_on) if row.due_on else ""
    found = occurrences_of(row, agreement)
    rule = str(row.get_due_rule_display())
    if not found:
        return _("%(rule)s: tidak pernah jatuh tempo selama kerja sama berlaku") % {"rule": rule}
    words = {"rule": rule, "count": len(found), "first": day_told(found[0]), "last": day_told(found[-1])}
    if len(found) == 1:
        return _("%(rule)s: satu kali, %(first)s") % words
    return _("%(rule)s: %(count)d kali, pertama %(first)s, terakhir %(last)s") % words


def occurrences_of(row: Provision, agreement: Agreement, signed_on: dt.date | None = None) -> list[dt.date]:
    """The days on which a provision falls due in this agreement."""
    return occurrences(
        row.due_rule,
        row.due_on,
        row.due_days,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        signed_on=signed_on,
    )


def steps_told(steps: Iterable[dict[str, Any]]) -> list[str]:
    """The steps of a sanction in the reader's words: "teguran tertulis ke-2, setelah 14 hari"."""
    found, warnings = [], 0
    for step in steps:
        text = str(Measure(step["measure"]).label)
        if step["measure"] == Measure.WARNING:
            warnings += 1
            text = _("%(measure)s ke-%(number)d") % {"measure": text, "number": warnings}
        if step.get("amount") is not None:
            text = f"{text} {rupiah(step['amount'])}"
        if step.get("after_days"):
            text = _("%(step)s, setelah %(days)d hari") % {"step": text, "days": step["after_days"]}
        found.append(text)
    return found


def day_told(day: dt.date | None) -> str:
    """22 November 2026."""
    return date_format(day, "j F Y") if day else ""


def rupiah(amount: int) -> str:
    """Rp 12.500.000, with a space that does not break."""
    return f"Rp\u00a0{in_rupiah(amount)}"


def told(row: Provision | Funding | Asset, name: str) -> str:
    """The value of a field in words; nothing for an empty one."""
    value = getattr(row, name)
    if name == "steps":
        return "; ".join(steps_told(value))
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, dt.date):
        return day_told(value)
    if name in ("amount", "value"):
        return rupiah(value)
    display = getattr(row, f"get_{name}_display", None)
    return str(display() if display else value)
