"""Each party writes its money and assets; accounts are seen by its own people only; sums compare with the value."""

import json

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.models import Asset, Funding
from agreements.drafting.queries import content_of
from agreements.drafting.terms import actions
from agreements.drafting.terms.pages import sums
from agreements.drafting.terms.telling import account_told
from agreements.drafting.together.joining import join
from tests.factories import begun, member, partner, signatory_of, village
from villages.people.models import Position

pytestmark = pytest.mark.django_db
ACCOUNT = "BRI 0012-01-007654-53-4 a.n. Desa Argopeni"


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), partner(), value=100_000_000)


@pytest.fixture
def head(client, agreement):
    client.force_login(agreement.created_by)
    return client


def party(agreement, ordinal=1):
    return agreement.parties.get(ordinal=ordinal)


def money(agreement, amount=60_000_000, ordinal=1, **more):
    fields = {"source": "village_budget", "year": 2027, "amount": amount} | more
    return actions.add_funding(agreement, by=agreement.created_by, party=party(agreement, ordinal), **fields)


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


def test_money_is_added_changed_and_removed(head, agreement):
    address = url("funding-add", agreement) + "?pihak=1"
    form = head.get(address).context["form"]
    assert form["source"].value() == "village_budget"
    typed = {
        "source": "grant",
        "year": "2028",
        "amount": "2.500.000",
        "account": ACCOUNT,
        "note": "untuk bak",
    }
    response = head.post(address, typed)
    made = agreement.funding.get()
    assertRedirects(response, url("draft-funding", agreement) + f"#dana-{made.pk}")
    assert (made.source, made.year, made.amount, made.account) == ("grant", 2028, 2_500_000, ACCOUNT)
    edit = url("funding-edit", agreement, made.pk)
    assertContains(head.get(edit), ACCOUNT)
    head.post(edit, typed | {"edition": 1, "amount": "3.000.000", "account": ""})
    made.refresh_from_db()
    assert (made.amount, made.account, made.edition) == (3_000_000, "", 2)
    remove = url("funding-remove", agreement, made.pk)
    assertContains(head.get(remove), "Rp\u00a03.000.000")
    head.post(remove)
    assert not Funding.objects.exists()


def test_an_asset_is_added_changed_and_removed(head, agreement):
    address = url("asset-add", agreement) + "?pihak=1"
    assert head.get(address).context["form"]["village_owned"].value() is True
    typed = {"kind": "land", "description": "lahan 200 m2", "village_owned": "on", "use": "lease"}
    head.post(address, typed | {"starts_on": "2027-01-01", "ends_on": "31-12-2029", "value": "5.000.000"})
    made = agreement.assets.get()
    assert (made.use, made.village_owned, str(made.ends_on), made.value) == (
        "lease",
        True,
        "2029-12-31",
        5_000_000,
    )
    assertContains(head.get(url("draft-funding", agreement)), "milik desa")
    head.post(url("asset-edit", agreement, made.pk), typed | {"edition": 1, "description": "lahan 300 m2"})
    made.refresh_from_db()
    assert (made.description, made.ends_on) == ("lahan 300 m2", None)
    assertContains(head.get(url("asset-remove", agreement, made.pk)), "lahan 300 m2")
    head.post(url("asset-remove", agreement, made.pk))
    assert not Asset.objects.exists()


