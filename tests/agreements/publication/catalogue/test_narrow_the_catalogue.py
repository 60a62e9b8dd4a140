"""Figures beside the list say what each narrowing leaves; orders, marks, pages of the best, ways on from nothing."""

import datetime as dt
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.utils import timezone

from agreements.publication.catalogue import facets, newest, paging
from agreements.publication.catalogue.models import Listing
from agreements.publication.filters import Catalogue
from agreements.record.stages import Stage
from tests import factories

pytestmark = pytest.mark.django_db
CATALOGUE = "/kerja-sama/"


@pytest.fixture
def many() -> list[Listing]:
    """Six: of two kecamatan, three topics, two kinds of partners, three years, one of them ended."""
    ayah = factories.SubdistrictFactory(code="33.05.01", name="Ayah")
    gombong = factories.SubdistrictFactory(code="33.05.12", name="Gombong")
    argopeni = factories.village("Argopeni", subdistrict=ayah, head=False)
    srati = factories.village("Srati", subdistrict=ayah, head=False)
    semondo = factories.village("Semondo", subdistrict=gombong, head=False)
    university = factories.partner("Universitas Bahari", slug="bahari", head=False)
    firm = factories.partner("CV Lestari", slug="lestari", head=False, partner_kind="firm")
    today = timezone.localdate()

    def made(*parties: Any, **facts: Any) -> Listing:
        begun = facts.pop("year", today.year)
        facts.setdefault("starts_on", dt.date(begun, 1, 1))
        return Listing.objects.get(pk=factories.listed(*parties, **facts).pk)

    in_days = [today + dt.timedelta(days=days) for days in (10, 60, 400)]
    return [
        made(argopeni, srati, title="Pengelolaan Sampah Pesisir", value=5, ends_on=in_days[2], year=2024),
        made(argopeni, university, title="Pelatihan Pemilahan", summary="Sampah dipilah di rumah.", value=9,
             topic="training", ends_on=in_days[0], year=2025),
        made(semondo, university, title="Beasiswa Bahari", summary="Biaya kuliah.", topic="scholarship",
             ends_on=in_days[1], field="empowerment", year=2025),
        made(semondo, firm, title="Bank Sampah Gombong", value=7, ends_on=in_days[2]),
        made(srati, firm, title="Jalan Lama", summary="Jalan.", topic="roads_bridges", stage=Stage.ENDED, year=2024),
        made(semondo, firm, title="Pupuk dari Sampah", summary="Sampah menjadi pupuk; sampah pasar, sampah rumah.",
             topic="agriculture", ends_on=in_days[2], value=None),
    ]  # fmt: skip


def titles(client: Client, **asked: Any) -> list[str]:
    response = client.get(CATALOGUE, asked)
    assert response.status_code == 200
    return [listing.title for listing in response.context["agreements"]]


def links(client: Client, **asked: Any) -> list[tuple[str, str, int]]:
    """Each further question that is offered: its name, the address of its link and how many it says to leave."""
    return [
        (one.facet.name, unescape(url), int(number))
        for one in client.get(CATALOGUE, asked).context["facets"]
        for url, number in re.findall(r'href="([^"]+)".*?facet-count">(\d+)<', one.first + one.folded)
    ]


def figures(client: Client, **asked: Any) -> dict[str, dict[str, int]]:
    """How many each further question leaves, as its links say, by the question and its value."""
    found: dict[str, dict[str, int]] = {}
    for name, url, number in links(client, **asked):
        found.setdefault(name, {})[parse_qs(url.partition("?")[2])[name][0]] = number
    return found


def test_each_figure_is_what_its_link_shows(client, many):
    for asked in ({}, {"q": "sampah"}, {"wilayah": "33.05.12"}, {"tahap": "in_force", "q": "sampah"}):
        offered = links(client, **asked)
        assert len(offered) > 5
        for _name, url, number in offered:
            assert client.get(url).context["count"] == number, (asked, url)


