"""A region and a year -> what its report says: sentences, sections with charts, and the agreements that began."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements.documents import pictures
from agreements.publication.catalogue.models import Listing
from agreements.publication.statistics import counting
from agreements.publication.statistics.files import as_csv
from agreements.publication.statistics.measures import MEASURES
from agreements.publication.statistics.pages import Section, percent, section
from agreements.publication.statistics.places import Place
from agreements.publication.statistics.queries import Figures, arranged
from agreements.publication.statistics.report.printing import picture
from villages.templatetags.weave import day, rupiah

MOST_LISTED = 200
"""No more agreements than this are named; the catalogue has them all."""
OF_THE_YEAR = ("kind", "field", "topic", "region", "partner_kind", "value", "duration", "approval")
OF_ALL_TIME = ("year", "stage", "coverage")
MOST_BARS = 8
"""A chart on paper shows no more, so that two sections find room on a page."""
_LONG = 14


@dataclass(frozen=True)
class Shown:
    """A section with its picture."""

    section: Section
    picture: str
    """The chart, as an address that needs no fetching."""
    long: bool
    """Whether its table is longer than a page likes to keep together."""


@dataclass(frozen=True)
class Contents:
    """What goes to the printer."""

    html: str
    figures: str
    """The same figures as CSV."""


def contents(place: Place, year: int, made_at: dt.datetime) -> Contents:
    """Count the region as it stands now and write the report, in Indonesian."""
    with override("id"):
        of_year = arranged(place, counting.figures(place.scope, year))
        of_all = arranged(place, counting.figures(place.scope))
        html = render_to_string(
            "agreements/publication/statistics/report/document.html",
            _context(place, year, of_year, of_all) | {"made_at": made_at},
        )
        return Contents(html, as_csv(place, of_all.tables, made_at))


def _context(place: Place, year: int, of_year: Figures, of_all: Figures) -> dict[str, Any]:
    address = reverse("agreements:statistics-report", args=[place.code, year])
    return {
        "place": place,
        "year": str(year),
        "sentences": _sentences(place, year, of_year, of_all),
        "of_year": _shown(of_year, OF_THE_YEAR),
        "of_all": _shown(of_all, OF_ALL_TIME),
        "listed": listed(place, year),
        "total": of_year.total,
        "most": MOST_LISTED,
        "url": f"{settings.PUBLIC_URL}{address}",
        "qr": pictures.qr_code(f"{settings.PUBLIC_URL}{address}"),
    }


def _shown(figures: Figures, codes: tuple[str, ...]) -> list[Shown]:
    tables = [figures.table(measure) for code in codes for measure in MEASURES if measure.code == code]
    return [
        _one(section(figures.place, table, links=False, most=MOST_BARS), len(table.lines))
        for table in tables
        if table.lines
    ]


def _one(drawn: Section, lines: int) -> Shown:
    return Shown(drawn, picture(drawn.chart), lines > _LONG)


def _sentences(place: Place, year: int, of_year: Figures, of_all: Figures) -> list[str]:
    """What a reader in a hurry should know."""
    before = of_all.one("year", str(year - 1)).count
    words = {
        "place": place.name,
        "year": year,
        "count": number_format(of_year.total),
        "before": number_format(before),
        "last": year - 1,
        "inter": number_format(of_year.one("kind", "inter_village").count),
        "third": number_format(of_year.one("kind", "third_party").count),
    }
    said = [
        _("Pada tahun %(year)s mulai berlaku %(count)s kerja sama desa di %(place)s.") % words,
        _("Setahun sebelumnya, pada %(last)s, ada %(before)s.") % words,
    ]
    if of_year.total:
        said.append(_("%(inter)s di antaranya antardesa dan %(third)s dengan pihak ketiga.") % words)
    if worth := of_year.one("total").amount:
        said.append(_("Nilai yang tertulis di dalamnya seluruhnya %(worth)s.") % {"worth": rupiah(worth)})
    return [*said, *_standing(of_all)]


def _standing(figures: Figures) -> list[str]:
    """How things stand now, whatever the year."""
    covered, villages = figures.covered
    words = {
        "in_force": number_format(figures.one("stage", "in_force").count),
        "covered": number_format(covered),
        "villages": number_format(villages),
        "share": percent(covered / villages) if villages else "–",
        "partners": number_format(figures.partners),
    }
    return [
        _("Saat laporan ini dibuat, %(in_force)s kerja sama berlaku.") % words,
        _("%(covered)s dari %(villages)s desa (%(share)s) dan %(partners)s mitra sudah bekerja sama.")
        % words,
    ]


def listed(place: Place, year: int) -> list[dict[str, str]]:
    """The agreements that began to hold in that year, the earliest first."""
    found = Listing.objects.filter(year=year)
    if place.scope:
        found = found.filter(places__contains=[place.scope])
    rows = found.order_by("starts_on", "pk").only(
        "title", "parties", "names", "starts_on", "ends_on", "value", "ref"
    )
    return [
        {
            "title": row.title,
            "parties": ", ".join(party["name"] for party in row.parties) or row.names,
            "term": f"{day(row.starts_on)} – {day(row.ends_on)}",
            "value": rupiah(row.value) or "–",
            "ref": row.ref,
        }
        for row in rows[:MOST_LISTED]
    ]
