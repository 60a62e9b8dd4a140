"""Deadlines count the days on which offices work: no weekends, no national holidays, none that the regency adds."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.record.workdays import after, between, is_workday

DAY = dt.timedelta(days=1)
days = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))
counts = st.integers(0, 60)
extras = st.frozensets(days, max_size=5)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-23", True),  # a Monday
        ("2026-11-27", True),
        ("2026-11-28", False),  # Saturday
        ("2026-11-29", False),
        ("2026-01-01", False),  # New Year
        ("2026-08-17", False),  # independence
        ("2026-12-25", False),
        ("2050-08-16", True),  # a year without a decree: only weekends are free
        ("2050-08-20", False),
    ],
)
def test_which_days_are_worked(day, works):
    assert is_workday(dt.date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("begins", "count", "ends"),
    [
        ("2026-11-23", 0, "2026-11-23"),
        ("2026-11-23", 1, "2026-11-24"),
        ("2026-11-23", 5, "2026-11-30"),
        ("2026-11-27", 1, "2026-11-30"),  # over a weekend
        ("2026-11-28", 1, "2026-11-30"),  # begun on a Saturday
        ("2026-08-14", 1, "2026-08-18"),  # over the weekend and 17 August
    ],
)
def test_a_deadline_lies_that_many_working_days_behind(begins, count, ends):
    assert after(dt.date.fromisoformat(begins), count) == dt.date.fromisoformat(ends)


def test_further_free_days_put_it_off():
    free = [dt.date(2026, 11, 24), dt.date(2026, 11, 25)]
    assert after(dt.date(2026, 11, 23), 1, free) == dt.date(2026, 11, 26)
    assert between(dt.date(2026, 11, 23), dt.date(2026, 11, 27), free) == 2


@given(days, st.integers(1, 60), extras)
def test_a_deadline_is_a_working_day_and_counting_to_it_gives_the_days_back(day, count, extra):
    due = after(day, count, extra)
    assert is_workday(due, extra)
    assert between(day, due, extra) == count
    assert between(day, due - DAY, extra) == count - 1


@given(days, counts, counts, extras)
def test_days_add_up(day, first, second, extra):
    assert after(after(day, first, extra), second, extra) == after(day, first + second, extra)


@given(days, days, extras)
def test_back_and_forth_are_opposites_and_free_days_only_shorten(start, end, extra):
    if abs((end - start).days) > 800:
        end = start + dt.timedelta(days=(end - start).days % 800)
    assert between(start, end, extra) == -between(end, start, extra)
    assert abs(between(start, end, extra)) <= abs(between(start, end)) <= abs((end - start).days)


@given(days, counts, extras)
def test_more_free_days_never_bring_it_forward(day, count, extra):
    assert after(day, count, extra) >= after(day, count)
