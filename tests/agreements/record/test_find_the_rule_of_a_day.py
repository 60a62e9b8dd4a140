"""For each key the regency's own row of the day, else the national one; the one that began last."""

import datetime as dt

import pytest

from agreements.record.local_rule import LocalRule
from agreements.record.rules import Code, load_defaults, rule_for, rules_for
from tests.factories import RegencyFactory, begun, village

pytestmark = pytest.mark.django_db
CODE = Code.MAXIMUM_YEARS


def row(value, starts, ends=None, regency=None, key=""):
    return LocalRule.objects.create(
        code=CODE,
        key=key,
        value=value,
        regency=regency,
        legal_basis="Perbup",
        starts_on=dt.date.fromisoformat(starts),
        ends_on=dt.date.fromisoformat(ends) if ends else None,
    )


def values(day, regency="33.05"):
    return [rule.value for rule in rules_for(regency, CODE, dt.date.fromisoformat(day))]


def test_the_row_of_each_day():
    kebumen = RegencyFactory()
    row(5, "2020-01-01")
    row(6, "2024-01-01")
    row(3, "2022-01-01", "2022-12-31", kebumen)
    row(False, "2025-01-01", "2025-06-30", kebumen)
    table = {
        "2019-12-31": [],
        "2020-01-01": [5],
        "2021-12-31": [5],
        "2022-01-01": [3],
        "2022-12-31": [3],
        "2023-01-01": [5],
        "2024-01-01": [6],
        "2025-01-01": [],
        "2025-06-30": [],
        "2025-07-01": [6],
    }
    assert {day: values(day) for day in table} == table
    assert values("2022-06-01", "33.04") == [5]
    assert values("2022-06-01", None) == [5]


def test_keys_stand_side_by_side_in_order():
    row(1, "2020-01-01", key="loan")
    row(2, "2020-01-01")
    row(3, "2020-01-01", key="joint_use")
    assert values("2020-01-01") == [2, 3, 1]


def test_a_row_can_be_thought_away():
    RegencyFactory()
    row(5, "2020-01-01")
    own = row(3, "2020-01-01", regency=RegencyFactory())
    day = dt.date(2020, 1, 1)
    assert [rule.value for rule in rules_for("33.05", CODE, day, without=own.pk)] == [5]


def test_the_national_defaults_are_loaded_once():
    assert load_defaults() > 0
    assert load_defaults() == 0


def test_the_rule_without_a_key_is_not_mistaken_for_one_with_a_key():
    kebumen = RegencyFactory()
    row(7, "2020-01-01", key="loan")
    agreement = begun(village("Argopeni"), village("Srati"))
    assert rule_for(agreement, CODE) is None
    row(5, "2020-01-01")
    assert [rule_for(agreement, CODE).value, rule_for(agreement, CODE, key="loan").value] == [5, 7]
    row(False, "2020-01-01", regency=kebumen)
    assert rule_for(agreement, CODE) is None
