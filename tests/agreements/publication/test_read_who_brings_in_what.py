"""Citizens read when obligations fall due, in which steps sanctions come, and who pays what; never an account."""

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from agreements.drafting.terms import actions
from agreements.publication.actions import publish
from agreements.signing.queries import document_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def announced(quick_paper):
    agreement = factories.begun(value=9_000_000)
    first, second = agreement.parties.order_by("ordinal")
    by, year = agreement.created_by, timezone.localdate().year
    duty = actions.add_provision(
        agreement,
        by=by,
        party=first,
        kind="obligation",
        text="menyetor iuran kebersihan",
        due_rule="monthly",
        due_on=timezone.localdate() + dt.timedelta(days=30),
        evidence="bukti setor",
    )
    steps = [
        {"measure": "warning", "after_days": None, "amount": None},
        {"measure": "suspension", "after_days": 14, "amount": None},
    ]
    actions.add_provision(
        agreement,
        by=by,
        party=first,
        kind="sanction",
        text="sanksi administratif",
        breach_of=duty,
        steps=steps,
    )
    for party, source, amount in (
        (first, "village_budget", 5_000_000),
        (first, "self_help", 1_000_000),
        (second, "village_budget", 3_000_000),
    ):
        actions.add_funding(
            agreement, by=by, party=party, source=source, year=year, amount=amount, account="0012-007654-53"
        )
    actions.add_asset(
        agreement, by=by, party=second, kind="equipment", description="satu truk sampah", use="own_use"
    )
    signed = factories.signed(factories.approved(agreement))
    publish(signed, by=signed.created_by)
    return signed


def test_the_page_and_the_verification_tell_it_in_short(client, announced):
    code = document_of(announced).verification_code
    for address in (announced.get_absolute_url(), f"/verifikasi/{code}/"):
        response = client.get(address)
        for words in (
            "setiap bulan, pertama kali paling lambat tanggal",
            "dibuktikan dengan bukti setor",
            "dengan tahapan: teguran tertulis; penghentian sementara manfaat Kerja Sama, apabila dalam 14",
            "swadaya masyarakat",
            "Jumlah Rp\u00a06.000.000",
            "Rp\u00a09.000.000",
            "satu truk sampah",
        ):
            assertContains(response, words)
        assertNotContains(response, "007654")


def test_an_agreement_without_money_says_nothing_of_it(client, quick_paper):
    signed = factories.signed(factories.approved(factories.begun()))
    publish(signed, by=signed.created_by)
    response = client.get(signed.get_absolute_url())
    assertContains(response, "Ringkasnya")
    assertNotContains(response, "Dana dan aset yang disertakan")
