"""Contradictions among rows, money, assets, term, value and law are found, each with its law and the way to mend it."""

import datetime as dt

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from agreements.drafting.completeness import findings
from agreements.drafting.findings import by_law
from agreements.drafting.models import Asset, Funding, Provision
from agreements.drafting.terms import actions
from agreements.drafting.terms.checking import by_terms
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement
from tests.factories import begun, partner, village

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2027, 1, 1), dt.date(2028, 12, 31)


@pytest.fixture
def agreement():
    made = begun(village("Argopeni"), village("Pasir"), starts_on=FIRST, ends_on=LAST, value=None)
    made.provisions.all().delete()
    return made


def row(agreement, kind, text="menyetor iuran", ordinal=1, **more):
    party = agreement.parties.get(ordinal=ordinal)
    place = agreement.provisions.count() + 1
    return Provision.objects.create(
        agreement=agreement, party=party, ordinal=place, kind=kind, text=text, **more
    )


def money(agreement, amount, ordinal=1, **more):
    party = agreement.parties.get(ordinal=ordinal)
    fields = {"source": "village_budget", "year": 2027} | more
    return Funding.objects.create(agreement=agreement, party=party, amount=amount, **fields)


def asset(agreement, use, years=None, **more):
    fields = {"kind": "land", "description": "lahan kas desa", "village_owned": True} | more
    if years:
        fields |= {"starts_on": FIRST, "ends_on": dt.date(2026 + years, 12, 31)}
    party = agreement.parties.get(ordinal=1)
    return Asset.objects.create(agreement=agreement, party=party, use=use, **fields)


def valued(agreement, value):
    Agreement.objects.filter(pk=agreement.pk).update(value=value)
    agreement.refresh_from_db()


def found(agreement):
    return [(f.message, f.blocking, f.legal_basis) for f in by_terms(agreement)]


def only(agreement):
    (finding,) = by_terms(agreement)
    return finding


def test_a_draft_without_rows_has_no_contradiction(agreement):
    assert by_terms(agreement) == []


def test_a_sanction_that_answers_nothing_stands_in_the_way(agreement):
    step = {"measure": "warning", "after_days": None, "amount": None}
    made = row(agreement, "sanction", "teguran", steps=[step])
    finding = only(agreement)
    assert finding.blocking
    assert "belum menyebut kewajiban" in finding.message
    assert finding.legal_basis == "UU 12/2011 Pasal 5 huruf f"
    assert finding.place == f"provisions:ketentuan-{made.pk}"
    for wrong in (row(agreement, "obligation", ordinal=2), row(agreement, "right")):
        made.breach_of = wrong
        made.save()
        assert only(agreement).blocking
    made.breach_of = row(agreement, "limitation")
    made.save()
    assert by_terms(agreement) == []


def test_sanctions_without_steps_are_one_warning(agreement):
    duty = row(agreement, "obligation")
    row(agreement, "sanction", "teguran", breach_of=duty)
    assert "“teguran” belum punya langkah" in only(agreement).message
    row(agreement, "sanction", "denda", breach_of=duty)
    assert only(agreement).message.startswith("2 sanksi belum punya langkah")
    assert not only(agreement).blocking


@pytest.mark.parametrize(
    ("due", "blocking"),
    [
        ({"due_rule": "on_date", "due_on": LAST}, None),
        ({"due_rule": "on_date", "due_on": LAST + dt.timedelta(days=90)}, False),
        ({"due_rule": "on_date", "due_on": LAST + dt.timedelta(days=91)}, True),
        ({"due_rule": "after_signing", "due_days": 30}, None),
        ({"due_rule": "after_signing", "due_days": 800}, False),
        ({"due_rule": "after_signing", "due_days": 1000}, True),
        ({"due_rule": "monthly"}, None),
        ({"due_rule": "monthly", "due_on": LAST + dt.timedelta(days=1)}, True),
        ({}, None),
    ],
)
def test_an_obligation_falls_due_while_the_agreement_runs(agreement, due, blocking):
    made = row(agreement, "obligation", **due)
    expected = [] if blocking is None else [(blocking, f"provisions:ketentuan-{made.pk}")]
    assert [(f.blocking, f.place) for f in by_terms(agreement)] == expected


