"""An office's place -> the tables of its dashboard: what is open and how old, how long offices take, who gets how much.

As many queries for fifty rounds as for five thousand; all days are working days.
"""

import datetime as dt
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agreements.desk.dashboard import sql
from agreements.desk.dashboard.charts import Bar, bars
from agreements.desk.dashboard.guards import District
from agreements.record.models import Party
from agreements.record.rules import free_days
from agreements.record.vocabulary import Kind
from agreements.record.workdays import between, is_workday
from agreements.review.models import Step

YEAR = dt.timedelta(days=365)
LONG_WORK = 0.2
"""Seconds of counting after which the figures are kept for the next visitors."""
KEPT_FOR = 600
"""Seconds for which they are kept."""
_AGES = ((0, 2), (3, 5), (6, 10), (11, None))
"""From how many working days to how many a step may have waited; None is no end."""
_SEAT = "organization__village__area__subdistrict"


@dataclass(frozen=True)
class Table:
    """One table of the dashboard, with the chart beside it."""

    code: str
    """Its name in addresses."""
    title: str
    note: str
    """How it is counted."""
    header: list[str]
    lines: list[list[Any]]
    chart: list[Bar] = field(default_factory=list)
    unit: str = ""
    """What the bars measure."""


@dataclass(frozen=True)
class Figures:
    """All that the dashboard shows of one place."""

    overall: dict[str, Any]
    tables: list[Table]
    counted_at: dt.datetime


def figures(district: District) -> Figures:
    """The dashboard's figures; where counting them is long work, as they were at most ten minutes ago.

    A district of usual size is counted anew at every visit. What is kept says when it was counted, is kept for one
    place and one language, and holds nothing that another officer of the same place may not see.
    """
    place = f"{district.regency}:{district.subdistrict}:{get_language()}:{timezone.localdate()}"
    key = f"dashboard:{place}"
    kept = cache.get(key)
    if isinstance(kept, Figures):
        return kept
    begin = time.monotonic()
    facts = _facts(district)
    counted = [waiting(district), *_spreads(facts), *_fairness(facts)]
    found = Figures(overall(district, facts), counted, timezone.now())
    if time.monotonic() - begin > LONG_WORK:
        cache.set(key, found, KEPT_FOR)
    return found


def overall(district: District, facts: dict[str, Any] | None = None) -> dict[str, Any]:
    """How many rounds there were within a year, their median and 90th percentile, and the median until a first word."""
    ((count, median, ninetieth, heard),) = _ask(sql.OVERALL, facts or _facts(district))
    return {"count": count, "median": median, "ninetieth": ninetieth, "heard": heard}


def table(district: District, code: str) -> Table | None:
    """The table of that name; None where there is none."""
    return next((one for one in figures(district).tables if one.code == code), None)


# What is open


def waiting(district: District) -> Table:
    """The open steps by office and by how many working days they have waited."""
    today, free = timezone.localdate(), free_days(district.regency)
    place = {_SEAT: district.subdistrict} if district.subdistrict else {f"{_SEAT}__regency": district.regency}
    here = Party.objects.filter(agreement=OuterRef("round__agreement"), **place)
    steps = Step.objects.filter(Exists(here), round__outcome="", decision="", opened_on__isnull=False)
    counted = steps.values("office__name", "opened_on", "due_on").annotate(n=Count("pk"))
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in counted.order_by("office__name", "opened_on", "due_on"):
        age = between(row["opened_on"] or today, today, free)
        found[row["office__name"]][_age(age)] += row["n"]
        found[row["office__name"]]["late"] += row["n"] if row["due_on"] and row["due_on"] < today else 0
    ages = [_age(first) for first, _last in _AGES]
    lines: list[list[Any]] = [
        [name, *(n[age] for age in ages), sum(n[age] for age in ages), n["late"]] for name, n in found.items()
    ]
    return Table(
        "langkah",
        _("Langkah yang berjalan, menurut kantor dan umur"),
        _("Umur dihitung dalam hari kerja sejak kantor diminta."),
        [_("Kantor"), *ages, _("Semua"), _("Melewati tenggat")],
        lines,
        bars([(line[0], line[-2]) for line in lines]),
        _("langkah"),
    )


