"""Take all public data away as files: every format says the same, is whole, and is described column by column."""

import csv
import datetime as dt
import gzip
import hashlib
import io
import json
import re
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from agreements.publication.catalogue.models import Listing
from agreements.publication.opendata import dumping, formats, rows
from agreements.publication.opendata.datasets import AGREEMENTS, DATASETS, PARTIES, PROVISIONS
from agreements.publication.opendata.dictionary import csvw
from agreements.publication.opendata.models import Dump
from agreements.publication.privacy.models import Exclusion
from agreements.signing.queries import document_of
from tests import factories
from tests.agreements.publication.conftest import PRIVATE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def taken(client: Client, name: str) -> bytes:
    response = client.get(f"/data/berkas/{name}")
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def in_csv(client: Client, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(taken(client, f"{name}.csv.gz")).decode())))


def in_lines(client: Client, name: str) -> list[dict[str, Any]]:
    text = gzip.decompress(taken(client, f"{name}.jsonl.gz")).decode()
    return [json.loads(line) for line in text.splitlines()]


def in_sheet(client: Client, name: str) -> list[list[Any]]:
    book = load_workbook(io.BytesIO(taken(client, f"{name}.xlsx")), read_only=True)
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def everything() -> None:
    for dataset in DATASETS:
        dumping.make(dataset)


def test_three_formats_say_the_same(client: Client) -> None:
    village, firm = factories.village("Argopeni"), factories.partner("CV Pandan", partner_kind="firm")
    agreement = factories.listed(village, firm, value=12_500_000, title="Penjualan Gula Aren ke Kota")
    dumping.make(AGREEMENTS)
    (row,), (line,), sheet = (
        in_csv(client, "kerja-sama"),
        in_lines(client, "kerja-sama"),
        in_sheet(client, "kerja-sama"),
    )
    assert list(row) == sheet[0] == [column.code for column in AGREEMENTS.columns]
    assert row["ref"] == line["ref"] == agreement.ref
    assert (row["value"], line["value"]) == ("12500000", 12_500_000)
    assert sheet[1][sheet[0].index("value")] == 12_500_000
    assert row["starts_on"] == line["starts_on"] == agreement.starts_on.isoformat()
    assert (
        line["parties"] == row["parties"].split(";") == [party["name"] for party in agreement.listing.parties]
    )
    assert row["kind_label"] == "Kerja sama Desa dengan pihak ketiga"
    assert row["signed_elsewhere"] == "false"
    assert "parent" not in line
    assert row["parent"] == ""
    assert dt.datetime.fromisoformat(line["changed_at"]).tzinfo == dt.UTC