@pytest.mark.parametrize(
    ("name", "typed", "field"),
    [
        ("funding-add", {"year": "205"}, "year"),
        ("funding-add", {"year": "dua ribu"}, "year"),
        ("funding-add", {"amount": "-5"}, "amount"),
        ("funding-add", {"amount": ""}, "amount"),
        ("funding-add", {"source": "lottery"}, "source"),
        ("funding-add", {"account": "rekening desa"}, "account"),
        ("funding-add", {"note": "dua\nbaris"}, "note"),
        ("asset-add", {"description": ""}, "description"),
        ("asset-add", {"use": "pawn"}, "use"),
        ("asset-add", {"starts_on": "2027-01-02", "ends_on": "2027-01-01"}, "ends_on"),
        ("asset-add", {"value": "NaN"}, "value"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(head, agreement, name, typed, field):
    fine = {
        "source": "grant",
        "year": "2028",
        "amount": "5",
        "kind": "land",
        "description": "x",
        "use": "loan",
    }
    response = head.post(url(name, agreement), fine | typed)
    assert list(response.context["form"].errors) == [field]
    assert not agreement.funding.exists()
    assert not agreement.assets.exists()


def test_the_account_is_for_the_partys_own_people(client, head, agreement):
    own = money(agreement, account=ACCOUNT)
    client.force_login(signatory_of(party(agreement, 2).organization))
    page = client.get(url("draft-funding", agreement))
    assertContains(page, "•••• 4534")
    assertNotContains(page, "007654")
    client.force_login(member(agreement.initiator, Position.VILLAGE_STAFF))
    assertContains(client.get(url("draft-funding", agreement)), ACCOUNT)
    assert account_told(own, own=False) == "•••• 4534"
    own.account = "12345"
    assert account_told(own, own=False) == "••••"
    own.account = ""
    assert account_told(own, own=False) == ""


def test_who_writes_for_another_party_neither_sees_nor_touches_its_account(head, agreement):
    theirs = money(agreement, ordinal=2, account="7788990011")
    edit = url("funding-edit", agreement, theirs.pk)
    assertNotContains(head.get(edit), "7788990011")
    head.post(edit, {"edition": 1, "source": "partner", "year": 2027, "amount": "9", "account": "1234567890"})
    theirs.refresh_from_db()
    assert (theirs.amount, theirs.account) == (9, "7788990011")
    response = head.post(edit, {"edition": 1, "source": "partner", "year": 2027, "amount": "8"})
    assertContains(response, "Rp\u00a09")
    assertNotContains(response, "7788990011")


def test_an_account_is_no_part_of_the_text_nor_of_the_journal(agreement):
    money(agreement, account=ACCOUNT)
    text = json.dumps(content_of(agreement))
    assert "village_budget" in text
    assert "007654" not in text
    assert "007654" not in str(list(agreement.journal.values_list("details", flat=True)))


def test_a_party_that_joined_writes_its_money_and_assets_itself(client, head, agreement):
    theirs = money(agreement, ordinal=2)
    join(agreement, by=signatory_of(party(agreement, 2).organization))
    for name in ("funding-edit", "funding-remove"):
        assert head.post(url(name, agreement, theirs.pk), {"edition": 1}).status_code == 403
    for name in ("funding-add", "asset-add"):
        assert head.get(url(name, agreement) + "?pihak=2").status_code == 403
    client.force_login(signatory_of(party(agreement, 2).organization))
    assertContains(client.get(url("draft-funding", agreement)), url("funding-edit", agreement, theirs.pk))


def test_sums_by_party_year_and_altogether(agreement):
    for amount, ordinal, year in ((5, 1, 2027), (6, 1, 2027), (7, 1, 2028), (9, 2, 2028)):
        money(agreement, amount, ordinal, year=year)
    found = sums(agreement.funding.select_related("party__organization").order_by("party__ordinal", "year"))
    assert found.years == [2027, 2028]
    assert [(amounts, total) for _name, amounts, total in found.rows] == [([11, 7], 18), ([None, 9], 9)]
    assert (found.by_year, found.total) == ([11, 16], 27)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (100_000_000, "sama dengan nilai kerja sama"),
        (60_000_000, "kurang Rp\u00a040.000.000"),
        (160_000_000, "lebih Rp\u00a060.000.000"),
    ],
)
def test_money_is_compared_with_the_value(head, agreement, amount, words):
    money(agreement, amount)
    assertContains(head.get(url("draft-funding", agreement)), words)


def test_who_is_slower_sees_both(head, agreement):
    made = money(agreement)
    colleague = member(agreement.initiator, Position.VILLAGE_STAFF)
    actions.save_funding(made, by=colleague, edition=1, amount=70_000_000, year=2028)
    edit = url("funding-edit", agreement, made.pk)
    typed = {"edition": 1, "source": "village_budget", "year": 2027, "amount": "80.000.000"}
    response = head.post(edit, typed)
    assertContains(response, "Rp\u00a070.000.000")
    assertContains(response, "80.000.000")
    head.post(edit, typed | {"edition": response.context["edition"]})
    made.refresh_from_db()
    assert made.amount == 80_000_000


def test_the_page_costs_the_same_however_many_rows_there_are(head, agreement, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(80) as used:
            head.get(url("draft-funding", agreement))
        return len(used)

    def rows():
        for ordinal in (1, 2):
            money(agreement, 5, ordinal)
            fields = {"kind": "land", "description": "lahan", "use": "loan"}
            actions.add_asset(agreement, by=agreement.created_by, party=party(agreement, ordinal), **fields)

    rows()
    queries()
    before = queries()
    for _time in range(4):
        rows()
    assert queries() <= before