def test_the_figures_of_everything(client, many):
    assert figures(client) == {
        "topik": {"waste": 2, "agriculture": 1, "roads_bridges": 1, "scholarship": 1, "training": 1},
        "tahap": {"in_force": 5, "ended": 1},
        "wilayah": {"33.05.12": 3, "33.05.01": 3},
        "jenis": {"third_party": 5, "inter_village": 1},
        "bidang": {"development": 5, "empowerment": 1},
        "jenis_mitra": {"firm": 3, "university": 2},
        "tahun": {str(timezone.localdate().year): 2, "2025": 2, "2024": 2},
        "berakhir": {"30": 1, "90": 2, "180": 2, "365": 2},
    }


def test_what_is_chosen_is_said_and_left_again(client, many):
    page = client.get(CATALOGUE, {"topik": "waste", "q": "sampah", "wilayah": "33.05.12"})
    assert page.context["within"] == [
        ("Pengelolaan sampah", "/kerja-sama/?q=sampah&wilayah=33.05.12"),
        ("Kecamatan Gombong", "/kerja-sama/?q=sampah&topik=waste"),
    ]
    assert [listing.title for listing in page.context["agreements"]] == ["Bank Sampah Gombong"]
    assert 'name="topik" value="waste" form="cari-kerja-sama"' in page.content.decode()


def test_every_question_narrows(client, many):
    assert titles(client, jenis="inter_village") == ["Pengelolaan Sampah Pesisir"]
    assert titles(client, bidang="empowerment") == ["Beasiswa Bahari"]
    assert titles(client, tahun="2025") == ["Beasiswa Bahari", "Pelatihan Pemilahan"]
    assert titles(client, jenis_mitra="university") == ["Beasiswa Bahari", "Pelatihan Pemilahan"]
    assert titles(client, wilayah="33.05.01", tahap="ended") == ["Jalan Lama"]
    assert len(titles(client, wilayah="33")) == len(titles(client, wilayah="33.05")) == 6
    assert titles(client, wilayah="34") == []
    assert titles(client, jenis="inter_village", jenis_mitra="university") == []
    ways = client.get(CATALOGUE, {"jenis": "inter_village", "mitra": "bahari"}).context["ways"]
    assert {way.label for way in ways} == {"Tanpa saringan “Jenis”", "Tanpa saringan “Mitra”"}
    assert titles(client, berakhir="30") == ["Pelatihan Pemilahan"]
    assert titles(client, berakhir="60") == ["Pelatihan Pemilahan", "Beasiswa Bahari"]


def test_every_order(client, many):
    newest_first = [listing.title for listing in reversed(many)]
    assert titles(client) == titles(client, urut="relevan") == newest_first
    assert titles(client, urut="nilai") == [
        "Pelatihan Pemilahan", "Bank Sampah Gombong", "Pengelolaan Sampah Pesisir",
        "Pupuk dari Sampah", "Jalan Lama", "Beasiswa Bahari",
    ]  # fmt: skip
    assert titles(client, urut="berakhir")[:2] == ["Pelatihan Pemilahan", "Beasiswa Bahari"]
    assert "Jalan Lama" not in titles(client, urut="berakhir")


def test_a_title_counts_more_than_a_summary(client, many):
    found = titles(client, q="sampah")
    assert set(found) == {
        "Pengelolaan Sampah Pesisir", "Bank Sampah Gombong", "Pupuk dari Sampah", "Pelatihan Pemilahan",
    }  # fmt: skip
    assert found[-1] == "Pelatihan Pemilahan"
    assert titles(client, q="sampah", urut="terbaru")[0] == "Pupuk dari Sampah"
    assert titles(client, q="sampah", urut="nilai")[0] == "Pelatihan Pemilahan"
    assert titles(client, q="sampah", urut="berakhir")[0] == "Pelatihan Pemilahan"


