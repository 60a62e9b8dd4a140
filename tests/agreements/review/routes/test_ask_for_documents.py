"""A draft is not sent before the documents that the regency's rules name are attached."""

import datetime as dt

import pytest

from agreements.drafting.attachments import attach
from agreements.drafting.completeness import findings
from agreements.record.local_rule import LocalRule
from agreements.record.rules import Code
from agreements.review.routes.findings import documents_by_rule
from tests.factories import begun, village
from tests.support.papers import letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return begun(village("Argopeni"), village("Srati"), value=10_000_000)


def ask(kind="terms_of_reference", when=None, key="", **days):
    facts = {"legal_basis": "Perbup 7/2026 Pasal 9", "starts_on": dt.date(2020, 1, 1)} | days
    value = {"kind": kind, "when": when or {}}
    return LocalRule.objects.create(code=Code.REQUIRED_DOCUMENT, key=key or kind, value=value, **facts)


def told(draft):
    return [finding.message for finding in documents_by_rule(draft)]


def test_nothing_is_asked_without_a_rule(draft):
    assert told(draft) == []


def test_what_is_missing_stands_in_the_way_with_its_legal_basis(draft):
    ask()
    [finding] = documents_by_rule(draft)
    assert finding.blocking and finding.place == "attachments"
    assert (finding.message, finding.legal_basis) == (
        "Lampirkan: Kerangka Acuan Kerja.",
        "Perbup 7/2026 Pasal 9",
    )
    assert finding in findings(draft)


def test_once_attached_it_is_asked_no_more(draft):
    ask()
    attach(draft, by=draft.created_by, kind="terms_of_reference", title="KAK", file=letter())
    assert told(draft) == []


def test_only_under_its_condition(draft):
    ask(when={"value_from": 10_000_001})
    assert told(draft) == []
    ask(kind="minutes", when={"value_from": 10_000_000})
    assert told(draft) == ["Lampirkan: Berita acara musyawarah."]


def test_what_the_type_or_the_law_asks_for_is_not_told_twice(draft):
    ask(kind="council_decision")
    draft.burdens_community_or_assets = True
    assert told(draft) == []
    draft.burdens_community_or_assets = False
    assert told(draft) == ["Lampirkan: Keputusan BPD."]
    draft.draft.agreement_type.required_attachments = ["council_decision"]
    assert told(draft) == []


def test_two_rules_for_one_document_ask_once(draft):
    ask()
    ask(key="kak-kabupaten")
    assert told(draft) == ["Lampirkan: Kerangka Acuan Kerja."]


def test_not_before_the_rule_begins_nor_after_it_ended(draft, on_day):
    ask(starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2027, 6, 30))
    for day, asked in (("2026-12-31", 0), ("2027-01-01", 1), ("2027-06-30", 1), ("2027-07-01", 0)):
        on_day(day)
        assert len(told(draft)) == asked, day
