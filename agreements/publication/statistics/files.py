"""The tables of a region -> one CSV as open data has it: commas, UTF-8, one figure a line, the same columns always."""

import csv
import datetime as dt
import io
from collections.abc import Iterable

from agreements.publication.statistics.places import Place
from agreements.publication.statistics.queries import Table

COLUMNS = (
    *("wilayah", "nama_wilayah", "ukuran", "kunci", "sebutan"),
    *("jumlah", "besaran", "satuan_besaran", "dihitung_pada"),
)
"""Region's code (empty: Indonesia) and name, respect, key and what it is called, count, what belongs to it and in which
unit, and when it was counted (RFC 3339). Respects and keys are named as in the interface and the open data."""


def as_csv(place: Place, tables: Iterable[Table], counted_at: dt.datetime | None) -> str:
    """The file, in the language that the tables are in."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    moment = counted_at.isoformat(timespec="seconds") if counted_at else ""
    for table in tables:
        measure = table.measure
        for line in table.lines:
            unit = measure.amount_unit if line.amount is not None else ""
            row = [measure.code, line.key, line.name, line.count, line.amount, unit]
            writer.writerow([place.scope, place.name, *row, moment])
        for said in table.summaries:
            row = [measure.code, said.key, said.name, said.count, said.amount, said.unit]
            writer.writerow([place.scope, place.name, *row, moment])
    return file.getvalue()
