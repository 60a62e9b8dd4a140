"""Which reports are owed of an agreement, by whom, until when: the rule as tables, and what always holds."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.monitoring.bodies import actions as bodies
from agreements.monitoring.reports.calculating import Life, Span, due_on, spans
from agreements.monitoring.reports.owing import Standing, final_owed, owed
from agreements.monitoring.reports.queries import owing_of_year, report_parties
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement, Party
from agreements.record.rules import load_defaults
from agreements.record.stages import Stage
from tests import factories


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def life(starts: str, ends: str, ended: str = "", known: str = "") -> Life:
    return Life(day(starts), day(ends), day(ended) if ended else None, day(known or starts))


@pytest.mark.parametrize(
    ("lived", "today", "expected"),
    [
        # the first year begins with the first day, the running year counts already
        (life("2024-03-05", "2026-12-30"), "2024-06-01", ["yearly 2024-03-05 2024-12-31"]),
        (
            life("2024-03-05", "2026-12-30"),
            "2025-02-01",
            ["yearly 2024-03-05 2024-12-31", "yearly 2025-01-01 2025-12-31"],
        ),
        # in the year in which it will end there is only the final one
        (
            life("2024-03-05", "2026-06-30"),
            "2026-02-01",
            ["yearly 2024-03-05 2024-12-31", "yearly 2025-01-01 2025-12-31"],
        ),
        # the last day of a year as the last day of all
        (life("2024-01-01", "2024-12-31"), "2024-05-05", []),
        (
            life("2024-01-01", "2024-12-31", ended="2024-12-31"),
            "2025-01-01",
            ["final 2024-01-01 2024-12-31"],
        ),
        # ended before its time, a year with a leap day
        (
            life("2023-11-01", "2027-10-31", ended="2024-02-29"),
            "2024-03-01",
            ["yearly 2023-11-01 2023-12-31", "final 2023-11-01 2024-02-29"],
        ),
        # ended on its first day
        (life("2024-05-05", "2026-05-04", ended="2024-05-05"), "2024-05-05", ["final 2024-05-05 2024-05-05"]),
        # brought into the portal later: the years before are nobody's debt
        (
            life("2018-01-01", "2027-12-31", known="2025-07-01"),
            "2026-01-10",
            ["yearly 2025-01-01 2025-12-31", "yearly 2026-01-01 2026-12-31"],
        ),
        # over before the portal knew of it
        (life("2015-01-01", "2018-12-31", ended="2018-12-31", known="2026-01-01"), "2026-01-02", []),
        # not begun yet
        (life("2027-01-01", "2028-12-31", known="2026-11-01"), "2026-11-22", []),
    ],
)
def test_a_report_for_every_year_and_one_at_the_end(lived, today, expected):
    found = spans(lived, day(today))
    assert [f"{one.kind} {one.starts_on} {one.ends_on}" for one in found] == expected


DAYS = st.dates(dt.date(2018, 1, 1), dt.date(2034, 12, 31))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(starts=DAYS, term=st.integers(0, 3000), cut=st.integers(0, 3000), known=DAYS, today=DAYS)
def test_what_is_owed_lies_within_the_life_and_is_stable(starts, term, cut, known, today):
    ends = starts + dt.timedelta(days=term)
    ended = min(starts + dt.timedelta(days=cut), ends)
    running, over = Life(starts, ends, None, known), Life(starts, ends, ended, known)
    for lived in (running, over):
        found = spans(lived, today)
        assert found == spans(lived, today)
        assert all(starts <= one.starts_on <= one.ends_on for one in found)
        assert all(one.ends_on <= (lived.ended_on or ends) for one in found)
        assert len({(one.kind, one.starts_on) for one in found}) == len(found)
    # what was owed while it ran and lay behind its end is owed afterwards as well
    kept = [one for one in spans(running, today) if one.ends_on < ended]
    assert kept == [one for one in spans(over, today) if one.kind == "yearly"]


def test_the_days_are_those_of_the_rule():
    days = {"yearly": 90, "final": 60}
    assert due_on(Span("yearly", day("2026-01-01"), day("2026-12-31")), days) == day("2027-03-31")
    assert due_on(Span("final", day("2023-01-01"), day("2023-12-31")), days) == day("2024-02-29")


@pytest.fixture
def joint(db, on_day) -> Agreement:
    on_day("2025-06-10")
    load_defaults()
    villages = [factories.village("Argopeni"), factories.village("Srati")]
    ends = day("2028-06-09")
    return factories.listed(*villages, instrument="joint_regulation", ends_on=ends)


def told(agreement: Agreement) -> list[tuple[str, str, str]]:
    return [(one.title, one.organization.name, one.state) for one in owed(agreement)]


def test_the_village_that_began_it_reports_until_there_is_a_body(joint, on_day):
    on_day("2026-02-01")
    assert told(joint) == [
        ("Laporan tahunan 2026", "Desa Argopeni", Standing.RUNNING),
        ("Laporan tahunan 2025", "Desa Argopeni", Standing.DUE),
    ]
    head = factories.signatory_of(joint.initiator)
    body = bodies.form_body(
        joint,
        by=head,
        name="BKAD Lestari",
        decree_number="1/2026",
        decree_on=day("2026-01-15"),
        seat="Srati",
        starts_on=day("2026-01-15"),
        ends_on=day("2028-06-09"),
    )
    second = joint.parties.get(ordinal=2).organization
    member = {"name": "Sri Lestari", "organization_id": second.pk, "starts_on": day("2026-01-15")}
    bodies.add_member(body, by=head, office="chair", **member)
    assert {name for _, name, _ in told(joint)} == {"Desa Srati"}
    bodies.add_member(body, by=head, office="secretary", reports=True, **(member | _at(joint.initiator)))
    assert {name for _, name, _ in told(joint)} == {"Desa Argopeni"}, "who writes goes before the chair"


def _at(organization) -> dict:
    return {"name": "Tri Wahyuni", "organization_id": organization.pk}


def test_of_a_contract_every_village_reports_and_the_partner_does_not(db, on_day):
    on_day("2025-06-10")
    load_defaults()
    parties = (factories.village("Argopeni"), factories.village("Srati"), factories.partner("PT Sampah"))
    contract = factories.listed(*parties, instrument="contract", ends_on=day("2028-06-09"))
    on_day("2026-04-01")
    assert told(contract) == [
        ("Laporan tahunan 2026", "Desa Argopeni", Standing.RUNNING),
        ("Laporan tahunan 2026", "Desa Srati", Standing.RUNNING),
        ("Laporan tahunan 2025", "Desa Argopeni", Standing.LATE),
        ("Laporan tahunan 2025", "Desa Srati", Standing.LATE),
    ]


@pytest.mark.parametrize("instrument", ["memorandum", "charter"])
def test_what_does_not_bind_is_not_reported(db, instrument):
    load_defaults()
    agreement = factories.listed(factories.village(), factories.village(), instrument=instrument)
    assert owed(agreement) == []


def test_a_draft_owes_nothing(db):
    load_defaults()
    draft = factories.listed(
        factories.village(), factories.village(), stage=Stage.DRAFTING, instrument="joint_regulation"
    )
    assert owed(draft) == []


def test_the_end_calls_for_the_final_report(joint, on_day):
    on_day("2026-03-10")
    factories.moved(joint, Stage.ENDED)
    ended = Agreement.objects.get(pk=joint.pk)
    [last] = final_owed(ended)
    assert (last.starts_on, last.ends_on, last.due_on) == (
        day("2025-06-10"),
        day("2026-03-10"),
        day("2026-05-09"),
    )
    assert told(ended)[0][0] == "Laporan akhir"
    assert "Laporan tahunan 2026" not in {title for title, _, _ in told(ended)}


def test_a_regency_may_set_other_days_or_ask_for_none(joint, on_day):
    on_day("2026-02-01")
    regency = joint.initiator.village.area.subdistrict.regency
    rule = {"code": LocalRule.Code.REPORT_DUE, "regency": regency, "starts_on": day("2025-01-01")}
    rule = LocalRule.objects.create(value={"yearly": 20, "final": 10}, legal_basis="Perbup 1/2025", **rule)
    assert [one.state for one in owed(joint)][1] == Standing.LATE
    assert [one.due_on for one in owed(joint)][1] == day("2026-01-20")
    rule.value = False
    rule.save()
    assert owed(joint) == []


@pytest.mark.parametrize("today", ["2025-12-01", "2026-02-01", "2026-05-01", "2027-01-01"])
@pytest.mark.parametrize("ending", ["", "2025-11-30", "2026-04-02"])
def test_the_question_for_many_says_the_same_as_the_one_for_each(db, on_day, today, ending):
    on_day("2025-06-10")
    load_defaults()
    one, two, mate = factories.village("Argopeni"), factories.village("Srati"), factories.partner()
    binding = {"ends_on": day("2028-06-09")}
    made = [
        factories.listed(one, two, instrument="joint_regulation", **binding),
        factories.listed(one, two, mate, instrument="contract", **binding),
        factories.listed(one, two, instrument="memorandum", **binding),
        factories.listed(two, mate, instrument="contract", ends_on=day("2026-12-31")),
    ]
    if ending and ending <= today:
        on_day(ending)
        for agreement in made[:2]:
            factories.moved(agreement, Stage.ENDED)
    on_day(today)
    regency = one.area.subdistrict.regency_id
    for year in (2025, 2026, 2027):
        rows = owing_of_year(report_parties(Agreement.objects.all()), year, regency=regency)
        found = {
            (row.agreement_id, row.organization_id, row.report_kind, row.report_due, row.report_state)
            for row in rows.order_by("pk")
        }
        wanted = {
            (one.agreement.pk, one.organization.pk, one.kind, one.due_on, one.state)
            for agreement in Agreement.objects.order_by("pk")
            for one in owed(agreement)
            if one.ends_on.year == year
        }
        assert found == wanted


def test_the_question_for_many_takes_one_query(joint, django_assert_num_queries):
    rows = owing_of_year(Party.objects.all(), 2025, regency="33.05")
    with django_assert_num_queries(1):
        assert len(rows.order_by("pk")) == 1
