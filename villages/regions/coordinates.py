"""A file of centre points (CSV) -> the coordinates of the villages on the register, with a report of what fits nothing.

The register of the ministry has no coordinates; any list will do whose columns are called `code`, `latitude`,
`longitude` (or `kode`, `lintang`, `bujur`), parted by commas or semicolons. Further columns are left alone.
"""

import csv
import io
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from villages.regions.loading import CODE

FILE_CAP = 50 * 1024 * 1024
STEP = Decimal("0.00001")
"""A little more than a metre."""
SOUTH, NORTH, WEST, EAST = Decimal("-11.5"), Decimal("6.5"), Decimal("94.5"), Decimal("141.5")
"""Between these lies all of Indonesia; what lies beyond has its columns exchanged or a wrong sign."""
_NAMES = {"kode": "code", "lintang": "latitude", "bujur": "longitude", "lat": "latitude", "lon": "longitude"}
_VILLAGE = 13
"""How long the code of a village is."""


class CoordinatesError(Exception):
    """A file that cannot be loaded; the message says why and what to do."""


@dataclass(frozen=True)
class Points:
    """A file as read."""

    places: dict[str, tuple[Decimal, Decimal]]
    """Latitude and longitude by code of the village."""
    faults: list[str] = field(default_factory=list)
    """Each line that says nothing sound, in words."""


@dataclass(frozen=True)
class Report:
    """What a load did."""

    changed: int
    """How many villages have new coordinates."""
    same: int
    """How many had these coordinates already."""
    unknown: list[str]
    """Codes that the register does not know."""
    faults: list[str]
    """Lines that were left out, in words."""


def from_file(path: Path) -> Points:
    """The points in a file. Raises `CoordinatesError` when it cannot be read or lacks a column."""
    try:
        if path.stat().st_size > FILE_CAP:
            raise CoordinatesError(_("Berkas terlalu besar; paling besar 50 MB."))
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CoordinatesError(_("Berkas tidak terbaca: %(error)s") % {"error": error}) from error
    try:
        return read(text)
    except csv.Error as error:
        raise CoordinatesError(_("Berkas tidak terbaca: %(error)s") % {"error": error}) from error


def read(text: str) -> Points:
    """The points in the text of a file. Raises `CoordinatesError` when a column is missing."""
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    names = {_named(name): name for name in rows.fieldnames or []}
    if missing := [name for name in ("code", "latitude", "longitude") if name not in names]:
        raise CoordinatesError(_("Kolom ini tidak ada: %(names)s.") % {"names": ", ".join(missing)})
    places: dict[str, tuple[Decimal, Decimal]] = {}
    faults: list[str] = []
    for line, row in enumerate(rows, start=2):
        code, latitude, longitude = (
            (row[names[name]] or "").strip() for name in ("code", "latitude", "longitude")
        )
        place = _place(latitude, longitude)
        if len(code) != _VILLAGE or not CODE.fullmatch(code):
            faults.append(_("baris %(line)d: kode desa keliru") % {"line": line})
        elif place is None:
            faults.append(_("baris %(line)d: koordinat bukan di Indonesia") % {"line": line})
        elif code in places:
            faults.append(_("baris %(line)d: kode ini sudah disebut di atas") % {"line": line})
        else:
            places[code] = place
    return Points(places, faults)


def _named(column: str | None) -> str:
    name = (column or "").strip().lower()
    return _NAMES.get(name, name)


def _place(latitude: str, longitude: str) -> tuple[Decimal, Decimal] | None:
    try:
        north, east = (
            Decimal(text.replace(",", ".")).quantize(STEP, ROUND_HALF_UP) for text in (latitude, longitude)
        )
    except InvalidOperation:
        return None
    inside = north.is_finite() and east.is_finite() and SOUTH <= north <= NORTH and WEST <= east <= EAST
    return (north, east) if inside else None


@transaction.atomic
def load(points: Points) -> Report:
    """Give every village of the file its coordinates; a village that the file does not name keeps what it has.

    Loading the same file again changes nothing. Codes that the register lacks are told, not written.
    """
    with connection.cursor() as cursor:
        _copy(cursor, points)
        cursor.execute(
            """SELECT point.code FROM point LEFT JOIN villages_villagearea area USING (code)
            WHERE area.code IS NULL ORDER BY 1"""
        )
        unknown = [code for (code,) in cursor.fetchall()]
        cursor.execute(
            """UPDATE villages_villagearea area SET latitude = point.latitude, longitude = point.longitude
            FROM point WHERE area.code = point.code AND (area.latitude, area.longitude)
                IS DISTINCT FROM (point.latitude, point.longitude)"""
        )
        changed = cursor.rowcount
    return Report(changed, len(points.places) - len(unknown) - changed, unknown, points.faults)


def _copy(cursor: Any, points: Points) -> None:
    cursor.execute("DROP TABLE IF EXISTS pg_temp.point")
    cursor.execute(
        "CREATE TEMP TABLE point (code text, latitude numeric(8,5), longitude numeric(8,5)) ON COMMIT DROP"
    )
    rows = (f"{code}\t{north}\t{east}\n" for code, (north, east) in points.places.items())
    cursor.copy_expert("COPY point FROM STDIN", io.StringIO("".join(rows)))
    cursor.execute("ANALYZE point")