@pytest.mark.parametrize("order", ["terbaru", "relevan", "berakhir", "nilai"])
@pytest.mark.parametrize("words", ["", "sampah"])
def test_pages_of_every_order_meet_without_gap(many, order, words):
    question = {"q": words, "urut": order}
    whole = paging.page(Catalogue(question), size=50)
    assert whole.next_key == ""
    seen, key = [], ""
    while True:
        page = paging.page(Catalogue(question), key, size=2)
        seen += page.rows
        assert page.first == (key == "")
        if not (key := page.next_key):
            break
    assert seen == whole.rows
    assert len(seen) == {"": 6, "sampah": 4}[words] - (order == "berakhir" and not words)


def test_old_listings_are_found_as_new_ones_are(many):
    for n, listing in enumerate(many):
        since = timezone.now() - dt.timedelta(days=n * 260)
        Listing.objects.filter(pk=listing.pk).update(stage_since=since)
    for order in ("terbaru", "relevan"):
        found = paging.page(Catalogue({"q": "sampah", "urut": order})).rows
        assert {row.pk for row in found} == {many[n].pk for n in (0, 1, 3, 5)}
    asked = Catalogue({"q": "sampah"})
    assert [match.pk for match in asked.newest] == [many[n].pk for n in (0, 1, 3, 5)]


def test_more_than_are_counted_is_said(client, many, monkeypatch):
    for module in (facets, newest, paging):
        monkeypatch.setattr(module, "COUNTED", 3)
    monkeypatch.setattr("agreements.publication.filters.COUNTED", 3)
    monkeypatch.setattr("agreements.publication.catalogue.answering.COUNTED", 3)
    page = client.get(CATALOGUE).content.decode()
    assert "lebih dari 3 kerja sama" in page
    assert "Angka bertanda + dihitung dari 3 kerja sama terbaru" in page
    monkeypatch.setattr(paging, "RANKED", 2)
    best = client.get(CATALOGUE, {"q": "sampah"})
    assert "Urutan ini memuat 2 kerja sama terbaru yang cocok" in best.content.decode()
    assert len(best.context["agreements"]) == 2
    for order, shown in (("nilai", 3), ("terbaru", 4)):
        ordered = client.get(CATALOGUE, {"q": "sampah", "urut": order})
        assert len(ordered.context["agreements"]) == shown
        assert ("Urutan ini memuat" in ordered.content.decode()) == (shown == 3)


def test_words_that_answer_are_marked(client, many):
    page = client.get(CATALOGUE, {"q": "melatih"}).content.decode()
    assert "<mark>Pelatihan</mark> Pemilahan</a></h2>" in page
    page = client.get(CATALOGUE, {"q": "kuliah"}).content.decode()
    assert "Biaya <mark>kuliah</mark>." in page
    page = client.get(CATALOGUE, {"q": "kebumen"}).content.decode()
    assert "<mark>" not in page  # it is the regency of them all, which no line of the list says


def test_a_line_of_the_text_shows_where_the_word_stands(client, many):
    Listing.objects.filter(pk=many[0].pk).update(
        body="Pasal satu. " * 50
        + "Truk dirawat oleh bengkel milik bersama <b>setiap</b> bulan."
        + " Lain." * 90
    )
    page = client.get(CATALOGUE, {"q": "bengkel"}).content.decode()
    assert "Truk dirawat oleh <mark>bengkel</mark> milik bersama &lt;b&gt;setiap&lt;/b&gt; bulan." in page


def test_a_slip_of_the_finger_is_forgiven_and_said(client, many):
    assert set(titles(client, q="argopni")) == {"Pengelolaan Sampah Pesisir", "Pelatihan Pemilahan"}
    page = client.get(CATALOGUE, {"q": "argopni"}).content.decode()
    assert "“argopni” tidak ditemukan dalam judul dan nama; ditampilkan juga untuk: argopeni." in page
    assert set(titles(client, q="univrsitas bahari")) == {"Beasiswa Bahari", "Pelatihan Pemilahan"}
    assert titles(client, q="besaiswa") == ["Beasiswa Bahari"]


def test_the_beginning_of_a_word_is_enough_and_no_guess(client, many):
    assert titles(client, q="beasis") == ["Beasiswa Bahari"]
    assert "tidak ditemukan" not in client.get(CATALOGUE, {"q": "beasis"}).content.decode()


