"""A program asks for public data: the same for everybody, kept for a moment, page by page, refused in words."""

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.publication.api import throttling
from agreements.publication.catalogue.models import Listing
from agreements.record.vocabulary import Topic
from tests import factories
from tests.agreements.publication.listings import listing

pytestmark = pytest.mark.django_db
LISTS = ("kerja-sama", "pihak", "ketentuan", "desa", "mitra", "statistik", "kosakata")


@pytest.fixture
def five_listings() -> list[Listing]:
    """Of one village with another one and a partner, of two topics."""
    village, other, firm = factories.village("Argopeni"), factories.village("Srati"), factories.partner()
    return [
        listing(
            village, [other, firm][n % 2], topic=[Topic.WASTE, Topic.TOURISM][n % 2], title=f"Kerja Sama {n}"
        )
        for n in range(5)
    ]


def refs(answer: Any) -> list[str]:
    return [row["ref"] for row in answer.json()["results"]]


# Everybody gets the same


@pytest.mark.parametrize("name", LISTS)
def test_everybody_gets_the_same_and_nobody_is_known(client: Client, name: str, five_listings: Any) -> None:
    stranger = client.get(f"/api/v1/{name}/")
    client.force_login(factories.UserFactory())
    known = client.get(f"/api/v1/{name}/")
    assert stranger.status_code == known.status_code == 200
    assert stranger.content == known.content
    for answer in (stranger, known):
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Content-Type"] == "application/json"
    assert not stranger.cookies


def test_there_is_json_whatever_a_browser_likes_best(client: Client) -> None:
    for liked in ("text/html", "application/xml;q=0.9", "nonsense", "*/*"):
        answer = client.get("/api/v1/", headers={"accept": liked})
        assert answer.headers["Content-Type"] == "application/json"


def test_a_page_of_another_site_may_ask_first(client: Client) -> None:
    answer = client.options("/api/v1/kerja-sama/", headers={"origin": "https://warga.example"})
    assert answer.status_code == 204
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


# Kept for a moment


