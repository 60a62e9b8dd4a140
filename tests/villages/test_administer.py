"""The administration shows everything and changes almost nothing."""

import datetime as dt

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory, agency, member, partner, village
from tests.villages.letters import letter
from villages.joining import actions, inviting
from villages.organizations.models import Organization
from villages.people.models import Delegation, Membership, User
from villages.people.terms import Term

pytestmark = pytest.mark.django_db
OURS = [model for model in admin.site._registry if model._meta.app_label == "villages"]
TERM = Term("council", dt.date(2022, 1, 1), None, "SK", dt.date(2021, 12, 1))


@pytest.fixture
def operator(client: Client) -> User:
    person = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(person)
    return person


def fill() -> None:
    place, _partner = Organization.objects.get(pk=village().pk), partner()
    head = Membership.objects.get(organization=place).person
    agency()
    inviting.invite(place, term=TERM, full_name="Nur", email="nur@desa.example", by=head)
    Delegation.objects.create(
        person=head,
        organization=place,
        acting_kind="plt",
        legal_basis="x",
        starts_on=dt.date(2024, 1, 1),
        ends_on=dt.date(2024, 2, 1),
        decree_number="1",
        decree_on=dt.date(2023, 12, 1),
    )
    area = village(head=False, standing="pending").area
    secretary = Term("village_secretary", TERM.starts_on, None, "SK", TERM.decree_on)
    actions.register_village(area, term=secretary, letter=letter(), by=UserFactory())


def test_every_list_and_every_row_opens(client: Client, operator: User) -> None:
    fill()
    for model in OURS:
        stem = f"admin:villages_{model._meta.model_name}"
        assert client.get(reverse(f"{stem}_changelist"), {"q": "a"}).status_code == 200, model
        row = model.objects.order_by("pk").first()
        if row is not None:
            page = client.get(reverse(f"{stem}_change", args=[row.pk]))
            assert page.status_code == 200, model
            assert "letters/" not in page.content.decode()


def test_nothing_but_accounts_is_added_or_changed(client: Client, operator: User) -> None:
    fill()
    for model in OURS:
        stem = f"admin:villages_{model._meta.model_name}"
        if model is not User:
            assert client.get(reverse(f"{stem}_add")).status_code == 403, model
        row = model.objects.order_by("pk").first()
        if row is not None:
            assert (
                client.post(reverse(f"{stem}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
            ), model


def test_others_do_not_enter(client: Client) -> None:
    client.force_login(member(village().organization, "council"))
    assert client.get("/admin/").status_code in (302, 403)
    client.logout()
    assert client.get("/admin/villages/user/").status_code == 302
