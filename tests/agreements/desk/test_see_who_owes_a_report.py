"""See who owes a report of a year, take the list along, and take a village's year along for its LPPD."""

import datetime as dt
import io
from typing import Any

import pikepdf
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook

from agreements.desk.reporting import lists, making
from agreements.desk.reporting.extract import extract
from agreements.monitoring.activities.models import Activity, Movement, ProgressNote
from agreements.monitoring.reports import actions
from agreements.monitoring.reports.figures import figures
from agreements.monitoring.reports.lppd import lines
from agreements.monitoring.reports.printing import printed
from agreements.notices.calendar import deadlines
from agreements.notices.models import Notice
from agreements.notices.reminding import remind
from agreements.notices.reports import mark
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement
from agreements.record.rules import load_defaults
from tests import factories
from tests.support.conformance import faults
from villages.organizations.models import OfficeKind, Village
from villages.people.models import Position

pytestmark = pytest.mark.django_db
ENDS = dt.date(2028, 6, 9)


@pytest.fixture
def villages(on_day) -> tuple[Village, Village]:
    """Two villages of two kecamatan with a contract each and a joint regulation, a year later."""
    on_day("2025-06-10")
    load_defaults()
    cache.clear()
    buayan = factories.SubdistrictFactory(code="33.05.02", name="Buayan")
    one, two = factories.village("Argopeni"), factories.village("Jladri", subdistrict=buayan)
    factories.listed(one, two, instrument="joint_regulation", ends_on=ENDS, title="Sampah Bersama")
    factories.listed(one, factories.partner(), instrument="contract", ends_on=ENDS, title="Wisata Pantai")
    factories.listed(two, factories.partner(), instrument="contract", ends_on=ENDS, title="Air Bersih Kita")
    on_day("2026-04-10")
    return one, two


