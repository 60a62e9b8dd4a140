"""The tables of a region -> sections of its page: chart, columns, links on, and a sentence about the middle."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.publication.statistics.charts import MOST_ROWS, Chart, Named, columns, rows
from agreements.publication.statistics.places import LOWEST, Place
from agreements.publication.statistics.queries import Figures, Line, Summary, Table
from villages.templatetags.weave import rupiah

OLDEST_REPORT = 2000
_MOST_REPORTS = 6


@dataclass(frozen=True)
class Section:
    """One respect on the page."""

    slug: str
    title: str
    definition: str
    head: tuple[str, ...]
    """The titles of the columns."""
    body: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Name, where it leads (or nowhere), and the further cells."""
    chart: Chart
    caption: str
    """What the bars measure, and which of many are shown."""
    summary: str
    """What all come to, as a sentence; may be empty."""


def sections(figures: Figures) -> list[Section]:
    """The page's sections, each with its chart."""
    return [section(figures.place, table) for table in figures.tables]


def section(place: Place, table: Table, *, links: bool = True, most: int = MOST_ROWS) -> Section:
    """One respect with its chart of at most so many bars; `links`: whether its lines lead on."""
    measure, drawn = table.measure, chart(table, most)
    url = leads_to(place, table) if links else lambda _line: ""
    return Section(
        slug=measure.slug,
        title=_title(place, table),
        definition=str(measure.definition),
        head=_head(place, table),
        body=tuple((line.name, url(line), tuple(_cells(table, line))) for line in table.lines),
        chart=drawn,
        caption=_caption(table, drawn.shown),
        summary=" ".join(map(sentence, table.summaries)),
    )


def chart(table: Table, most: int = MOST_ROWS) -> Chart:
    """Columns for years, at most so many bars for everything else; coverage on a scale of a hundred per cent."""
    if table.measure.code == "coverage":
        return rows(((line.name, line.share, percent(line.share)) for line in table.lines), end=1, most=most)
    named: list[Named] = [(line.name, line.count, number_format(line.count)) for line in table.lines]
    return columns(named) if table.measure.code == "year" else rows(named, most=most)


def _caption(table: Table, shown: int) -> str:
    """What the bars measure; of a long table also which lines are drawn."""
    covers, words = table.measure.code == "coverage", {"count": shown}
    unit = _("Bagian desa yang bekerja sama") if covers else _("Jumlah kerja sama")
    if len(table.lines) <= shown:
        return unit
    if table.measure.code == "year":
        return _("Jumlah kerja sama, %(count)s tahun terakhir") % words
    return _("%(what)s, %(count)s yang teratas") % {"what": unit, **words}


def _title(place: Place, table: Table) -> str:
    if table.measure.code == "region":
        return _("Menurut %(parts)s") % {"parts": place.parts}
    return str(table.measure.title)


def _head(place: Place, table: Table) -> tuple[str, ...]:
    code = table.measure.code
    if code == "coverage":
        return (_capital(place.parts), _("Bekerja sama"), _("Semua desa"), _("Bagian"))
    first = {"region": _capital(place.parts), "year": _("Tahun")}.get(code, _("Sebutan"))
    return (first, _("Kerja sama"), _("Bagian"), *((_("Nilai"),) if table.has_amounts else ()))


def _cells(table: Table, line: Line) -> list[str]:
    count = number_format(line.count)
    if table.measure.code == "coverage":
        return [count, number_format(line.amount or 0), percent(line.share)]
    return [count, percent(line.share), *((rupiah(line.amount) or "–",) if table.has_amounts else ())]


def leads_to(place: Place, table: Table) -> Callable[[Line], str]:
    """Where each line of a table leads: the figures of a smaller region, or the list of the agreements counted."""
    code, question = table.measure.code, table.measure.question
    if code in ("region", "coverage"):
        name = "villages:village" if len(place.scope) == LOWEST else "agreements:statistics-region"
        return lambda line: reverse(name, args=[line.key])
    listed = reverse("agreements:catalogue")
    there = {"wilayah": place.scope} if place.scope else {}
    return lambda line: (
        f"{listed}?{urlencode({question: line.key} | there)}" if question and line.count else ""
    )


def sentence(summary: Summary) -> str:
    """What all come to, in words."""
    words = {
        "count": number_format(summary.count),
        "amount": rupiah(summary.amount) if summary.unit == "rupiah" else number_format(summary.amount),
    }
    if summary.unit == "rupiah":
        return (
            _("Separuh dari %(count)s kerja sama yang menyebut nilai bernilai %(amount)s atau kurang.")
            % words
        )
    if summary.unit == "hari":
        return _("Separuhnya berjangka waktu %(amount)s hari atau kurang.") % words
    if summary.key == "median":
        return _("Separuh dari %(count)s persetujuan selesai dalam %(amount)s hari kerja.") % words
    return _("Sembilan dari sepuluh selesai dalam %(amount)s hari kerja.") % words


def lead(figures: Figures) -> str:
    """The page's first sentence."""
    covered, villages = figures.covered
    words = {
        "count": number_format(figures.total),
        "covered": number_format(covered),
        "villages": number_format(villages),
        "partners": number_format(figures.partners),
    }
    return (
        ngettext(
            "%(count)s kerja sama yang diumumkan; %(covered)s dari %(villages)s desa dan %(partners)s mitra ikut.",
            "%(count)s kerja sama yang diumumkan; %(covered)s dari %(villages)s desa dan %(partners)s mitra ikut.",
            figures.total,
        )
        % words
    )


def crumbs(place: Place, *, last: bool = False) -> list[tuple[str, str]]:
    """The way down to the region; with `last` the region itself too."""
    above = [*place.within, *([(place.scope, place.name)] if last else [])]
    return [(name, address(scope)) for scope, name in above]


def address(scope: str) -> str:
    """The page of the figures of a region."""
    return (
        reverse("agreements:statistics-region", args=[scope]) if scope else reverse("agreements:statistics")
    )


def report_years(figures: Figures) -> list[int]:
    """For which years a report is offered: those in which something began, the newest first, and the current one."""
    today = timezone.localdate().year
    begun = {
        int(line.key) for table in figures.tables if table.measure.code == "year" for line in table.lines
    }
    sound = {year for year in begun if OLDEST_REPORT <= year <= today}
    return sorted(sound | {today}, reverse=True)[:_MOST_REPORTS]


def percent(share: float) -> str:
    """A share as people write it: 7,5% with a decimal below a tenth of all, else whole."""
    value = share * 100
    places = 1 if 0 < round(value, 1) < 10 else 0
    return f"{number_format(round(value, places), decimal_pos=places)}%"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
