"""The dashboard: open steps by age, medians and percentiles of working days, and whether all are treated alike."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from agreements.desk.dashboard import queries
from agreements.desk.dashboard.charts import bars, figure
from agreements.desk.dashboard.guards import district_of
from agreements.record.local_rule import LocalRule
from agreements.review.actions import send_back
from agreements.review.models import Step
from agreements.review.remarks.actions import NewRemark
from agreements.signing.freezing import approve
from tests import factories
from villages.people.models import Position

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 9, 7, 10, tzinfo=dt.UTC)
"""A week without holidays begins."""


def at(days: int):
    return time_machine.travel(MONDAY + dt.timedelta(days=days), tick=False)


def table(officer, code: str) -> dict[str, dict]:
    found = queries.table(district_of(officer), code)
    return {line[0]: dict(zip(found.header, line, strict=True)) for line in found.lines}


@pytest.fixture
def decided(pair):
    """Three rounds of one village, of 1, 3 and 7 working days over a weekend, and one that was returned at once."""
    officer = factories.reviewer()
    for days, title in ((1, "Satu hari kerja"), (3, "Tiga hari kerja"), (9, "Tujuh hari kerja")):
        with at(0):
            agreement = factories.submitted(factories.begun(*pair, title=title))
        with at(days):
            approve(agreement, by=officer)
    with at(0):
        back = factories.submitted(factories.begun(*pair, title="Dikembalikan segera"))
        send_back(back, by=officer, remarks=[NewRemark("Perjelas iuran.")])
    return officer


def test_median_and_ninetieth_percentile_of_working_days(decided):
    with at(10):
        assert queries.overall(district_of(decided)) == {
            "count": 4,
            "median": 2,
            "ninetieth": pytest.approx(5.8),
            "heard": 2,
        }
        assert table(decided, "kecamatan")["Ayah"]["Median"] == 2
        assert table(decided, "jenis")["Kerja sama antar-Desa"]["Persentil ke-90"] == pytest.approx(5.8)
        office = table(decided, "kantor")["DPMD Kabupaten Kebumen"]
        assert (office["Keputusan"], office["Median"], office["Sesudah tenggat"]) == (4, 2, 1)


def test_a_local_holiday_is_no_working_day(decided):
    LocalRule.objects.create(
        code="holidays", key="hari-jadi", regency=factories.RegencyFactory(), value=["2026-09-08"],
        legal_basis="Keputusan Bupati", starts_on=dt.date(2026, 1, 1),
    )  # fmt: skip
    with at(10):
        assert queries.overall(district_of(decided))["median"] == 1


def test_what_is_older_than_a_year_does_not_count(decided):
    with at(400):
        assert queries.overall(district_of(decided))["count"] == 0


def test_open_steps_by_office_and_age(pair):
    officer = factories.reviewer()
    for days in (0, 7, 9):
        with at(days):
            factories.submitted(factories.begun(*pair))
    with at(9):
        line = table(officer, "langkah")["DPMD Kabupaten Kebumen"]
    assert line == {
        "Kantor": "DPMD Kabupaten Kebumen", "0–2 hari": 2, "3–5 hari": 0, "6–10 hari": 1, "11 hari atau lebih": 0,
        "Semua": 3, "Melewati tenggat": 1,
    }  # fmt: skip


def test_villages_and_partners_stand_beside_each_other(decided, pair):
    partner, quiet = factories.partner("Koperasi Laut"), factories.village("Tenang")
    factories.listed(pair[0], partner)
    factories.listed(pair[1], partner)
    with at(10):
        villages = table(decided, "desa")
        partners = table(decided, "mitra")
    one = villages["Desa Argopeni"]
    assert (one["Pengajuan"], one["Dikembalikan"], one["Disetujui"]) == (4, 1, 3)
    assert (one["Persetujuan (median)"], one["Kata pertama (median)"]) == (3, 2)
    assert one["Kerja sama berlaku"] == 1
    assert villages[quiet.name]["Pengajuan"] == 0
    assert villages[quiet.name]["Persetujuan (median)"] is None
    assert partners["Koperasi Laut"]["Kerja sama berlaku"] == 2


def test_a_subdistrict_sees_its_own_villages_only(decided, pair):
    buayan = factories.SubdistrictFactory(code="33.05.02", name="Buayan")
    far = factories.village("Jladri", subdistrict=buayan)
    office = factories.OfficeFactory(name="Kecamatan Buayan", office_kind="subdistrict", subdistrict=buayan)
    camat = factories.member(office, Position.SUBDISTRICT_HEAD)
    with at(10):
        assert queries.overall(district_of(camat))["count"] == 0
        assert list(table(camat, "desa")) == [far.name]
        assert table(camat, "langkah") == {}


def test_the_page_shows_every_chart_beside_its_table(decided):
    client = Client()
    client.force_login(decided)
    with at(10):
        factories.submitted(factories.begun())
        text = client.get("/meja/kabupaten/").content.decode()
    assert text.count('<svg class="bars"') == text.count("<figcaption>") >= 5
    assert text.count("<table>") == 5, "no partner has an agreement yet"
    assert "separuhnya diputuskan dalam 2 hari kerja, sembilan dari sepuluh dalam 5,8" in text
    assert "style=" not in text


def test_only_officers_see_it(pair, client):
    assert client.get("/meja/kabupaten/")["Location"].startswith("/masuk/")
    client.force_login(factories.signatory_of(pair[0]))
    assert client.get("/meja/kabupaten/").status_code == 403
    assert "/meja/kabupaten/" not in client.get("/meja/").content.decode()
    client.force_login(factories.reviewer())
    assert "/meja/kabupaten/" in client.get("/meja/").content.decode()
    assert "Belum ada putaran" in client.get("/meja/kabupaten/").content.decode()


def test_bars_are_as_long_as_their_amounts():
    drawn = bars([("A", 10), ("B", 5.5), ("C", None), ("D", 0)])
    assert [(bar.name, bar.told, bar.width) for bar in drawn] == [
        ("A", "10", 260),
        ("B", "5,5", 143),
        ("D", "0", 2),
    ]
    assert len(bars([(str(n), n) for n in range(40)])) == 12
    assert figure(3.0) == "3"


def test_the_numbers_follow_the_days(pair):
    """What the dashboard counts with a calendar is what `between` counts day by day."""
    officer = factories.reviewer()
    today = timezone.localdate()
    agreement = factories.submitted(factories.begun(*pair))
    opened = today - dt.timedelta(days=40)
    Step.objects.filter(round__agreement=agreement).update(opened_on=opened)
    facts = queries._facts(district_of(officer))
    numbers = dict(zip(facts["days"], facts["numbers"], strict=True))
    assert numbers[today] - numbers[opened] == queries.between(opened, today)