@pytest.mark.parametrize("name", LISTS)
def test_who_has_the_answer_hears_that_nothing_changed(client: Client, name: str, five_listings: Any) -> None:
    first = client.get(f"/api/v1/{name}/")
    again = client.get(f"/api/v1/{name}/", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_nothing_is_read_for_who_has_it_already(
    client: Client, five_listings: Any, django_assert_num_queries: Any
) -> None:
    etag = client.get("/api/v1/kerja-sama/").headers["ETag"]
    with django_assert_num_queries(1):
        assert client.get("/api/v1/kerja-sama/", headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize("address", ["/api/v1/kerja-sama/?jumlah=2", "/api/v1/ketentuan/"])
def test_what_was_answered_to_one_serves_the_next_until_something_changes(
    client: Client, five_listings: list[Listing], settings: Any, django_assert_num_queries: Any, address: str
) -> None:
    locmem = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept answers"}
    settings.CACHES = {**settings.CACHES, "pages": locmem}
    first = client.get(address)
    with django_assert_num_queries(1):
        second = Client().get(address)
    assert second.content == first.content
    told = ("ETag", "Last-Modified", "Cache-Control", "Link", "Content-Type", "Access-Control-Allow-Origin")
    assert [second.headers.get(name) for name in told] == [first.headers.get(name) for name in told]
    with django_assert_num_queries(1):
        assert client.get(address, headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    assert client.get(f"{address}&salah=1" if "?" in address else f"{address}?salah=1").status_code == 400
    Listing.objects.filter(pk=five_listings[0].pk).update(changed_at=timezone.now() + dt.timedelta(days=1))
    assert client.get(address).headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("address", ["/api/v1/kerja-sama/", "/api/v1/pihak/", "/api/v1/kerja-sama/{}/"])
def test_a_change_is_seen_at_once(client: Client, address: str, five_listings: list[Listing]) -> None:
    row = five_listings[0]
    Listing.objects.update(changed_at=timezone.now() - dt.timedelta(days=2))
    address = address.format(row.ref)
    first = client.get(address)
    parties = [{**party, "name": "Desa Lain"} for party in row.parties]
    Listing.objects.filter(pk=row.pk).update(title="Judul Baru", parties=parties, changed_at=timezone.now())
    asked = {"if-none-match": first.headers["ETag"]}
    assert client.get(address, headers=asked).status_code == 200
    if "Last-Modified" in first.headers:
        since = {"if-modified-since": first.headers["Last-Modified"]}
        assert client.get(address, headers=since).status_code == 200


def test_a_list_says_since_when_it_is_like_this(client: Client, five_listings: Any) -> None:
    first = client.get("/api/v1/kerja-sama/")
    since = {"if-modified-since": first.headers["Last-Modified"]}
    assert client.get("/api/v1/kerja-sama/", headers=since).status_code == 304


# Page by page


@pytest.mark.parametrize("name", ["kerja-sama", "desa", "mitra", "pihak"])
def test_the_next_pages_lead_to_every_row_once(client: Client, name: str, five_listings: Any) -> None:
    for _n in range(3):
        factories.partner(), factories.village()
    whole = client.get(f"/api/v1/{name}/", {"jumlah": 100}).json()["results"]
    found, address, pages = [], f"/api/v1/{name}/?jumlah=2", 0
    while address:
        answer = client.get(address)
        assert answer.status_code == 200
        found += answer.json()["results"]
        address, pages = answer.json()["next"], pages + 1
        assert (f'<{address}>; rel="next"' == answer.headers.get("Link")) is bool(address)
        assert pages < 20
    assert found == whole and pages > 1


@pytest.mark.parametrize("order", ["terbaru", "berakhir", "nilai", "relevan"])
def test_every_order_has_its_pages(client: Client, order: str, five_listings: list[Listing]) -> None:
    later = timezone.localdate() + dt.timedelta(days=30)
    Listing.objects.update(ends_on=later)
    Listing.objects.filter(pk=five_listings[0].pk).update(value=7)
    found, address = [], f"/api/v1/kerja-sama/?q=kerja&urut={order}&jumlah=2"
    while address:
        answer = client.get(address)
        found += refs(answer)
        address = answer.json()["next"]
    assert sorted(found) == sorted(row.ref for row in five_listings)


@pytest.mark.parametrize("name", ["kerja-sama", "pihak", "ketentuan", "desa", "mitra"])
def test_many_rows_take_as_many_queries_as_few(client: Client, name: str, five_listings: Any) -> None:
    for _n in range(5):
        factories.partner(), factories.village()
    counts = []
    for size in (1, 20):
        with CaptureQueriesContext(connection) as taken:
            rows = client.get(f"/api/v1/{name}/", {"jumlah": size}).json()["results"]
        assert size == 1 or len(rows) > 4 or name == "ketentuan"
        counts.append(len(taken))
    assert counts[0] == counts[1] <= 4


@pytest.mark.parametrize(
    "query",
    [
        "",
        "topik=waste",
        "jenis=third_party&urut=nilai",
        "q=argopeni",
        "wilayah=33.05.01",
        "tahun=2026",
        "berakhir=90",
    ],
)
def test_the_same_question_finds_the_same_as_on_the_page(
    client: Client, query: str, five_listings: list[Listing]
) -> None:
    page = client.get(f"/kerja-sama/?{query}").content.decode()
    found = refs(client.get(f"/api/v1/kerja-sama/?{query}"))
    shown = [row.ref for row in five_listings if f"/kerja-sama/{row.ref}/" in page]
    assert sorted(found) == sorted(shown)


def test_villages_and_partners_are_found_by_name_and_place(client: Client, five_listings: Any) -> None:
    other = factories.village(
        "Jladri", subdistrict=factories.SubdistrictFactory(code="33.05.02", name="Buayan")
    )
    firm = factories.partner("CV Pandan Wangi", partner_kind="firm")

    def keys(address: str, name: str) -> list[str]:
        return [row[name] for row in client.get(address).json()["results"]]

    assert keys("/api/v1/desa/?q=jladri", "code") == [other.area_id]
    assert keys("/api/v1/desa/?wilayah=33.05.02", "code") == [other.area_id]
    assert keys("/api/v1/desa/?wilayah=11", "code") == []
    assert keys("/api/v1/mitra/?q=pandan", "slug") == keys("/api/v1/mitra/?jenis=firm", "slug") == [firm.slug]


def test_who_is_not_confirmed_is_not_there(client: Client) -> None:
    waiting = factories.village("Belum Diperiksa", standing="pending")
    firm = factories.partner(standing="pending")
    assert client.get("/api/v1/desa/").json()["results"] == []
    assert client.get("/api/v1/mitra/").json()["results"] == []
    assert client.get(f"/api/v1/desa/{waiting.area_id}/").status_code == 404
    assert client.get(f"/api/v1/mitra/{firm.slug}/").status_code == 404


def test_a_draft_is_not_there(client: Client) -> None:
    assert client.get(f"/api/v1/kerja-sama/{factories.begun().ref}/").status_code == 404


# Refused in words


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("topic=waste", "topic"),
        ("topik=ngawur", "topik"),
        ("topik=waste&topik=tourism", "topik"),
        ("jumlah=0", "jumlah"),
        ("jumlah=101", "jumlah"),
        ("jumlah=banyak", "jumlah"),
        ("wilayah=33.5", "wilayah"),
        ("sesudah=ngawur", "sesudah"),
        ("sesudah=-1", "sesudah"),
        ("q=%00", "q"),
        ("q=" + "x" * 10_000, "q"),
        ("berakhir=99999999999999999999", "berakhir"),
    ],
)
def test_an_unsound_question_is_told_what_is_wrong_with_it(client: Client, query: str, wrong: str) -> None:
    answer = client.get(f"/api/v1/kerja-sama/?{query}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    told = answer.json()
    assert list(told["errors"]) == [wrong] and all(told["errors"][wrong])
    assert told["status"] == 400 and told["title"] and told["detail"] and told["type"] == "/api/#galat-400"


@pytest.mark.parametrize(
    "address", ["", "kerja-sama/AAAAAAAA/", "kerja-sama/x/", "kerja-sama/%00/", "desa/x/", "mitra/%E2%80%AE/"]
)
def test_what_is_not_there_is_a_problem_too(client: Client, address: str) -> None:
    answer = client.get(f"/api/v1/{address or 'apa/saja'}")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(method: str) -> None:
    stranger = Client(enforce_csrf_checks=True)
    answer = getattr(stranger, method)("/api/v1/kerja-sama/", b"{}", content_type="application/json")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["detail"]


def test_errors_speak_the_readers_language_and_data_does_not(client: Client, five_listings: Any) -> None:
    one, other = (client.get("/api/v1/kerja-sama/", headers={"accept-language": x}) for x in ("id", "en"))
    assert one.content == other.content


# Not too often


@pytest.fixture
def twelve_a_minute(settings: Any, monkeypatch: pytest.MonkeyPatch) -> int:
    """The limit, at the beginning of a minute that lasts."""
    cache.clear()
    settings.API_PER_MINUTE = 12
    monkeypatch.setattr(throttling, "_leave", throttling._Leave())
    monkeypatch.setattr(throttling.time, "time", lambda: 1_800_000_000.0)
    return 12


def test_one_address_asks_so_often_and_then_waits(client: Client, twelve_a_minute: int) -> None:
    found = [client.get("/api/v1/").status_code for _n in range(twelve_a_minute + 2)]
    assert found == [200] * twelve_a_minute + [429, 429]
    answer = client.get("/api/v1/")
    assert 0 < int(answer.headers["Retry-After"]) <= throttling.STRETCH
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert client.get("/api/v1/", REMOTE_ADDR="203.0.113.9").status_code == 200, "others are not held up"


def test_the_next_minute_begins_anew(
    client: Client, twelve_a_minute: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [client.get("/api/v1/").status_code for _n in range(twelve_a_minute + 1)][-1] == 429
    monkeypatch.setattr(throttling.time, "time", lambda: 1_800_000_060.0)
    assert client.get("/api/v1/").status_code == 200


def test_all_processes_count_together(settings: Any) -> None:
    cache.clear()
    one, other = throttling._Leave(), throttling._Leave()
    given = [process.take("warga", 7, 120) for _n in range(120) for process in (one, other)]
    assert sum(given) == 120


def test_most_questions_cost_the_shared_cache_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    asked: list[str] = []
    add = cache.add
    monkeypatch.setattr(cache, "add", lambda *args: asked.append(args[0]) or add(*args))
    process = throttling._Leave()
    assert all(process.take("warga", 7, 120) for _n in range(120))
    assert len(asked) == throttling.SHARE