def test_an_obligation_before_the_start_is_doubtful(agreement):
    row(agreement, "obligation", due_rule="on_date", due_on=FIRST - dt.timedelta(days=1))
    assert any("sebelum kerja sama berlaku" in f.message for f in by_law(agreement))


@pytest.mark.parametrize(
    ("value", "sums", "words", "blocking"),
    [
        (100, [], "belum ada sumber dananya", False),
        (100, [60, 40], None, None),
        (100, [60], "tidak sama dengan nilai", False),
        (100, [150], "tidak sama dengan nilai", False),
        (100, [201], "tidak sama dengan nilai", True),
        (None, [60], "nilai kerja sama belum diisi", False),
        (0, [], None, None),
    ],
)
def test_money_adds_up_to_the_value(agreement, value, sums, words, blocking):
    valued(agreement, value)
    for amount in sums:
        money(agreement, amount)
    assert [(words in message, b) for message, b, _law in found(agreement)] == [(True, blocking)] * bool(
        words
    )


def test_money_and_assets_together_may_make_up_the_value(agreement):
    valued(agreement, 100)
    money(agreement, 60)
    asset(agreement, "own_use", value=40)
    assert by_terms(agreement) == []


def test_money_is_meant_for_years_in_which_the_agreement_runs(agreement):
    valued(agreement, 30)
    for year in (2026, 2027, 2029):
        money(agreement, 10, year=year)
    assert "tahun 2026, 2029" in only(agreement).message


def test_what_a_party_must_pay_is_covered_by_its_money(agreement):
    valued(agreement, 240)
    money(agreement, 240)
    row(agreement, "obligation", amount=10, due_rule="monthly")
    assert by_terms(agreement) == []
    row(agreement, "obligation", amount=1)
    row(agreement, "right", amount=5_000)
    assert "Rp\u00a0241 melebihi pendanaannya Rp\u00a0240" in only(agreement).message
    row(agreement, "obligation", ordinal=2, amount=1)
    assert len(by_terms(agreement)) == 2


@pytest.mark.parametrize(
    ("use", "years", "article"),
    [("lease", 3, 12), ("loan", 7, 13), ("joint_use", 15, 14), ("build_transfer", 20, 15)],
)
def test_a_village_asset_is_not_given_away_for_longer_than_the_law_lets(agreement, use, years, article):
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=dt.date(2060, 12, 31))
    agreement.refresh_from_db()
    asset(agreement, use, years)
    asset(agreement, use, years + 1, village_owned=False)
    assert by_terms(agreement) == []
    made = asset(agreement, use, years + 1)
    finding = only(agreement)
    assert f"lebih dari {years} tahun" in finding.message
    assert finding.legal_basis.startswith(f"Permendagri 1/2016 Pasal {article}")
    assert (finding.blocking, finding.place) == (False, f"asset:aset-{made.pk}")


def test_a_regency_may_set_a_limit_of_its_own(agreement):
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=dt.date(2060, 12, 31))
    agreement.refresh_from_db()
    facts = {"code": LocalRule.Code.MAXIMUM_YEARS, "starts_on": dt.date(2020, 1, 1)}
    LocalRule.objects.create(key="loan", value=5, legal_basis="Perbup 7/2026 Pasal 2", regency=None, **facts)
    asset(agreement, "loan", 5)
    assert by_terms(agreement) == []
    asset(agreement, "loan", 6)
    finding = only(agreement)
    assert "lebih dari 5 tahun" in finding.message
    assert finding.legal_basis == "Perbup 7/2026 Pasal 2"
    asset(agreement, "lease", 4)
    assert len(by_terms(agreement)) == 2  # the law's own limit of the other footing stands


