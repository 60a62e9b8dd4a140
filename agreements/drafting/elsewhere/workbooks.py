"""The bytes of an XLSX file -> the rows of its first visible sheet; nothing in it is evaluated, fetched or trusted."""

import datetime as dt
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from agreements.drafting.elsewhere.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    BadSheet,
    Spoilt,
    Table,
    cell,
    formula,
    table,
)

MOST_UNPACKED = 80 * 1024 * 1024
MOST_RATIO = 150
MOST_PARTS = 300
_MOST_MERGED = 200_000
_LAST_ROW = 30_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
Merged = dict[int, list[tuple[int, int, str]]]


def read(data: bytes, *, most: int = MOST_ROWS) -> Table:
    """Header and rows of the first visible sheet. Raises BadSheet in words."""
    _sound_archive(data)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not visible:
            raise BadSheet(_("Semua lembar dalam berkas ini tersembunyi atau kosong."))
        merged = _merged(data, visible[0]._worksheet_path)
        notices = _notices(visible[0].title, len(visible))
        return table(_lines(visible[0], merged), notices, most=most)
    except BadSheet:
        raise
    except Exception:  # noqa: BLE001  # a torn file breaks the library in any way it likes
        raise BadSheet(_("Berkas XLSX ini rusak. Buka di lembar kerja Anda, lalu simpan ulang.")) from None


def _notices(title: str, visible: int) -> list[str]:
    if visible < 2:
        return []
    return [_("Yang dibaca lembar pertama, “%(title)s”; lembar lain diabaikan.") % {"title": title[:60]}]


def _sound_archive(data: bytes) -> None:
    """Refuse an archive that unpacks beyond measure, carries macros, or declares entities."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise BadSheet(_("Berkas XLSX ini rusak. Buka di lembar kerja Anda, lalu simpan ulang.")) from None
    names = {part.filename.lower() for part in parts}
    if "xl/workbook.xml" not in names:
        raise BadSheet(_("Isi berkas ini bukan lembar kerja XLSX. Simpan sebagai .xlsx atau .csv."))
    if any(name.endswith((".bin", ".vbs", ".exe")) and "printersettings" not in name for name in names):
        raise BadSheet(_("Berkas ini memuat makro. Simpan sebagai .xlsx tanpa makro."))
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * len(data) + 1_000_000 or len(parts) > MOST_PARTS:
        raise BadSheet(
            _("Isi berkas ini terlalu besar setelah dibuka. Hapus lembar dan gambar yang tidak perlu.")
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in _begin(archive, part):
            raise BadSheet(_("Berkas ini bukan buatan lembar kerja yang dikenal. Simpan sebagai CSV."))


def _begin(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(part) as file:
            return file.read(2_000)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        raise BadSheet(_("Berkas XLSX ini rusak atau dilindungi kata sandi.")) from None


def _merged(data: bytes, path: str) -> Merged:
    """For every row the stretches of columns that belong to merged cells, each with the merged range's name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(path)
    found: Merged = defaultdict(list)
    count = 0
    for left, top, right, bottom in _MERGED.findall(text):
        name = f"{left.decode()}{int(top)}:{right.decode()}{int(bottom)}"
        for row in range(int(top), min(int(bottom), _LAST_ROW) + 1):
            count += 1
            if count > _MOST_MERGED:
                raise BadSheet(_("Terlalu banyak sel gabungan; pisahkan semua sel, lalu coba lagi."))
            found[row].append((_column(left), _column(right), name))
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _lines(sheet: Any, merged: Merged) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        said = [_said(one) for one in cells]
        for left, right, name in merged.get(number, ()):
            for place in range(left, min(right, len(said) - 1) + 1):
                reason = _("Sel ini bagian dari sel gabungan %(name)s; pisahkan dan isi setiap barisnya.")
                said[place] = Spoilt(said[place], reason % {"name": name}) if number > 1 else said[place]
        yield number, said


def _said(one: Any) -> str:
    value = one.value
    if value is None:
        return ""
    if one.data_type == "f":
        return formula(value if isinstance(value, str) else "=")
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**16:
        return str(int(value))
    return cell(str(value))
