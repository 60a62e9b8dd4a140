"""Let time end what has run out: on the day after the last, wherever the village lies, however late and often."""

import datetime as dt
import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.monitoring.ending import expiring
from agreements.monitoring.ending.expiring import expire, expire_due
from agreements.monitoring.ending.models import Ending
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.record.vocabulary import EndingGround
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def in_force() -> Agreement:
    factories.agency()
    return factories.listed(factories.village(), factories.village())


def stage(agreement: Agreement) -> str:
    return Agreement.objects.get(pk=agreement.pk).stage


def both(agreement: Agreement) -> list:
    return [party.organization for party in agreement.parties.order_by("ordinal")]


def test_time_ends_what_ran_out_once(in_force, on_day):
    on_day(in_force.ends_on)
    assert expire_due() == 0
    on_day(in_force.ends_on + DAY)
    assert (expire_due(), expire_due()) == (1, 0)
    assert stage(in_force) == Stage.ENDED
    ending = Ending.objects.get()
    assert (ending.ground, ending.recorded_by, ending.letter) == (EndingGround.EXPIRED, None, None)


def test_the_command_says_how_many_and_a_late_one_catches_up(in_force, on_day, capsys):
    factories.listed(*both(in_force), ends_on=in_force.ends_on + 9 * DAY)
    on_day(in_force.ends_on + 100 * DAY)
    call_command("expire_agreements")
    call_command("expire_agreements")
    assert capsys.readouterr().out.split("\n")[:2] == ["2 kerja sama berakhir", "0 kerja sama berakhir"]


@pytest.mark.parametrize(("regency", "clock"), [("33.05", "00:01"), ("64.01", "23:01"), ("91.71", "22:01")])
def test_midnight_is_where_the_village_lies(on_day, regency, clock):
    subdistrict = factories.SubdistrictFactory(
        code=f"{regency}.01", regency=factories.RegencyFactory(code=regency, name=f"Kabupaten {regency}")
    )
    villages = [factories.village(name, subdistrict=subdistrict) for name in ("Batuah", "Jembayan")]
    agreement = factories.listed(*(village.organization for village in villages))
    evening = agreement.ends_on + DAY if clock == "00:01" else agreement.ends_on
    hour, minute = clock.split(":")
    minutes_before = (dt.datetime(2026, 1, 2, int(hour), int(minute)) - dt.timedelta(minutes=2)).strftime(
        "%H:%M"
    )
    on_day(agreement.ends_on, minutes_before)
    assert expire_due() == 0
    on_day(evening, clock)
    assert expire_due() == 1


def test_the_newest_addendum_says_until_when(in_force, on_day):
    longer = factories.listed(
        *both(in_force), instrument="addendum", parent=in_force, ends_on=in_force.ends_on + 90 * DAY
    )
    on_day(in_force.ends_on + DAY)
    assert expire_due() == 0
    on_day(longer.ends_on + DAY)
    assert expire_due() == 1
    assert (stage(in_force), stage(longer)) == (Stage.ENDED, Stage.ENDED)


def test_an_addendum_may_shorten_the_term(in_force, on_day):
    shorter = factories.listed(
        *both(in_force), instrument="addendum", parent=in_force, ends_on=in_force.ends_on - 90 * DAY
    )
    on_day(shorter.ends_on + DAY)
    assert expire_due() == 1
    assert stage(in_force) == Stage.ENDED


def test_many_are_read_in_batches(in_force, on_day, monkeypatch):
    monkeypatch.setattr(expiring, "BATCH", 2)
    for more in range(4):
        factories.listed(*both(in_force), ends_on=in_force.ends_on - more * DAY)
    on_day(in_force.ends_on + DAY)
    assert expire_due() == 5


def test_one_that_fails_holds_up_no_other(in_force, on_day, monkeypatch):
    broken = factories.listed(*both(in_force), ends_on=in_force.ends_on - DAY)
    real = expiring.end

    def end(agreement, **said):
        if agreement.pk == broken.pk:
            real(agreement, **said)
            raise expiring.ValidationError("rusak")
        return real(agreement, **said)

    monkeypatch.setattr(expiring, "end", end)
    on_day(in_force.ends_on + DAY)
    done = expire()
    assert (done.ended, len(done.failed)) == (1, 1)
    assert stage(broken) == Stage.IN_FORCE
    assert not Ending.objects.filter(agreement=broken).exists()


def test_only_what_is_due_is_looked_at(in_force, on_day):
    on_day(in_force.ends_on)
    expire()
    with CaptureQueriesContext(connection) as queries:
        expire()
    assert len(queries) == 2
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {queries[0]['sql']}")
        assert "agreement_ending" in str(cursor.fetchall())


@pytest.mark.django_db(transaction=True)
def test_what_somebody_holds_is_left_for_the_next_round(on_day):
    with transaction.atomic():
        in_force = factories.listed(factories.village(), factories.village())
    on_day(in_force.ends_on + DAY, tick=True)
    held, over, counted = threading.Event(), threading.Event(), []

    def other() -> None:
        with transaction.atomic():
            Agreement.objects.select_for_update().get(pk=in_force.pk)
            held.set()
            over.wait(20)
        connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    assert held.wait(20)
    counted.append(expire_due())
    over.set()
    thread.join()
    counted.append(expire_due())
    assert counted == [0, 1]
    assert timezone.localdate() > in_force.ends_on
