"""Rows -> a file for a spreadsheet, CSV or XLSX, written while it is sent; no cell is ever taken for a formula."""

import csv
import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = ("csv", "xlsx")
"""What a list can be taken along as."""
Cells = Iterable[list[Any]]


def download(name: str, ending: str, header: list[str], lines: Cells) -> HttpResponseBase:
    """The table as a file of that name; `lines` are read as they are written, so that a long list needs no memory.

    The CSV has semicolons and a byte order mark, as spreadsheets in Indonesia expect.
    """
    if ending == "xlsx":
        sheet = _workbook(header, lines)
        return FileResponse(sheet, as_attachment=True, filename=f"{name}.xlsx", content_type=_SHEET)
    written = _csv(header, lines, translation.get_language())
    response = StreamingHttpResponse(written, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


class _Line:
    """A file that hands back what was written last."""

    def write(self, text: str) -> str:
        """Give the line to whoever called the writer."""
        return text


def _csv(header: list[str], lines: Cells, language: str | None) -> Iterator[bytes]:
    writer = csv.writer(_Line(), delimiter=";")
    yield b"\xef\xbb\xbf" + writer.writerow(header).encode()
    with translation.override(language):
        for cells in lines:
            yield writer.writerow([_text(cell) for cell in cells]).encode()


def _text(value: Any) -> str:
    """A cell of a CSV: days as 2026-11-22, nothing for none, an apostrophe before what looks like a formula."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = localtime(value).date()
    if isinstance(value, dt.date | int | float):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _workbook(header: list[str], lines: Cells) -> IO[bytes]:
    """The table as a workbook in a file without a name, written row by row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, title, bold=True) for title in header])
    for cells in lines:
        sheet.append([_cell(sheet, value) for value in cells])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> WriteOnlyCell:
    """A cell with the value's own type; a text stays a text whatever it begins with."""
    if isinstance(value, dt.datetime):
        value = localtime(value).date()
    if not isinstance(value, dt.date | int | float | None):
        value = str(value)
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
