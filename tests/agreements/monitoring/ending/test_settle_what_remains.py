"""Settle what remains after the end: listed by the portal, closed by those to whom it is owed."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.drafting.models import Asset, Funding, Provision
from agreements.monitoring.activities.models import Movement
from agreements.monitoring.ending import settling
from agreements.monitoring.ending.models import Ending
from agreements.monitoring.ending.queries import open_items, open_totals
from agreements.monitoring.obligations.models import Occurrence
from agreements.notices.calendar import deadlines
from agreements.notices.models import Notice
from agreements.notices.reminding import remind
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from tests import factories
from villages.people import access

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def parties(on_day):
    on_day("2026-06-15")
    factories.agency()
    return [factories.village("Argopeni").organization, factories.partner("Bahari").organization]


@pytest.fixture
def agreement(parties) -> Agreement:
    """With an obligation that is late, one ahead, promised money, and land on loan; still a draft until it is moved."""
    draft = factories.listed(*parties, stage="drafting", starts_on=dt.date(2026, 1, 1))
    village, partner = draft.parties.order_by("ordinal")
    facts = {"agreement": draft, "party": partner}
    rule = Provision.objects.create(ordinal=1, kind="obligation", text="membangun saluran air", **facts)
    Funding.objects.create(source="partner", year=2026, amount=5_000_000, **facts)
    Funding.objects.create(source="partner", year=2027, amount=7_000_000, **facts)
    Asset.objects.create(
        agreement=draft,
        party=village,
        kind="land",
        use="loan",
        description="tanah 200 meter persegi",
        ends_on=dt.date(2027, 1, 31),
    )
    Asset.objects.create(agreement=draft, party=village, kind="labour", description="tenaga warga")
    for ordinal, day in enumerate((dt.date(2026, 6, 1), dt.date(2026, 9, 1)), start=1):
        Occurrence.objects.create(ordinal=ordinal, due_on=day, provision=rule, **facts)
    return factories.moved(draft, "in_force")


@pytest.fixture
def heads(agreement):
    return [factories.signatory_of(p.organization) for p in agreement.parties.order_by("ordinal")]


def paid(agreement: Agreement, head, amount: int) -> Movement:
    partner = agreement.parties.get(ordinal=2)
    facts = {"agreement": agreement, "party": partner, "direction": "paid", "recorded_by": head}
    return Movement.objects.create(amount=amount, on=timezone.localdate(), **facts)


def listed(agreement: Agreement) -> list[tuple]:
    found = open_items(agreement).order_by("kind")
    return [(item.kind, item.party.ordinal, item.amount, item.due_on) for item in found]


def test_what_is_open_is_told_before(client, agreement, heads):
    client.force_login(heads[0])
    text = client.get(f"/kerja-sama/{agreement.ref}/pengakhiran/").content.decode()
    assert "1 kewajiban terlambat" in text and "1 kewajiban jatuh tempo sesudah" in text
    assert "5.000.000 yang dijanjikan sampai 2026" in text
    assert "tanah 200 meter persegi" in text and "tenaga warga" not in text


def test_the_list_is_made_when_it_ends_and_stands_in_the_minutes(agreement, heads):
    wrong = paid(agreement, heads[1], 900_000)
    Movement.objects.create(
        agreement=agreement,
        party=wrong.party,
        direction="paid",
        amount=900_000,
        on=wrong.on,
        reverses=wrong,
        recorded_by=heads[1],
    )
    paid(agreement, heads[1], 2_000_000)
    factories.ended(agreement)
    month = timezone.localdate() + 30 * DAY
    assert listed(agreement) == [
        ("asset", 2, None, dt.date(2027, 1, 31)),
        ("money", 2, 3_000_000, month),
        ("obligation", 2, None, month),
    ]
    minutes = str(Ending.objects.get().letter.content["paragraphs"])
    assert "membangun saluran air" in minutes and "Rp3.000.000,00" in minutes
    assert "31 Januari 2027" in minutes
    assert open_totals(agreement) == {agreement.parties.get(ordinal=2).pk: 3_000_000}


def test_those_who_are_owed_say_that_it_was_given(client, agreement, heads):
    factories.ended(agreement)
    item = open_items(agreement).get(kind="obligation")
    url = f"/kerja-sama/{agreement.ref}/penyelesaian/{item.pk}/selesai/"
    client.force_login(heads[1])
    assert client.get(url).status_code == 403
    client.force_login(heads[0])
    assert client.get(url).status_code == 200
    said = {"edition": item.edition, "on": timezone.localdate(), "note": "Berita acara 7."}
    assert client.post(url, said | {"on": "2027-01-01"}).status_code == 200
    assert client.post(url, said).status_code == 302
    item.refresh_from_db()
    assert (item.state, item.settled_by, item.settled_note) == ("done", heads[0], "Berita acara 7.")
    assert (item.occurrence.state, item.occurrence.done_on) == ("confirmed", timezone.localdate())
    second = client.post(url, said)
    assert second.status_code == 409
    assert "Hal ini sudah ditutup" in second.content.decode()
    page = client.get(f"/kerja-sama/{agreement.ref}/pengakhiran/").content.decode()
    assert "Berita acara 7." in page


def test_a_head_of_the_other_side_lets_it_go(client, agreement, heads):
    factories.ended(agreement)
    item = open_items(agreement).get(kind="money")
    url = f"/kerja-sama/{agreement.ref}/penyelesaian/{item.pk}/bebaskan/"
    client.force_login(factories.member(heads[0].memberships.get().organization, "village_secretary"))
    assert client.get(url).status_code == 403
    client.force_login(heads[0])
    assert client.post(url, {"edition": 1, "reason": " "}).status_code == 200
    assert client.post(url, {"edition": 9, "reason": "Sudah cukup."}).status_code == 409
    item.refresh_from_db()
    assert item.state == "open"
    client.post(url, {"edition": 1, "reason": "Sudah cukup."})
    item.refresh_from_db()
    assert (item.state, item.settled_note) == ("waived", "Sudah cukup.")


def test_an_obligation_that_is_let_go_is_owed_no_more(agreement, heads):
    factories.ended(agreement)
    item = open_items(agreement).get(kind="obligation")
    settling.waive(item, by=heads[0], edition=1, reason="Saluran tidak diperlukan lagi.")
    item.occurrence.refresh_from_db()
    assert item.occurrence.state == "dropped"


def test_what_the_obligations_room_closed_is_closed_here(client, agreement, heads):
    factories.ended(agreement)
    item = open_items(agreement).get(kind="obligation")
    today = timezone.localdate()
    Occurrence.objects.filter(pk=item.occurrence_id).update(state="confirmed", done_on=today)
    assert item.pk not in open_items(agreement).values_list("pk", flat=True)
    client.force_login(heads[0])
    text = client.get(f"/kerja-sama/{agreement.ref}/pengakhiran/").content.decode()
    assert "2 hal belum selesai" in text and "dikonfirmasi pihak lain" in text


def test_the_parties_add_what_the_portal_cannot_know(client, agreement, heads):
    factories.ended(agreement)
    client.force_login(heads[1])
    url = f"/kerja-sama/{agreement.ref}/penyelesaian/tambah/"
    said = {"kind": "other", "party": 1, "text": "Mengembalikan kunci gudang", "due_on": "2026-07-01"}
    for wrong, field in (({"party": 7}, "party"), ({"text": " "}, "text"), ({"amount": "sejuta"}, "amount")):
        response = client.post(url, said | wrong)
        assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    client.post(url, said | {"amount": "150.000"})
    item = open_items(agreement).get(kind="other")
    assert (item.party.ordinal, item.amount, item.added_by) == (1, 150_000, heads[1])


def test_the_district_may_see_that_it_was_given_but_lets_nothing_go(agreement):
    factories.ended(agreement)
    officer = factories.reviewer()
    item = open_items(agreement).get(kind="asset")
    with pytest.raises(access.Refused):
        settling.waive(item, by=officer, edition=1, reason="Sudah.")
    settling.settle(item, by=officer, edition=1, on=timezone.localdate())
    item.refresh_from_db()
    assert item.state == "done"


def test_nothing_is_settled_before_the_end_nor_with_a_party_of_another(agreement, heads):
    other = factories.listed(factories.village(), factories.village())
    facts = {"kind": "other", "text": "Kunci", "due_on": timezone.localdate(), "by": heads[0]}
    with pytest.raises(Refused):
        settling.add(agreement, party=agreement.parties.get(ordinal=1), **facts)
    factories.ended(agreement)
    with pytest.raises(ValidationError):
        settling.add(agreement, party=other.parties.get(ordinal=1), **facts)


def test_what_an_addendum_promised_takes_the_place_of_the_first_text(parties, agreement):
    addendum = factories.listed(*parties, stage="drafting", instrument="addendum", parent=agreement)
    partner = addendum.parties.get(ordinal=2)
    Funding.objects.create(agreement=addendum, party=partner, source="partner", year=2026, amount=9_000_000)
    factories.moved(addendum, "in_force")
    factories.ended(agreement)
    money = open_items(agreement).get(kind="money")
    assert (money.party, money.amount) == (agreement.parties.get(ordinal=2), 9_000_000)
    assert open_items(agreement).get(kind="asset").party.ordinal == 2


def test_who_owes_is_reminded_and_finds_it_in_the_calendar(agreement, heads, on_day):
    factories.ended(agreement)
    money = open_items(agreement).get(kind="money")
    told = {"person": heads[1], "agreement": agreement}
    for day, code in ((money.due_on - 8 * DAY, None), (money.due_on, "due"), (money.due_on + DAY, "late")):
        on_day(day)
        remind(), remind()
        found = Notice.objects.filter(key__startswith=f"settlement:{money.pk}:", **told).order_by("pk")
        assert (found.last().code if found else None) == (f"settlement_{code}" if code else None)
    assert found.count() == 2
    assert not Notice.objects.filter(key__startswith="settlement:", person=heads[0]).exists()
    assert any(one.key == f"settlement-{money.pk}" for one in deadlines(heads[1]))


def test_an_addendum_that_ends_alone_leaves_nothing(parties, agreement):
    addendum = factories.listed(*parties, stage="drafting", instrument="addendum", parent=agreement)
    partner = addendum.parties.get(ordinal=2)
    Funding.objects.create(agreement=addendum, party=partner, source="partner", year=2026, amount=9_000_000)
    factories.ended(factories.moved(addendum, "in_force"))
    assert not addendum.settlement.exists()
    assert Agreement.objects.get(pk=agreement.pk).stage == "in_force"


def test_many_parties_and_items_cost_no_more_queries(client, agreement, heads):
    factories.ended(agreement)
    client.force_login(heads[0])
    counts = []
    for more in (1, 12):
        for _n in range(more):
            what = {"kind": "other", "text": "Kunci", "due_on": timezone.localdate()}
            settling.add(agreement, by=heads[0], party=agreement.parties.get(ordinal=2), **what)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/kerja-sama/{agreement.ref}/pengakhiran/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    for many in (2, 6):
        running = factories.listed(*(factories.village().organization for _n in range(many)))
        client.force_login(factories.signatory_of(running.parties.get(ordinal=1).organization))
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/kerja-sama/{running.ref}/pengakhiran/")
        counts.append(len(queries))
    assert counts[2] == counts[3]
