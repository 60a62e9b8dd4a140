"""When a rule asks for something: the condition, an agreement's facts, and the words in which it is told."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from agreements.record.vocabulary import Instrument, Kind
from agreements.review.routes.condition_fields import ALL, ANY, CIRCUMSTANCES, condition_of, fields_of
from agreements.review.routes.conditions import Facts, check, holds, words

PLAIN = {
    "value": 0,
    "burdens": False,
    "assets": False,
    "subdistricts": frozenset({"33.05.01"}),
    "regencies": frozenset({"33.05"}),
    "kind": "inter_village",
    "instrument": "joint_regulation",
    "type": "joint_regulation",
}


def facts(**more):
    return Facts(**PLAIN | more)


TWO_REGENCIES = {
    "subdistricts": frozenset({"33.05.01", "33.04.02"}),
    "regencies": frozenset({"33.05", "33.04"}),
}


@pytest.mark.parametrize(
    ("condition", "more", "asks"),
    [
        ({}, {}, True),
        ({"value_from": 200}, {"value": 199}, False),
        ({"value_from": 200}, {"value": 200}, True),
        ({"burdens": True}, {}, False),
        ({"burdens": True}, {"burdens": True}, True),
        ({"burdens": False}, {}, True),
        ({"assets": True}, {"assets": True}, True),
        ({"several_subdistricts": True}, {}, False),
        ({"several_subdistricts": True}, TWO_REGENCIES, True),
        ({"several_regencies": True}, {"subdistricts": frozenset({"33.05.01", "33.05.02"})}, False),
        ({"several_regencies": True}, TWO_REGENCIES, True),
        ({"kinds": ["third_party"]}, {}, False),
        ({"kinds": ["third_party", "inter_village"]}, {}, True),
        ({"instruments": ["memorandum"]}, {}, False),
        ({"types": ["joint_regulation"]}, {}, True),
        ({"types": ["joint_regulation"]}, {"type": ""}, False),
        ({"burdens": True, "assets": True}, {"assets": True}, False),
        ({"any": [{"burdens": True}, {"assets": True}]}, {"assets": True}, True),
        ({"any": [{"burdens": True}, {"assets": True}]}, {}, False),
        ({"kinds": ["third_party"], "any": [{"burdens": True}]}, {"burdens": True}, False),
    ],
)
def test_everything_that_a_condition_names_must_hold(condition, more, asks):
    check(condition)
    assert holds(condition, facts(**more)) is asks


@pytest.mark.parametrize(
    "condition",
    [
        None,
        [],
        "always",
        {"colour": "red"},
        {"value_from": -1},
        {"value_from": True},
        {"value_from": "200"},
        {"burdens": 1},
        {"kinds": "third_party"},
        {"kinds": [1]},
        {"any": []},
        {"any": {"burdens": True}},
        {"any": [{"burdens": "yes"}]},
        {"any": [[]]},
    ],
)
def test_what_is_no_condition_is_refused(condition):
    with pytest.raises(ValidationError):
        check(condition)


@pytest.mark.parametrize(
    ("condition", "more", "told"),
    [
        ({}, {}, "selalu"),
        ({"value_from": 200_000_000}, {}, "nilai kerja sama Rp\u00a0200.000.000 atau lebih"),
        ({"burdens": False}, {}, "tidak: membebani masyarakat atau aset Desa"),
        ({"kinds": ["third_party"]}, {}, "Kerja sama Desa dengan pihak ketiga"),
    ],
)
def test_it_is_told_in_words(condition, more, told):
    assert words(condition) == told
    assert words(condition, facts(**more)) == told


def test_of_several_reasons_only_those_that_are_true_are_given():
    either = {"any": [{"burdens": True}, {"assets": True}, {"several_regencies": True}]}
    assert words(either, facts(assets=True)) == "aset Desa disertakan"
    assert words(either).count(" atau ") == 3  # one stands inside the first reason


kinds = st.lists(st.sampled_from(Kind.values), unique=True)
instruments = st.lists(st.sampled_from(Instrument.values), unique=True)
types = st.lists(st.sampled_from(["joint_regulation", "memorandum", "addendum"]), unique=True)
fields = st.fixed_dictionaries(
    {
        "circumstances": st.lists(st.sampled_from(CIRCUMSTANCES), unique=True),
        "value_from": st.none() | st.integers(0, 10**12),
        "mode": st.sampled_from([ALL, ANY]),
        "kinds": kinds,
        "instruments": instruments,
        "types": types,
    }
)
some_facts = st.builds(
    Facts,
    value=st.integers(0, 10**12),
    burdens=st.booleans(),
    assets=st.booleans(),
    subdistricts=st.frozensets(st.sampled_from(["33.05.01", "33.05.02", "33.04.01"])),
    regencies=st.frozensets(st.sampled_from(["33.05", "33.04"])),
    kind=st.sampled_from(Kind.values),
    instrument=st.sampled_from(Instrument.values),
    type=st.sampled_from(["", "joint_regulation", "memorandum"]),
)


@given(fields, some_facts)
def test_the_fields_mean_what_they_say(chosen, found):
    condition = condition_of(**chosen)
    check(condition)
    true = {
        "burdens": found.burdens,
        "assets": found.assets,
        "several_subdistricts": len(found.subdistricts) > 1,
        "several_regencies": len(found.regencies) > 1,
    }
    parts = [true[name] for name in chosen["circumstances"]]
    if chosen["value_from"] is not None:
        parts.append(found.value >= chosen["value_from"])
    narrowed = all(
        getattr(found, name[:-1]) in chosen[name]
        for name in ("kinds", "instruments", "types")
        if chosen[name]
    )
    enough = any(parts) if chosen["mode"] == ANY and parts else all(parts)
    assert holds(condition, found) is (narrowed and enough)


@given(fields)
def test_what_was_chosen_is_shown_again(chosen):
    condition = condition_of(**chosen)
    again = fields_of(condition)
    assert again is not None
    assert condition_of(**again) == condition
    assert set(again["circumstances"]) == set(chosen["circumstances"])
    assert again["value_from"] == chosen["value_from"]


@pytest.mark.parametrize(
    "condition",
    [
        {"burdens": False},
        {"any": [{"burdens": True, "assets": True}, {"value_from": 1}]},
        {"burdens": True, "any": [{"assets": True}]},
        {"any": [{"any": [{"burdens": True}]}]},
        {"any": [{"kinds": ["third_party"]}, {"burdens": True}]},
        {"any": [{"value_from": 1}, {"value_from": 2}]},
    ],
)
def test_what_no_fields_mean_is_not_shown_as_fields(condition):
    check(condition)
    assert fields_of(condition) is None


@given(some_facts, fields)
def test_a_reason_is_always_given(found, chosen):
    assert words(condition_of(**chosen), found).strip(" ;") or not holds(condition_of(**chosen), found)