def test_a_file_is_whole_by_its_digest_and_asked_for_once(client: Client) -> None:
    factories.listed(factories.village(), factories.village())
    everything()
    sums = client.get("/data/SHA256SUMS").content.decode().splitlines()
    assert len(sums) == len(DATASETS) * len(formats.FORMATS)
    for line in sums:
        digest, name = line.split("  ")
        assert hashlib.sha256(taken(client, name)).hexdigest() == digest
    response = client.get("/data/berkas/kerja-sama.csv.gz")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "attachment" in response.headers["Content-Disposition"]
    again = client.get("/data/berkas/kerja-sama.csv.gz", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_same_data_give_the_same_bytes() -> None:
    factories.listed(factories.village(), factories.village())
    packed = [d.sha256 for d in dumping.make(AGREEMENTS) if d.format != "xlsx"]
    assert [d.sha256 for d in dumping.make(AGREEMENTS) if d.format != "xlsx"] == packed


def test_parties_have_their_numbers_and_provisions_their_words(client: Client, published: Any) -> None:
    everything()
    parties, provisions = in_csv(client, "para-pihak"), in_lines(client, "ketentuan")
    numbers = published.numbers.order_by("pk").values_list("number", flat=True)
    assert [row["number"] for row in parties] == list(numbers)
    assert [row["ordinal"] for row in parties] == ["1", "2"]
    frozen = json.loads(document_of(published).content)["provisions"]
    assert {row["provision"] for row in provisions} == {row["key"] for row in frozen}
    assert {row["kind"] for row in provisions} == {row["kind"] for row in frozen}


def test_an_excluded_article_takes_its_provisions_along(client: Client, published: Any) -> None:
    content = json.loads(document_of(published).content)
    articles = [a["content"] for chapter in content["chapters"] for a in chapter["articles"]]
    before = [row["kind"] for row in rows.provisions()]
    place = len(articles) - articles[::-1].index("rights_obligations")
    Exclusion.objects.create(
        agreement=published,
        article=place,
        ground="b",
        reason="Rahasia dagang.",
        decided_by=published.created_by,
    )
    assert "obligation" in before
    assert "obligation" not in [row["kind"] for row in rows.provisions()]


def test_nothing_private_is_in_any_file(client: Client, published: Any) -> None:
    factories.listed(factories.village(), factories.partner(), title="Hubungi 081234567890 segera")
    everything()
    for dump in Dump.objects.order_by("pk"):
        data = dumping.path_of(dump).read_bytes()
        if dump.format == "xlsx":
            book = load_workbook(io.BytesIO(data), read_only=True)
            text = repr([list(row) for row in book.worksheets[0].iter_rows(values_only=True)])
        else:
            text = gzip.decompress(data).decode()
        found = [secret for secret in (*PRIVATE, "081234567890") if secret in text]
        assert not found, dumping.name_of(dump)


def test_a_text_is_no_formula_but_stays_itself_in_json(client: Client) -> None:
    factories.listed(factories.village(), factories.village(), title="=HYPERLINK(1) jalan baru")
    dumping.make(AGREEMENTS)
    assert in_csv(client, "kerja-sama")[0]["title"] == "'=HYPERLINK(1) jalan baru"
    assert in_lines(client, "kerja-sama")[0]["title"] == "=HYPERLINK(1) jalan baru"
    sheet = in_sheet(client, "kerja-sama")
    assert sheet[1][2] == "=HYPERLINK(1) jalan baru"


def test_a_sheet_that_is_full_goes_on_in_the_next_part(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(formats, "MOST_ROWS", 2)
    factories.listed(*(factories.village() for _i in range(5)))
    dumping.make(PARTIES)
    names = [dumping.name_of(dump) for dump in Dump.objects.filter(format="xlsx").order_by("part")]
    assert names == ["para-pihak.xlsx", "para-pihak-2.xlsx", "para-pihak-3.xlsx"]
    assert [len(in_sheet(client, name.removesuffix(".xlsx"))) for name in names] == [3, 3, 2]
    assert len(in_csv(client, "para-pihak")) == 5
    monkeypatch.setattr(formats, "MOST_ROWS", 10)
    dumping.make(PARTIES)
    assert client.get("/data/berkas/para-pihak-2.xlsx").status_code == 404


def test_rows_come_in_batches_with_the_same_queries_for_each(monkeypatch: Any) -> None:
    for _i in range(4):
        factories.listed(factories.village(), factories.village())
    monkeypatch.setattr(rows, "BATCH", 1)
    with CaptureQueriesContext(connection) as one:
        assert len(list(rows.batches(Listing.objects.all(), "pk", 1))) == 4
    assert len(one) == 5
    with CaptureQueriesContext(connection) as all_at_once:
        assert len(list(rows.parties())) == 8
    with CaptureQueriesContext(connection) as agreements:
        assert len(list(rows.agreements())) == 4
    assert len(all_at_once) <= 4
    assert len(agreements) <= 4


def test_what_breaks_off_leaves_the_old_files(client: Client, monkeypatch: Any) -> None:
    factories.listed(factories.village(), factories.village())
    dumping.make(AGREEMENTS)
    before = taken(client, "kerja-sama.csv.gz")

    def broken() -> Any:
        yield next(rows.agreements())
        raise OSError("disk full")

    monkeypatch.setitem(rows.ROWS, "agreements", broken)
    with pytest.raises(OSError, match="disk full"):
        dumping.make(AGREEMENTS)
    assert taken(client, "kerja-sama.csv.gz") == before
    assert not list(dumping.folder().glob("*.part"))


def test_old_files_are_swept_away_after_an_hour(monkeypatch: Any) -> None:
    factories.listed(factories.village(), factories.village())
    old = {dump.sha256 for dump in dumping.make(AGREEMENTS)}
    factories.listed(factories.village(), factories.village())
    new = {dump.sha256 for dump in dumping.make(AGREEMENTS)}
    assert old <= {path.name for path in dumping.folder().iterdir()}
    now = max(path.stat().st_ctime for path in dumping.folder().iterdir())  # the disk has a clock of its own
    monkeypatch.setattr(dumping.time, "time", lambda: now + 3700)
    assert dumping.sweep() == len(old - new)
    assert {path.name for path in dumping.folder().iterdir()} == new


def test_the_worker_is_asked_once_a_day_for_what_the_night_has_not_made(monkeypatch: Any) -> None:
    cache.clear()
    asked: list[str] = []
    monkeypatch.setattr(type(dumping.make_one), "enqueue", lambda task, code: asked.append(code))
    with time_machine.travel("2026-11-22T00:30:00+07:00", tick=False):
        everything()
        Dump.objects.filter(dataset="parties").delete()
        assert dumping.ask_once_a_day() == asked == ["parties"]
        assert dumping.ask_once_a_day() == []
        dumping.make(PARTIES)
    with time_machine.travel("2026-11-22T05:00:00+07:00", tick=False):
        assert dumping.ask_once_a_day() == []
    with time_machine.travel("2026-11-23T03:59:00+07:00", tick=False):
        assert dumping.ask_once_a_day() == []
    with time_machine.travel("2026-11-23T04:00:00+07:00", tick=False):
        dumping.make(PARTIES)
        assert dumping.ask_once_a_day() == [dataset.code for dataset in DATASETS if dataset != PARTIES]
        assert dumping.ask_once_a_day() == []


def test_the_command_makes_them_here_and_says_what(capsys: Any) -> None:
    factories.listed(factories.village(), factories.village())
    call_command("make_dumps", now=True)
    told = capsys.readouterr().out.splitlines()
    assert len(told) == Dump.objects.count() == len(DATASETS) * 3
    assert told[0].startswith("kerja-sama.csv.gz: 1 baris, ")


def test_every_row_has_the_columns_of_the_dictionary_and_their_codes(published: Any) -> None:
    factories.listed(factories.village(), factories.partner())
    for dataset in DATASETS:
        known = {column.code: column for column in dataset.columns}
        seen = set()
        for row in rows.ROWS[dataset.code]():
            assert list(row) == list(known), dataset.code
            key = tuple(row[name] for name in dataset.key)
            assert key not in seen
            seen.add(key)
            for name, value in row.items():
                codes = [code for code, _label in known[name].codes]
                assert not codes or not value or value in codes, (dataset.code, name, value)
                assert not known[name].required or value not in (None, "", []), (dataset.code, name)
        assert seen or dataset.code == "statistics"


def test_the_dictionary_names_no_file_that_is_not_made() -> None:
    assert [table["url"] for table in csvw({"parties"})["tables"]] == [
        "http://testserver/data/berkas/para-pihak.csv.gz"
        if dataset == PARTIES
        else f"http://testserver/data/#{dataset.name}"
        for dataset in DATASETS
    ]


def test_the_dictionary_follows_the_standard() -> None:
    described = csvw([dataset.code for dataset in DATASETS])
    tables = {table["url"].rpartition("/")[2]: table["tableSchema"] for table in described["tables"]}
    assert set(tables) == {f"{dataset.name}.csv.gz" for dataset in DATASETS}
    types = {"string", "integer", "decimal", "boolean", "date", "dateTime", "anyURI"}
    for schema in tables.values():
        names = [column["name"] for column in schema["columns"]]
        assert len(set(names)) == len(names)
        assert set(schema["primaryKey"]) <= set(names)
        for column in schema["columns"]:
            base = column["datatype"]
            assert (base["base"] if isinstance(base, dict) else base) in types
            assert column["dc:description"].endswith(".")
        for reference in schema.get("foreignKeys", ()):
            assert reference["columnReference"] in names
            other = tables[reference["reference"]["resource"].rpartition("/")[2]]
            assert reference["reference"]["columnReference"] in [c["name"] for c in other["columns"]]


def test_the_page_shows_files_sizes_digests_and_terms(client: Client) -> None:
    factories.listed(factories.village(), factories.village())
    empty = client.get("/data/").content.decode()
    assert empty.count("sedang disusun") == len(DATASETS)
    everything()
    text = client.get("/data/").content.decode()
    for dump in Dump.objects.order_by("pk"):
        assert dump.sha256 in text
        assert f'href="/data/berkas/{dumping.name_of(dump)}"' in text
    assert "creativecommons.org/licenses/by/4.0" in text
    meanings = client.get("/data/kamus/").content.decode()
    for page in (text, meanings):
        names = re.findall(r'\sid="([^"]+)"', page)
        assert len(names) == len(set(names))
    assert 'id="kerja-sama-topic"' in meanings
    assert PROVISIONS.columns[0].code in meanings


@pytest.mark.parametrize(
    "name",
    [
        "x.csv.gz",
        "kerja-sama.zip",
        "kerja-sama-0.xlsx",
        "kerja-sama-1.xlsx",
        "..%2F..%2Fx",
        "%00",
        "a" * 10_000,
    ],
)
def test_a_name_that_no_file_has_is_not_found(client: Client, name: str) -> None:
    dumping.make(AGREEMENTS)
    assert client.get(f"/data/berkas/{name}").status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_not_found(client: Client) -> None:
    (dump, *_rest) = dumping.make(AGREEMENTS)
    dumping.path_of(dump).unlink()
    assert client.get(f"/data/berkas/{dumping.name_of(dump)}").status_code == 404


def test_a_web_server_that_can_sends_the_file_itself(client: Client, settings: Any) -> None:
    settings.SENDFILE_URL = "/berkas/"
    (dump, *_rest) = dumping.make(AGREEMENTS)
    response = client.get(f"/data/berkas/{dumping.name_of(dump)}")
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["X-Accel-Redirect"] == f"/berkas/dumps/{dump.sha256}"
    assert dumping.path_of(dump).stat().st_mode & 0o040
