"""The day's round touches only what is due, tells once, and harms nothing when it is late, doubled or cut short."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.obligations import actions
from agreements.monitoring.obligations.marks import Reminders, falls_late, first_look, next_look, reminded
from agreements.monitoring.obligations.rounds import go_round
from agreements.notices.calendar import deadlines
from agreements.notices.models import Notice
from agreements.notices.obligations import answered, tell_of
from agreements.record.crossing import lock
from agreements.record.rules import load_defaults
from tests import factories as make
from tests.support.owing import day, first, promised

TERM = {"starts_on": day("2027-01-31"), "ends_on": day("2027-06-30")}


@pytest.fixture(autouse=True)
def new_year(on_day):
    on_day("2027-01-01")


@pytest.fixture
def agreement(db):
    with transaction.atomic():
        load_defaults()
        return promised(**TERM)


def head(agreement, ordinal=1):
    return make.signatory_of(agreement.parties.get(ordinal=ordinal).organization)


def told(agreement, code):
    return Notice.objects.filter(agreement=agreement, code=code).count()


def test_it_reminds_before_on_and_after_and_sees_it_late_once(agreement, on_day, capsys):
    for today in ("2027-01-17", "2027-01-28", "2027-01-31", "2027-02-01", "2027-02-07"):
        on_day(today)
        call_command("obligations_due")
        call_command("obligations_due")
    assert told(agreement, "obligation_due") == 3
    assert told(agreement, "obligation_late") == 1, "a week after; the first late day is told by the journal"
    assert agreement.journal.filter(code="fall_late").count() == 1
    assert [case.state for case in BreachCase.objects.filter(agreement=agreement)] == ["suggested"]
    row = first(agreement)
    assert row.look_on == day("2027-03-02")
    assert capsys.readouterr().out.splitlines()[-1] == "0 kewajiban diperiksa, 0 baru terlambat"


def test_a_round_that_comes_late_tells_once_of_what_it_missed(agreement, on_day):
    on_day("2027-02-10")
    call_command("obligations_due")
    assert agreement.journal.filter(code="fall_late").count() == 1
    assert (told(agreement, "obligation_late"), told(agreement, "obligation_due")) == (0, 0)
    late = first(agreement)
    assert late.look_on == day("2027-03-02")


def test_what_was_done_is_not_spoken_of_again(agreement, on_day):
    on_day("2027-01-20")
    actions.prove(first(agreement), by=head(agreement), done_on=day("2027-01-20"), note="disetor")
    on_day("2027-02-05")
    call_command("obligations_due")
    assert not agreement.journal.filter(code="fall_late").exists()
    assert not Notice.objects.filter(agreement=agreement, code__startswith="obligation_").exists()


def test_a_reminder_is_answered_when_it_is_done(agreement, on_day):
    on_day("2027-01-28")
    call_command("obligations_due")
    notices = list(Notice.objects.filter(agreement=agreement, code="obligation_due"))
    assert answered(notices) == set()
    actions.prove(first(agreement), by=head(agreement), done_on=day("2027-01-28"), note="disetor")
    assert answered(notices) == {notice.pk for notice in notices} != set()


def test_the_calendar_has_what_ones_party_owes(agreement):
    own = [one for one in deadlines(head(agreement)) if one.key.startswith("obligation-")]
    assert [str(one.day) for one in own][:2] == ["2027-01-31", "2027-02-28"]
    assert not [one for one in deadlines(head(agreement, 2)) if one.key.startswith("obligation-")]


def test_one_agreement_that_fails_keeps_no_other_waiting(agreement, on_day):
    other = promised(**TERM)
    on_day("2027-02-01")

    def broken(row):
        if row.agreement_id == agreement.pk:
            raise RuntimeError("rusak")

    done = go_round(on_late=broken, tell=tell_of)
    assert (done.failed, done.late) == (1, 1)
    assert not agreement.journal.filter(code="fall_late").exists()
    assert other.journal.filter(code="fall_late").count() == 1
    again = go_round(on_late=lambda row: None, tell=tell_of)
    assert (again.failed, again.late) == (0, 1)


def test_the_command_says_so_when_something_failed(agreement, on_day, monkeypatch):
    on_day("2027-02-01")
    monkeypatch.setattr("agreements.monitoring.obligations.rounds.journal.append", lambda *a, **k: 1 / 0)
    with pytest.raises(CommandError):
        call_command("obligations_due")
    assert first(agreement).look_on == day("2027-01-17"), "nothing half-done"


def test_it_goes_through_batches_and_touches_nothing_else(agreement, on_day, django_assert_max_num_queries):
    for _ in range(4):
        promised(**TERM)
    on_day("2027-02-01")
    done = go_round(on_late=lambda row: None, tell=tell_of, batch=2)
    assert (done.looked_at, done.late) == (5, 5)
    with django_assert_max_num_queries(1):
        go_round(on_late=lambda row: None, tell=tell_of)


@pytest.mark.django_db(transaction=True)
def test_an_agreement_that_somebody_works_on_is_left_for_the_next_round(agreement, on_day):
    on_day("2027-02-01")
    found = []

    def other_round() -> None:
        try:
            found.append(go_round(on_late=lambda row: None, tell=tell_of))
        finally:
            connection.close()

    with transaction.atomic():
        lock(agreement)
        thread = threading.Thread(target=other_round)
        thread.start()
        thread.join(timeout=60)
    assert (found[0].left, found[0].late) == (1, 0), "it neither waited nor took it"
    assert go_round(on_late=lambda row: None, tell=tell_of).late == 1


# The days of the rule

DAYS = st.dates(day("2025-01-01"), day("2029-12-31"))
RULES = st.builds(
    Reminders, st.lists(st.integers(1, 60)).map(tuple), st.lists(st.integers(1, 90), max_size=5).map(tuple)
)


@given(DAYS, DAYS, RULES, st.lists(st.integers(1, 20), max_size=60))
def test_however_the_rounds_come_it_falls_late_exactly_once(due, made, rule, gaps):
    """Rounds at any distance see it late once, remind of no day twice, and come to an end."""
    today, look, late, marks = made, first_look(due, made, rule), 0, []
    for gap in [0, *gaps, 4000]:
        today = today.fromordinal(today.toordinal() + gap)
        if look is None or look > today:
            continue
        late += falls_late(due, today, look)
        mark = reminded(due, today, look, rule)
        marks += [mark] if mark else []
        look = next_look(due, today, rule)
    assert (late, look) == (1, None)
    assert len(set(marks)) == len(marks)