def _age(days: int) -> str:
    first, last = next((a, b) for a, b in _AGES if b is None or days <= b)
    words = {"first": first, "last": last}
    return _("%(first)d–%(last)d hari") % words if last else _("%(first)d hari atau lebih") % words


# How long it takes


def _facts(district: District) -> dict[str, Any]:
    """What the questions in SQL need: the place, since when, and the numbered calendar."""
    today, free = timezone.localdate(), free_days(district.regency)
    first = today - YEAR
    days = [first + dt.timedelta(days=n) for n in range((today - first).days + 1)]
    number, numbers = 0, []
    for day in days:
        number += is_workday(day, free)
        numbers.append(number)
    since = timezone.make_aware(dt.datetime.combine(first, dt.time()))
    place = {"regency": district.regency, "subdistrict": district.subdistrict}
    return place | {"days": days, "numbers": numbers, "since": since, "zone": settings.TIME_ZONE}


def _ask(question: str, facts: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, facts)
        return cursor.fetchall()


def _spreads(facts: dict[str, Any]) -> Iterable[Table]:
    """How long rounds take by kecamatan and by kind, and steps by office."""
    spread = [_("Putaran"), _("Median"), _("Persentil ke-90")]
    note = _("Hari kerja dari pengajuan sampai keputusan, putaran setahun terakhir.")
    lines = [list(row) for row in _ask(sql.BY_SUBDISTRICT, facts)]
    title = _("Lama peninjauan menurut kecamatan")
    yield Table("kecamatan", title, note, [_("Kecamatan"), *spread], lines, *_medians(lines, 2))
    lines = [[str(Kind(row[0]).label), *row[1:]] for row in _ask(sql.BY_KIND, facts)]
    title = _("Lama peninjauan menurut jenis kerja sama")
    yield Table("jenis", title, note, [_("Jenis"), *spread], lines, *_medians(lines, 2))
    lines = [list(row) for row in _ask(sql.BY_OFFICE, facts)]
    header = [_("Kantor"), _("Keputusan"), *spread[1:], _("Sesudah tenggat")]
    note = _("Hari kerja sejak kantor diminta sampai menjawab, setahun terakhir.")
    yield Table("kantor", _("Lama menjawab tiap kantor"), note, header, lines, *_medians(lines, 2))


def _medians(lines: list[list[Any]], column: int) -> tuple[list[Bar], str]:
    return bars([(line[0], line[column]) for line in lines]), _("hari kerja (median)")


# Who gets help and approval how fast


def _fairness(facts: dict[str, Any]) -> Iterable[Table]:
    """Villages and partners beside each other: how many agreements, how soon a first word, how soon approval."""
    counted = [
        _("Kerja sama berlaku"),
        _("Pengajuan"),
        _("Dikembalikan"),
        _("Disetujui"),
        _("Kata pertama (median)"),
        _("Persetujuan (median)"),
    ]
    note = _("Hari kerja sejak pengajuan sampai catatan atau pendapat pertama, dan sampai persetujuan.")
    lines = [list(row) for row in _ask(sql.BY_PARTY, facts | {"kind": "village"})]
    header = [_("Desa"), _("Kecamatan"), *counted]
    yield Table("desa", _("Perlakuan terhadap tiap desa"), note, header, lines, *_medians(lines, 7))
    rows = _ask(sql.BY_PARTY, facts | {"kind": "partner"})
    lines = [[row[0], *row[2:]] for row in rows]
    chart = bars([(line[0], line[1]) for line in sorted(lines, key=lambda line: (-line[1], line[0]))])
    title = _("Perlakuan terhadap tiap mitra")
    yield Table("mitra", title, note, [_("Mitra"), *counted], lines, chart, _("kerja sama berlaku"))
