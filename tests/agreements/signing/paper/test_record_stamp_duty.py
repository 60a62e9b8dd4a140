"""Stamp duty is asked for where the law asks, recorded with its serial, and taken back with a reason."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.record.access import may
from agreements.record.crossing import Refused
from agreements.record.journal import sentence
from agreements.signing.paper.models import StampDuty
from agreements.signing.paper.queries import is_stamp_missing, stamps_of
from agreements.signing.paper.stamps import record, withdraw
from tests.agreements.signing.paper.conftest import Signing
from tests.factories import begun, member, moved, partner, village
from villages.people.models import Position

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_pages")]
SERIAL = "1234567890123456789012"


@pytest.fixture
def contract():
    return Signing(village("Argopeni"), partner("Universitas Bahari"))


def recorded(contract, **more):
    facts = {"kind": "electronic", "serial": SERIAL, "affixed_on": timezone.localdate()} | more
    return record(contract.agreement, by=contract.secretary, **facts)


def url(name, contract, *more):
    return reverse(f"agreements:{name}", args=[contract.agreement.ref, *more])


def test_a_contract_with_a_third_party_asks_for_it_until_recorded_and_waits_for_nothing(contract):
    assert is_stamp_missing(contract.agreement, contract.document)
    stamp = recorded(contract)
    assert not is_stamp_missing(contract.agreement, contract.document)
    withdraw(stamp, by=contract.secretary, reason="Nomor seri salah.")
    assert is_stamp_missing(contract.agreement, contract.document)


def test_a_regulation_of_villages_carries_none():
    among_villages = Signing()
    assert not is_stamp_missing(among_villages.agreement, among_villages.document)
    with pytest.raises(Refused, match="tidak dikenai"):
        recorded(among_villages)


@pytest.mark.parametrize("stage", ["publication", "in_force"])
def test_it_may_be_recorded_later(contract, stage):
    moved(contract.agreement, stage)
    assert recorded(contract).pk


@pytest.mark.parametrize("stage", ["ended", "withdrawn"])
def test_but_not_when_all_is_over(contract, stage):
    moved(contract.agreement, stage)
    with pytest.raises(Refused):
        recorded(contract)


def test_a_draft_has_nothing_to_be_stamped():
    agreement = begun(village().organization, partner().organization)
    assert not may(agreement.created_by, "record_stamp", agreement)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"serial": "123"}, "22 angka"),
        ({"serial": ""}, "22 angka"),
        ({"serial": "x" * 22}, "22 angka"),
        ({"kind": "other-kind"}, "."),
        ({"affixed_on": timezone.localdate() + dt.timedelta(days=1)}, "belum tiba"),
    ],
)
def test_what_is_no_stamp_is_refused(contract, facts, words):
    with pytest.raises(ValidationError, match=words):
        recorded(contract, **facts)


def test_a_serial_is_used_once_unless_it_was_taken_back(contract):
    first = recorded(contract)
    other = Signing(village("Buayan"), partner("Koperasi Laut"))
    with pytest.raises(ValidationError, match="sudah dicatat"):
        recorded(other)
    withdraw(first, by=contract.secretary, reason="Salah dokumen.")
    assert recorded(other).serial == SERIAL


def test_each_party_may_stamp_its_own_copy(contract):
    parties = contract.agreement.parties.order_by("ordinal")
    for party in parties:
        recorded(contract, kind="adhesive", serial="", party=party)
    assert [stamp.party for stamp in stamps_of(contract.document)] == list(parties)


def test_what_was_recorded_stays_even_when_taken_back(contract):
    stamp = recorded(contract)
    with pytest.raises(ValidationError):
        withdraw(stamp, by=contract.secretary, reason=" ")
    withdraw(stamp, by=contract.secretary, reason="Salah ketik.")
    with pytest.raises(Refused, match="sudah ditarik"):
        withdraw(stamp, by=contract.secretary, reason="Lagi.")
    assert "Salah ketik" in sentence(contract.agreement.journal.get(code="withdraw_stamp"))
    for change in (stamp.delete, lambda: StampDuty.objects.update(serial="")):
        with pytest.raises(InternalError), transaction.atomic():
            change()


def test_on_the_page_it_is_recorded_and_taken_back(client, contract):
    client.force_login(contract.secretary)
    assertContains(client.get(url("stamps", contract)), "belum dicatat")
    typed = {"kind": "electronic", "serial": "12 345", "affixed_on": timezone.localdate().isoformat()}
    assertContains(client.post(url("stamp-record", contract), typed), "22 angka")
    typed["serial"] = "1234 5678 9012 3456 7890 12"
    assertRedirects(client.post(url("stamp-record", contract), typed), url("stamps", contract))
    page = client.get(url("stamps", contract))
    assertContains(page, SERIAL)
    assertNotContains(page, "belum dicatat")
    stamp = StampDuty.objects.get()
    client.post(url("stamp-withdraw", contract, stamp.pk), {"reason": "Nomor milik dokumen lain."})
    page = client.get(url("stamps", contract))
    assertContains(page, "Nomor milik dokumen lain.")
    assertContains(page, "belum dicatat")


def test_another_agreements_stamp_is_not_found(client, contract):
    stamp = recorded(contract)
    other = Signing(village("Buayan"), partner("Koperasi Laut"))
    client.force_login(other.secretary)
    assert client.get(url("stamp-withdraw", other, stamp.pk)).status_code == 404


def test_who_only_reads_records_nothing(client, contract):
    client.force_login(member(contract.agreement.initiator, Position.COUNCIL))
    assert client.get(url("stamps", contract)).status_code == 403
