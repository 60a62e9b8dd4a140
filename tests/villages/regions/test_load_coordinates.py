"""Where villages lie comes from a file; what fits nothing is told, and nothing else changes."""

from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories import VillageAreaFactory
from villages.regions import coordinates
from villages.regions.models import VillageArea

pytestmark = pytest.mark.django_db


def load(path: Path, text: str, encoding: str = "utf-8") -> str:
    file, out = path / "titik.csv", StringIO()
    file.write_bytes(text.encode(encoding))
    call_command("load_coordinates", file, stdout=out)
    return out.getvalue()


def place(code: str) -> tuple[Decimal | None, Decimal | None]:
    area = VillageArea.objects.get(pk=code)
    return area.latitude, area.longitude


def test_points_are_written_once_and_told(tmp_path: Path) -> None:
    for code in ("33.05.01.2001", "33.05.01.2002", "33.05.01.2003"):
        VillageAreaFactory(code=code)
    text = (
        "code,name,latitude,longitude\n33.05.01.2001,A,-7.7408,109.4005\n33.05.01.2002,B,-7.75631,109.4064\n"
    )
    assert "Selesai: 2 titik baru, 0 sudah sama." in load(tmp_path, text)
    assert place("33.05.01.2001") == (Decimal("-7.7408"), Decimal("109.4005"))
    assert place("33.05.01.2003") == (None, None)
    assert "Selesai: 0 titik baru, 2 sudah sama." in load(tmp_path, text)
    moved = "code,latitude,longitude\n33.05.01.2002,-7.8,109.5\n"
    assert "Selesai: 1 titik baru, 0 sudah sama." in load(tmp_path, moved)
    assert place("33.05.01.2001") == (Decimal("-7.7408"), Decimal("109.4005"))


def test_other_names_of_columns_semicolons_and_decimal_commas_are_understood(tmp_path: Path) -> None:
    VillageAreaFactory(code="33.05.01.2001")
    load(tmp_path, "Kode;Lintang;Bujur\r\n33.05.01.2001;-7,7408;109,4005\r\n", "utf-8-sig")
    assert place("33.05.01.2001") == (Decimal("-7.7408"), Decimal("109.4005"))


def test_unknown_codes_and_unsound_lines_are_told_and_left_out(tmp_path: Path) -> None:
    VillageAreaFactory(code="33.05.01.2001")
    rows = [
        "33.05.01.2001,-7.7408,109.4005",
        "33.05.01.2999,-7.7,109.4",
        "33.05.01,-7.7,109.4",
        "33.05.01.2001,-7.9,109.9",
        "33.05.01.2002,109.4005,-7.7408",
        "33.05.01.2003,NaN,109.4",
        "33.05.01.2004,,",
        "33.05.01.2005",
    ]
    told = load(tmp_path, "code,latitude,longitude\n" + "\n".join(rows))
    assert "Kode yang tidak dikenal: 1\n  33.05.01.2999\n" in told
    assert "Baris yang dilewati: 6\n" in told
    assert "baris 4: kode desa keliru" in told
    assert "baris 5: kode ini sudah disebut di atas" in told
    assert all(f"baris {line}: koordinat bukan di Indonesia" in told for line in (6, 7, 8, 9))
    assert place("33.05.01.2001") == (Decimal("-7.7408"), Decimal("109.4005"))


@pytest.mark.parametrize("text", ["", "code,latitude\n", "\x00,\n", "nama,x,y\nA,1,2\n"])
def test_a_file_without_the_columns_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(CommandError, match=r"Kolom ini tidak ada|tidak terbaca"):
        load(tmp_path, text)


def test_a_file_that_is_no_text_or_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="tidak terbaca"):
        load(tmp_path, "code,latitude,longitude\n33.05.01.2001,ÿ,1\n", "latin-1")
    with pytest.raises(CommandError, match="tidak terbaca"):
        call_command("load_coordinates", tmp_path / "tiada.csv")


def test_the_demo_s_points_are_sound() -> None:
    path = Path(__file__).parents[3] / "demo" / "coordinates-33.05.csv"
    points = coordinates.from_file(path)
    assert (len(points.places), points.faults) == (460, [])
