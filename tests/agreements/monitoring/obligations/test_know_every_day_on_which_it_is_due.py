"""The words of the rule, as tables and as laws that hold for any agreement whatever."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.monitoring.obligations.calculating import Due, Pause, Rule, Term, dues
from agreements.record.vocabulary import PERIODIC, DueRule
from agreements.record.workdays import between, is_workday

TERM = Term(dt.date(2027, 1, 1), dt.date(2027, 12, 31), signed_on=dt.date(2026, 12, 20))
days = st.dates(dt.date(2010, 1, 1), dt.date(2045, 12, 31))


def told(rule: Rule, term: Term = TERM, happened: tuple[str, ...] = ()) -> list[str]:
    return [one.day.isoformat() for one in dues(rule, term, map(dt.date.fromisoformat, happened))]


def from_to(first: str, last: str, **more) -> Term:
    return replace(TERM, starts_on=dt.date.fromisoformat(first), ends_on=dt.date.fromisoformat(last), **more)


def paused(*spans: tuple[str, str], term: Term = TERM) -> Term:
    found = tuple(Pause(dt.date.fromisoformat(a), dt.date.fromisoformat(b)) for a, b in spans)
    return replace(term, pauses=found)


LATE = from_to("2027-01-01", "2027-03-31", signed_on=dt.date(2027, 2, 10))
ONE = Rule("on_date", dt.date(2027, 3, 11))


@pytest.mark.parametrize(
    ("code", "first", "term", "expected"),
    [
        # month ends: a shorter month has its last day, a longer one the 31st again
        ("monthly", "2027-01-31", from_to("2027-01-01", "2027-05-01"), "2027-01-31 2027-02-28 2027-03-31 2027-04-30"),
        ("monthly", "2028-01-30", from_to("2028-01-01", "2028-03-30"), "2028-01-30 2028-02-29 2028-03-30"),
        ("quarterly", "2027-11-30", from_to("2027-11-01", "2028-06-30"), "2027-11-30 2028-02-29 2028-05-30"),
        # leap days come back every fourth year
        ("yearly", "2028-02-29", from_to("2028-01-01", "2030-12-31"), "2028-02-29 2029-02-28 2030-02-28"),
        ("yearly", "2028-02-29", from_to("2032-01-01", "2032-12-31"), "2032-02-29"),
        # without a day of its own it begins with the agreement; the last day still counts
        ("quarterly", None, from_to("2027-01-01", "2027-07-01"), "2027-01-01 2027-04-01 2027-07-01"),
        ("yearly", "2028-01-01", TERM, ""),
        # a rhythm older than the agreement loses what lay before it; what lay before the signing waits for it
        ("monthly", "2026-11-15", from_to("2027-01-01", "2027-02-28"), "2027-01-15 2027-02-15"),
        ("monthly", None, LATE, "2027-02-10 2027-02-10 2027-03-01"),
        # a day that the text names
        ("on_date", "2027-06-01", TERM, "2027-06-01"),
        ("on_date", "2026-06-01", TERM, "2027-01-01"),
        ("on_date", "2028-01-30", TERM, "2028-01-30"),
        ("", "2027-06-01", TERM, ""),
        # signed after the last day: nobody ever owed anything
        ("monthly", None, replace(TERM, signed_on=dt.date(2028, 1, 1)), ""),
    ],
)  # fmt: skip
def test_what_comes_round_and_what_is_named(code, first, term, expected):
    rule = Rule(code, dt.date.fromisoformat(first) if first else None)
    assert told(rule, term) == expected.split()


@pytest.mark.parametrize(
    ("count", "term", "expected"),
    [
        (30, TERM, "2027-01-19"),
        (5, TERM, "2027-01-01"),  # never before the agreement begins
        (400, TERM, "2027-12-31"),  # never after it ends
        (0, from_to("2026-01-01", "2027-12-31"), "2026-12-20"),
        (30, replace(TERM, signed_on=None), ""),
    ],
)
def test_calendar_days_after_signing(count, term, expected):
    assert told(Rule(DueRule.AFTER_SIGNING, due_days=count), term) == expected.split()


@pytest.mark.parametrize(
    ("count", "happened", "free", "expected"),
    [
        (1, "2027-01-15", "", "2027-01-18"),  # Friday -> Monday
        (3, "2026-12-23", "", "2027-01-01"),  # before the agreement: its first day
        (2, "2027-07-01", "", "2027-07-05"),
        (2, "2027-07-01", "2027-07-02 2027-07-05", "2027-07-07"),  # the regency's own free days
        (10, "2027-12-30", "", "2027-12-31"),  # never after the end
        (0, "2027-07-03", "", "2027-07-03"),
    ],
)
def test_working_days_after_an_event(count, happened, free, expected):
    term = replace(TERM, free=frozenset(map(dt.date.fromisoformat, free.split())))
    assert told(Rule(DueRule.AFTER_EVENT, due_days=count), term, (happened,)) == [expected]


def test_national_holidays_are_no_working_days():
    """17 August 2026, a Monday, is Independence Day by the decree of the three ministers."""
    term = from_to("2026-01-01", "2026-12-31", signed_on=dt.date(2026, 1, 1))
    assert told(Rule(DueRule.AFTER_EVENT, due_days=1), term, ("2026-08-14",)) == ["2026-08-18"]


def test_every_event_counts_for_itself_and_the_same_day_once():
    rule = Rule(DueRule.AFTER_EVENT, due_days=1)
    found = dues(rule, TERM, [dt.date(2027, 7, 9), dt.date(2027, 7, 1), dt.date(2027, 7, 9)])
    assert found == [
        Due(dt.date(2027, 7, 2), 1, dt.date(2027, 7, 1)),
        Due(dt.date(2027, 7, 12), 1, dt.date(2027, 7, 9)),
    ]
    assert dues(rule, TERM) == []


@pytest.mark.parametrize(
    ("rule", "term", "expected"),
    [
        # what comes round is left out, and keeps its number
        (Rule("yearly"), paused(("2027-01-01", "2027-06-30")), []),
        (Rule("quarterly"), paused(("2027-04-01", "2027-09-30")), [("2027-01-01", 1), ("2027-10-01", 4)]),
        # a single day waits as long after the resumption as it stood behind the beginning
        (Rule("on_date", dt.date(2027, 3, 10)), paused(("2027-03-01", "2027-04-30")), [("2027-05-10", 1)]),
        (Rule("on_date", dt.date(2027, 3, 1)), paused(("2027-03-01", "2027-04-30")), [("2027-05-01", 1)]),
        (Rule("on_date", dt.date(2027, 5, 1)), paused(("2027-03-01", "2027-04-30")), [("2027-05-01", 1)]),
        # into the next suspension, and on
        (ONE, paused(("2027-05-05", "2027-05-31"), ("2027-03-01", "2027-04-30")), [("2027-06-07", 1)]),
        # suspended until the end: due on the last day, a named day behind it stays
        (Rule("after_signing", due_days=60), paused(("2027-02-01", "2027-12-31")), [("2027-12-31", 1)]),
        (Rule("on_date", dt.date(2028, 1, 15)), paused(("2027-02-01", "2027-12-31")), [("2028-01-15", 1)]),
    ],
)  # fmt: skip
def test_while_it_is_suspended_nobody_owes_anything(rule, term, expected):
    assert [(one.day.isoformat(), one.ordinal) for one in dues(rule, term)] == expected


# Laws


@st.composite
def terms(draw) -> Term:
    first = draw(days)
    last = first + dt.timedelta(days=draw(st.integers(0, 3000)))
    pauses = []
    for _ in range(draw(st.integers(0, 3))):
        begin = first + dt.timedelta(days=draw(st.integers(0, 3000)))
        pauses.append(Pause(begin, begin + dt.timedelta(days=draw(st.integers(0, 200)))))
    signed = first + dt.timedelta(days=draw(st.integers(-400, 400)))
    return Term(first, last, draw(st.sampled_from([None, signed])), tuple(pauses))


rules = st.builds(
    Rule, st.sampled_from([*DueRule.values, ""]), st.none() | days, st.none() | st.integers(0, 1825)
)
events = st.sets(days, max_size=4)


@given(rules, terms(), events)
def test_never_before_the_signing_and_never_after_the_end(rule, term, happened):
    """Only a day that the text itself names may lie behind the end, and then nothing moves it further than that."""
    for one in dues(rule, term, happened):
        assert one.day >= term.starts_on
        assert term.signed_on is None or one.day >= term.signed_on
        named = rule.due_on if rule.code == DueRule.ON_DATE else None
        assert one.day <= max(term.ends_on, named or term.ends_on)


@given(rules, terms(), events)
def test_a_new_calculation_finds_the_same_times(rule, term, happened):
    found = dues(rule, term, happened)
    assert found == dues(rule, term, sorted(happened, reverse=True))
    assert found == dues(rule, replace(term, pauses=term.pauses[::-1]), happened)
    assert found == sorted(found)
    assert len({(one.ordinal, one.happened_on) for one in found}) == len(found)


@given(rules.filter(lambda one: one.code in PERIODIC), terms(), st.integers(1, 1000))
def test_a_longer_term_only_adds_times_at_its_end(rule, term, more):
    longer = replace(term, ends_on=term.ends_on + dt.timedelta(days=more))
    before, behind = dues(rule, term), dues(rule, longer)
    assert behind[: len(before)] == before
    assert all(one.day > term.ends_on for one in behind[len(before) :]) or not before


@given(rules.filter(lambda one: one.code in PERIODIC), terms(), st.integers(0, 2000), st.integers(0, 90))
def test_a_suspension_takes_its_own_days_and_moves_no_other(rule, term, begin, length):
    first = term.starts_on + dt.timedelta(days=begin)
    pause = Pause(first, first + dt.timedelta(days=length))
    before = dues(rule, term)
    assert dues(rule, replace(term, pauses=(*term.pauses, pause))) == [
        one for one in before if not pause.first <= one.day <= pause.last
    ]


@given(st.integers(0, 60), days)
def test_so_many_working_days_lie_between_the_event_and_the_day(count, event):
    term = Term(dt.date(2000, 1, 1), dt.date(2060, 1, 1))
    (found,) = dues(Rule(DueRule.AFTER_EVENT, due_days=count), term, [event])
    assert between(event, found.day) == count
    assert is_workday(found.day) or not count
