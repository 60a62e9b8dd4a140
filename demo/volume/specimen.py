"""The one PDF that stands in for every document's file in a volume database, and says so itself."""

from typing import Any

from agreements.documents import store
from agreements.documents.content import SCHEMA
from agreements.documents.pdf import render
from agreements.documents.words import designation

_BODY = (
    "Berkas ini menggantikan berkas setiap naskah dalam basis data yang dibuat dengan `make_volume`. Naskah yang"
    " sebenarnya berdiri di halaman kerja samanya."
)


def specimen() -> tuple[str, int]:
    """Lay it out, keep it, and say its digest and its size."""
    data = render(_content())
    return store.put(data), len(data)


def _content() -> dict[str, Any]:
    people = [("Desa Contoh Satu", "Nama Contoh Satu"), ("Desa Contoh Dua", "Nama Contoh Dua")]
    return {
        "schema": SCHEMA, "ref": "C0NT0H00", "version": 1, "instrument": "contract", "kind": "inter_village",
        "title": "Contoh Berkas Naskah", "place": "Contoh", "date": "2018-01-02", "field": "Contoh",
        "topic": "Contoh", "starts_on": "2018-01-02", "ends_on": "2018-12-31", "value": None,
        "verification": {"code": "C0NT-0H00-0000", "url": "https://contoh.invalid/"},
        "parties": [_party(n, *names) for n, names in enumerate(people, 1)],
        "considering": [], "in_view_of": [], "provisions": [], "paper": "a4", "witnesses_needed": 0,
        "chapters": [
            {"heading": "", "articles": [{"key": "a1", "heading": "Contoh", "content": "other", "body": _BODY}]}
        ],
        "signers": [_place(n, *names) for n, names in enumerate(people, 1)],
    }  # fmt: skip


def _party(ordinal: int, name: str, person: str) -> dict[str, Any]:
    signatory = {"name": person, "office": "Kepala Desa", "basis": "", "acting": False}
    return {
        "key": f"p{ordinal}", "ordinal": ordinal, "designation": designation(ordinal), "kind": "village",
        "name": name, "legal_name": name, "seat": "Contoh", "subdistrict": "Contoh", "regency": "Contoh",
        "number": f"{ordinal}", "signatory": signatory,
    }  # fmt: skip


def _place(ordinal: int, name: str, person: str) -> dict[str, Any]:
    return {
        "key": f"p{ordinal}", "capacity": "party", "party": ordinal, "organization": name, "name": person,
        "office": "Kepala Desa", "basis": "", "acting": False, "group": 1, "method": "paper",
    }  # fmt: skip
