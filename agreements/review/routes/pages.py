"""The rules of a regency -> what pages show of them: sections by kind, each row in words with its verbs."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.record.local_rule import LocalRule
from agreements.record.rules import Code
from agreements.review.routes.explaining import source_of
from agreements.review.routes.forms import SLUG_OF
from agreements.review.routes.queries import EDITED, entries, in_force
from agreements.review.routes.telling import Facts, name_of, told
from villages.regions.models import Regency


@dataclass(frozen=True)
class Shown:
    """One row in words."""

    row: LocalRule
    name: str
    facts: Facts
    """What it says; empty for a rule that is switched off."""
    source: str
    """Whose it is."""
    own: bool
    """Whether it is the regency's own."""
    off: bool
    """Whether it switches the national rule off."""
    now: bool
    """Whether it holds today."""


@dataclass(frozen=True)
class Line:
    """One rule with what holds, what is to come and what was."""

    name: str
    current: Shown | None
    coming: list[Shown]
    past: list[Shown]


@dataclass(frozen=True)
class Section:
    """The rules of one kind."""

    slug: str
    """The word for the kind in addresses."""
    label: str
    explanation: str
    add: str
    """What the link that begins a new one says."""
    lines: list[Line]


def shown(rule: LocalRule, day: dt.date) -> Shown:
    """The row in words, as it stands on that day."""
    return Shown(
        row=rule,
        name=name_of(rule.code, rule.key, rule.value),
        facts=told(rule),
        source=source_of(rule),
        own=rule.regency_id is not None,
        off=rule.value is False,
        now=in_force(rule, day),
    )


def book(regency: Regency, day: dt.date) -> list[Section]:
    """Every kind of rule in its order, also those of which there is none yet."""
    lines: dict[str, list[Line]] = {str(code): [] for code in EDITED}
    for entry in entries(regency, day):
        rows = [shown(rule, day) for rule in (*entry.coming, *entry.past)]
        current = shown(entry.current, day) if entry.current else None
        newest = entry.current or (entry.coming or entry.past)[0]
        coming = len(entry.coming)
        name = name_of(entry.code, entry.key, newest.value)
        lines[entry.code].append(Line(name, current, rows[:coming], rows[coming:]))
    said = _said()
    return [
        Section(SLUG_OF[code], str(Code(code).label), said[code], begin_name(SLUG_OF[code]), rows)
        for code, rows in lines.items()
    ]


def _said() -> dict[str, str]:
    """What each kind of rule is for, in one sentence."""
    return {
        Code.REVIEW_STEP: _("Kantor mana meninjau, dalam urutan apa, mengikat atau memberi pertimbangan."),
        Code.CHECKLIST: _("Yang dijawab petugas sebelum memutuskan langkahnya."),
        Code.REQUIRED_DOCUMENT: _("Berkas yang harus dilampirkan sebelum naskah dapat dikirim."),
        Code.CONSULTATION: _("Kapan naskah dibuka untuk pendapat warga, dan berapa lama."),
        Code.MAXIMUM_YEARS: _("Lebih lama dari ini penyusun diberi peringatan beserta dasar hukumnya."),
        Code.HOLIDAYS: _("Hari libur kantor selain akhir pekan, libur nasional, dan cuti bersama."),
    }


def begin_name(slug: str) -> str:
    """What the page that begins a rule of this kind is called."""
    names = {
        "langkah": _("Tambah langkah peninjauan"),
        "daftar-periksa": _("Tulis daftar periksa"),
        "dokumen": _("Wajibkan dokumen"),
        "konsultasi": _("Wajibkan konsultasi publik"),
        "jangka-waktu": _("Batasi jangka waktu"),
        "hari-libur": _("Tambah hari libur"),
    }
    return names[slug]
