"""Anybody reads the figures of a region, each chart beside its table, its definition and its file."""

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreements.publication.statistics.counting import count_all
from agreements.publication.statistics.files import COLUMNS
from agreements.publication.statistics.measures import MEASURES
from agreements.publication.statistics.pages import percent
from tests import factories as make
from tests.agreements.publication.listings import listing

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted() -> Any:
    """Three agreements in one kecamatan and none in the other, counted."""
    buayan = make.SubdistrictFactory(code="33.05.02", name="Buayan")
    one, two = make.village("Argopeni"), make.village("Srati")
    make.village("Jladri", subdistrict=buayan)
    listing(one, two, topic="waste", value=40_000_000, approval_days=6)
    listing(one, make.partner("CV Maju"), topic="tourism", year=2024, value=2_000_000_000)
    listing(two, make.partner("CV Mundur"), topic="tourism", year=2024)
    count_all()
    return one, two


def text_of(client: Client, address: str) -> str:
    """The words of a page, without its tags."""
    response = client.get(address)
    assert response.status_code == 200
    html = re.sub(r"<script.*?</script>|<head>.*?</head>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_measure_has_chart_table_definition_and_file(client: Client, counted: Any) -> None:
    html = client.get("/statistik/33.05/").content.decode()
    for measure in MEASURES:
        part = html.split(f'aria-labelledby="{measure.slug}"')[1].split("</section>")[0]
        assert '<svg class="woven"' in part
        assert "<table>" in part
        assert str(measure.definition)[:40] in part
        assert f"/statistik/33.05/{measure.slug}.csv" in part


def test_the_page_says_what_the_table_says(client: Client, counted: Any) -> None:
    text = text_of(client, "/statistik/33.05/")
    assert "3 kerja sama yang diumumkan; 2 dari 3 desa dan 2 mitra ikut." in text
    assert "Pariwisata 2 67% Rp 2.000.000.000".replace("Rp ", "Rp\xa0") in text.replace("Rp ", "Rp\xa0")
    assert "Separuh dari 1 persetujuan selesai dalam 6 hari kerja." in text
    assert "Buayan 0 1 0%" in text


def test_lines_lead_to_smaller_regions_and_to_the_agreements_counted(client: Client, counted: Any) -> None:
    html = client.get("/statistik/33.05/").content.decode()
    assert 'href="/statistik/33.05.01/"' in html
    assert 'href="/kerja-sama/?topik=tourism&amp;wilayah=33.05"' in html
    lower = client.get("/statistik/33.05.01/").content.decode()
    assert f'href="{counted[0].get_absolute_url()}"' in lower
    assert 'href="/statistik/33.05/"' in lower


def test_all_indonesia_has_the_shortest_address(client: Client, counted: Any) -> None:
    assert "Statistik Indonesia" in text_of(client, "/statistik/")
    assert client.get("/statistik/indonesia/")["Location"] == "/statistik/"


@pytest.mark.parametrize(
    "code", ["99", "33.5", "33.05.01.2001", "x" * 5000, "%00", "３３", "..", "33.05.01.", "{}"]
)
def test_a_region_that_is_none_is_not_found(client: Client, counted: Any, code: str) -> None:
    address = (
        reverse("agreements:statistics-region", args=[code]) if "%" not in code else f"/statistik/{code}/"
    )
    assert client.get(address).status_code == 404


def test_a_region_never_counted_says_so(client: Client) -> None:
    make.SubdistrictFactory()
    assert "Angka wilayah ini belum dihitung" in text_of(client, "/statistik/33.05.01/")


def test_a_region_without_agreements_shows_its_coverage_only(client: Client, counted: Any) -> None:
    html = client.get("/statistik/33.05.02/").content.decode()
    assert "0 kerja sama yang diumumkan; 0 dari 1 desa dan 0 mitra ikut." in html
    assert '<svg class="woven"' not in html


def test_the_file_has_one_figure_a_line(client: Client, counted: Any) -> None:
    response = client.get("/statistik/33.05/nilai.csv")
    assert response["Content-Type"].startswith("text/csv")
    assert response["Access-Control-Allow-Origin"] == "*"
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert tuple(rows[0]) == COLUMNS
    found = {row["kunci"]: (row["jumlah"], row["besaran"], row["satuan_besaran"]) for row in rows}
    assert found["to_50"] == ("1", "40000000", "rupiah")
    assert found["unknown"] == ("1", "", "")
    assert found["median"] == ("2", "40000000", "rupiah")


def test_one_file_has_every_figure_in_indonesian(client: Client, counted: Any) -> None:
    response = client.get("/statistik/indonesia/semua.csv", headers={"Accept-Language": "en"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert {row["ukuran"] for row in rows} == {measure.code for measure in MEASURES}
    assert {row["nama_wilayah"] for row in rows} == {"Indonesia"}
    assert "Pariwisata" in {row["sebutan"] for row in rows}
    assert client.get("/statistik/33.05/rahasia.csv").status_code == 404


def test_the_page_may_be_kept_until_the_figures_are_counted_anew(client: Client, counted: Any) -> None:
    first = client.get("/statistik/33.05/")
    assert "public" in first["Cache-Control"]
    assert "Set-Cookie" not in first
    again = client.get("/statistik/33.05/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    count_all()
    assert client.get("/statistik/33.05/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_page_takes_as_many_queries_with_one_agreement_as_with_many(
    client: Client, counted: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        client.get("/statistik/33.05/")
    with django_assert_max_num_queries(8):
        client.get("/statistik/")


@pytest.mark.parametrize(
    ("share", "told"), [(0, "0%"), (0.0349, "3,5%"), (0.0996, "10%"), (0.146, "15%"), (1, "100%")]
)
def test_shares_are_rounded_not_cut(share: float, told: str) -> None:
    assert percent(share) == told
