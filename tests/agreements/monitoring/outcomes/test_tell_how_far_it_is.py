"""From baseline, target and measurements to percent, words and the points of a chart: tables, and what always holds."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.monitoring.outcomes.telling import EDGE, HEIGHT, WIDTH, percent_of, shown, told

NEW_YEAR, YEAR_END = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
JULY = dt.date(2026, 7, 1)


@pytest.mark.parametrize(
    ("baseline", "target", "value", "percent"),
    [
        (0, 100, 40, 40),
        (0, 3, 1, 33),
        (100, 20, 60, 50),  # less is better: the rubbish that goes to the tip
        (100, 20, 120, -25),
        (10, 20, 25, 150),
        (10, 20, 10, 0),
        (-5, 5, 0, 50),
        (7, 7, 3, 100),
    ],
)
def test_percent_of_the_way(baseline, target, value, percent):
    assert percent_of(Decimal(baseline), Decimal(target), Decimal(value)) == percent


@pytest.mark.parametrize(
    ("measured", "today", "state", "percent"),
    [
        ([], JULY, "unmeasured", None),
        ([(JULY, Decimal(50))], JULY, "on_way", 50),
        ([(JULY, Decimal(40))], JULY, "on_way", 40),  # a tenth of the whole way below the line is no delay
        ([(JULY, Decimal(38))], JULY, "behind", 38),
        ([(JULY, Decimal(100))], JULY, "reached", 100),
        ([(JULY, Decimal(130))], JULY, "reached", 130),
        ([(JULY, Decimal(100)), (dt.date(2026, 8, 1), Decimal(30))], dt.date(2026, 8, 1), "behind", 30),
        ([(YEAR_END, Decimal(99))], YEAR_END, "on_way", 99),
        ([(YEAR_END, Decimal(99))], dt.date(2027, 1, 1), "behind", 99),
        ([(NEW_YEAR, Decimal(10))], NEW_YEAR, "on_way", 10),  # counted anew on the day of the baseline
    ],
)
def test_how_far_it_is(measured, today, state, percent):
    found = told(
        baseline=(NEW_YEAR, Decimal(0)), target=(YEAR_END, Decimal(100)), measured=measured, today=today
    )
    assert (found.state, found.percent) == (state, percent)
    assert found.words and found.icon and shown(Decimal(100)) in found.sentence


def test_the_chart_goes_up_and_to_the_right():
    measured = [(JULY, Decimal(50)), (YEAR_END, Decimal(100))]
    found = told(
        baseline=(NEW_YEAR, Decimal(0)), target=(YEAR_END, Decimal(100)), measured=measured, today=YEAR_END
    )
    assert found.line == "10,110 159,60 310,10"
    assert found.aim == "10,110 310,10"


figures = st.integers(-(10**11), 10**11).map(lambda cents: Decimal(cents) / 100)
days = st.integers(dt.date(2000, 1, 1).toordinal(), dt.date(2100, 12, 31).toordinal()).map(
    dt.date.fromordinal
)


@given(
    figures,
    figures,
    st.lists(st.tuples(days, figures), max_size=5),
    days,
    days,
    days,
)
def test_every_point_lies_in_the_frame(baseline, target, measured, first, last, today):
    first, last = min(first, last), max(first, last) + dt.timedelta(days=1)
    measured = [(day, value) for day, value in dict(measured).items() if day >= first]
    found = told(baseline=(first, baseline), target=(last, target), measured=measured, today=today)
    for point in (*found.points, found.target):
        assert EDGE <= point.x <= WIDTH - EDGE
        assert EDGE <= point.y <= HEIGHT - EDGE
    assert [point.on for point in found.points] == sorted(point.on for point in found.points)
    assert (found.percent is None) == (not measured)
    assert found.state in ("unmeasured", "reached", "behind", "on_way")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("12", "12"),
        ("12.00", "12"),
        ("12.50", "12,5"),
        ("1250000.00", "1.250.000"),
        ("0.05", "0,05"),
        ("-3.10", "-3,1"),
    ],
)
def test_a_value_is_written_as_people_write_it(value, words):
    assert shown(Decimal(value)) == words
