"""A partner registers itself; its legal number is its own, and a refusal is no dead end."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import PartnerFactory, RegencyFactory, UserFactory, agency, officer
from tests.villages.letters import letter
from villages.joining import actions
from villages.joining.models import Registration
from villages.organizations.actions import free_slug
from villages.organizations.models import Partner, Standing
from villages.people.models import Membership, Position, User

pytestmark = pytest.mark.django_db
FORM = {
    "name": "Universitas Laut Selatan",
    "partner_kind": "university",
    "legal_number": "nib  1234567890123",
    "deed": "Akta Nomor 5",
    "address": "Jalan Pantai 1",
    "email": "kantor@laut.example",
    "phone": "0287 1",
    "contact_name": "Siti",
    "interests": "pelatihan",
    "title": "Rektor",
    "starts_on": "2024-01-01",
    "ends_on": "",
    "decree_number": "SK 1/2024",
    "decree_on": "2023-12-01",
}


@pytest.fixture(autouse=True)
def applicant(client: Client) -> User:
    agency()
    person = UserFactory()
    client.force_login(person)
    return person


def register(client: Client, **changes: Any) -> Any:
    data = {**FORM, "regency": "33.05", "examiner": "33.05", "letter": letter(), **changes}
    return client.post(reverse("villages:register-partner"), data)


def test_a_partner_waits_for_the_district(client: Client, applicant: User) -> None:
    assert register(client).status_code == 302
    partner = Partner.objects.get()
    assert (partner.slug, partner.standing) == ("universitas-laut-selatan", Standing.PENDING)
    assert partner.legal_number == "NIB 1234567890123"
    registration = Registration.objects.get()
    assert (registration.position, registration.title) == (Position.REPRESENTATIVE, "Rektor")
    assert client.get(partner.get_absolute_url()).status_code == 404
    assert partner.name not in client.get("/mitra/").content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"legal_number": "<b>12</b>"}, "legal_number"),
        ({"legal_number": "1"}, "legal_number"),
        ({"partner_kind": "village"}, "partner_kind"),
        ({"regency": "99.99"}, "regency"),
        ({"examiner": "33.06"}, "examiner"),
        ({"email": "bukan surel"}, "email"),
        ({"letter": letter(b"x" * 10)}, "letter"),
        ({"ends_on": "2023-01-01"}, "ends_on"),
        ({"decree_on": "2024-01-02"}, "decree_on"),
    ],
)
def test_a_faulty_registration_says_where(client: Client, changes: dict[str, Any], field: str) -> None:
    if hasattr(changes.get("letter"), "seek"):
        changes["letter"].seek(0)
    RegencyFactory(code="33.06", name="Kabupaten Purworejo")
    response = register(client, **changes)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Partner.objects.exists()


@pytest.mark.parametrize("standing", [Standing.PENDING, Standing.CONFIRMED])
def test_a_legal_number_belongs_to_one(client: Client, standing: str) -> None:
    PartnerFactory(legal_number="NIB 1234567890123", standing=standing)
    response = register(client)
    assert "legal_number" in response.context["form"].errors
    assert Partner.objects.count() == 1


def test_after_a_refusal_the_number_may_be_registered_again(client: Client) -> None:
    register(client)
    actions.refuse(Registration.objects.get(), "Akta kurang.", by=officer(agency()))
    before = Partner.objects.get()
    again = client.get(reverse("villages:register-partner"), {"dari": before.pk}).content.decode()
    assert "Jalan Pantai 1" in again
    assert register(client, name="Universitas Laut Kidul").status_code == 302
    partner = Partner.objects.get()
    assert (partner.pk, partner.standing, partner.slug) == (
        before.pk,
        Standing.PENDING,
        "universitas-laut-kidul",
    )
    assert Registration.objects.count() == 2


def test_what_another_wrote_is_not_shown_to_a_stranger(client: Client) -> None:
    register(client)
    actions.refuse(Registration.objects.get(), "Akta kurang.", by=officer(agency()))
    client.force_login(UserFactory())
    url = reverse("villages:register-partner")
    for number in (Partner.objects.get().pk, "x", "9" * 40):
        assert "Jalan Pantai 1" not in client.get(url, {"dari": number}).content.decode()


def test_a_confirmed_partner_has_its_representative_and_its_page(client: Client, applicant: User) -> None:
    RegencyFactory(code="34.71", name="Kota Yogyakarta")
    register(client, regency="34.71")
    actions.confirm(Registration.objects.get(), by=officer(agency()))
    partner = Partner.objects.get()
    assert (partner.regency_id, partner.examiner_id) == ("34.71", "33.05")
    assert Membership.objects.get(organization=partner.organization).person == applicant
    assert client.get(partner.get_absolute_url()).status_code == 200


def test_addresses_of_pages_never_collide() -> None:
    assert free_slug("Daftar") == "daftar-2"
    PartnerFactory(slug="cv-maju")
    assert free_slug("CV Maju") == "cv-maju-2"
    assert free_slug("漢字") == "mitra"
    assert len(free_slug("x" * 200)) <= 80
