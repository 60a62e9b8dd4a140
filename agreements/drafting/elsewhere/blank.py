"""The empty register that people fill in: a CSV, or an XLSX whose second sheet explains every column."""

import csv
import io

from django.utils import translation

from agreements.drafting.elsewhere.columns import COLUMNS

_WIDTH = {"title": 40, "party": 50, "summary": 40, "number": 34}
_SHEETS = ("Data", "Petunjuk")


def as_csv() -> bytes:
    """Header and one example, separated by semicolons, with the mark by which spreadsheets know UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([column.header for column in COLUMNS])
    writer.writerow([column.example for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx() -> bytes:
    """Header and one example; the second sheet says what belongs into each column."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    data = book.active
    data.title = _SHEETS[0]
    data.append([column.header for column in COLUMNS])
    data.append([column.example for column in COLUMNS])
    data.freeze_panes = "A2"
    for place, column in enumerate(COLUMNS, start=1):
        data.cell(row=1, column=place).font = Font(bold=True)
        data.column_dimensions[get_column_letter(place)].width = _WIDTH.get(column.code, 20)
        data.cell(row=2, column=place).number_format = "@"
    told = book.create_sheet(_SHEETS[1])
    told.append(["Kolom", "Wajib", "Isinya", "Contoh"])
    with translation.override("id"):
        for column in COLUMNS:
            told.append(
                [column.header, "ya" if column.required else "", str(column.explained), column.example]
            )
    for letter, width in (("A", 26), ("B", 8), ("C", 90), ("D", 44)):
        told.column_dimensions[letter].width = width
    for row in told.iter_rows():
        for one in row:
            one.alignment = Alignment(wrap_text=True, vertical="top")
    for one in told[1]:
        one.font = Font(bold=True)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
