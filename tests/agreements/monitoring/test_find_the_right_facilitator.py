"""Who helps parties that differ: computed from where their villages lie, and from nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.monitoring.disputes.facilitating import LADDER, first_level, next_level, region
from agreements.monitoring.disputes.models import Level


@pytest.mark.parametrize(
    ("codes", "level", "where"),
    [
        (["33.05.01.2001"], "subdistrict", "33.05.01"),
        (["33.05.01.2001", "33.05.01.2002"], "subdistrict", "33.05.01"),
        (["33.05.01.2001", "33.05.02.2001"], "regency", "33.05"),
        (["33.05.01.2001", "33.05.01.2002", "33.05.14.2003"], "regency", "33.05"),
        (["33.05.01.2001", "33.04.01.2001"], "province", "33"),
        (["33.05.01.2001", "33.71.01.2001"], "province", "33"),
        (["33.05.01.2001", "34.02.01.2001"], "beyond", ""),
        (["11.05.01.2001", "33.05.01.2001"], "beyond", ""),
    ],
)
def test_the_nearest_office_over_all_villages(codes, level, where):
    assert first_level(codes) == level
    assert region(level, codes) == where


@pytest.mark.parametrize(
    ("codes", "ladder"),
    [
        (["33.05.01.2001"], ["subdistrict", "regency", "province", "beyond"]),
        (["33.05.01.2001", "33.05.02.2001"], ["regency", "province", "beyond"]),
        (["33.05.01.2001", "33.04.02.2001"], ["province", "beyond"]),
        (["33.05.01.2001", "34.04.02.2001"], ["beyond"]),
    ],
)
def test_what_one_level_does_not_settle_goes_to_the_next(codes, ladder):
    found, level = [], Level.DELIBERATION
    while level := next_level(level, codes):
        found.append(level)
    assert found == ladder


def test_there_is_no_facilitator_without_a_village():
    with pytest.raises(ValueError, match="village"):
        first_level([])


code = st.builds(
    "{:02d}.{:02d}.{:02d}.{}".format,
    st.integers(11, 13),
    st.integers(1, 3),
    st.integers(1, 3),
    st.integers(2001, 2005),
)


@given(st.lists(code, min_size=1, max_size=6))
def test_every_village_lies_in_the_region_and_order_says_nothing(codes):
    level = first_level(codes)
    assert level in LADDER[1:]
    assert level == first_level(codes[::-1])
    if level != Level.BEYOND:
        assert all(one.startswith(f"{region(level, codes)}.") for one in codes)
        below = LADDER[LADDER.index(level) - 1]
        assert below == Level.DELIBERATION or not region(below, codes)
