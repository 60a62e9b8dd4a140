"""Anybody has the yearly report of a region made: once, by the worker, in the quality of the agreements."""

import datetime as dt
import io
from typing import Any

import pikepdf
import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from agreements.documents import store
from agreements.publication.statistics.models import YearlyReport
from agreements.publication.statistics.places import place
from agreements.publication.statistics.report import asking
from agreements.publication.statistics.report.contents import contents
from agreements.publication.statistics.report.printing import drawable, printed
from tests import factories as make
from tests.agreements.publication.listings import listing
from tests.support.conformance import faults

pytestmark = pytest.mark.django_db

YEAR = timezone.localdate().year
PAGE, FILE = f"/statistik/33.05/laporan-{YEAR}/", f"/statistik/33.05/laporan-{YEAR}.pdf"


@pytest.fixture
def agreements() -> None:
    """Two that began this year, one with a word that our letter cannot draw, and one of the year before."""
    one, two = make.village("Argopeni"), make.village("Srati")
    begin = dt.date(YEAR, 2, 1)
    listing(one, two, starts_on=begin, title="Sampah 🌿 Bersama", value=40_000_000, approval_days=6)
    listing(one, make.partner("CV Maju"), starts_on=begin, topic="tourism")
    listing(two, make.partner("CV Mundur"), starts_on=dt.date(YEAR - 1, 1, 1))


