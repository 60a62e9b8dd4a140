"""The administration writes rules that are to come, ends those that run, and touches nothing of an agreement's life."""

import datetime as dt
import json
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from agreements.record.local_rule import LocalRule
from agreements.record.rules import load_defaults
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 30)
CHECKLIST = {
    "code": "checklist",
    "key": "hukum",
    "regency": "",
    "value": json.dumps(["Naskah tidak bertentangan dengan peraturan yang lebih tinggi."]),
    "legal_basis": "Perbup 1/2026",
    "starts_on": "2026-12-01",
    "ends_on": "",
}


@pytest.fixture(autouse=True)
def operator(client: Client, on_day: Any) -> None:
    on_day("2026-11-30")
    client.force_login(make.UserFactory(is_staff=True, is_superuser=True))


def add(client: Client, **other: Any) -> str:
    answer = client.post("/admin/agreements/localrule/add/", {**CHECKLIST, **other})
    return "" if answer.status_code == 302 else answer.content.decode()


def test_a_rule_to_come_is_written_in_the_shape_of_its_code(client: Client) -> None:
    assert "Isi aturan ini tidak lengkap atau keliru" in add(client, value=json.dumps([""]))
    assert "DPMD memimpin setiap putaran" in add(client, code="review_step", key="dpmd", value="false")
    assert "paling cepat hari ini" in add(client, starts_on="2026-11-29")
    assert not LocalRule.objects.filter(starts_on__gt=TODAY).exists()
    assert add(client) == ""
    assert LocalRule.objects.get(starts_on__gt=TODAY).legal_basis == "Perbup 1/2026"


def test_of_a_rule_that_runs_only_the_end_is_written(client: Client) -> None:
    load_defaults()
    rule = LocalRule.objects.get(code="checklist", key="hukum")
    address = f"/admin/agreements/localrule/{rule.pk}/change/"
    before = rule.value
    assert client.post(address, {**CHECKLIST, "ends_on": "2026-10-01"}).status_code == 200
    assert client.post(address, {**CHECKLIST, "ends_on": "2026-12-31"}).status_code == 302
    rule.refresh_from_db()
    assert (rule.value, rule.starts_on.year, rule.ends_on) == (before, 2017, dt.date(2026, 12, 31))
    delete = f"/admin/agreements/localrule/{rule.pk}/delete/"
    assert client.post(delete, {"post": "yes"}).status_code == 403


def test_a_rule_that_is_over_stays_as_it_was(client: Client) -> None:
    load_defaults()
    rule = LocalRule.objects.get(code="checklist", key="hukum")
    LocalRule.objects.filter(pk=rule.pk).update(ends_on=TODAY - dt.timedelta(days=9))
    address = f"/admin/agreements/localrule/{rule.pk}/change/"
    assert client.get(address).status_code == 200
    assert client.post(address, {**CHECKLIST, "ends_on": ""}).status_code == 403


def test_an_agreements_life_is_only_looked_at(client: Client) -> None:
    agreement = make.submitted(make.begun(make.village("Pasir"), make.village("Srati")))
    models = [model for model in admin.site._registry if model._meta.app_label == "agreements"]
    rules = [model for model in models if model is not LocalRule]
    assert len(rules) > 6
    for model in rules:
        stem = f"admin:agreements_{model._meta.model_name}"
        assert client.get(reverse(f"{stem}_changelist")).status_code == 200, model
        assert client.get(reverse(f"{stem}_add")).status_code == 403, model
        row = model._default_manager.order_by("pk").first()
        if row is None:
            continue
        assert client.get(reverse(f"{stem}_change", args=[row.pk])).status_code == 200, model
        assert client.post(reverse(f"{stem}_change", args=[row.pk]), {"title": "x"}).status_code == 403, model
        assert client.post(reverse(f"{stem}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403, (
            model
        )
    length = agreement.journal_length
    agreement.refresh_from_db()
    assert agreement.journal_length == length
