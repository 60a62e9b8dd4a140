"""A place -> its tables whole, for spreadsheets: agreements with their warnings, parties, outcomes by topic."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from agreements.desk.progress import queries
from agreements.desk.progress.scope import Place


def table(place: Place, code: str) -> dict[str, Any]:
    """The header and the lines of the table of that name."""
    return TABLES[code](place)


def _agreements(place: Place) -> dict[str, Any]:
    header = [
        *(_("Rujukan"), _("Judul"), _("Para pihak"), _("Berakhir"), _("Skor"), _("Arti"), _("Alasan")),
        _("Kewajiban ditepati"),
    ]
    lines = (
        [
            row.agreement.ref,
            row.agreement.title,
            row.parties,
            row.agreement.ends_on,
            row.points,
            str(row.level.label),
            "; ".join(row.reasons),
            row.kept,
        ]
        for row in queries.warned(place, most=None)
    )
    return {"header": header, "lines": lines}


def _parties(place: Place) -> dict[str, Any]:
    header = [
        *(
            _("Pihak"),
            _("Jatuh tempo"),
            _("Tepat waktu"),
            _("Terlambat dilaksanakan"),
            _("Belum dilaksanakan"),
        ),
        *(_("Dilanggar"), _("Persen tepat waktu")),
    ]
    lines = (
        [
            line.name,
            line.kept.due,
            line.kept.on_time,
            line.kept.late_done,
            line.kept.late_open,
            line.kept.breached,
            line.kept.percent,
        ]
        for line in queries.by_party(place)
    )
    return {"header": header, "lines": lines}


def _topics(place: Place) -> dict[str, Any]:
    header = [_("Topik"), _("Manfaat"), _("Indikator"), _("Sudah diukur"), _("Mencapai target")]
    lines = (
        [line.topic, line.benefit, line.indicators, line.measured, line.reached]
        for line in queries.by_topic(place)
    )
    return {"header": header, "lines": lines}


TABLES: dict[str, Callable[[Place], dict[str, Any]]] = {
    "kerja-sama": _agreements,
    "pihak": _parties,
    "hasil": _topics,
}
"""The tables by the word in their addresses."""
