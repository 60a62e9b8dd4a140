"""A citizen reads what the villages of a region have agreed, and where nothing is yet."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agreements.publication.statistics.counting import count_all
from agreements.publication.statistics.models import Tally
from agreements.record.stages import Stage
from tests import factories
from tests.agreements.publication.listings import listing
from villages.regions.models import AreaKind

pytestmark = pytest.mark.django_db
THIS = timezone.localdate().year


def village(code: str, name: str) -> Any:
    kecamatan = factories.SubdistrictFactory(code=code[:8], name={"33.05.01": "Ayah"}.get(code[:8], "Buayan"))
    return factories.VillageFactory(
        area=factories.VillageAreaFactory(code=code, name=name, subdistrict=kecamatan)
    )


@pytest.fixture
def region(db: None) -> None:
    """Two of three villages of Ayah take part, none of the one in Buayan; a kelurahan counts nowhere."""
    one, two = village("33.05.01.2001", "Pasir"), village("33.05.01.2002", "Srati")
    village("33.05.01.2003", "Argosari")
    village("33.05.02.2001", "Jladri")
    factories.VillageAreaFactory(
        code="33.05.02.1009", name="Buayan Kota", kind=AreaKind.KELURAHAN, subdistrict_id="33.05.02"
    )
    listing(one, two, topic="tourism", year=THIS)
    listing(one, two, topic="tourism", year=THIS - 2, stage=Stage.ENDED)
    listing(one, factories.partner("Koperasi Laut"), topic="fisheries", year=THIS)


def rows(page: str) -> list[tuple[str, ...]]:
    """Name and figures of every row of the table of what lies within."""
    table = page[page.index('id="di-dalam"') :]
    found = re.findall(
        r'<th scope="row"><a href="([^"]+)">(.+?)</a></th>((?:<td class="number">[^<]+</td>)+)', table
    )
    return [(url, name, *re.findall(r">([^<]+)<", cells)) for url, name, cells in found]


@pytest.mark.parametrize("counted", [False, True], ids=["counted at once", "counted by the worker"])
def test_every_level_tells_totals_coverage_and_what_lies_within(
    client: Client, region: None, counted: bool
) -> None:
    if counted:
        count_all()
    pages = {
        code: client.get(f"/wilayah/{code}").content.decode()
        for code in ("", "33/", "33.05/", "33.05.01/", "33.05.02/")
    }
    for code in ("", "33/", "33.05/"):
        page = pages[code]
        assert "2 dari 4 desa (50%) punya kerja sama" in page
        assert "2 desa belum punya satu pun" in page
        assert re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page) == [
            ("kerja sama berlaku", "2"),
            ("pernah diumumkan", "3"),
            ("mitra", "1"),
        ]
    assert rows(pages[""]) == [("/wilayah/33/", "Jawa Tengah", "3", "2 dari 4")]
    assert rows(pages["33/"]) == [("/wilayah/33.05/", "Kabupaten Kebumen", "3", "2 dari 4")]
    assert rows(pages["33.05/"]) == [
        ("/wilayah/33.05.01/", "Ayah", "3", "2 dari 3"),
        ("/wilayah/33.05.02/", "Buayan", "belum ada", "0 dari 1"),
    ]
    assert rows(pages["33.05.01/"]) == [
        ("/desa/33.05.01.2001/", "Pasir", "3"),
        ("/desa/33.05.01.2002/", "Srati", "2"),
        ("/desa/33.05.01.2003/", "Argosari", "belum ada"),
    ]
    assert rows(pages["33.05.02/"]) == [("/desa/33.05.02.2001/", "Jladri", "belum ada")]


def test_the_trend_stands_as_columns_and_as_a_table_with_its_gaps(client: Client, region: None) -> None:
    page = client.get("/wilayah/33.05/").content.decode()
    table = re.findall(r'<th scope="row">(\d{4})</th><td class="number">(\d+)</td>', page)
    expected = {THIS: "2", THIS - 2: "1"}
    assert table == [(str(year), expected.get(year, "0")) for year in range(THIS - 4, THIS + 1)]
    heights = re.findall(r'<rect class="strip-\w+"[^>]* height="(\d+)"', page)
    assert heights == ["0", "0", "60", "0", "120"]


def test_the_topics_lead_to_the_list_of_the_region(client: Client, region: None) -> None:
    page = client.get("/wilayah/33.05.01/").content.decode()
    assert 'href="/kerja-sama/?wilayah=33.05.01&amp;topik=tourism"' in page
    assert page.index("topik=tourism") < page.index("topik=fisheries")
    followed = client.get("/kerja-sama/", {"wilayah": "33.05.01", "topik": "fisheries"}).content.decode()
    assert "1 kerja sama" in followed


def test_every_level_leads_to_its_map_and_statistics(client: Client, region: None) -> None:
    for code, drawn in (
        ("", "/peta/"),
        ("33/", "/peta/"),
        ("33.05/", "/peta/33.05/"),
        ("33.05.01/", "/peta/33.05/?kecamatan=33.05.01"),
    ):
        page = client.get(f"/wilayah/{code}").content.decode()
        for address in (drawn, f"/statistik/{code}"):
            assert f'href="{address}"' in page
            assert client.get(address).status_code == 200


def test_a_page_is_kept_until_the_region_is_counted_again(client: Client, region: None) -> None:
    count_all()
    first = client.get("/wilayah/33.05/")
    same = {"if-none-match": first["ETag"]}
    assert client.get("/wilayah/33.05/", headers=same).status_code == 304
    Tally.objects.filter(scope="33.05", measure="coverage", key="").update(count=4)
    count_all()
    assert client.get("/wilayah/33.05/", headers=same).status_code == 200
    assert "Set-Cookie" not in first


def test_more_villages_ask_no_more_questions(
    client: Client, region: None, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        village(f"33.05.01.{2100 + number}", f"Argo{number}")
    count_all()
    for address in ("/wilayah/", "/wilayah/33/", "/wilayah/33.05/", "/wilayah/33.05.01/"):
        with django_assert_max_num_queries(6):
            client.get(address)


def test_in_papua_a_regency_has_districts(client: Client) -> None:
    papua = factories.ProvinceFactory(code="91", name="Papua")
    jayapura = factories.RegencyFactory(code="91.03", name="Kabupaten Jayapura", province=papua)
    sentani = factories.SubdistrictFactory(code="91.03.01", name="Sentani", regency=jayapura)
    factories.VillageAreaFactory(code="91.03.01.2001", name="Yobeh", subdistrict=sentani)
    page = client.get("/wilayah/91.03/").content.decode()
    assert '<h2 id="di-dalam">Distrik</h2>' in page
    assert rows(page) == [("/wilayah/91.03.01/", "Sentani", "belum ada", "0 dari 1")]
    assert "Kerja sama desa di Distrik Sentani" in client.get("/wilayah/91.03.01/").content.decode()


def test_a_region_without_anything_says_so(client: Client) -> None:
    factories.SubdistrictFactory()
    page = client.get("/wilayah/33.05.01/").content.decode()
    assert "Tidak ada desa di wilayah ini" in page
    assert '<svg class="columns-chart"' not in page


@pytest.mark.parametrize("code", ["99", "33.99", "33.05.99", "33.05.01.2001", "3305", "٣٣", "33.5"])
def test_an_unknown_code_has_no_page(client: Client, region: None, code: str) -> None:
    assert client.get(f"/wilayah/{code}/").status_code == 404
