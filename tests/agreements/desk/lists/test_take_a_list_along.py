"""Take any list along as a table: whole, streamed, with the filters of the page, and never a formula in it."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.record.stages import Stage
from agreements.record.tables import download
from tests import factories
from tests.support.many import many

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer_client(client, pair):
    client.force_login(factories.reviewer())
    return client


def read_csv(response) -> list[list[str]]:
    assert response.streaming
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def read_xlsx(response) -> list[tuple]:
    assert response.streaming
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response)))
    return list(book.active.iter_rows(values_only=True))


def test_the_whole_list_with_its_filters_comes_along(officer_client, pair):
    first = factories.listed(*pair, title="Pasar Desa Bersama", value=12_500_000)
    factories.listed(*pair, title="Jalan Tembus Desa", stage=Stage.SIGNING)
    response = officer_client.get("/meja/semua/daftar.csv?tahap=in_force")
    assert response["Content-Disposition"].startswith('attachment; filename="kerja-sama-')
    header, line = read_csv(response)
    told = dict(zip(header, line, strict=True))
    assert told["Rujukan"] == first.ref
    assert told["Para pihak"] == "Desa Argopeni (Ayah) dan Desa Semondo (Ayah)"
    assert told["Nilai (Rp)"] == "12500000"
    assert told["Berakhir"] == str(first.ends_on)
    lines = read_xlsx(officer_client.get("/meja/semua/daftar.xlsx?tahap=in_force"))
    assert lines[0] == tuple(header)
    assert lines[1][0] == first.ref
    assert lines[1][-1] == 12_500_000
    assert lines[1][-2].date() == first.ends_on


def test_who_is_waited_for_and_until_when_stand_in_the_table(officer_client, pair):
    agreement = factories.submitted(factories.begun(*pair))
    header, line = read_csv(officer_client.get("/meja/semua/daftar.csv"))
    told = dict(zip(header, line, strict=True))
    assert told["Menunggu"] == "DPMD Kabupaten Kebumen"
    assert told["Tenggat atau hari terakhir"] == str(agreement.rounds.get().steps.get().due_on)


def test_no_cell_is_a_formula():
    cells = ["=1+1", "+6281", "-x", "@x", "\tx", "biasa", None, 3]
    wanted = ["'=1+1", "'+6281", "'-x", "'@x", "'\tx", "biasa", "", "3"]
    assert read_csv(download("x", "csv", ["A"], [cells]))[1] == wanted
    book = openpyxl.load_workbook(io.BytesIO(b"".join(download("x", "xlsx", ["A"], [cells]))))
    row = next(iter(book.active.iter_rows(min_row=2)))
    assert [cell.data_type for cell in row if cell.value is not None] == ["s"] * 6 + ["n"]
    assert row[0].value == "=1+1"


def test_a_long_list_is_complete_and_reads_some_hundreds_at_a_time(officer_client, pair):
    template = factories.listed(*pair, title="Yang pertama dari semua")
    many([pair[0].organization, pair[1].organization], 1_200, like=template)
    with CaptureQueriesContext(connection) as captured:
        lines = read_csv(officer_client.get("/meja/semua/daftar.csv"))
    assert len(lines) == 1_202
    assert len({line[0] for line in lines}) == 1_202
    assert len(captured) <= 50


def test_strangers_take_nothing_along(client, pair):
    factories.listed(*pair)
    assert client.get("/meja/semua/daftar.csv")["Location"].startswith("/masuk/")
    client.force_login(factories.signatory_of(factories.village()))
    assert len(read_csv(client.get("/meja/semua/daftar.csv"))) == 1


@pytest.mark.parametrize(
    ("address", "status"), [("daftar.pdf", 404), ("daftar.csv?tahap=x", 400), ("daftar.", 404)]
)
def test_what_there_is_not(officer_client, address, status):
    assert officer_client.get(f"/meja/semua/{address}").status_code == status


def test_the_tables_of_the_dashboard_come_along(officer_client, pair):
    factories.submitted(factories.begun(*pair))
    header, line = read_csv(officer_client.get("/meja/kabupaten/langkah.csv"))
    assert line[0] == "DPMD Kabupaten Kebumen"
    assert line[header.index("Semua")] == "1"
    villages = read_xlsx(officer_client.get("/meja/kabupaten/desa.xlsx"))
    assert [row[0] for row in villages[1:]] == ["Desa Argopeni", "Desa Semondo"]
    for odd in ("lain.csv", "langkah.pdf"):
        assert officer_client.get(f"/meja/kabupaten/{odd}").status_code == 404
    head = Client()
    head.force_login(factories.signatory_of(pair[0]))
    assert head.get("/meja/kabupaten/langkah.csv").status_code == 403
