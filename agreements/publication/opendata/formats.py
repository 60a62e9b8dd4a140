"""Rows -> files in three formats, written row by row: CSV and JSON Lines packed with gzip, and workbooks.

The CSV follows RFC 4180 (comma, UTF-8, header); as in every table of the portal an apostrophe stands before a text that
a spreadsheet would take for a formula. JSON Lines has every text as it is.
"""

import csv
import datetime as dt
import gzip
import io
import json
from abc import ABC, abstractmethod
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from agreements.publication.opendata.datasets import Column, Dataset
from agreements.publication.opendata.elements import clean

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
JOIN = ";"
"""What stands between several values of one cell."""
MOST_ROWS = 1_000_000
"""Rows of one workbook; a sheet holds 1,048,576 with its header, and what is longer has several parts."""
MOST_LETTERS = 32_767
"""Letters of one cell of a workbook."""


class Format(ABC):
    """One file that is being written."""

    ending: str
    """How the name of the file ends."""

    def __init__(self, path: Path, dataset: Dataset) -> None:
        self.path = path
        self.columns = dataset.columns
        self.rows = 0

    def add(self, row: dict[str, Any]) -> None:
        """Write one more row."""
        self._write([(column, row[column.code]) for column in self.columns])
        self.rows += 1

    @property
    def full(self) -> bool:
        """Whether the next row needs another file."""
        return False

    @abstractmethod
    def _write(self, cells: list[tuple[Column, Any]]) -> None: ...

    @abstractmethod
    def close(self) -> None:
        """Finish the file."""


class _Packed(Format):
    """A text file packed with gzip; the same rows always give the same bytes."""

    def __init__(self, path: Path, dataset: Dataset) -> None:
        super().__init__(path, dataset)
        self.raw = path.open("wb")
        self.packed = gzip.GzipFile(filename="", mode="wb", fileobj=self.raw, compresslevel=6, mtime=0)
        self.text = io.TextIOWrapper(self.packed, encoding="utf-8", newline="")

    def close(self) -> None:
        """Finish the file."""
        self.text.close()
        self.raw.close()


class Csv(_Packed):
    """Comma-separated values."""

    ending = "csv.gz"

    def __init__(self, path: Path, dataset: Dataset) -> None:
        super().__init__(path, dataset)
        self.writer = csv.writer(self.text)
        self.writer.writerow([column.code for column in self.columns])

    def _write(self, cells: list[tuple[Column, Any]]) -> None:
        self.writer.writerow([in_csv(value) for _column, value in cells])


class JsonLines(_Packed):
    """One JSON object per line; what is not known is left out, so that there is no null."""

    ending = "jsonl.gz"

    def _write(self, cells: list[tuple[Column, Any]]) -> None:
        known = {column.code: in_json(value) for column, value in cells if value is not None and value != ""}
        self.text.write(json.dumps(known, ensure_ascii=False, separators=(",", ":")) + "\n")


class Xlsx(Format):
    """A workbook with one sheet; its rows go to the disk as they come."""

    ending = "xlsx"

    def __init__(self, path: Path, dataset: Dataset) -> None:
        super().__init__(path, dataset)
        self.book = Workbook(write_only=True)
        self.sheet = self.book.create_sheet(str(dataset.title)[:31].replace("/", "-"))
        self.sheet.freeze_panes = "A2"
        header = [WriteOnlyCell(self.sheet, value=column.code) for column in self.columns]
        for cell in header:
            cell.font = Font(bold=True)
        self.sheet.append(header)

    @property
    def full(self) -> bool:
        """A sheet is full after a million rows."""
        return self.rows >= MOST_ROWS

    def _write(self, cells: list[tuple[Column, Any]]) -> None:
        self.sheet.append([self._cell(value) for _column, value in cells])

    def _cell(self, value: Any) -> Any:
        """A number, day or yes as such; a text stays a text whatever it begins with."""
        if isinstance(value, list):
            value = JOIN.join(value)
        if isinstance(value, dt.datetime):
            value = in_json(value)
        if isinstance(value, str):
            cell = WriteOnlyCell(self.sheet, value=clean(value)[:MOST_LETTERS])
            cell.data_type = "s"
            return cell
        return value

    def close(self) -> None:
        """Finish the file."""
        self.book.save(self.path)


def in_csv(value: Any) -> str:
    """A cell of a CSV: true and false, days as 2026-11-22, moments as RFC 3339, nothing for what is not known."""
    if value is None:
        return ""
    if isinstance(value, list):
        return _harmless(JOIN.join(value))
    plain = in_json(value)
    if isinstance(plain, bool):
        return str(plain).lower()
    if isinstance(value, str):
        return _harmless(value)
    return str(plain)


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def in_json(value: Any) -> Any:
    """The value as JSON knows it; moments in UTC to the second."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return value


FORMATS: dict[str, type[Format]] = {"csv": Csv, "jsonl": JsonLines, "xlsx": Xlsx}
"""The formats by their codes in the database."""