def opened(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def head_of(village: Village) -> Any:
    return factories.signatory_of(village.organization)


def seen(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/meja/laporan/{query}").content.decode()
    return [title for title in ("Sampah Bersama", "Wisata Pantai", "Air Bersih Kita") if title in page]


def sent(village: Village, title: str) -> None:
    head, agreement = head_of(village), Agreement.objects.get(title=title)
    asked = {"kind": "yearly", "starts_on": "2025-06-10", "organization": village.pk}
    report = actions.begin(agreement, by=head, **asked)
    report = actions.write(report, by=head, edition=1, done="Semua jalan.")
    report.figures = figures(agreement, report.starts_on, report.ends_on)
    actions.sign(report, by=head, seen=actions.mark_of(report))


def test_everybody_sees_the_reports_of_their_own_agreements(villages):
    one, two = villages
    assert seen(opened(head_of(one))) == ["Sampah Bersama", "Wisata Pantai"]
    assert seen(opened(head_of(two))) == ["Sampah Bersama", "Air Bersih Kita"]
    assert seen(opened(factories.reviewer())) == ["Sampah Bersama", "Wisata Pantai", "Air Bersih Kita"]
    assert seen(opened(factories.UserFactory())) == []


def test_the_list_is_narrowed_by_state_place_and_year(villages):
    one, _two = villages
    sent(one, "Wisata Pantai")
    officer = opened(factories.reviewer())
    assert seen(officer, "?keadaan=late") == ["Sampah Bersama", "Air Bersih Kita"]
    assert seen(officer, "?keadaan=sent") == ["Wisata Pantai"]
    assert seen(officer, "?kecamatan=33.05.02") == ["Air Bersih Kita"]
    assert seen(officer, "?tahun=2026&keadaan=running&kecamatan=33.05.01") == [
        "Sampah Bersama",
        "Wisata Pantai",
    ]
    assert seen(officer, "?tahun=2024") == []
    page = officer.get("/meja/laporan/").content.decode()
    assert "Terlambat (2)" in page
    assert "Sudah disampaikan (1)" in page


@pytest.mark.parametrize(
    "query",
    ["?tahun=1999", "?tahun=9999", "?tahun=abcd", "?keadaan=x", "?kecamatan=%27", "?sesudah=2026-13-01-1"],
)
def test_an_unsound_question_is_refused(villages, query):
    assert opened(head_of(villages[0])).get(f"/meja/laporan/{query}").status_code == 400


def test_pages_go_on_where_the_one_before_ended(villages, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 2)
    officer = opened(factories.reviewer())
    first = officer.get("/meja/laporan/").content.decode()
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = officer.get(following).content.decode()
    found = [
        [t in page for page in (first, second)]
        for t in ("Sampah Bersama", "Wisata Pantai", "Air Bersih Kita")
    ]
    assert [sum(one) for one in found] == [1, 1, 1]
    assert 'rel="next"' not in second


def test_a_longer_list_takes_no_more_questions(villages):
    officer = opened(factories.reviewer())
    officer.get("/meja/laporan/")
    with CaptureQueriesContext(connection) as few:
        officer.get("/meja/laporan/")
    for _number in range(6):
        factories.listed(villages[0], factories.partner(), instrument="contract", ends_on=ENDS)
    with CaptureQueriesContext(connection) as many:
        officer.get("/meja/laporan/?tahun=2026")
    assert len(many) <= len(few)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_list_is_taken_along(villages, ending):
    response = opened(factories.reviewer()).get(f"/meja/laporan/daftar.{ending}?keadaan=late")
    body = b"".join(response)
    if ending == "csv":
        text = body.decode("utf-8-sig").splitlines()
        assert [line.split(";")[1] for line in text[1:]] == [
            "Sampah Bersama",
            "Wisata Pantai",
            "Air Bersih Kita",
        ]
    else:
        rows = list(load_workbook(io.BytesIO(body)).active.values)
        assert (rows[1][1], rows[1][6]) == ("Sampah Bersama", "terlambat")


# LPPD


def carried_out(village: Village) -> Agreement:
    agreement, head = Agreement.objects.get(title="Wisata Pantai"), head_of(village)
    party = agreement.parties.get(ordinal=1)
    days = {"starts_on": dt.date(2025, 7, 1), "ends_on": dt.date(2026, 7, 1)}
    work = Activity.objects.create(
        agreement=agreement, party=party, title="Jalur pantai", created_by=head, **days
    )
    for on, percent in ((dt.date(2025, 12, 1), 40), (dt.date(2026, 2, 1), 90)):
        ProgressNote.objects.create(
            activity=work, on=on, percent=percent, reached=percent, words="x", written_by=head
        )
    for on, amount in ((dt.date(2025, 8, 1), 5_000_000), (dt.date(2026, 1, 5), 7_000_000)):
        moved = {"agreement": agreement, "party": party, "recorded_by": head}
        Movement.objects.create(direction="paid", amount=amount, on=on, **moved)
    return agreement


def test_the_year_of_a_village_is_as_it_was_at_its_end(villages):
    one, _two = villages
    carried_out(one)
    found = {line.agreement.title: line for line in lines(one.organization, 2025)}
    assert set(found) == {"Sampah Bersama", "Wisata Pantai"}
    line = found["Wisata Pantai"]
    assert (line.paid, line.percent, line.reached, line.report) == (5_000_000, 40, 40, "belum ada")
    [after] = [row for row in lines(one.organization, 2026) if row.agreement.title == "Wisata Pantai"]
    assert (after.paid, after.percent) == (7_000_000, 90)
    assert lines(one.organization, 2024) == []


def test_what_ended_before_the_year_is_not_in_it(villages, on_day):
    one, _two = villages
    on_day("2026-05-05")
    factories.moved(Agreement.objects.get(title="Sampah Bersama"), "ended")
    on_day("2027-02-01")
    assert len(lines(one.organization, 2026)) == 2
    assert [row.agreement.title for row in lines(one.organization, 2027)] == ["Wisata Pantai"]


def test_the_extract_takes_as_many_questions_for_many_agreements(villages, django_assert_max_num_queries):
    one, _two = villages
    with CaptureQueriesContext(connection) as few:
        lines(one.organization, 2025)
    for _number in range(5):
        factories.listed(one, factories.partner(), instrument="contract", ends_on=ENDS)
    with django_assert_max_num_queries(len(few)):
        assert len(lines(one.organization, 2026)) == 7


def test_the_village_takes_it_along_as_a_table(villages):
    one, _two = villages
    carried_out(one)
    client = opened(head_of(one))
    assert "Wisata Pantai" in client.get("/meja/lppd/2025/").content.decode()
    rows = list(load_workbook(io.BytesIO(b"".join(client.get("/meja/lppd/2025/daftar.xlsx")))).active.values)
    [row] = [row for row in rows if row[1] == "Wisata Pantai"]
    assert row[rows[0].index("Dibayar desa (rupiah)")] == 5_000_000
    assert client.get("/meja/lppd/2016/").status_code == 404
    assert client.get("/meja/lppd/2027/").status_code == 404


def test_offices_take_it_of_their_villages_and_nobody_of_others(villages):
    one, two = villages
    ayah = one.area.subdistrict
    kind = OfficeKind.SUBDISTRICT
    office = factories.OfficeFactory(office_kind=kind, regency=ayah.regency, subdistrict=ayah)
    camat = opened(factories.member(office, Position.SUBDISTRICT_HEAD))
    assert camat.get(f"/meja/lppd/2025/?desa={one.area_id}").status_code == 200
    assert camat.get(f"/meja/lppd/2025/?desa={two.area_id}").status_code == 404
    agency = opened(factories.reviewer())
    assert agency.get(f"/meja/lppd/2025/?desa={two.area_id}").status_code == 200
    partner = opened(factories.signatory_of(factories.partner().organization))
    assert partner.get("/meja/lppd/2025/").status_code == 403
    assert opened(head_of(one)).get(f"/meja/lppd/2025/?desa={two.area_id}").status_code == 404


def work() -> int:
    rows = list(
        DBTaskResult.objects.ready().filter(task_path__endswith="reporting.making.make").order_by("pk")
    )
    for row in rows:
        making.make.call(*row.args_kwargs["args"])
        row.delete()
    return len(rows)


def test_the_worker_makes_the_pdf_until_something_changes(villages, monkeypatch):
    one, _two = villages
    monkeypatch.setattr(making, "printed", lambda html, *rest, **more: b"%PDF-1.7\n" + html.encode())
    client = opened(head_of(one))
    assert client.get("/meja/lppd/2025/pdf/").status_code == 302
    client.post("/meja/lppd/2025/pdf/")
    client.post("/meja/lppd/2025/pdf/")
    assert "menunggu giliran" in client.get("/meja/lppd/2025/").content.decode()
    assert work() == 1
    assert "Wisata Pantai" in b"".join(client.get("/meja/lppd/2025/pdf/")).decode()
    carried_out(one)
    assert "Siapkan PDF" in client.get("/meja/lppd/2025/").content.decode()


def test_the_pdf_lies_down_and_is_readable_by_programs(villages):
    one, _two = villages
    carried_out(one)
    written = extract(Village.objects.get(pk=one.pk), 2025)
    data = printed(written.html, written.data, dt.datetime(2026, 4, 10, tzinfo=dt.UTC), name="lppd.json")
    assert faults(data) == []
    pdf = pikepdf.open(io.BytesIO(data))
    assert [round(float(side)) for side in pdf.pages[0].mediabox][2:] == [935, 612]
    assert b"5000000" in pdf.attachments["lppd.json"].get_file().read_bytes()


# Reminders


def reminded(code: str) -> int:
    return Notice.objects.filter(code=code).count()


@pytest.mark.parametrize(
    ("left", "expected"), [(30, 30), (8, 30), (7, 7), (0, 7), (-1, -1), (-30, -1), (-31, -2), (-61, -3)]
)
def test_each_reminder_has_its_mark(left, expected):
    assert mark(dt.date(2026, 3, 31), dt.date(2026, 3, 31) - dt.timedelta(days=left)) == expected


def test_villages_are_reminded_before_and_after_the_last_day_once_for_each_mark(villages, on_day):
    Notice.objects.all().delete()
    on_day("2026-02-20")
    remind()
    assert reminded("report_due") == 0, "too early"
    on_day("2026-03-02")
    remind(), remind()
    assert reminded("report_due") == 3
    on_day("2026-03-25")
    remind()
    assert reminded("report_due") == 6
    on_day("2026-04-01")
    sent(villages[0], "Wisata Pantai")
    remind()
    assert reminded("report_late") == 2, "what was sent is not recalled"
    on_day("2026-04-20")
    remind()
    assert reminded("report_late") == 2
    on_day("2026-05-02")
    remind()
    assert reminded("report_late") == 4
    on_day("2026-06-09")
    remind()
    assert reminded("report_late") == 4, "the mark of the second month was reached more than a week ago"
    on_day("2026-07-02")
    remind()
    assert reminded("report_late") == 6


def test_the_final_report_is_recalled_on_its_own_days(villages, on_day):
    on_day("2026-04-20")
    factories.moved(Agreement.objects.get(title="Wisata Pantai"), "ended")
    Notice.objects.all().delete()
    on_day("2026-05-20")
    remind()
    assert [(one.code, one.due_on) for one in Notice.objects.order_by("pk")] == [
        ("report_due", dt.date(2026, 6, 19))
    ], "thirty days before; no yearly one has a mark in these days"


def test_a_regency_with_days_of_its_own_reminds_by_them(villages, on_day):
    Notice.objects.all().delete()
    rule = {
        "code": LocalRule.Code.REPORT_DUE,
        "starts_on": dt.date(2025, 1, 1),
        "legal_basis": "Perbup 1/2025",
    }
    regency = villages[0].area.subdistrict.regency
    LocalRule.objects.create(value={"yearly": 20, "final": 10}, regency=regency, **rule)
    on_day("2026-01-14")
    remind()
    assert reminded("report_due") == 3
    on_day("2026-03-29")
    assert remind() == 0, "the national day is not theirs"


def test_the_calendar_of_the_village_names_the_day(villages):
    one, _two = villages
    sent(one, "Wisata Pantai")
    found = [(d.day, d.title) for d in deadlines(head_of(one)) if d.title.startswith("Laporan tahunan 2025")]
    assert found == [(dt.date(2026, 3, 31), "Laporan tahunan 2025: Sampah Bersama")]
