"""A report that a phone sends by itself, and sends again because it heard nothing, counts once and is told as sent."""

import uuid

import pytest
from django.urls import reverse

from agreements.record.rules import load_defaults
from tests import factories as make
from tests.support.owing import day, first, promised
from tests.support.papers import picture

pytestmark = pytest.mark.django_db


def test_the_second_sending_is_told_as_sent_too(client, on_day):
    on_day("2027-01-01")
    load_defaults()
    term = {"starts_on": day("2027-01-31"), "ends_on": day("2027-06-30")}
    agreement = promised(rules=({"due_rule": "monthly"},), **term)
    row = first(agreement)
    on_day("2027-02-01")
    client.force_login(make.signatory_of(row.party.organization))
    address = reverse("agreements:obligation-prove", args=[agreement.ref, row.pk])
    page = client.get(address).content.decode()
    assert 'data-outbox="' in page and "data-outbox-box" in page
    sent = {"key": uuid.uuid4(), "done_on": "2027-01-31", "note": "disetor"}
    for _twice in range(2):
        answer = client.post(address, sent | {"files": picture()}, headers={"X-Outbox": "1"})
        assert answer.status_code == 204
        assert answer["X-Then"] == reverse("agreements:obligation", args=[agreement.ref, row.pk])
    row.refresh_from_db()
    assert (row.state, row.evidence_files.count()) == ("done", 1)
    assert agreement.journal.filter(code="prove").count() == 1
