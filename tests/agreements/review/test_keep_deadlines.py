"""Opinions that do not come lapse, late decisions go to the office above; deadlines count working days."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from agreements.record.access import may
from agreements.record.journal import breaks
from agreements.record.local_rule import LocalRule
from agreements.record.stages import Stage
from agreements.record.workdays import is_workday
from agreements.review.actions import advise, clear
from agreements.review.holding.actions import take_step
from agreements.review.holding.clock import lapse_and_escalate
from agreements.review.models import Decision
from agreements.review.queries import queue_page
from agreements.review.telling import told_steps
from agreements.signing.freezing import approve
from tests.agreements.review.offices import fresh, offices, step, the_round, under_review

MONDAY = "2026-11-23"


@pytest.fixture
def people(db, on_day):
    on_day(MONDAY)
    return offices()


@pytest.fixture
def agreement(people):
    return under_review()


def entries(agreement, *codes):
    found = agreement.journal.filter(code__in=codes).order_by("serial")
    return list(found.values_list("code", "actor", "details__office"))


def test_deadlines_are_counted_in_working_days(agreement, people):
    assert step(agreement, "camat").due_on == dt.date(2026, 11, 26)
    advise(agreement, by=people.camat, decision=Decision.APPROVED)
    assert step(agreement, "dpmd").due_on == dt.date(2026, 11, 30)


def test_holidays_of_the_regency_do_not_count(people):
    LocalRule.objects.create(
        code=LocalRule.Code.HOLIDAYS,
        key="hari-jadi",
        value=["2026-11-24"],
        legal_basis="Keputusan Bupati",
        starts_on=dt.date(2026, 1, 1),
    )
    assert step(under_review(), "camat").due_on == dt.date(2026, 11, 27)


def test_the_last_day_still_counts_and_the_next_one_does_not(agreement, people, on_day):
    on_day(step(agreement, "camat").due_on, "23:00")
    assert lapse_and_escalate().lapsed == 0
    on_day(step(agreement, "camat").due_on + dt.timedelta(days=1), "00:30")
    assert lapse_and_escalate().lapsed == 1
    assert (step(agreement, "camat").decision, step(agreement, "camat").decided_by) == (
        Decision.LAPSED,
        None,
    )
    opened = step(agreement, "dpmd")
    assert opened.opened_on == timezone.localdate()
    assert is_workday(opened.due_on)
    assert entries(agreement, "lapse") == [("lapse", None, "Kantor subdistrict")]
    assert not may(people.camat, "advise", agreement)


def test_a_late_decision_goes_to_the_regent_but_is_never_made_by_the_clock(agreement, people, on_day):
    advise(agreement, by=people.camat, decision=Decision.APPROVED)
    take_step(step(agreement, "dpmd"), by=people.dpmd)
    assert not may(people.regent, "clear", agreement)
    on_day("2026-12-01")
    assert lapse_and_escalate().escalated == 2
    assert lapse_and_escalate().escalated == 0
    row = step(agreement, "dpmd")
    assert (row.decision, row.escalated_on) == ("", dt.date(2026, 12, 1))
    assert fresh(agreement).stage == Stage.REVIEW
    assert may(people.regent, "turn_down", agreement)  # the legal office's step, which nobody holds
    take_step(row, by=people.regent)
    clear(agreement, by=people.regent)
    assert step(agreement, "dpmd").decided_by == people.regent
    assert "perlu orang kedua" in may(people.regent, "approve", agreement).reason
    approve(fresh(agreement), by=people.legal)
    assert not list(breaks([fresh(agreement)]))


def test_the_late_office_may_still_decide(agreement, people, on_day):
    advise(agreement, by=people.camat, decision=Decision.APPROVED)
    on_day("2026-12-15")
    lapse_and_escalate()
    clear(agreement, by=people.legal)
    approve(fresh(agreement), by=people.dpmd)
    assert fresh(agreement).stage == Stage.SIGNING


def test_the_command_says_what_it_did(agreement, people, on_day, capsys):
    on_day("2026-12-15")
    call_command("review_clock")
    call_command("review_clock")
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "1 pendapat terlewati, 0 langkah diteruskan",
        "0 pendapat terlewati, 0 langkah diteruskan",
    ]


def test_the_page_and_the_queue_count_working_days(client, agreement, people, on_day):
    advise(agreement, by=people.camat, decision=Decision.APPROVED)
    on_day("2026-12-02")
    told = {one.step.key: one for one in told_steps(the_round(agreement), people.dpmd)}
    assert [(told[key].state, told[key].used, told[key].left) for key in ("camat", "dpmd")] == [
        ("done", 0, -4),
        ("late", 7, -2),
    ]
    assert told["dpmd"].over == 2
    row = queue_page(people.dpmd)[0][0]
    assert (row.days, row.late) == (7, 2)
    client.force_login(people.dpmd)
    assert "terlambat 2 hari kerja" in client.get("/tinjauan/").content.decode()
    assert "Lewat 2 hari kerja" in client.get(f"/tinjauan/{agreement.ref}/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_do_everything_once():
    offices()
    agreements = [under_review() for _n in range(3)]
    day = timezone.localdate() + dt.timedelta(days=30)
    gate = threading.Barrier(4)

    def run(_n):
        gate.wait(60)
        try:
            return lapse_and_escalate(day)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(run, range(4)))
    assert sum(one.lapsed for one in done) == 3
    for agreement in agreements:
        assert entries(agreement, "lapse") == [("lapse", None, "Kantor subdistrict")]
        assert not list(breaks([fresh(agreement)]))
