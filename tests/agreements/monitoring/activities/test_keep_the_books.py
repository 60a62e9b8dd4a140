"""Money in and out: written by each party for itself, never changed, set right by a counter-entry, always adding up."""

import datetime as dt
import io
import uuid
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from agreements.drafting.models import Funding
from agreements.monitoring.activities.bookkeeping import book
from agreements.monitoring.activities.bookkeeping import reverse as counter
from agreements.monitoring.activities.models import Movement
from agreements.monitoring.activities.queries import booked, books_of, entries_of, page_of, sums
from agreements.record.crossing import Refused
from agreements.record.journal import sentence
from agreements.record.stages import Stage
from tests.factories import listed, moved, signatory_of, village
from tests.support.papers import letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    made = listed(village("Argopeni").organization, village("Srati").organization, stage=Stage.DRAFTING)
    for party, amount in zip(made.parties.order_by("ordinal"), (10_000_000, 4_000_000), strict=True):
        Funding.objects.create(agreement=made, party=party, source="village_budget", year=2026, amount=amount)
    return moved(made, Stage.IN_FORCE)


@pytest.fixture
def parties(agreement):
    return list(agreement.parties.select_related("organization").order_by("ordinal"))


@pytest.fixture
def heads(parties):
    return [signatory_of(party.organization) for party in parties]


@pytest.fixture
def pay(agreement, parties, heads):
    def paid(amount, *, whose=0, direction="paid", on=None, **more):
        facts = {
            "party": parties[whose],
            "direction": direction,
            "amount": amount,
            "on": on or timezone.localdate(),
        }
        return book(agreement, by=heads[whose], **(facts | more))

    return paid


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


def test_promised_paid_and_received_stand_beside_each_other(agreement, pay):
    first, second = agreement.funding.order_by("party__ordinal")
    pay(6_000_000, funding=first)
    pay(1_500_000, funding=first)
    pay(500_000)
    pay(4_500_000, whose=1, funding=second)
    pay(7_500_000, whose=1, direction="received")
    one, two = books_of(agreement)
    assert (one.promised, one.paid, one.received, one.left, one.percent) == (
        10_000_000,
        8_000_000,
        0,
        2_000_000,
        80,
    )
    assert (two.promised, two.paid, two.received, two.left, two.percent) == (
        4_000_000,
        4_500_000,
        7_500_000,
        0,
        100,
    )
    assert [(s.paid, s.left) for s in one.sources] == [(7_500_000, 2_500_000)]
    total = sums([one, two])
    assert (total.promised, total.paid, total.received, total.left) == (
        14_000_000,
        12_500_000,
        7_500_000,
        2_000_000,
    )


def test_a_wrong_entry_is_set_right_by_a_counter_entry(client, agreement, heads, pay):
    wrong = pay(60_000_000, funding=agreement.funding.order_by("party__ordinal")[0])
    pay(6_000_000)
    client.force_login(heads[0])
    assert client.post(url("movement-reverse", agreement, wrong.pk), {"note": " "}).status_code == 200
    answer = client.post(url("movement-reverse", agreement, wrong.pk), {"note": "Salah ketik nol."})
    assert answer["Location"] == url("funds", agreement)
    assert books_of(agreement)[0].paid == 6_000_000
    assert books_of(agreement)[0].sources[0].paid == 0
    entry = agreement.journal.get(code="reverse_money")
    assert (entry.details["reverses"], entry.details["amount"]) == (wrong.pk, 60_000_000)
    assert sentence(entry).endswith("membatalkan catatan uang: Rp 60.000.000.")
    page = client.get(url("funds", agreement)).content.decode()
    assert "catatan lawan, mengurangi jumlah" in page and "dibatalkan" in page
    assert "Salah ketik nol." in page


def test_an_entry_is_set_right_once_and_a_counter_entry_never(heads, pay):
    wrong = pay(5_000)
    against = counter(wrong, by=heads[0], reason="Keliru.")
    for row in (wrong, against):
        with pytest.raises(Refused, match="sudah dibatalkan"):
            counter(row, by=heads[0], reason="Keliru lagi.")


def test_nobody_sets_the_books_of_another_party_right(heads, pay):
    with pytest.raises(Refused, match="Hanya"):
        counter(pay(5_000), by=heads[1], reason="Tidak benar.")


def test_nobody_writes_the_books_of_another_party(agreement, parties, heads):
    with pytest.raises(Refused, match="Hanya") as refused:
        book(agreement, by=heads[1], party=parties[0], direction="paid", amount=5, on=timezone.localdate())
    assert refused.value.answer.because_of_who


