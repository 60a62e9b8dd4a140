"""A village is found by what people type: name, kecamatan, code, or nearly so."""

import pytest

from tests.factories import SubdistrictFactory, VillageAreaFactory
from villages.regions.queries import find_areas

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places() -> None:
    ayah, kebumen = SubdistrictFactory(), SubdistrictFactory(code="33.05.12", name="Kebumen")
    for code, name, where in (
        ("33.05.01.2001", "Argopeni", ayah),
        ("33.05.01.2004", "Pasir", ayah),
        ("33.05.01.2005", "Pasirmulyo", ayah),
        ("33.05.12.2007", "Argopeni", kebumen),
        ("33.05.12.2008", "100%_Desa", kebumen),
    ):
        VillageAreaFactory(code=code, name=name, subdistrict=where)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("argopeni", ["33.05.01.2001", "33.05.12.2007"]),
        ("Argopeni Kebumen", ["33.05.12.2007"]),
        ("Desa Argopeni, Kec. Ayah", ["33.05.01.2001"]),
        ("pasir", ["33.05.01.2004", "33.05.01.2005"]),
        ("mulyo", ["33.05.01.2005"]),
        ("33.05.12.2007", ["33.05.12.2007"]),
        ("3305012004", ["33.05.01.2004"]),
        ("argopenny", ["33.05.01.2001", "33.05.12.2007"]),
        ("100%", ["33.05.12.2008"]),
        ("_", []),
        ("desa", []),
        ("", []),
        ("x", []),
        ("'; --", []),
        ("tidak ada yang begini", []),
    ],
)
def test_what_people_type_finds_the_village(text: str, codes: list[str]) -> None:
    assert [area.pk for area in find_areas(text)] == codes


def test_a_regency_narrows_the_search() -> None:
    assert not find_areas("argopeni", regency="33.06").exists()
    assert find_areas("argopeni", regency="33.05").count() == 2
