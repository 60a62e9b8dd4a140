"""Head, secretary or representative change what their page says; logos are redrawn, coordinates lie in Indonesia."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory, agency, member, officer, partner, village
from tests.villages.letters import drawn, letter
from villages.organizations.models import Organization, Village
from villages.people.models import Position, User

pytestmark = pytest.mark.django_db
FORM = {"head_title": "Wali Nagari", "profile": "Baru.", "address": "Jalan 1", "email": "", "phone": ""}


@pytest.fixture
def place() -> Village:
    return village("Pasir")


def url(organization: Any) -> str:
    return reverse("villages:profile", args=[organization.pk])


def head(organization: Any) -> User:
    return organization.organization.memberships.order_by("pk")[0].person


def test_the_head_changes_the_page(client: Client, place: Village) -> None:
    client.force_login(head(place))
    data = {**FORM, "latitude": "-7,67210", "longitude": "109,6508", "logo": letter(drawn("JPEG"), "l.jpg")}
    assert client.post(url(place), data).url == place.get_absolute_url()
    place.refresh_from_db()
    assert (place.head_title, place.profile, str(place.latitude)) == ("Wali Nagari", "Baru.", "-7.67210")
    assert place.logo.name.startswith("logos/")
    picture = client.get(reverse("villages:logo", args=[place.pk]))
    assert picture.headers["Content-Type"] == "image/png"
    assert b"".join(picture.streaming_content).startswith(b"\x89PNG")
    assert reverse("villages:logo", args=[place.pk]) in client.get(place.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"latitude": "50", "longitude": "109"}, "latitude"),
        ({"latitude": "-7", "longitude": "10"}, "longitude"),
        ({"latitude": "-7"}, "__all__"),
        ({"profile": "x" * 5001}, "profile"),
        ({"head_title": ""}, "head_title"),
        ({"email": "x"}, "email"),
    ],
)
def test_a_faulty_profile_says_where(
    client: Client, place: Village, changes: dict[str, str], field: str
) -> None:
    client.force_login(head(place))
    response = client.post(url(place), FORM | changes)
    assert field in response.context["form"].errors


def test_a_logo_that_is_no_picture_is_refused(client: Client, place: Village) -> None:
    client.force_login(head(place))
    svg = letter(b"<svg onload='alert(1)'/>", "lambang.png")
    response = client.post(url(place), FORM | {"logo": svg})
    assert "logo" in response.context["form"].errors


def test_a_partner_changes_its_page_but_not_its_name(client: Client) -> None:
    company = partner()
    client.force_login(head(company))
    client.post(url(company), {"interests": "nira", "address": "Jalan 2", "name": "Lain", "slug": "lain"})
    name = company.name
    company.refresh_from_db()
    assert (company.interests, company.name) == ("nira", name)


def test_others_do_not(client: Client, place: Village) -> None:
    expected = [
        (UserFactory(), 404),
        (head(village("Srati")), 404),
        (member(place, Position.VILLAGE_STAFF), 403),
        (officer(agency()), 403),
        (member(place, Position.VILLAGE_SECRETARY), 200),
    ]
    for person, status in expected:
        client.force_login(person)
        assert client.get(url(place)).status_code == status
    assert Organization.objects.get(pk=place.pk).address == "Jalan Raya Nomor 1"
