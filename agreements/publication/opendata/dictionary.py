"""The description of the data sets -> a data dictionary that machines read: CSV on the Web (CSVW), a W3C standard."""

from collections.abc import Collection
from typing import Any

from django.utils import translation

from agreements.publication.opendata.datasets import DATASETS, Column, Dataset
from agreements.publication.opendata.formats import JOIN
from agreements.publication.opendata.rows import address

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def csvw(made: Collection[str]) -> dict[str, Any]:
    """All tables with their columns, keys and references; the definitions in Indonesian.

    `made` are the data sets whose files are there; any other is named by its place on the page.
    """
    with translation.override("id"):
        return {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "id"}],
            "dc:title": "Data terbuka kerja sama desa",
            "dc:license": {"@id": LICENCE},
            "tables": [_table(dataset, made) for dataset in DATASETS],
        }


def _table(dataset: Dataset, made: Collection[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "columns": [_column(column) for column in dataset.columns],
        "primaryKey": list(dataset.key),
    }
    if dataset.refers:
        schema["foreignKeys"] = [
            {
                "columnReference": column,
                "reference": {"resource": _url(other, made), "columnReference": theirs},
            }
            for column, other, theirs in dataset.refers
        ]
    return {
        "url": _url(dataset.code, made),
        "dc:title": str(dataset.title),
        "dc:description": str(dataset.description),
        "tableSchema": schema,
    }


def _url(code: str, made: Collection[str]) -> str:
    name = next(dataset.name for dataset in DATASETS if dataset.code == code)
    if code in made:
        return address("agreements:data-file", f"{name}.csv.gz")
    return f"{address('agreements:data')}#{name}"


def _column(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.code,
        "titles": column.code,
        "datatype": _datatype(column),
        "dc:description": str(column.definition),
        "required": column.required,
    }
    if column.several:
        found["separator"] = JOIN
    if column.codes:
        found["dc:subject"] = [
            {"dc:identifier": code, "dc:title": str(label)} for code, label in column.codes
        ]
    return found


def _datatype(column: Column) -> Any:
    """The type; of a column of codes also which ones there are."""
    if not column.codes:
        return column.datatype
    return {"base": "string", "format": "|".join(code for code, _label in column.codes)}
