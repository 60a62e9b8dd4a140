"""Which step of a sanction comes next, from which day, until when: by tables and for whatever the text may say."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.monitoring.breaches.steps import LAST, WITHOUT, next_step

DAY = dt.date(2026, 11, 2)
STEPS = [
    {"measure": "warning", "after_days": 3, "amount": None},
    {"measure": "warning", "after_days": 14, "amount": None},
    {"measure": "compensation", "after_days": 7, "amount": 5_000_000},
]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("taken", "heard", "ordinal", "measure", "amount", "opens", "due"),
    [
        ([], "2026-11-02", 1, "warning", None, "2026-11-05", "2026-11-19"),
        ([], "2026-11-17", 1, "warning", None, "2026-11-17", "2026-12-01"),
        (["2026-11-17"], "2026-11-17", 2, "warning", None, "2026-12-01", "2026-12-08"),
        (
            ["2026-11-17", "2026-12-20"],
            "2026-11-17",
            3,
            "compensation",
            5_000_000,
            "2026-12-27",
            "2027-01-10",
        ),
        (
            ["2028-02-01", "2028-02-22"],
            "2026-11-17",
            3,
            "compensation",
            5_000_000,
            "2028-02-29",
            "2028-03-14",
        ),
    ],
)
def test_days_count_from_the_step_before_and_nobody_is_warned_unheard(
    taken, heard, ordinal, measure, amount, opens, due
):
    found = next_step(STEPS, [day(one) for one in taken], opened_on=DAY, heard_on=day(heard))
    assert (found.ordinal, found.measure, found.amount, found.opens_on) == (
        ordinal,
        measure,
        amount,
        day(opens),
    )
    assert found.due_on(found.opens_on) == day(due)


def test_after_the_last_one_there_is_none():
    assert next_step(STEPS, [DAY] * 3, opened_on=DAY, heard_on=DAY) is None


def test_where_the_text_names_no_sanction_one_may_only_warn():
    assert {row["measure"] for row in WITHOUT} == {"warning"}


days = st.integers(0, 400)
rows = st.lists(
    st.builds(
        lambda n, m: {"measure": m, "after_days": n, "amount": None}, days, st.sampled_from(["warning"])
    ),
    min_size=1,
    max_size=6,
)


@given(rows, days, days)
def test_no_step_comes_before_the_case_the_hearing_or_the_step_before(steps, heard, wait):
    heard_on, taken = DAY + dt.timedelta(days=heard), []
    while step := next_step(steps, taken, opened_on=DAY, heard_on=heard_on):
        before = taken[-1] if taken else DAY
        assert step.ordinal == len(taken) + 1
        assert step.opens_on >= max(before, heard_on)
        assert (step.opens_on - before).days >= steps[len(taken)]["after_days"]
        assert step.due_on(step.opens_on) > step.opens_on
        assert step == next_step(steps, list(taken), opened_on=DAY, heard_on=heard_on)
        taken.append(step.opens_on + dt.timedelta(days=wait))
    assert len(taken) == len(steps)
    assert LAST > 0