def test_nothing_found_leads_on_to_what_there_is(client, many):
    page = client.get(CATALOGUE, {"q": "beasiswa jalan", "wilayah": "33.05.01", "topik": "waste"})
    ways = {way.label: way.url for way in page.context["ways"]}
    assert ways
    for url in ways.values():
        assert client.get(url).context["agreements"], url
    assert "Cari “beasiswa” tanpa saringan apa pun" in ways
    page = client.get(CATALOGUE, {"q": "beasiswa", "desa": Listing.objects.first().places[-1][:8] + ".2999"})
    assert page.context["agreements"] == []
    page = client.get(CATALOGUE, {"q": "pupuk", "wilayah": "33.05.01"})
    labels = [way.label for way in page.context["ways"]]
    assert labels == [
        "Cari di Kabupaten Kebumen",
        "Cari di Jawa Tengah",
        "Semua dengan saringan ini",
        "Cari “pupuk” tanpa saringan apa pun",
    ]


def test_new_results_alone_for_a_page_that_is_there(client, many):
    part = client.get(CATALOGUE, {"q": "sampah"}, headers={"HX-Request": "true", "HX-Target": "hasil"})
    text = part.content.decode()
    assert text.lstrip().startswith('<div id="hasil"')
    assert "<html" not in text
    back = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get(CATALOGUE, {"q": "sampah"}, headers=back).content.decode()


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"tahun": "20x6"}, 400),
        ({"tahun": "٢٠٢٦"}, 400),
        ({"berakhir": "0"}, 400),
        ({"berakhir": "99999999999999999999"}, 400),
        ({"berakhir": "-1"}, 400),
        ({"wilayah": "33.5"}, 400),
        ({"wilayah": "33.05.01.2001"}, 400),
        ({"urut": "acak"}, 400),
        ({"jenis_mitra": "x"}, 400),
        ({"bidang": "\x00"}, 400),
        ({"urut": "berakhir", "sesudah": "99999999-1"}, 400),
        ({"urut": "nilai", "sesudah": "99999999999999999-999999999999999999"}, 200),
        ({"q": "sampah", "sesudah": "99999999999999999-999999999999999999"}, 200),
        ({"q": "sampah", "urut": "terbaru", "sesudah": "0-0"}, 200),
        ({"q": "a" * 200}, 200),
        ({"q": "& | ! ( ) : * <-> 'x'"}, 200),
        ({"q": "\\ \\' %s %% {}"}, 200),
    ],
)
def test_a_strange_question_gets_words(client, many, asked, status):
    response = client.get(CATALOGUE, asked)
    assert response.status_code == status
    assert b"<h1" in response.content


def test_whoever_searches_may_be_told_later(client, many):
    for words, fitting in (("sampah", 4), ("tidakadasamasekali", 0)):
        page = client.get(CATALOGUE, {"q": words, "tahap": "in_force", "urut": "nilai"})
        assert len(page.context["agreements"]) == fitting
        asked = f"q%3D{words}%26tahap%3Din_force"
        assert f'href="/ikuti/?apa=search&amp;sasaran={asked}"' in page.content.decode()
        assert f'href="/umpan.atom?q={words}&amp;tahap=in_force"' in page.content.decode()
    assert "/ikuti/" not in client.get(CATALOGUE).content.decode()


def test_the_page_of_a_party_lists_its_own(client, many):
    partner = next(party for party in many[1].parties if party["kind"] == "partner")
    page = client.get(f"/mitra/{partner['key']}/").content.decode()
    assert "Pelatihan Pemilahan" in page
    assert "Jalan Lama" not in page


@pytest.mark.parametrize("question", ["desa", "wilayah", "mitra", "tahun", "berakhir"])
def test_what_is_wrong_can_be_put_right_on_the_page(client, many, question):
    page = client.get(CATALOGUE, {question: "?!"}).content.decode()
    assert f'href="#id_{question}"' in page
    assert f'id="id_{question}"' in page
    assert 'type="hidden"' not in page.partition("<main")[2]
    assert "/umpan.atom?" not in page