@pytest.fixture
def quick_print(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A file at once instead of a PDF; returns what was printed."""
    seen: list[str] = []

    def stand_in(html: str, figures: str, made_at: Any) -> bytes:
        seen.append(html)
        return f"%PDF-1.7\n{len(seen)} {figures}".encode()

    monkeypatch.setattr(asking, "printed", stand_in)
    cache.clear()
    return seen


def work() -> int:
    """Do what the worker has before it; returns how much."""
    waiting = DBTaskResult.objects.ready().filter(task_path__endswith="report.asking.make").order_by("pk")
    done = 0
    for row in list(waiting):
        asking.make.call(*row.args_kwargs["args"])
        row.delete()
        done += 1
    return done


def test_the_pdf_holds_to_the_standards_and_carries_its_figures(agreements: None) -> None:
    region = place("33.05")
    assert region is not None
    moment = timezone.localtime()
    written = contents(region, YEAR, moment)
    data = printed(written.html, written.figures, moment)
    assert faults(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.attachments["statistik.csv"].get_file().read_bytes().decode() == written.figures
        assert pdf.Root.Lang == "id"


def test_the_report_says_what_happened_in_the_year(agreements: None) -> None:
    region = place("33.05")
    assert region is not None
    html = contents(region, YEAR, timezone.localtime()).html
    assert f"Pada tahun {YEAR} mulai berlaku 2 kerja sama desa di Kabupaten Kebumen." in html
    assert f"Setahun sebelumnya, pada {YEAR - 1}, ada 1." in html
    assert "1 di antaranya antardesa dan 1 dengan pihak ketiga." in html
    assert "Nilai yang tertulis di dalamnya seluruhnya Rp\xa040.000.000." in html
    listed = html.split('<table class="list">')[1]
    assert "CV Maju" in listed
    assert "CV Mundur" not in listed


def test_the_report_says_nothing_that_only_organizations_know_of_themselves(agreements: None) -> None:
    region = place("33.05")
    assert region is not None
    written = contents(region, YEAR, timezone.localtime())
    private = ("@contoh.example", "0287555", "Narahubung Rahasia", "NIB 12000000")
    assert not [word for word in private if word in written.html + written.figures]


def test_a_long_list_says_that_it_goes_on_elsewhere(
    agreements: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agreements.publication.statistics.report.contents.MOST_LISTED", 1)
    region = place("33.05")
    assert region is not None
    html = contents(region, YEAR, timezone.localtime()).html
    assert "Daftar ini memuat 1 yang pertama dari 2" in html


def test_what_our_letter_cannot_draw_becomes_a_question_mark() -> None:
    assert drawable("Sampah 🌿 Bersama") == "Sampah ? Bersama"
    assert drawable("Kerja sama – “desa”") == "Kerja sama – “desa”"


def test_nothing_is_made_until_somebody_asks(
    client: Client, agreements: None, quick_print: list[str]
) -> None:
    response = client.get(PAGE)
    assert b"Susun laporan" in response.content
    assert client.get(FILE)["Location"] == PAGE
    assert not YearlyReport.objects.exists()


def test_asked_twice_it_is_made_once_and_then_read(
    client: Client, agreements: None, quick_print: list[str]
) -> None:
    assert client.post(PAGE)["Location"] == PAGE
    client.post(PAGE)
    assert b"Laporan menunggu giliran untuk disusun." in client.get(PAGE).content
    assert work() == 1
    response = client.get(FILE)
    assert b"".join(response) == store.get(YearlyReport.objects.get().sha256, shelf="reports")
    assert response["Content-Type"] == "application/pdf"
    assert client.get(FILE, headers={"If-None-Match": response["ETag"]}).status_code == 304
    page = client.get(PAGE).content.decode()
    assert YearlyReport.objects.get().sha256 in page
    assert "Susun laporan" not in page


def test_the_web_server_sends_the_file_itself_where_it_can(
    client: Client, agreements: None, quick_print: list[str], settings: Any
) -> None:
    settings.SENDFILE_URL = "/berkas/"
    client.post(PAGE)
    work()
    sha256 = YearlyReport.objects.get().sha256
    response = client.get(FILE)
    assert response["X-Accel-Redirect"] == f"/berkas/reports/{sha256[:2]}/{sha256}.pdf"
    assert response.content == b""


def test_the_page_says_how_far_the_work_is(client: Client, agreements: None, quick_print: list[str]) -> None:
    client.post(PAGE)
    report = YearlyReport.objects.get()
    asking._tell(report, asking.LAYING_OUT)
    fragment = client.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert "Menata halaman dan menggambar diagram." in fragment
    assert '<progress max="3" value="1">' in fragment
    work()
    assert client.get(PAGE, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_it_is_made_anew_at_most_once_a_day_and_only_after_a_change(
    client: Client, agreements: None, quick_print: list[str]
) -> None:
    client.post(PAGE)
    work()
    first = YearlyReport.objects.get()
    client.post(PAGE)
    assert work() == 0
    long_ago = timezone.now() - dt.timedelta(days=2)
    YearlyReport.objects.update(made_at=long_ago)
    client.post(PAGE)
    assert work() == 1, "agreements changed since"
    assert not store.has(first.sha256, shelf="reports"), "the older file is gone"
    assert store.has(YearlyReport.objects.get().sha256, shelf="reports")


def test_no_change_no_new_report(client: Client, agreements: None, quick_print: list[str]) -> None:
    client.post(PAGE)
    work()
    later = timezone.now() + dt.timedelta(days=3)
    assert not asking.is_outdated(YearlyReport(scope="33.05", made_at=later))
    old = YearlyReport(scope="33.01", made_at=timezone.now() - dt.timedelta(days=3))
    assert not asking.is_outdated(old), "what changed lies elsewhere"


def test_a_report_that_failed_says_so_and_may_be_asked_for_again(
    client: Client, agreements: None, quick_print: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(PAGE)

    def broken(*_args: Any) -> bytes:
        raise OSError("full")

    with monkeypatch.context() as patched:
        patched.setattr(asking, "printed", broken)
        with pytest.raises(OSError, match="full"):
            work()
    DBTaskResult.objects.all().delete()
    assert "Penyusunan yang terakhir gagal" in client.get(PAGE).content.decode()
    client.post(PAGE)
    assert work() == 1


def test_one_network_and_all_together_may_not_ask_for_too_much(
    client: Client, agreements: None, quick_print: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "MOST_WAITING", 1)
    client.post(PAGE)
    client.post(f"/statistik/33/laporan-{YEAR}/")
    assert not YearlyReport.objects.filter(scope="33").exists()
    monkeypatch.setattr(asking, "MOST_WAITING", 1000)
    monkeypatch.setattr("agreements.publication.statistics.report.views.MOST", 2)
    response = client.post(f"/statistik/33/laporan-{YEAR}/", follow=True)
    assert "Terlalu banyak laporan sedang disusun" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        f"/statistik/33.05/laporan-{YEAR + 1}/",
        "/statistik/33.05/laporan-1999.pdf",
        "/statistik/99/laporan-2026/",
        f"/statistik/33.05/laporan-{'9' * 6000}/",
        "/statistik/%00/laporan-2026.pdf",
    ],
    ids=["to come", "long ago", "nowhere", "no number", "no text"],
)
def test_a_report_that_cannot_be_is_not_found(client: Client, agreements: None, address: str) -> None:
    assert client.get(address).status_code == 404
