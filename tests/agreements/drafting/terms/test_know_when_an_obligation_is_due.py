"""A due rule becomes days: never outside the term, month ends stay month ends, the rhythm is kept."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.drafting.terms.calendar import months_later, occurrences
from agreements.record.vocabulary import PERIODIC, DueRule

FIRST, LAST = dt.date(2027, 1, 31), dt.date(2027, 12, 31)
days = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))


def due(rule, due_on=None, due_days=None, *, starts_on=FIRST, ends_on=LAST, signed_on=None):
    return occurrences(rule, due_on, due_days, starts_on=starts_on, ends_on=ends_on, signed_on=signed_on)


def test_the_last_of_a_month_stays_the_last_of_a_month():
    found = due(DueRule.MONTHLY)
    assert [day.isoformat()[5:] for day in found[:4]] == ["01-31", "02-28", "03-31", "04-30"]
    assert (len(found), found[-1]) == (12, LAST)
    leap = due(DueRule.MONTHLY, dt.date(2028, 1, 31), ends_on=dt.date(2028, 3, 31))
    assert leap[1:] == [dt.date(2028, 2, 29), dt.date(2028, 3, 31)]


@pytest.mark.parametrize(
    ("rule", "due_on", "expected"),
    [
        (DueRule.QUARTERLY, dt.date(2027, 3, 31), ["2027-03-31", "2027-06-30", "2027-09-30", "2027-12-31"]),
        (DueRule.YEARLY, dt.date(2027, 6, 1), ["2027-06-01"]),
        (DueRule.YEARLY, dt.date(2028, 6, 1), []),
        (DueRule.ON_DATE, dt.date(2028, 6, 1), ["2028-06-01"]),
        (DueRule.ON_DATE, None, []),
        ("", dt.date(2027, 6, 1), []),
    ],
)
def test_every_rule_has_its_days(rule, due_on, expected):
    assert [day.isoformat() for day in due(rule, due_on)] == expected


def test_days_after_signing_are_known_once_it_is_signed():
    assert due(DueRule.AFTER_SIGNING, due_days=30) == []
    assert due(DueRule.AFTER_SIGNING, due_days=30, signed_on=FIRST) == [dt.date(2027, 3, 2)]


def test_the_twenty_ninth_of_february_comes_back_every_fourth_year():
    found = due(DueRule.YEARLY, dt.date(2028, 2, 29), ends_on=dt.date(2032, 12, 31))
    assert [day.day for day in found] == [29, 28, 28, 28, 29]


@given(st.sampled_from(sorted(PERIODIC)), days, st.integers(0, 4000), st.none() | days)
def test_a_rhythm_is_kept_until_the_end_and_no_longer(rule, starts_on, length, due_on):
    ends_on = starts_on + dt.timedelta(days=length)
    found = due(rule, due_on, starts_on=starts_on, ends_on=ends_on)
    first, step = due_on or starts_on, {"monthly": 1, "quarterly": 3, "yearly": 12}[rule]
    assert found == sorted(set(found))
    assert all(first <= day <= ends_on for day in found)
    for number, day in enumerate(found):
        assert (day.year - first.year) * 12 + day.month - first.month == number * step
        assert day.day == first.day or (day + dt.timedelta(days=1)).day == 1
    assert months_later(first, step * len(found)) > ends_on


@given(days, st.integers(0, 600), st.integers(0, 600))
def test_later_months_never_come_earlier(day, months, more):
    assert months_later(day, months) <= months_later(day, months + more)
    assert months_later(day, 0) == day
