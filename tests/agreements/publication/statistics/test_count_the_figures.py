"""The figures say what the listings say: once for each region, by band, and with their medians."""

import datetime as dt
from typing import Any

import pgtrigger
import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.utils import timezone

from agreements.publication.catalogue.models import Listing
from agreements.publication.statistics import counting
from agreements.publication.statistics.counting import count_all, count_changed, figures
from agreements.publication.statistics.models import Tallied, Tally
from tests import factories as make
from tests.agreements.publication.listings import listing

pytestmark = pytest.mark.django_db

KEBUMEN, AYAH, BUAYAN, JATENG = "33.05", "33.05.01", "33.05.02", "33"


def told(scope: str, measure: str) -> dict[str, tuple[int, int | None]]:
    """What is kept of a region in one respect."""
    rows = Tally.objects.filter(scope=scope, measure=measure)
    return {row.key: (row.count, row.amount) for row in rows}


@pytest.fixture
def places() -> Any:
    """Two villages of one kecamatan, one of another, and a kelurahan that can be no party."""
    buayan = make.SubdistrictFactory(code=BUAYAN, name="Buayan")
    one, two, three = make.village(), make.village(), make.village(subdistrict=buayan)
    make.VillageAreaFactory(code=f"{AYAH}.1001", kind="1")
    make.VillageAreaFactory(code=f"{AYAH}.2999", vanished=True)
    return one, two, three


def test_an_agreement_counts_once_in_each_region_of_its_villages(places: Any) -> None:
    one, two, three = places
    listing(one, two, value=5_000_000)
    listing(two, three)
    count_all()
    assert told("", "total")[""] == (2, 5_000_000)
    assert told(KEBUMEN, "total")[""] == told(JATENG, "total")[""] == (2, 5_000_000)
    assert told(AYAH, "total")[""] == (2, 5_000_000)
    assert told(BUAYAN, "total")[""] == (1, None)
    assert told(KEBUMEN, "region") == {AYAH: (2, 5_000_000), BUAYAN: (1, None)}
    assert told("", "region") == {JATENG: (2, 5_000_000)}
    assert told(BUAYAN, "region") == {three.area_id: (1, None)}


def test_every_respect_has_its_own_keys(places: Any) -> None:
    one, two, three = places
    firm, school = make.partner(partner_kind="firm"), make.partner()
    listing(one, two, field="government", topic="waste", year=2024)
    listing(one, firm, field="government", topic="tourism", year=2025, stage="ended")
    listing(three, firm, school, field="community", topic="tourism", year=2025)
    count_all()
    assert told(KEBUMEN, "kind") == {"inter_village": (1, None), "third_party": (2, None)}
    assert told(KEBUMEN, "field") == {"government": (2, None), "community": (1, None)}
    assert told(KEBUMEN, "topic") == {"waste": (1, None), "tourism": (2, None)}
    assert told(KEBUMEN, "stage") == {"in_force": (2, None), "ended": (1, None)}
    assert told(KEBUMEN, "year") == {"2024": (1, None), "2025": (2, None)}
    assert told(KEBUMEN, "partner_kind") == {"firm": (2, None), "university": (1, None)}
    assert told(KEBUMEN, "total")["partners"] == (2, None)
    assert told(AYAH, "total")["partners"] == (1, None)


def test_coverage_knows_villages_without_any_cooperation_and_no_kelurahan(places: Any) -> None:
    one, two, _three = places
    listing(one, two)
    count_all()
    assert told(KEBUMEN, "coverage") == {"": (2, 3), AYAH: (2, 2), BUAYAN: (0, 1)}
    assert told(AYAH, "coverage") == {"": (2, 2)}
    assert told("", "coverage") == {"": (2, 3), JATENG: (2, 3)}


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (None, "unknown"),
        (0, "to_10"),
        (10_000_000, "to_10"),
        (10_000_001, "to_50"),
        (50_000_001, "to_250"),
        (250_000_001, "to_1000"),
        (1_000_000_001, "over_1000"),
    ],
)
def test_a_value_falls_into_one_band(places: Any, value: int | None, band: str) -> None:
    listing(*places[:2], value=value)
    found = {row.key: row.count for row in figures(KEBUMEN) if row.measure == "value" and row.key != "median"}
    assert found == {band: 1}


@pytest.mark.parametrize(
    ("ends_on", "band"),
    [
        (dt.date(2026, 12, 31), "to_1"),
        (dt.date(2027, 1, 1), "to_1"),
        (dt.date(2027, 1, 2), "to_3"),
        (dt.date(2029, 1, 1), "to_3"),
        (dt.date(2031, 1, 1), "to_5"),
        (dt.date(2036, 1, 1), "to_10"),
        (dt.date(2036, 1, 2), "over_10"),
    ],
)
def test_a_duration_falls_into_one_band(places: Any, ends_on: dt.date, band: str) -> None:
    listing(*places[:2], ends_on=ends_on)
    found = {row.key: row.count for row in figures(KEBUMEN) if row.measure == "duration"}
    assert found == {band: 1, "median": 1}


def test_medians_are_days_that_really_occurred(places: Any) -> None:
    for days in (3, 5, 6, 12, 70, None):
        listing(*places[:2], approval_days=days, value=days and days * 1_000_000)
    count_all()
    assert told(KEBUMEN, "approval") == {
        "to_5": (2, 8_000_000),
        "to_10": (1, 6_000_000),
        "to_20": (1, 12_000_000),
        "over_40": (1, 70_000_000),
        "unknown": (1, None),
        "median": (5, 6),
        "p90": (5, 70),
    }
    assert told(KEBUMEN, "value")["median"] == (5, 6_000_000)
    assert told(KEBUMEN, "duration")["median"] == (6, 365)


