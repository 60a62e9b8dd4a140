"""The administration shows everything, changes almost nothing, and has no door of its own."""

import datetime as dt

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
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


def test_only_accounts_and_offices_taken_up_are_added(client: Client, operator: User) -> None:
    fill()
    for model in OURS:
        stem = f"admin:villages_{model._meta.model_name}"
        if model not in (User, Membership):
            assert client.get(reverse(f"{stem}_add")).status_code == 403, model
        row = model.objects.order_by("pk").first()
        if row is not None:
            assert (
                client.post(reverse(f"{stem}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
            ), model


TAKEN_UP = {
    "position": "agency_officer",
    "title": "",
    "starts_on": "2022-01-01",
    "ends_on": "",
    "decree_number": "800/1",
    "decree_on": "2021-12-01",
}


def test_the_first_officer_is_seated_by_the_same_rules_as_everybody(client: Client, operator: User) -> None:
    office, person, address = agency(), UserFactory(), "/admin/villages/membership/add/"
    seat = {**TAKEN_UP, "person": person.pk, "organization": office.pk}
    wrong = client.post(address, seat | {"position": "village_head"})
    assert "Jabatan ini tidak ada di organisasi sejenis ini." in wrong.content.decode()
    late = client.post(address, seat | {"decree_on": "2022-02-01"})
    assert "Surat keputusan bertanggal sesudah mulai menjabat" in late.content.decode()
    assert not person.memberships.exists()
    assert client.post(address, seat).status_code == 302
    held = person.memberships.get()
    assert (held.organization_id, held.position) == (office.pk, "agency_officer")
    assert LogEntry.objects.get(user=operator).object_id == str(held.pk)
    twice = client.post(address, seat)
    assert "sudah memegang jabatan yang sama" in twice.content.decode()
    change = f"/admin/villages/membership/{held.pk}/change/"
    assert client.post(change, seat | {"position": "legal_officer"}).status_code == 403
    assert client.post(f"/admin/villages/membership/{held.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_new_account_has_no_password_that_anybody_knows(client: Client, operator: User) -> None:
    names = {"username": "siti", "full_name": "Siti Aminah", "email": "siti@desa.example"}
    made = client.post(
        "/admin/villages/user/add/", {**names, "password": "rahasia-sekali", "is_superuser": "on"}
    )
    assert made.status_code == 302
    person = User.objects.get(username="siti")
    assert not person.has_usable_password()
    assert not person.is_superuser
    assert client.get(f"/admin/villages/user/{person.pk}/password/").status_code in (302, 404)
    change = f"/admin/villages/user/{person.pk}/change/"
    other = {"username": "lain", "full_name": "Siti A.", "email": "lain@desa.example", "is_active": "on"}
    assert client.post(change, {**other, "password": "x"}).status_code == 302
    person.refresh_from_db()
    assert (person.username, person.email, person.full_name) == ("siti", "siti@desa.example", "Siti A.")


def test_staff_gives_nobody_more_rights_than_its_own(client: Client) -> None:
    staff = UserFactory(is_staff=True)
    staff.user_permissions.add(*Permission.objects.filter(content_type__model="user"))
    client.force_login(staff)
    names = {"full_name": "Naik Pangkat", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    assert client.post(f"/admin/villages/user/{staff.pk}/change/", names).status_code == 302
    staff.refresh_from_db()
    assert staff.full_name == "Naik Pangkat"
    assert not staff.is_superuser
    assert client.get("/admin/villages/membership/add/").status_code == 403


def test_an_office_is_renamed_but_not_made_or_moved(client: Client, operator: User) -> None:
    office = agency()
    address = f"/admin/villages/office/{office.pk}/change/"
    told = {"name": "Dinas Baru", "address": "", "email": "", "phone": "", "office_kind": "legal"}
    assert client.post(address, told).status_code == 302
    office.refresh_from_db()
    assert (office.name, office.office_kind) == ("Dinas Baru", "village_agency")
    assert client.get("/admin/villages/office/add/").status_code == 403


def test_others_do_not_enter(client: Client) -> None:
    client.force_login(member(village().organization, "council"))
    assert client.get("/admin/", follow=True).status_code == 403
    client.logout()
    assert client.get("/admin/villages/user/").status_code == 302


def test_the_only_door_is_the_portals_own(client: Client, operator: User) -> None:
    """Its limits, its log and its second step hold for the administration too."""
    client.logout()
    arrived = client.get("/admin/villages/user/", follow=True)
    assert arrived.redirect_chain[-1][0] == "/masuk/?next=/admin/villages/user/"
    operator.set_password("sandi-untuk-uji-saja")
    operator.save()
    typed = {"username": operator.username, "password": "sandi-untuk-uji-saja"}
    answer = client.post("/admin/login/?next=/admin/", typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/masuk/?next=%2Fadmin%2F")
    assert "_auth_user_id" not in client.session
    for elsewhere in ("https://jahat.example/", "//jahat.example"):
        answer = client.get("/admin/login/", {"next": elsewhere})
        assert answer.headers["Location"] == "/masuk/?next=%2Fadmin%2F"
