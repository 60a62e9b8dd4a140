"""Anybody with a part in an agreement reads which rule asked which office to look at it, by when, and what is not."""

import datetime as dt

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agreements.record.local_rule import LocalRule
from agreements.record.rules import Code, load_defaults
from agreements.review.actions import open_round
from agreements.review.routes.explaining import explained
from tests.factories import OfficeFactory, UserFactory, agency, begun, member, reviewer, village
from villages.organizations.models import OfficeKind
from villages.people.models import Position

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def national_rules():
    load_defaults()


@pytest.fixture
def camat(db):
    pasir = village("Pasir")
    kind = OfficeKind.SUBDISTRICT
    subdistrict = pasir.area.subdistrict
    return OfficeFactory(
        name="Kecamatan Ayah", office_kind=kind, regency=subdistrict.regency, subdistrict=subdistrict
    )


@pytest.fixture
def draft(on_day):
    on_day("2026-11-23")  # a Monday
    return begun(village("Argopeni"), village("Srati"), value=10_000_000)


def page_of(client, agreement, person=None):
    client.force_login(person or agreement.created_by)
    return client.get(reverse("agreements:review-route", args=[agreement.ref]))


def names(agreement):
    return [[step.office for step in group] for group in explained(agreement)["groups"]]


def rule(key, **value):
    told = {"office": "legal", "order": 1, "effect": "blocking", "days": 2, "when": {}, "escalate_to": ""}
    return LocalRule.objects.create(
        code=Code.REVIEW_STEP,
        key=key,
        value=told | value,
        legal_basis="Perbup 7/2026 Pasal 3",
        regency_id=agency().regency_id,
        starts_on=dt.date(2026, 11, 1),
    )


def test_a_draft_is_told_what_would_happen_if_it_were_sent_today(client, camat, draft):
    agency()
    page = page_of(client, draft)
    assertContains(page, "Bila naskah dikirim hari ini")
    assert names(draft) == [["Kecamatan Ayah"], ["DPMD Kabupaten Kebumen"]]
    first, second = (group[0] for group in explained(draft)["groups"])
    assert (first.blocking, first.days, first.due_on) == (False, 3, dt.date(2026, 11, 26))
    assert (second.blocking, second.days, second.due_on) == (True, 5, dt.date(2026, 12, 3))
    assertContains(page, "semua langkah selesai paling lambat 3 Desember 2026")
    assertContains(page, "Permendagri 96/2017 (camat memfasilitasi atas nama bupati)")


def test_what_no_rule_asks_is_told_with_the_condition(client, draft):
    assertContains(page_of(client, draft), "Bagian Hukum: hanya diminta bila membebani masyarakat")


def test_only_the_part_of_a_condition_that_is_met_is_the_reason(client, draft):
    agency()
    dear = begun(*[party.organization for party in draft.parties.order_by("ordinal")], value=200_000_000)
    page = page_of(client, dear)
    assertContains(page, "nilai kerja sama Rp\u00a0200.000.000 atau lebih")
    assertNotContains(page, "hanya diminta bila")


def test_an_office_that_does_not_use_the_portal_is_told_all_the_same(client, draft):
    agency()
    page = page_of(client, draft)
    assertContains(page, "Kantor ini belum memakai portal")
    assert explained(draft)["groups"][0][0].here is False
    open_round(draft, by=draft.created_by)
    draft.refresh_from_db()
    page = page_of(client, draft)
    assertContains(page, "Kantor ini belum memakai portal")
    assertContains(page, "Putaran ke-1, dibuka 23 November 2026")


def test_a_running_round_keeps_its_rules_and_the_page_says_that_they_have_changed(client, draft, on_day):
    agency()
    open_round(draft, by=draft.created_by)
    draft.refresh_from_db()
    assertNotContains(page_of(client, draft), "Aturan hari ini sudah berbeda")
    before = names(draft)
    on_day("2026-11-25")
    own = rule("dpmd", office="village_agency", days=9, order=2)
    own.starts_on = dt.date(2026, 11, 25)
    own.save()
    page = page_of(client, draft, reviewer())
    assertContains(page, "Aturan hari ini sudah berbeda")
    assert names(draft) == before
    step = explained(draft)["groups"][1][0]
    assert (step.days, step.source) == (5, "aturan bawaan nasional")
    assert "sedang meninjau sejak 23 November 2026" in step.state


def test_the_regencys_own_rule_is_named_as_such(client, draft):
    agency()
    rule("hukum-2", order=1)
    page = page_of(client, draft)
    assertContains(page, "Perbup 7/2026 Pasal 3")
    assertContains(page, "Kabupaten Kebumen")


def test_further_holidays_put_the_deadline_off_and_are_named(client, draft):
    agency()
    basis = {"legal_basis": "Keputusan Bupati", "starts_on": dt.date(2026, 1, 1)}
    LocalRule.objects.create(
        code=Code.HOLIDAYS, key="hari-jadi", value=["2026-11-24"], regency_id=agency().regency_id, **basis
    )
    assert explained(draft)["groups"][1][0].due_on == dt.date(
        2026, 12, 1
    )  # begins at once: the camat is not here
    assertContains(page_of(client, draft), "24 November 2026")


def test_documents_and_consultation_are_told_with_what_is_done(client, draft):
    agency()
    basis = {"legal_basis": "Perbup 7/2026", "starts_on": dt.date(2026, 1, 1), "regency": None}
    asked = {"kind": "terms_of_reference", "when": {"value_from": 5_000_000}}
    never = {"kind": "minutes", "when": {"assets": True}}
    LocalRule.objects.create(code=Code.REQUIRED_DOCUMENT, key="kak", value=asked, **basis)
    LocalRule.objects.create(code=Code.REQUIRED_DOCUMENT, key="ba", value=never, **basis)
    LocalRule.objects.create(code=Code.CONSULTATION, value={"days": 14, "when": {}}, **basis)
    page = page_of(client, draft)
    assertContains(page, "Kerangka Acuan Kerja: belum dilampirkan")
    assertNotContains(page, "Berita acara musyawarah:")
    assertContains(page, "Konsultasi publik paling sedikit 14 hari: belum selesai")


def test_who_has_no_part_in_it_gets_nothing(client, draft):
    assert page_of(client, draft, UserFactory()).status_code == 404
    assert page_of(client, draft, reviewer()).status_code == 404  # not sent yet


def test_officers_find_the_way_to_the_rules_and_villages_do_not(client, camat, draft):
    agency()
    open_round(draft, by=draft.created_by)
    draft.refresh_from_db()
    link = reverse("agreements:rules")
    assertNotContains(page_of(client, draft), f'href="{link}"')
    assertContains(page_of(client, draft, member(camat, Position.SUBDISTRICT_HEAD)), f'href="{link}"')
