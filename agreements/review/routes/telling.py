"""A local rule -> its name and what it says, in words."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.record.local_rule import LocalRule
from agreements.record.models import Attachment
from agreements.record.rules import Code
from agreements.record.vocabulary import AssetUse
from agreements.review.models import Effect
from agreements.review.routes.conditions import words
from agreements.review.routes.planning import Planned
from villages.organizations.models import OfficeKind

Facts = list[tuple[str, str]]


def name_of(code: str, key: str, value: object = None) -> str:
    """What the rule is called on pages; the value tells the office of a step."""
    if code == Code.REVIEW_STEP:
        return _("Langkah %(name)s") % {"name": _step_name(key, value)}
    if code == Code.CHECKLIST:
        return _("Daftar periksa untuk langkah %(name)s") % {"name": _spoken(key)}
    if code == Code.REQUIRED_DOCUMENT:
        return str(Attachment.Kind(key).label) if key in Attachment.Kind.values else _spoken(key)
    if code == Code.MAXIMUM_YEARS:
        uses = {use.value: str(use.label) for use in AssetUse}
        return _("Aset desa: %(use)s") % {"use": uses[key]} if key in uses else _("Jangka waktu kerja sama")
    return _spoken(key) if key else str(Code(code).label)


def _spoken(key: str) -> str:
    known = {"dpmd": "DPMD", "camat": "camat", "hukum": str(OfficeKind.LEGAL.label)}
    return known.get(key, key.replace("-", " ").replace("_", " "))


def _step_name(key: str, value: object) -> str:
    if isinstance(value, dict):
        office = str(OfficeKind(value["office"]).label)
        plain = {
            "dpmd": OfficeKind.VILLAGE_AGENCY,
            "camat": OfficeKind.SUBDISTRICT,
            "hukum": OfficeKind.LEGAL,
        }
        return office if plain.get(key) == value["office"] else f"{_spoken(key)} ({office})"
    return _spoken(key)


def told(rule: LocalRule) -> Facts:
    """What the rule says, as terms with their descriptions; nothing for one that is switched off."""
    if rule.value is False:
        return []
    tellers = {
        Code.REVIEW_STEP: _step,
        Code.CHECKLIST: _checklist,
        Code.REQUIRED_DOCUMENT: _document,
        Code.CONSULTATION: _consultation,
        Code.HOLIDAYS: _holidays,
        Code.MAXIMUM_YEARS: _years,
    }
    return tellers[Code(rule.code)](rule)


def workdays(count: int) -> str:
    """ "5 hari kerja"."""
    return ngettext("%d hari kerja", "%d hari kerja", count) % count


def _step(rule: LocalRule) -> Facts:
    value = rule.value
    facts = [
        (_("Kantor"), str(OfficeKind(value["office"]).label)),
        (_("Urutan"), str(value["order"])),
        (_("Sifat"), str(Effect(value["effect"]).label)),
        (_("Tenggat"), workdays(value["days"])),
        (_("Diminta bila"), words(value["when"])),
    ]
    if value.get("escalate_to"):
        facts.append((_("Lewat tenggat diteruskan kepada"), str(OfficeKind(value["escalate_to"]).label)))
    return facts


def _checklist(rule: LocalRule) -> Facts:
    return [(str(number), text) for number, text in enumerate(rule.value, start=1)]


def _document(rule: LocalRule) -> Facts:
    return [(_("Diminta bila"), words(rule.value["when"]))]


def _consultation(rule: LocalRule) -> Facts:
    days = ngettext("paling sedikit %d hari", "paling sedikit %d hari", rule.value["days"])
    return [(_("Lama"), days % rule.value["days"]), (_("Diminta bila"), words(rule.value["when"]))]


def _holidays(rule: LocalRule) -> Facts:
    days = [date_format(dt.date.fromisoformat(day), "j F Y") for day in rule.value]
    return [(_("Hari libur"), ", ".join(days))]


def _years(rule: LocalRule) -> Facts:
    return [(_("Paling lama"), ngettext("%d tahun", "%d tahun", rule.value) % rule.value)]


def route_in_words(route: list[Planned]) -> str:
    """A route on one line: "Kecamatan Ayah (memberi pertimbangan, 3 hari kerja) → DPMD (mengikat, 5 hari kerja)"."""
    groups: dict[int, list[str]] = {}
    for one in route:
        office = one.office.name if one.office else str(OfficeKind(one.kind).label)
        said = f"{office} ({Effect(one.effect).label}, {workdays(one.days)})"
        groups.setdefault(one.ordinal, []).append(said)
    return " → ".join(" + ".join(group) for group in groups.values())
