"""While somebody types: villages with their kecamatan, partners, topics; as links, with and without scripts."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
SUGGEST = "/saran/"


@pytest.fixture
def known() -> None:
    factories.village("Argopeni", subdistrict=factories.SubdistrictFactory(code="33.05.01", name="Ayah"))
    factories.village("Argosari", subdistrict=factories.SubdistrictFactory(code="33.05.12", name="Gombong"))
    factories.VillageAreaFactory(name="Argomulyo")  # does not take part
    factories.partner("Universitas Argopuro", slug="argopuro")
    factories.partner("Yayasan Ditolak Argo", slug="ditolak", standing="refused", standing_reason="Palsu.")


def labels(client, text: str) -> list[tuple[str, str, str]]:
    response = client.get(SUGGEST, {"q": text})
    assert response.status_code == 200
    return [(one.label, one.place, one.url) for one in response.context["suggestions"]]


def test_villages_and_partners_that_take_part(client, known):
    found = labels(client, "argo")
    assert {label for label, _place, _url in found} == {"Argopeni", "Argosari", "Universitas Argopuro"}
    assert ("Universitas Argopuro", "Kabupaten Kebumen", "/kerja-sama/?mitra=argopuro") in found
    _label, place, url = next(one for one in found if one[0] == "Argopeni")
    assert place == "Kecamatan Ayah, Kabupaten Kebumen"
    assert url.startswith("/kerja-sama/?desa=33.05.01.")
    assert [one[0] for one in labels(client, "argo gombong")] == ["Argosari"]


def test_topics_by_any_of_their_words(client, known):
    assert ("Pengelolaan sampah", "", "/kerja-sama/?topik=waste") in labels(client, "samp")
    assert ("Jalan dan jembatan", "", "/kerja-sama/?topik=roads_bridges") in labels(client, "jemb")


def test_a_slip_is_forgiven(client, known):
    assert [one[0] for one in labels(client, "argopni")][:1] == ["Argopeni"]


@pytest.mark.parametrize("text", ["", "a", "%", "\\", "zzzzzz", "' OR 1=1 --", "😀😀", "x" * 200])
def test_little_or_strange_is_answered_with_nothing(client, known, text):
    assert labels(client, text) == []


@pytest.mark.parametrize("text", ["x" * 201, "a\x00b", "y" * 10_000])
def test_what_cannot_be_a_question_is_refused_in_words(client, text):
    response = client.get(SUGGEST, {"q": text})
    assert response.status_code == 400
    assert b"<h1" in response.content


def test_with_scripts_only_the_list_without_them_a_page(client, known):
    part = client.get(SUGGEST, {"q": "argo"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert part.count("<a href=") == 3
    page = client.get(SUGGEST, {"q": "argo"}).content.decode()
    assert "<h1" in page
    assert page.count("suggestion-place") == 3
    assert "Tidak ada saran" in client.get(SUGGEST, {"q": "zzzzzz"}).content.decode()


def test_no_more_queries_for_many(client, known, django_assert_max_num_queries):
    for words in ("argo", "argo gombong ayah", "argopni"):
        with django_assert_max_num_queries(3):
            client.get(SUGGEST, {"q": words})
