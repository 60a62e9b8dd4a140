"""Rules, facts and offices -> the steps of a round: the agency always binds, and nothing is asked that no rule asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.record.local_rule import LocalRule
from agreements.record.rules import DEFAULTS, Code
from agreements.review.models import Effect
from agreements.review.routes.condition_fields import condition_of
from agreements.review.routes.conditions import holds
from agreements.review.routes.planning import AGENCY, plan
from tests.agreements.review.routes.test_conditions import facts, fields, some_facts
from villages.organizations.models import Office, OfficeKind

AYAH, BUAYAN = "33.05.01", "33.05.02"
EVERY_OFFICE = [
    Office(pk=1, name="DPMD", office_kind=OfficeKind.VILLAGE_AGENCY),
    Office(pk=2, name="Bagian Hukum", office_kind=OfficeKind.LEGAL),
    Office(pk=3, name="Kecamatan Ayah", office_kind=OfficeKind.SUBDISTRICT, subdistrict_id=AYAH),
    Office(pk=4, name="Kecamatan Buayan", office_kind=OfficeKind.SUBDISTRICT, subdistrict_id=BUAYAN),
    Office(pk=5, name="Bupati", office_kind=OfficeKind.REGENT),
]
NATIONAL = [
    LocalRule(code=code, key=key, value=value, legal_basis=basis)
    for code, key, value, basis in DEFAULTS
    if code == Code.REVIEW_STEP
]


def rule(key, office="legal", order=1, effect="blocking", days=2, when=None, escalate_to=""):
    value = {"office": office, "order": order, "effect": effect, "days": days, "when": when or {}}
    return LocalRule(
        code=Code.REVIEW_STEP, key=key, value=value | {"escalate_to": escalate_to}, legal_basis="Perbup"
    )


def told(steps):
    return [(one.ordinal, one.office.name if one.office else one.kind, str(one.effect)) for one in steps]


@pytest.mark.parametrize(
    ("rules", "more", "offices", "expected"),
    [
        ([], {}, EVERY_OFFICE, [(1, "DPMD", "blocking")]),
        ([], {}, [], [(1, "village_agency", "blocking")]),
        (
            NATIONAL,
            {"value": 199_999_999},
            EVERY_OFFICE,
            [(1, "Kecamatan Ayah", "advisory"), (2, "DPMD", "blocking")],
        ),
        (
            NATIONAL,
            {"value": 200_000_000},
            EVERY_OFFICE,
            [(1, "Kecamatan Ayah", "advisory"), (2, "DPMD", "blocking"), (2, "Bagian Hukum", "blocking")],
        ),
        (
            NATIONAL,
            {"subdistricts": frozenset({AYAH, BUAYAN})},
            EVERY_OFFICE,
            [(1, "Kecamatan Ayah", "advisory"), (1, "Kecamatan Buayan", "advisory"), (2, "DPMD", "blocking")],
        ),
        (NATIONAL, {}, EVERY_OFFICE[:1], [(1, "subdistrict", "advisory"), (2, "DPMD", "blocking")]),
        (
            [rule("hukum", order=4)],
            {},
            EVERY_OFFICE,
            [(4, "DPMD", "blocking"), (4, "Bagian Hukum", "blocking")],
        ),
        ([rule(AGENCY, "village_agency", effect="advisory")], {}, EVERY_OFFICE, [(1, "DPMD", "blocking")]),
        (
            [rule(AGENCY, "village_agency", when={"burdens": True})],
            {},
            EVERY_OFFICE,
            [(1, "DPMD", "blocking")],
        ),
        (
            [rule("bupati", "regent", order=9)],
            {},
            EVERY_OFFICE,
            [(9, "Bupati", "blocking"), (9, "DPMD", "blocking")],
        ),
    ],
)
def test_the_steps_that_rules_ask_for(rules, more, offices, expected):
    assert told(plan(rules, facts(**more), offices)) == expected


steps = st.builds(
    rule,
    key=st.sampled_from([AGENCY, "camat", "hukum", "asisten", "bupati"]),
    office=st.sampled_from(OfficeKind.values),
    order=st.integers(1, 9),
    effect=st.sampled_from(Effect.values),
    days=st.integers(1, 60),
    when=fields.map(lambda chosen: condition_of(**chosen)),
)
rule_sets = st.lists(steps, max_size=5, unique_by=lambda one: one.key)
office_sets = st.lists(st.sampled_from(EVERY_OFFICE), unique_by=lambda one: one.pk)


@given(rule_sets, some_facts, office_sets)
def test_whatever_the_rules_are_the_agency_binds_and_only_what_holds_is_asked(rules, found, offices):
    route = plan(rules, found, offices)
    agency = [one for one in route if one.key == AGENCY]
    assert agency
    assert all(one.effect == Effect.BLOCKING for one in agency)
    assert [one.ordinal for one in route] == sorted(one.ordinal for one in route)
    asked = {one.key for one in route} - {AGENCY}
    assert asked == {one.key for one in rules if holds(one.value["when"], found)} - {AGENCY}
    assert len({(one.key, one.office.pk if one.office else 0) for one in route}) == len(route)


@given(rule_sets, some_facts, office_sets)
def test_only_offices_of_the_region_and_kind_are_asked_and_none_is_forgotten(rules, found, offices):
    for one in plan(rules, found, offices):
        if one.office is None:
            continue
        assert one.office in offices
        assert one.office.office_kind == one.kind
        if one.kind == OfficeKind.SUBDISTRICT:
            assert one.office.subdistrict_id in found.subdistricts


@given(rule_sets, some_facts, office_sets, st.randoms())
def test_the_order_in_which_rules_are_read_does_not_matter(rules, found, offices, random):
    shuffled = random.sample(rules, len(rules))
    if {one.key for one in rules} >= {AGENCY}:
        assert told(plan(shuffled, found, offices)) == told(plan(rules, found, offices))
    else:
        assert sorted(told(plan(shuffled, found, offices))) == sorted(told(plan(rules, found, offices)))
