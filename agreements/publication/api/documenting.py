"""The schema of the interface -> what its documentation page shows: addresses, parameters, fields, examples."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from agreements.publication.api.schema import document

EXAMPLES = Path(__file__).with_name("examples")
PORTAL = "{portal}"
"""What stands in a kept answer for the address of the portal."""
MOST_LINES = 48


@dataclass(frozen=True)
class Example:
    """A question and the answer that it really got; a test asks it again and compares."""

    operation: str
    """The name of the address in the schema."""
    address: str
    """What is asked."""

    @property
    def file(self) -> Path:
        """Where the answer is kept."""
        return EXAMPLES / f"{self.operation}.json"


ASKED = (
    Example("Root", "/api/v1/"),
    Example("Agreements", "/api/v1/kerja-sama/?topik=waste&wilayah=33.05&jumlah=1"),
    Example("AnAgreement", "/api/v1/kerja-sama/K7M2Q9XA/"),
    Example("Parties", "/api/v1/pihak/?desa=33.05.01.2004"),
    Example("Provisions", "/api/v1/ketentuan/?q=sampah"),
    Example("Villages", "/api/v1/desa/?wilayah=33.05&jumlah=1"),
    Example("AVillage", "/api/v1/desa/33.05.01.2004/"),
    Example("Partners", "/api/v1/mitra/?jenis=university"),
    Example("APartner", "/api/v1/mitra/universitas-bahari/"),
    Example("Statistics", "/api/v1/statistik/?wilayah=33.05&ukuran=topic"),
    Example("Vocabulary", "/api/v1/kosakata/"),
)


@dataclass(frozen=True)
class Row:
    """One parameter or one field."""

    name: str
    """As it is written; what lies deeper after a point, rows of a list after []."""
    kind: str
    """Which values it takes, in a few words."""
    about: str
    """What it means."""


@dataclass
class Operation:
    """One address of the interface."""

    name: str
    """In the schema, and as anchor on the page."""
    path: str
    """With the changing parts in braces."""
    title: str
    about: str
    """What it answers."""
    parameters: list[Row]
    like: str
    """The title of an address before it that takes the same parameters; empty where there is none."""
    fields: list[Row]
    """What the answer holds; of a list, what one row holds."""
    many: bool
    """Whether it answers with pages of rows."""
    asked: str
    """The example: what was asked."""
    answered: str
    """What came, cut after some lines."""


def operations() -> list[Operation]:
    """Every address, in the order of the examples."""
    schema = document()
    found = {
        said["get"]["operationId"]: _operation(path, said["get"], schema)
        for path, said in schema["paths"].items()
    }
    listed = [found[example.operation] for example in ASKED]
    first: dict[tuple[str, ...], str] = {}
    for one in listed:
        known = first.setdefault(tuple(row.name for row in one.parameters), one.title)
        one.like = known if one.parameters and known != one.title else ""
    return listed


def _operation(path: str, said: dict[str, Any], schema: dict[str, Any]) -> Operation:
    answer = _known(said["responses"]["200"]["content"]["application/json"]["schema"], schema)
    many = set(answer["properties"]) == {"results", "next"}
    shape = _known(answer["properties"]["results"]["items"], schema) if many else answer
    example = next(one for one in ASKED if one.operation == said["operationId"])
    return Operation(
        name=said["operationId"],
        path=path,
        title=said["summary"],
        about=said["description"],
        parameters=[
            Row(one["name"], _kind(one["schema"]), one.get("description", ""))
            for one in said.get("parameters", [])
            if one["in"] == "query"
        ],
        fields=list(_fields(shape, schema)),
        like="",
        many=many,
        asked=example.address,
        answered=_shown(example.file),
    )


def _fields(shape: dict[str, Any], schema: dict[str, Any], before: str = "") -> Iterator[Row]:
    """The fields of an object, each followed by what lies in it."""
    for name, said in shape["properties"].items():
        whole = _known(said, schema)
        listed = whole.get("type") == "array"
        inner = _known(whole["items"], schema) if listed else whole
        mark = f"{before}{name}{'[]' if listed else ''}"
        kind = _kind(inner, null=_nullable(said)) if not listed else _("daftar")
        yield Row(mark, kind, said.get("description", ""))
        if "properties" in inner:
            yield from _fields(inner, schema, f"{mark}.")


def _known(said: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The shape itself where there is only a reference to it."""
    for part in [said, *said.get("allOf", []), *said.get("oneOf", []), *said.get("anyOf", [])]:
        if "$ref" in part:
            return schema["components"]["schemas"][part["$ref"].rsplit("/", 1)[1]]
    return said


def _nullable(said: dict[str, Any]) -> bool:
    parts = said.get("oneOf", []) + said.get("anyOf", [])
    return "null" in said.get("type", "") or any(part.get("type") == "null" for part in parts)


def _kind(said: dict[str, Any], *, null: bool = False) -> str:
    """Which values, in words: a code and which ones, a date, a whole number, a text."""
    kinds = said.get("type", "object")
    kind = next((one for one in kinds if one != "null"), "object") if isinstance(kinds, list) else kinds
    null = null or (isinstance(kinds, list) and "null" in kinds)
    word = {
        "integer": _("bilangan bulat"),
        "number": _("bilangan"),
        "boolean": _("true atau false"),
        "object": _("objek"),
        "string": {"date": _("tanggal"), "date-time": _("waktu"), "uri": _("alamat")}.get(
            said.get("format", ""), _("teks")
        ),
    }.get(kind, kind)
    if codes := [str(code) for code in said.get("enum", []) if code]:
        word = _("kode: %s") % ", ".join(codes)
    return _("%s atau null") % word if null else str(word)


@cache
def _shown(file: Path) -> str:
    """A kept answer, laid out for reading and cut after some lines."""
    text = file.read_text().replace(PORTAL, settings.PUBLIC_URL)
    lines = json.dumps(json.loads(text), indent=2, ensure_ascii=False).splitlines()
    return "\n".join(lines if len(lines) <= MOST_LINES else [*lines[:MOST_LINES], "…"])
