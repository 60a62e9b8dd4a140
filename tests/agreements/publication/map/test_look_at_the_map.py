"""A citizen chooses a regency, sees its villages and what joins them, narrows it, and takes it along as data."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.publication.map import counting, drawing, views
from agreements.publication.map.drawing import MOST_LINKS, MOST_THREADS
from agreements.publication.map.queries import Cooperation, Place, Thread
from agreements.publication.statistics.counting import count_all, count_changed
from agreements.record.stages import Stage
from tests import factories
from tests.agreements.publication.listings import listing
from tests.support.weight import weights
from villages.organizations.models import Village
from villages.regions.models import VillageArea

pytestmark = pytest.mark.django_db
MAP, DATA = "/peta/33.05/", "/peta/33.05.geojson"


def village(number: int, name: str, subdistrict: str = "33.05.01", **more: Any) -> Village:
    """A village somewhere in Kebumen."""
    place = {"latitude": f"-7.{700 + number}", "longitude": f"109.{400 + number * 3}"} | more
    kecamatan = factories.SubdistrictFactory(
        code=subdistrict, name={"33.05.01": "Ayah"}.get(subdistrict, "Buayan")
    )
    area = factories.VillageAreaFactory(
        code=f"{subdistrict}.{2000 + number}", name=name, subdistrict=kecamatan, **place
    )
    return factories.VillageFactory(area=area)


@pytest.fixture
def coast(db: None) -> dict[str, Village]:
    """Three villages with two agreements, one with a partner, one without any, one that nobody has placed."""
    names = {
        "pasir": village(1, "Pasir"),
        "srati": village(2, "Srati"),
        "jladri": village(3, "Jladri", "33.05.02"),
    }
    names["sendiri"] = village(4, "Argosari")
    names["tanpa"] = village(5, "Tlogosari", latitude=None, longitude=None)
    listing(names["pasir"], names["srati"], names["jladri"], topic="early_warning", year=2024)
    listing(names["pasir"], names["srati"], topic="tourism", year=2025, stage=Stage.ENDED)
    listing(names["pasir"], factories.partner("Koperasi Laut"), topic="fisheries", year=2025)
    listing(names["tanpa"], names["srati"], topic="health", year=2025)
    return names


def features(client: Client, **asked: str) -> dict[str, Any]:
    response = client.get(DATA, asked)
    assert response.status_code == 200
    return {feature["id"]: feature["properties"] for feature in json.loads(response.content)["features"]}


def test_the_map_shows_villages_as_links_and_says_the_same_in_a_table(client: Client, coast: dict) -> None:
    page = client.get(MAP).content.decode()
    links = re.findall(r'<a class="map-dot[^"]*" href="(/desa/[\d.]+/)" aria-label="([^"]+)"', page)
    assert links == [
        ("/desa/33.05.01.2001/", "Pasir, Kecamatan Ayah: 3 kerja sama"),
        ("/desa/33.05.01.2002/", "Srati, Kecamatan Ayah: 3 kerja sama"),
        ("/desa/33.05.02.2003/", "Jladri, Kecamatan Buayan: 1 kerja sama"),
    ]
    table = page[page.index('id="desa-di-peta"') :]
    rows = re.findall(
        r'<tr><th scope="row"><a[^>]*>(.+?)</a>.*?</th><td[^>]*>(\d+)</td><td[^>]*>(\d+)</td>', table
    )
    assert rows == [("Pasir", "2", "1"), ("Srati", "3", "0"), ("Tlogosari", "1", "0"), ("Jladri", "1", "0")]
    assert "1 desa belum diketahui letaknya" in page
    assert "4 kerja sama, dianyam" in page


def test_villages_with_more_in_common_have_a_stronger_thread(client: Client, coast: dict) -> None:
    found = features(client)
    assert found["33.05.01.2001-33.05.01.2002"] == {
        "from": "33.05.01.2001",
        "to": "33.05.01.2002",
        "agreements": 2,
        "with_partners": 0,
    }
    assert found["33.05.01.2002-33.05.02.2003"]["agreements"] == 1
    assert "33.05.01.2001-33.05.02.2003" not in found  # joined through the one between them
    assert "thread thread-daun thread-2" in client.get(MAP).content.decode()


def test_the_map_can_be_narrowed_by_topic_kind_year_and_kecamatan(client: Client, coast: dict) -> None:
    def taking_part(**asked: str) -> list[str]:
        return [
            code
            for code, facts in features(client, **asked).items()
            if facts.get("name") and facts["agreements"]
        ]

    assert taking_part(topik="fisheries") == ["33.05.01.2001"]
    assert taking_part(jenis="third_party") == ["33.05.01.2001"]
    assert taking_part(tahun="2024") == ["33.05.01.2001", "33.05.01.2002", "33.05.02.2003"]
    assert taking_part(tahun="2025", jenis="inter_village") == ["33.05.01.2001", "33.05.01.2002"]
    assert list(features(client, kecamatan="33.05.02")) == [
        *("33.05.01.2002", "33.05.02.2003"),
        "33.05.01.2002-33.05.02.2003",
    ]
    page = client.get(MAP, {"kecamatan": "33.05.02", "tahun": "2024"}).content.decode()
    assert "1 kerja sama, dianyam" in page
    assert f"{DATA}?tahun=2024&amp;kecamatan=33.05.02" in page
    assert client.get(MAP, {"topik": "waste"}).content.decode().count("lepaskan saringan") == 1


@pytest.mark.parametrize(
    "question",
    [
        {"topik": "x" * 10_000},
        {"tahun": "٢٠٢٤"},
        {"jenis": "%"},
        {"kecamatan": "33.06.01"},
        {"tahun": "2024\x00"},
    ],
)
def test_what_is_no_question_is_answered_400_in_words(client: Client, coast: dict, question: dict) -> None:
    response = client.get(MAP, question)
    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()
    assert client.get(DATA, question).status_code == 400


def test_an_unknown_regency_has_no_map(client: Client, coast: dict) -> None:
    assert client.get("/peta/33.99/").status_code == 404
    assert client.get("/peta/33.99.geojson").status_code == 404
    assert client.get("/peta/33/").status_code == 404


def test_a_regency_whose_villages_nobody_has_placed_still_has_its_table(client: Client) -> None:
    one, other = (village(n, f"Argo{n}", latitude=None, longitude=None) for n in (1, 2))
    listing(one, other)
    page = client.get(MAP).content.decode()
    assert '<svg class="map"' not in page
    assert "Letak desa belum diketahui" in page
    assert "Argo1" in page


def test_the_data_are_sound_geojson_for_anybody(client: Client, coast: dict) -> None:
    response = client.get(DATA)
    assert response["Content-Type"] == "application/geo+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["ETag"]
    assert "Set-Cookie" not in response
    data = json.loads(response.content)
    assert data["type"] == "FeatureCollection"
    west, south, east, north = data["bbox"]
    for feature in data["features"]:
        geometry = feature["geometry"]
        positions = [geometry["coordinates"]] if geometry["type"] == "Point" else geometry["coordinates"]
        for longitude, latitude in positions:
            assert west <= longitude <= east
            assert south <= latitude <= north
    first = data["features"][0]["properties"]
    assert first["url"] == "http://testserver/desa/33.05.01.2001/"
    assert client.get(DATA, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_twice_as_many_agreements_ask_no_more_questions(
    client: Client, coast: dict, django_assert_max_num_queries: Any
) -> None:
    for _n in range(5):
        listing(coast["pasir"], coast["jladri"])
    with django_assert_max_num_queries(6):  # it was never counted beforehand
        client.get(MAP)


def test_a_regency_is_chosen_from_those_with_agreements_or_by_name(client: Client, coast: dict) -> None:
    factories.RegencyFactory(code="33.06", name="Kabupaten Purworejo")
    assert "Kabupaten Purworejo" in client.get("/peta/").content.decode()  # nothing is counted yet
    count_all()
    page = client.get("/peta/?").content.decode()
    assert 'href="/peta/33.05/"' in page
    assert "4 kerja sama" in page
    assert "Kabupaten Purworejo" not in page
    asked = client.get("/peta/", {"q": "purwo"}).content.decode()
    assert 'href="/peta/33.06/"' in asked
    assert 'href="/peta/33.05/"' not in asked
    assert "Tidak ada kabupaten" in client.get("/peta/", {"q": "% \x00" + "x" * 10_000}).content.decode()


def test_a_full_map_is_light(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.RegencyFactory()
    places = [
        Place(
            f"33.05.{1 + n // 18:02}.{2001 + n}",
            f"Karangsambung {n}",
            "Kutowinangun",
            (-7.5 - n % 21 / 60, 109.4 + n // 21 / 40),
            9 + n,
            3,
        )
        for n in range(460)
    ]
    pairs = [(places[n], places[(n * 7 + k) % 460]) for n in range(460) for k in (1, 5, 11, 30)]
    threads = [Thread(one, other, 1 + n % 7, n % 3) for n, (one, other) in enumerate(pairs)]
    full = Cooperation(places, threads, 5000, {})
    monkeypatch.setattr(views, "cooperation", lambda *_asked: full)
    page = client.get(MAP).content
    assert page.count(b'class="map-dot') == MOST_LINKS
    assert f"{460 - MOST_LINKS} desa baru dapat dibuka".encode() in page
    assert len(threads) - MOST_THREADS == 1_440
    assert b"1.440 benang terlemah tidak digambar" in page
    assert "Hanya 60 desa" in page.decode()
    found = weights(page)
    assert sum(found.values()) < 60_000, found


@pytest.mark.parametrize("asked", [{}, {"kecamatan": "33.05.02"}, {"topik": "fisheries"}, {"tahun": "2025"}])
def test_what_was_counted_beforehand_is_what_the_listings_say(
    client: Client, coast: dict, asked: dict[str, str]
) -> None:
    page, data = client.get(MAP, asked).content, features(client, **asked)
    count_all()
    assert client.get(MAP, asked).content == page
    assert features(client, **asked) == data


def test_a_counted_map_reads_one_row_however_many_agreements_there_are(client: Client, coast: dict) -> None:
    count_all()
    with CaptureQueriesContext(connection) as queries:
        client.get(MAP)
    assert not any("agreements_listing" in query["sql"] for query in queries)
    assert len(queries) <= 4


def test_the_weakest_threads_are_told_without_being_read(
    client: Client, coast: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (counting, drawing):
        monkeypatch.setattr(module, "MOST_THREADS", 1)
    count_all()
    page = client.get(MAP).content.decode()
    assert "1 benang terlemah tidak digambar" in page
    assert "Hanya 1 hubungan terkuat" in page
    assert "33.05.01.2002-33.05.02.2003" in features(client)


def test_a_counted_village_that_has_left_or_lost_its_place_breaks_no_map(client: Client, coast: dict) -> None:
    count_all()
    VillageArea.objects.filter(pk="33.05.01.2001").update(vanished=True)
    VillageArea.objects.filter(pk="33.05.02.2003").update(latitude=None, longitude=None)
    page = client.get(MAP)
    assert page.status_code == 200
    assert "33.05.01.2001-33.05.01.2002" not in features(client)


def test_a_new_agreement_is_on_the_map_when_it_has_been_counted(client: Client, coast: dict) -> None:
    count_all()
    listing(coast["sendiri"], coast["pasir"])
    assert count_changed(
        timezone.now() + dt.timedelta(minutes=1)
    )  # a region rests a moment between two counts
    assert "33.05.01.2001-33.05.01.2004" in features(client)
    assert "5 kerja sama, dianyam" in client.get(MAP).content.decode()


def test_counting_again_without_news_writes_no_map(coast: dict) -> None:
    count_all()
    with CaptureQueriesContext(connection) as queries:
        count_all()
    written = [query["sql"] for query in queries if "agreements_maptally" in query["sql"]]
    assert written
    assert all(sql.startswith("SELECT") for sql in written)