def test_only_what_changed_is_counted_anew_and_again_until_no_change_can_come_late(places: Any) -> None:
    one, two, three = places
    start = timezone.now()
    long_ago = start - dt.timedelta(days=1)
    listing(one, two, changed_at=long_ago)
    assert count_changed(start) == count_all()
    listing(three, make.partner(), changed_at=start + dt.timedelta(seconds=30))
    minute = dt.timedelta(minutes=1)
    counted = count_changed(start + minute)
    assert counted == 4  # the nation, province, regency and kecamatan of the third village
    assert told(BUAYAN, "total")[""] == (1, None)
    assert told("", "total")[""] == (2, None)
    assert Tallied.objects.get(scope=AYAH).counted_at < start + minute
    assert count_changed(start + 2 * minute) == 4
    assert count_changed(start + 6 * minute) == 4
    assert count_changed(start + 7 * minute) == 0


def test_a_large_region_rests_and_the_nation_leaves_nobody_waiting(
    places: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three = places
    listing(one, two, changed_at=timezone.now() - dt.timedelta(days=1))
    start, minute = timezone.now(), dt.timedelta(minutes=1)
    count_changed(start)
    monkeypatch.setattr(counting, "REST_PER_AGREEMENT", 20 * minute)
    listing(three, make.partner(), changed_at=start + minute)
    assert count_changed(start + 2 * minute) == 1, "Buayan had none and need not rest"
    assert count_changed(start + 19 * minute) == 0
    assert count_changed(start + 21 * minute) == 4, "Buayan too, before its time"
    assert told(KEBUMEN, "total")[""] == (2, None)


def test_nobody_rests_longer_than_an_hour() -> None:
    assert counting.rest(1_000_000) == dt.timedelta(hours=1)
    assert counting.rest(1_000) == dt.timedelta(seconds=5)


def test_many_changes_are_counted_in_one_go(places: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    start = timezone.now()
    listing(*places[:2], changed_at=start - dt.timedelta(days=1))
    everything = count_changed(start)
    monkeypatch.setattr(counting, "MOST_AT_ONCE", 2)
    listing(*places[:2], changed_at=start + dt.timedelta(seconds=1))
    assert count_changed(start + dt.timedelta(minutes=1)) == everything


def test_what_is_no_more_goes_and_what_stayed_is_not_written(places: Any) -> None:
    gone = listing(*places[:2], topic="tourism")
    listing(*places[1:], topic="waste")
    count_all()
    before = dict(Tally.objects.filter(measure="topic").values_list("pk", "key"))
    gone.delete()
    count_all()
    after = dict(Tally.objects.filter(measure="topic").values_list("pk", "key"))
    assert set(after.values()) == {"waste"}
    assert after.items() <= before.items(), "the rows that stayed are the same rows"


def test_counting_what_changed_comes_to_the_same_as_counting_everything(places: Any) -> None:
    one, two, three = places
    partner, start, hour = make.partner(), timezone.now(), dt.timedelta(hours=1)
    before = [
        listing(one, two, changed_at=start - hour, value=7),
        listing(two, three, changed_at=start - hour, approval_days=3),
        listing(three, partner, changed_at=start - hour, topic="tourism"),
    ]
    count_changed(start)
    now = start + dt.timedelta(minutes=1)
    Listing.objects.filter(pk=before[0].pk).update(stage="ended", value=9_000_000_000, changed_at=now)
    Listing.objects.filter(pk=before[2].pk).update(topic="health", partner_kinds=["firm"], changed_at=now)
    listing(one, partner, changed_at=now, year=2031, approval_days=44)
    count_changed(now + dt.timedelta(minutes=1))
    facts = ("scope", "measure", "key", "count", "amount")
    found = set(Tally.objects.values_list(*facts))
    count_all()
    assert found == set(Tally.objects.values_list(*facts))


def test_the_command_says_how_much_it_counted(places: Any, capsys: pytest.CaptureFixture[str]) -> None:
    listing(*places[:2])
    call_command("count_statistics")
    assert capsys.readouterr().out == "5 wilayah dihitung\n"


def test_figures_of_one_year_count_only_what_began_in_it(places: Any) -> None:
    listing(*places[:2], year=2024)
    listing(*places[1:], year=2025)
    found = {(row.measure, row.key): row.count for row in figures(KEBUMEN, 2025)}
    assert found["total", ""] == 1
    assert found["region", BUAYAN] == 1
    assert found["coverage", ""] == 2


def test_counting_goes_on_where_triggers_are_ignored(places: Any) -> None:
    listing(*places[:2])
    with pgtrigger.ignore("agreements.Signature:signature_stays"):
        assert count_all() == 5
        assert figures(KEBUMEN)


@pytest.mark.django_db(transaction=True)
def test_two_never_count_at_once() -> None:
    other = connections.create_connection("default")
    try:
        with transaction.atomic(), other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [counting._LOCK])
            assert count_changed() == 0
            cursor.execute("SELECT pg_advisory_unlock(%s)", [counting._LOCK])
    finally:
        other.close()
    assert count_changed() == 1
