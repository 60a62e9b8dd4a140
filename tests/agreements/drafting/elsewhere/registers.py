"""Makes old registers as people keep them: tables as CSV or XLSX bytes."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook

HEADER = ["Judul", "Para Pihak", "Nomor", "Tanggal Penandatanganan", "Mulai Berlaku", "Berakhir", "Nilai"]


def line(number: int = 1, **changes: str) -> list[str]:
    """A sound row, with some of its cells changed (by their header)."""
    said = {
        "Judul": f"Pengelolaan Sampah Bersama {number}",
        "Para Pihak": "Desa Argopeni (Kecamatan Ayah); Desa Srati",
        "Nomor": f"{number} TAHUN 2024",
        "Tanggal Penandatanganan": "15 Januari 2024",
        "Mulai Berlaku": "01/02/2024",
        "Berakhir": "31/01/2027",
        "Nilai": "Rp 12.500.000,00",
    }
    return list((said | changes).values())


def as_csv(rows: Sequence[Sequence[str]], *, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Sequence[Any]], change: Callable[[Workbook], None] = lambda book: None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    change(book)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