def test_an_asset_without_days_is_used_as_long_as_the_agreement_runs(agreement):
    asset(agreement, "lease")
    assert by_terms(agreement) == []
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=dt.date(2030, 1, 1))
    agreement.refresh_from_db()
    assert "lebih dari 3 tahun" in only(agreement).message


def test_an_asset_used_beyond_the_term_is_doubtful(agreement):
    asset(agreement, "own_use", ends_on=LAST + dt.timedelta(days=1))
    assert "di luar jangka waktu" in only(agreement).message


@pytest.mark.parametrize(
    ("kind", "text", "doubtful"),
    [
        ("right", "menjaminkan tanah kas desa kepada bank", True),
        ("obligation", "menyerahkan sertifikat sebagai agunan", True),
        ("obligation", "tidak menjaminkan tanah kas desa", False),
        ("limitation", "menjaminkan tanah kas desa", False),
        ("obligation", "memberi jaminan mutu selama satu tahun", False),
    ],
)
def test_pledging_village_assets_is_doubtful(agreement, kind, text, doubtful):
    row(agreement, kind, text)
    assert [f.legal_basis for f in by_terms(agreement)] == ["Permendagri 1/2016 Pasal 6 ayat (5)"] * doubtful


def test_a_type_asks_for_its_own_contents_and_files(agreement):
    kind = agreement.draft.agreement_type
    type(kind).objects.filter(pk=kind.pk).update(
        required_contents=["scope", "reporting"], required_attachments=["terms_of_reference"]
    )
    agreement.articles.filter(content__in=["funding", "reporting", "sanctions"]).delete()
    asked = {f.place: f for f in by_law(Agreement.objects.get(pk=agreement.pk))}
    assert "article:funding" not in asked
    assert kind.name in asked["article:reporting"].legal_basis
    assert asked["article:sanctions"].legal_basis.startswith("praktik baik")
    assert (asked["attachments"].message, asked["attachments"].blocking) == (
        "Lampirkan: Kerangka Acuan Kerja.",
        True,
    )


def test_what_does_not_bind_needs_no_rights_and_no_sanctions(agreement):
    agreement.articles.filter(content="sanctions").delete()
    Agreement.objects.filter(pk=agreement.pk).update(instrument="charter")
    current = Agreement.objects.get(pk=agreement.pk)
    places = {f.place for f in by_law(current)}
    assert not {p for p in places if p.startswith("provision:") or p == "article:sanctions"}


def test_what_the_portal_begins_contradicts_nothing():
    for made in (begun(village("Buayan"), village("Rogodono")), begun(village("Srati"), partner())):
        assert [f.message for f in findings(made) if f.blocking] == []


def test_a_finding_leads_to_the_row(client, agreement):
    client.force_login(agreement.created_by)
    made = row(agreement, "sanction", "teguran")
    page = client.get(reverse("agreements:draft-provisions", args=[agreement.ref]))
    assertContains(page, f"#ketentuan-{made.pk}")
    assertContains(page, "UU 12/2011 Pasal 5 huruf f")


def test_checks_cost_the_same_however_many_rows_there_are(agreement, django_assert_num_queries):
    duty = row(agreement, "obligation", due_rule="monthly", amount=5)
    asset(agreement, "lease")
    by_terms(agreement)
    with django_assert_num_queries(4):
        by_terms(agreement)
    for number in range(6):
        row(agreement, "sanction", f"teguran {number}", breach_of=duty)
        money(agreement, 5, year=2020 + number)
        asset(agreement, "lease", 9)
    with django_assert_num_queries(4):
        by_terms(agreement)


def test_more_rows_than_a_text_can_print_are_refused(agreement, monkeypatch):
    monkeypatch.setattr(actions, "MOST_ROWS", 1)
    party = agreement.parties.get(ordinal=1)
    sent = {"by": agreement.created_by, "party": party, "kind": "right", "text": "x"}
    actions.add_provision(agreement, **sent)
    with pytest.raises(actions.ValidationError, match="Paling banyak 1 baris"):
        actions.add_provision(agreement, **sent)