def test_an_entry_is_neither_changed_nor_deleted(pay):
    row = pay(5_000)
    for change in (lambda: Movement.objects.update(amount=1), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_what_was_on_its_way_twice_counts_once(client, agreement, parties, heads):
    client.force_login(heads[0])
    sent = {"key": uuid.uuid4(), "party": parties[0].pk, "direction": "paid", "amount": "Rp 2.500.000"}
    sent |= {"on": timezone.localdate().isoformat(), "note": "Termin 1"}
    for _twice in range(2):
        answer = client.post(url("movement-add", agreement), sent | {"files": [letter()]})
        assert answer["Location"] == url("funds", agreement)
    row = agreement.movements.get()
    assert (row.amount, row.recorded_by, row.files.count()) == (2_500_000, heads[0], 1)
    assert agreement.journal.filter(code="move_money").count() == 1
    page = client.get(url("funds", agreement)).content.decode()
    assert "Rp\u00a02.500.000" in page and "Termin 1" in page


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "lima"}, "amount"),
        ({"amount": ""}, "amount"),
        ({"on": "2099-01-01"}, "on"),
        ({"direction": "given"}, "direction"),
        ({"party": "0"}, "party"),
        ({"funding": "999999"}, "funding"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_beside_its_field(
    client, agreement, parties, heads, change, field
):
    client.force_login(heads[0])
    sent = {"key": uuid.uuid4(), "party": parties[0].pk, "direction": "paid", "amount": "5.000"}
    sent |= {"on": timezone.localdate().isoformat(), "note": "Termin 1"}
    answer = client.post(url("movement-add", agreement), sent | change)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field}
    assert 'value="Termin 1"' in answer.content.decode()
    assert not Movement.objects.exists()


def test_a_source_of_funds_is_the_partys_own(agreement, parties, heads):
    theirs = agreement.funding.get(party=parties[1])
    with pytest.raises(ValidationError, match="milik pihak lain"):
        book(
            agreement,
            by=heads[0],
            party=parties[0],
            direction="paid",
            amount=5,
            on=timezone.localdate(),
            funding=theirs,
        )


def test_the_books_are_taken_along(client, agreement, heads, pay):
    pay(2_000, on=dt.date(2026, 1, 5), note="=1+1")
    counter(pay(9_000), by=heads[0], reason="Keliru.")
    client.force_login(heads[1])
    text = b"".join(client.get(url("funds-file", agreement, "csv"))).decode("utf-8-sig")
    assert text.splitlines()[0].startswith("Nomor;Tanggal;Pihak;Dibayar (rupiah)")
    assert "2026-01-05;Desa Argopeni;2000;" in text and "'=1+1" in text
    data = b"".join(client.get(url("funds-file", agreement, "xlsx")))
    rows = list(load_workbook(io.BytesIO(data)).active.values)[1:]
    assert sum(row[3] or 0 for row in rows) == books_of(agreement)[0].paid == 2_000
    assert client.get(url("funds-file", agreement, "exe")).status_code == 404


def test_a_period_has_its_own_sums(agreement, pay):
    pay(1_000, on=dt.date(2025, 12, 31))
    pay(200, on=dt.date(2026, 1, 1))
    pay(30, on=dt.date(2026, 1, 31))
    assert books_of(agreement, since=dt.date(2026, 1, 1), until=dt.date(2026, 1, 30))[0].paid == 200
    assert books_of(agreement)[0].paid == 1_230


def test_a_long_book_is_read_page_by_page(agreement, pay):
    made = {
        pay(number + 1, on=dt.date(2026, 1, 1) - dt.timedelta(days=number % 3)).pk for number in range(55)
    }
    first, key = page_of(agreement, "")
    rest, end = page_of(agreement, key)
    assert (len(first), len(rest), end) == (50, 5, "")
    assert {row.pk for row in (*first, *rest)} == made
    assert page_of(agreement, "x")[0] == first
    assert page_of(agreement, "9999999-1")[0] == first


def test_every_line_of_the_book_has_its_columns(agreement, pay):
    pay(5, direction="received")
    (line,) = booked(entries_of(agreement))
    assert line[3:5] == [None, 5]


def test_at_a_terminated_cooperation_money_is_still_written_down(agreement, pay):
    moved(agreement, Stage.ENDED)
    assert pay(5_000).pk


deeds = st.lists(
    st.tuples(st.sampled_from(["paid", "received", "reverse"]), st.integers(0, 1), st.integers(1, 10**9)),
    max_size=12,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds)
def test_the_books_always_say_what_the_journal_says(agreement, parties, heads, deeds):
    """Whatever is written and taken back in whatever order, replaying the journal gives the same sums."""
    with transaction.atomic():
        for deed, whose, number in deeds:
            if deed != "reverse":
                facts = {
                    "party": parties[whose],
                    "direction": deed,
                    "amount": number,
                    "on": timezone.localdate(),
                }
                book(agreement, by=heads[whose], **facts)
            elif row := agreement.movements.filter(
                reverses=None, reversed_by=None, party=parties[whose]
            ).last():
                counter(row, by=heads[whose], reason="Keliru.")
        told = Counter()
        for entry in agreement.journal.filter(code__in=("move_money", "reverse_money")):
            said = entry.details
            told[said["party"], said["direction"]] += (
                -said["amount"] if "reverses" in said else said["amount"]
            )
        for found in books_of(agreement):
            number = found.party.ordinal
            assert (found.paid, found.received) == (told[number, "paid"], told[number, "received"])
        transaction.set_rollback(True)
