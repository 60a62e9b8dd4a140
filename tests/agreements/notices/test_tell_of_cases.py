"""Whoever has to answer, decide or sign in a case or a dispute hears of it in time, and is asked no more afterwards."""

import datetime as dt

import pytest
from django.utils import timezone

from agreements.monitoring.breaches import actions
from agreements.monitoring.breaches.suggesting import suggest
from agreements.monitoring.disputes import actions as disputing
from agreements.monitoring.disputes.models import Hearing
from agreements.notices.deriving import derive
from agreements.notices.models import Notice
from agreements.notices.reading import still_asked, told
from agreements.notices.reminding import remind
from tests.agreements.monitoring.cases_help import Cases, camat

pytestmark = pytest.mark.django_db
START = "2026-11-02"


@pytest.fixture
def world(on_day) -> Cases:
    on_day(START)
    made = Cases()
    derive()
    Notice.objects.all().delete()
    return made


def heard(person) -> list[str]:
    derive()
    found = Notice.objects.filter(person=person).order_by("pk")
    return [
        code
        for code in found.values_list("code", flat=True)
        if code.split("_")[0] not in ("report", "expiring")
    ]


def asked(person) -> set[str]:
    rows = list(Notice.objects.filter(person=person).select_related("agreement", "entry").order_by("pk"))
    open_ = still_asked(rows)
    return {row.code for row in rows if row.pk in open_}


def test_a_suggestion_goes_to_the_others_not_to_the_late_one(world):
    case = suggest(world.occurrence)
    assert heard(world.head1) == ["breach_suggested"]
    assert heard(world.head2) == []
    assert "breach_suggested" in asked(world.head1)
    actions.dismiss(case, by=world.head1, reason="Jalan longsor.")
    assert asked(world.head1) == set()


def test_the_accused_party_is_asked_until_it_has_answered(world):
    case = world.case()
    assert heard(world.head2) == ["breach_claimed"]
    assert heard(world.head1) == []
    notice = Notice.objects.select_related("agreement", "entry__actor", "entry__on_behalf_of").get(
        person=world.head2, code="breach_claimed"
    )
    (line,) = told([notice], world.head2)
    assert line.what.endswith("menyatakan dugaan pelanggaran.")
    assert line.url.endswith(f"/kerja-sama/{world.agreement.ref}/pelanggaran/")
    assert asked(world.head2) == {"breach_claimed"}
    actions.answer(case, by=world.head2, answer="Truk rusak.")
    assert asked(world.head2) == set()
    assert heard(world.head1) == ["breach_answered"]


def test_days_that_are_near_or_over_are_recalled_once(world, on_day):
    case = world.case()
    on_day("2026-11-11")
    remind()
    assert "breach_due" not in heard(world.head2)
    on_day("2026-11-12")
    remind(), remind()
    assert heard(world.head2).count("breach_due") == 1
    on_day("2026-11-17")
    remind(), remind()
    assert heard(world.head1).count("breach_unanswered") == 1
    assert heard(world.head2).count("breach_due") == 1
    actions.take_step(case, by=world.head1, ordinal=1)
    assert "breach_unanswered" not in asked(world.head1)
    on_day("2026-12-02")
    remind()
    assert "step_unmet" in asked(world.head1)


def test_a_dispute_asks_the_heads_then_the_office_then_for_signatures(world, on_day):
    officer = camat(world.one)
    dispute = disputing.claim(world.agreement, by=world.head1, claim="Giliran truk.", wish="Diatur.")
    assert heard(world.head2) == ["dispute_claimed"]
    moment = timezone.now() + dt.timedelta(hours=1)
    hearing = disputing.call(dispute, by=world.head2, planned_at=moment, place="Balai Desa")
    assert heard(world.head1) == ["hearing_called"]
    Hearing.objects.update(planned_at=timezone.now() - dt.timedelta(hours=1))
    hearing.refresh_from_db()
    facts = {"attendance": "Semua", "minutes": "Berunding."}
    disputing.record(hearing, by=world.head2, agreed=False, **facts)
    disputing.raise_(dispute, by=world.head1)
    assert heard(officer) == ["dispute_raised"]
    assert asked(officer) == {"dispute_raised"}
    assert "dispute_claimed" not in asked(world.head2)
    on_day("2027-02-01")
    remind()
    assert "dispute_late" in asked(officer)
    assert "dispute_late" in asked(world.head2)
