"""An official claims a village with a letter of appointment; what cannot be claimed says why."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory, VillageAreaFactory, agency, officer, village
from tests.villages.letters import drawn, letter
from villages.joining import actions
from villages.joining.models import Registration
from villages.organizations.models import Standing, Village
from villages.people.models import Membership, User
from villages.regions.models import AreaKind, VillageArea

pytestmark = pytest.mark.django_db
HEAD = {
    "position": "village_head",
    "head_title": "Kepala Desa",
    "starts_on": "2022-03-01",
    "ends_on": "2030-02-28",
    "decree_number": "141.1/20/KEP/2022",
    "decree_on": "2022-02-20",
}


@pytest.fixture
def area() -> VillageArea:
    agency()
    return VillageAreaFactory(name="Pasir")


@pytest.fixture
def applicant(client: Client) -> User:
    person = UserFactory()
    client.force_login(person)
    return person


def claim(client: Client, area: VillageArea, **changes: Any) -> Any:
    data = {**HEAD, "letter": letter(), **changes}
    return client.post(reverse("villages:claim-village", args=[area.pk]), data)


def errors(response: Any) -> dict[str, Any]:
    assert response.status_code == 200
    return response.context["form"].errors


def test_a_claim_waits_for_the_district(
    client: Client,
    area: VillageArea,
    applicant: User,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = claim(client, area)
    assert response.url == reverse("villages:account")
    registration = Registration.objects.get()
    assert (registration.applicant, registration.standing) == (applicant, Standing.PENDING)
    assert registration.regency_id == "33.05"
    made = Village.objects.get(area=area)
    assert (made.name, made.standing) == ("Desa Pasir", Standing.PENDING)
    assert not Membership.objects.exists()
    assert mailoutbox[0].to == [applicant.email]
    assert "Desa Pasir" in mailoutbox[0].subject
    assert reverse("villages:village", args=[area.pk]) not in client.get("/desa/").content.decode()


def test_the_letter_lies_under_a_random_name_outside_the_static_tree(
    client: Client, area: VillageArea, applicant: User
) -> None:
    claim(client, area, letter=letter(drawn("JPEG"), "../../KTP Budi.jpg"))
    stored = Registration.objects.get()
    assert stored.letter_type == "image/jpeg"
    assert "KTP" not in stored.letter.name
    assert Path(stored.letter.path).is_relative_to(settings.MEDIA_ROOT)
    assert not Path(stored.letter.path).is_relative_to(settings.STATIC_ROOT)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"letter": letter(b"MZ this is a program", "surat.pdf")}, "letter"),
        ({"letter": letter(drawn("PDF") + b" " * 6 * 1024 * 1024, "surat.pdf")}, "letter"),
        ({"letter": ""}, "letter"),
        ({"ends_on": "2021-01-01"}, "ends_on"),
        ({"ends_on": ""}, "ends_on"),
        ({"ends_on": "2035-01-01"}, "ends_on"),
        ({"decree_on": "2022-03-02"}, "decree_on"),
        ({"decree_on": "2999-01-01"}, "decree_on"),
        ({"starts_on": "0202-03-01", "ends_on": "0209-03-01", "decree_on": "0202-02-01"}, "starts_on"),
        ({"starts_on": "besok"}, "starts_on"),
        ({"position": "regent"}, "position"),
        ({"position": "council"}, "position"),
        ({"decree_number": ""}, "decree_number"),
        ({"decree_number": "x" * 121}, "decree_number"),
    ],
)
def test_a_faulty_claim_keeps_what_was_filled_in(
    client: Client, area: VillageArea, applicant: User, changes: dict[str, Any], field: str
) -> None:
    if changes.get("letter"):
        changes["letter"].seek(0)
    response = claim(client, area, **changes)
    assert field in errors(response)
    assert "Isian Anda masih ada" in response.content.decode()
    assert not Registration.objects.exists()


def test_a_kelurahan_is_refused_with_the_law(client: Client, applicant: User) -> None:
    agency()
    area = VillageAreaFactory(code="33.05.01.1001", name="Kota", kind=AreaKind.KELURAHAN)
    url = reverse("villages:claim-village", args=[area.pk])
    assert "UU 6/2014 Pasal 91" in client.get(url).content.decode()
    response = claim(client, area)
    assert response.status_code == 409
    assert "UU 6/2014 Pasal 91" in response.content.decode()
    assert not Village.objects.exists()
    found = client.get(reverse("villages:register-village"), {"q": "kota"}).content.decode()
    assert url not in found
    assert "kelurahan" in found


def test_a_village_off_the_register_is_refused(client: Client, applicant: User) -> None:
    area = VillageAreaFactory(vanished=True)
    assert claim(client, area).status_code == 409


def test_a_confirmed_village_is_joined_by_invitation(client: Client, applicant: User) -> None:
    response = claim(client, village().area)
    assert response.status_code == 409
    assert "undangan" in response.content.decode()


def test_a_second_click_makes_no_second_claim(client: Client, area: VillageArea, applicant: User) -> None:
    assert claim(client, area).status_code == 302
    assert claim(client, area).status_code == 409
    assert Registration.objects.count() == 1


def test_two_officials_may_claim_the_same_village(client: Client, area: VillageArea, applicant: User) -> None:
    claim(client, area)
    client.force_login(UserFactory())
    claim(client, area, position="village_secretary", ends_on="")
    assert Registration.objects.filter(organization__village__area=area).count() == 2
    assert Village.objects.count() == 1


def test_after_a_refusal_the_same_person_registers_again(
    client: Client, area: VillageArea, applicant: User
) -> None:
    claim(client, area)
    actions.refuse(Registration.objects.get(), "Surat tidak terbaca.", by=officer(agency()))
    assert Village.objects.get().standing == Standing.REFUSED
    page = client.get(reverse("villages:account")).content.decode()
    assert "Surat tidak terbaca." in page
    assert reverse("villages:claim-village", args=[area.pk]) in page
    assert claim(client, area).status_code == 302
    assert Village.objects.get().standing == Standing.PENDING


def test_strangers_sign_in_first_and_unknown_codes_are_404(client: Client, area: VillageArea) -> None:
    url = reverse("villages:claim-village", args=[area.pk])
    assert client.get(url).url.startswith("/masuk/")
    client.force_login(UserFactory())
    assert client.get("/desa/99.99.99.2999/daftar/").status_code == 404


def test_dates_of_leap_years_count(client: Client, area: VillageArea, applicant: User) -> None:
    changes = {"starts_on": "2024-02-29", "ends_on": "2032-02-29", "decree_on": "2024-02-01"}
    assert claim(client, area, **changes).status_code == 302
    assert Registration.objects.get().ends_on == dt.date(2032, 2, 29)
