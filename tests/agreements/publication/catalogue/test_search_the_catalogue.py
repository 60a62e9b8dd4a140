"""Find published agreements by words, village, partner, stage, topic and kind, page after page."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.publication.catalogue.models import Listing
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from tests import factories

pytestmark = pytest.mark.django_db
CATALOGUE = "/kerja-sama/"


def titles(client: Client, **asked: str) -> list[str]:
    response = client.get(CATALOGUE, asked)
    assert response.status_code == 200
    return [agreement.title for agreement in response.context["agreements"]]


@pytest.fixture
def some() -> list[Agreement]:
    ayah = factories.SubdistrictFactory(code="33.05.01", name="Ayah")
    gombong = factories.SubdistrictFactory(code="33.05.12", name="Gombong")
    argopeni = factories.village("Argopeni", subdistrict=ayah, head=False)
    semondo = factories.village("Semondo", subdistrict=gombong, head=False)
    bahari = factories.partner("Universitas Bahari", slug="bahari", head=False)
    return [
        factories.listed(argopeni, semondo, title="Pengelolaan Sampah Pesisir"),
        factories.listed(
            argopeni, bahari, title="Pendampingan Nelayan", topic="fisheries", summary="Hasil laut."
        ),
        factories.listed(
            semondo,
            argopeni,
            title="Jembatan Gantung Lama",
            summary="Jembatan.",
            topic="roads_bridges",
            stage=Stage.ENDED,
        ),
        factories.listed(argopeni, semondo, title="Pos Ronda Rahasia", stage=Stage.PUBLICATION),
        factories.listed(argopeni, semondo, title="Beasiswa Rahasia", stage=Stage.DRAFTING),
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("sampah", ["Pengelolaan Sampah Pesisir"]),
        ("mengelola", ["Pengelolaan Sampah Pesisir"]),
        ("sampah argopeni", ["Pengelolaan Sampah Pesisir"]),
        ("argopni bahari", ["Pendampingan Nelayan"]),
        ("gombong dan lama", ["Jembatan Gantung Lama"]),
        ("perikanan", ["Pendampingan Nelayan"]),
        ("sampah bahari", []),
        ("rahasia", []),
        ("' OR 1=1 --", []),
        ("!!!", []),
        ("%", []),
        ("_", []),
    ],
)
def test_every_word_is_found_in_what_a_reader_knows(client, some, words, found):
    assert titles(client, q=words) == found


def test_by_village_partner_stage_topic_and_kind(client, some):
    village = some[0].parties.get(ordinal=2).organization.village
    assert titles(client, desa=village.area_id) == ["Jembatan Gantung Lama", "Pengelolaan Sampah Pesisir"]
    assert titles(client, mitra="bahari") == ["Pendampingan Nelayan"]
    assert titles(client, tahap="ended") == ["Jembatan Gantung Lama"]
    assert titles(client, topik="fisheries") == ["Pendampingan Nelayan"]
    assert titles(client, jenis="third_party") == ["Pendampingan Nelayan"]
    assert titles(client, desa=village.area_id, tahap="in_force") == ["Pengelolaan Sampah Pesisir"]
    assert titles(client, desa="33.05.01.9999") == titles(client, mitra="tidak-ada") == []


def test_the_narrowing_is_shown_and_can_be_taken_off(client, some):
    page = client.get(CATALOGUE, {"mitra": "bahari", "q": "nelayan"})
    assert page.context["within"] == [("Universitas Bahari", "/kerja-sama/?q=nelayan")]


def test_an_empty_result_offers_a_way_on(client, some):
    page = client.get(CATALOGUE, {"q": "tidakadasamasekali"}).content.decode()
    assert "Tidak ada kerja sama yang cocok" in page
    assert 'href="/kerja-sama/">Lihat semua kerja sama' in page


def test_members_find_no_more_than_anybody(client, some):
    client.force_login(some[4].created_by)
    assert "Beasiswa Rahasia" not in titles(client)


HOSTILE = [
    ({"q": "a" * 10_000}, 400),
    ({"q": "sampah\x00"}, 400),
    ({"desa": "33.05"}, 400),
    ({"desa": "33.05.01.2001\n"}, 200),
    ({"mitra": "a/../b"}, 400),
    ({"mitra": "x" * 300}, 400),
    ({"tahap": "drafting"}, 400),
    ({"topik": "'"}, 400),
    ({"sesudah": "abc"}, 400),
    ({"sesudah": "1-2-3"}, 400),
    ({"sesudah": "99999999999999999-999999999999999999"}, 200),
    ({"sesudah": "١-٢"}, 400),
    ({"sesudah": "9" * 5000}, 400),
    ({"q": "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")}, 200),
    ({"q": " ".join(["sampah"] * 40)}, 400),
    ({"q": "<script>alert(1)</script>"}, 200),
]


@pytest.mark.parametrize(("asked", "status"), HOSTILE)
def test_a_hostile_question_gets_words(client, some, asked, status):
    response = client.get(f"{CATALOGUE}?{urlencode(asked)}")
    assert response.status_code == status
    assert b"<h1" in response.content
    assert b"<script>alert" not in response.content


def test_an_address_that_is_no_utf8_is_answered(client, some):
    assert client.get(f"{CATALOGUE}?q=%ff%fe&desa=%00").status_code == 400


def test_pages_follow_each_other_without_gap_or_repetition(client):
    villages = [factories.village(head=False), factories.village(head=False)]
    person = factories.UserFactory()
    moment = timezone.now()
    for n in range(45):
        agreement = factories.listed(*villages, by=person, title=f"Kerja sama nomor {n:02d}")
        since = moment - dt.timedelta(days=n // 10)  # many at the very same moment
        Listing.objects.filter(pk=agreement.pk).update(stage_since=since)
    seen, url = [], CATALOGUE
    while url:
        page = client.get(url)
        seen += [agreement.title for agreement in page.context["agreements"]]
        url = page.context["next_url"]
    assert len(seen) == len(set(seen)) == 45
    assert "45 kerja sama" in client.get(CATALOGUE).content.decode()


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_twenty_rows_cost_as_many_queries_as_two(client):
    villages = [factories.village(head=False), factories.village(head=False)]
    partner = factories.partner(head=False)
    person = factories.UserFactory()
    asked = f"{CATALOGUE}?q=sampah&desa={villages[0].area_id}&mitra={partner.slug}"
    for _n in range(2):
        factories.listed(*villages, partner, by=person)
    client.force_login(person)
    two = queries(client, asked), queries(client, CATALOGUE), queries(client, "/")
    for _n in range(20):
        factories.listed(*villages, partner, by=person)
    more = queries(client, asked), queries(client, CATALOGUE), queries(client, "/")
    assert [after - before for before, after in zip(two, more, strict=True)] == [0, 0, 0]
    assert max(more) <= 9  # three of them for session, person and the bell of whoever is signed in


@pytest.mark.parametrize(
    "asked",
    [
        "q=xqzwv",
        "q=sungai+argopenix+gombongy+semondoz+jauh",
        "q=sampah+xqzwv&wilayah=33.05&topik=waste&tahun=2020&mitra=bahari&tahap=ended",
        "q=xqzwv&desa=33.05.01.2001&mitra=bahari&jenis_mitra=firm",
    ],
)
def test_a_search_that_finds_nothing_asks_no_more_questions_than_any_list(client, some, asked):
    assert queries(client, f"{CATALOGUE}?{asked}") <= 8


def test_the_home_page_shows_figures_latest_and_topics(client, some):
    page = client.get("/")
    assert page.context["figures"]() == {"in_force": 2, "villages": 2, "partners": 1}
    assert [a.title for a in page.context["latest"]] == ["Pendampingan Nelayan", "Pengelolaan Sampah Pesisir"]
    assert ("Perikanan", "/kerja-sama/?topik=fisheries") in page.context["topics"]


def test_the_home_page_of_an_empty_portal(client):
    assert b"Belum ada kerja sama yang diumumkan" in client.get("/").content
    assert b"Belum ada kerja sama yang diumumkan" in client.get(CATALOGUE).content
