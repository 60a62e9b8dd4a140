"""An invitation opens one door once, for seven days, to the one person; and never to a second head."""

import datetime as dt
import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.factories import (
    MembershipFactory,
    OfficeFactory,
    RegencyFactory,
    UserFactory,
    agency,
    member,
    officer,
    partner,
    village,
)
from villages.joining import inviting
from villages.joining.models import Invitation
from villages.organizations.models import OfficeKind, Organization
from villages.people.access import Refused
from villages.people.models import Membership, Position, User
from villages.people.terms import Term

pytestmark = pytest.mark.django_db
FORM = {
    "full_name": "Nur <b>Khasanah</b>",
    "email": "Nur@desa.example",
    "position": "village_secretary",
    "title": "",
    "starts_on": "2025-01-01",
    "ends_on": "",
    "decree_number": "SK 4",
    "decree_on": "2024-12-20",
}
ACCOUNT = {"username": "nur.khasanah", "password1": "gula-kelapa-88", "password2": "gula-kelapa-88"}
SECRETARY = Term("village_secretary", dt.date(2025, 1, 1), None, "SK 4", dt.date(2024, 12, 20))
HEAD = Term("village_head", dt.date(2025, 1, 1), dt.date(2032, 12, 31), "SK 5", dt.date(2024, 12, 20))


@pytest.fixture
def place() -> Organization:
    return Organization.objects.get(pk=village("Pasir").pk)


def head_of(organization: Organization) -> User:
    return Membership.objects.get(organization=organization, position="village_head").person


def invited(place: Organization, **more: Any) -> tuple[Invitation, str]:
    """An invitation from the head, and its address."""
    given = {
        "term": SECRETARY,
        "full_name": "Nur Khasanah",
        "email": "nur@desa.example",
        "by": head_of(place),
    }
    invitation, token = inviting.invite(place, **(given | more))
    return invitation, reverse("villages:invitation", args=[token])


def test_the_link_is_shown_and_mailed_and_stored_nowhere(
    client: Client, place: Organization, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(head_of(place))
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("villages:invite", args=[place.pk]), FORM)
    page = client.get(response.url).content.decode()
    link = re.search(r'value="(http://testserver/undangan/[\w-]{32}/)"', page)[1]
    assert link in mail.outbox[-1].body
    assert mail.outbox[-1].to == ["Nur@desa.example"]
    token = link.split("/")[-2]
    invitation = Invitation.objects.get()
    assert token not in str(vars(invitation))
    assert token not in str(dict(client.session))
    assert "Nur &lt;b&gt;" in page
    client.cookies.clear()
    client.force_login(head_of(place))
    assert "undangan/" + token not in client.get(response.url).content.decode()


def test_a_new_person_makes_an_account_and_holds_the_office(client: Client, place: Organization) -> None:
    _invitation, url = invited(place)
    page = client.get(url).content.decode()
    assert "Sekretaris Desa Pasir" in page
    assert "Kecamatan Ayah" in page
    assert client.post(url, ACCOUNT).url == reverse("villages:account")
    person = User.objects.get(username="nur.khasanah")
    assert (person.email, person.full_name) == ("nur@desa.example", "Nur Khasanah")
    assert EmailAddress.objects.get(user=person).verified
    assert Membership.objects.get(person=person).organization == place
    assert "Sekretaris Desa Pasir" in client.get(reverse("villages:account")).content.decode()
    assert client.get(url).status_code == 410
    client.logout()
    assert client.post("/masuk/", {"login": "nur@desa.example", "password": "gula-kelapa-88"}).url == "/meja/"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": "orang lain"}, "username"),
        ({"username": "NUR"}, "username"),
        ({"username": "a@b.example"}, "username"),
        ({"username": ""}, "username"),
        ({"password2": "lain"}, "password2"),
        ({"password1": "1234", "password2": "1234"}, "password1"),
        ({"password1": "nur@desa.example", "password2": "nur@desa.example"}, "password1"),
    ],
)
def test_a_faulty_account_is_told_where(
    client: Client, place: Organization, changes: dict[str, str], field: str
) -> None:
    UserFactory(username="nur")
    _invitation, url = invited(place)
    response = client.post(url, ACCOUNT | changes)
    assert field in response.context["form"].errors
    assert not Membership.objects.filter(position="village_secretary").exists()


def test_who_has_an_account_signs_in_and_accepts(client: Client, place: Organization) -> None:
    person = UserFactory(email="Nur@Desa.example")
    _invitation, url = invited(place)
    page = client.get(url).content.decode()
    assert f"/masuk/?next={url}" in page
    assert "password1" not in page
    client.post(url, ACCOUNT)
    assert not User.objects.filter(username="nur.khasanah").exists()
    client.force_login(person)
    assert "Terima undangan" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    assert Membership.objects.get(person=person).position == "village_secretary"


def test_another_person_cannot_use_it(client: Client, place: Organization) -> None:
    _invitation, url = invited(place)
    client.force_login(UserFactory())
    response = client.get(url)
    assert response.status_code == 403
    assert "alamat surel lain" in response.content.decode()
    client.post(url)
    assert not Membership.objects.filter(position="village_secretary").exists()


@pytest.mark.parametrize("end", ["used", "withdrawn", "expired", "inviter"])
def test_a_closed_invitation_says_why(client: Client, place: Organization, on_day: Any, end: str) -> None:
    invitation, url = invited(place)
    inviter = invitation.invited_by
    if end == "used":
        inviting.accept_as_new(invitation, username="nur", password="x")
    elif end == "withdrawn":
        inviting.withdraw(invitation, by=inviter)
    elif end == "expired":
        on_day(dt.date.today() + dt.timedelta(days=8))
    else:
        Membership.objects.filter(person=inviter).update(ends_on=dt.date(2024, 1, 1))
    said = {"used": "sudah dipakai", "withdrawn": "sudah ditarik", "expired": "lewat waktunya"}
    for response in (client.get(url), client.post(url, ACCOUNT)):
        assert response.status_code == 410
        assert said.get(end, "tidak lagi berwenang") in response.content.decode()
    assert not User.objects.filter(username="nur.khasanah").exists()


def test_a_wrong_link_is_404(client: Client, place: Organization) -> None:
    invitation, _url = invited(place)
    assert client.get(reverse("villages:invitation", args=["x" * 32])).status_code == 404
    assert client.get(f"/undangan/{invitation.digest}/").status_code == 404


def test_nobody_becomes_head_while_anothers_term_runs(place: Organization) -> None:
    dpmd = officer(agency())
    with pytest.raises(Refused, match="bertindih"):
        invited(place, term=HEAD, by=dpmd)
    Membership.objects.filter(organization=place).update(ends_on=dt.date(2024, 12, 31))
    invitation, _url = invited(place, term=HEAD, by=dpmd)
    MembershipFactory(organization=place, starts_on=dt.date(2026, 1, 1))
    with pytest.raises(Refused, match="bertindih"):
        inviting.accept_as_new(invitation, username="nur", password="x")
    assert not User.objects.filter(username="nur").exists()
    invitation.refresh_from_db()
    assert invitation.is_open


def test_overlapping_heads_are_words_in_the_form_not_an_error(client: Client, place: Organization) -> None:
    client.force_login(officer(agency()))
    data = FORM | {"position": "village_head", "ends_on": "2032-12-31"}
    response = client.post(reverse("villages:invite", args=[place.pk]), data)
    assert response.status_code == 200
    assert "bertindih dengan" in response.content.decode()
    assert not Invitation.objects.exists()


def invitable_by(person: User, organization: Organization, client: Client) -> set[str] | int:
    client.force_login(person)
    response = client.get(reverse("villages:invite", args=[organization.pk]))
    if response.status_code != 200:
        return response.status_code
    return {position.value for position in response.context["form"].positions}


def test_who_may_invite_whom(client: Client, place: Organization) -> None:
    company = Organization.objects.get(pk=partner().pk)
    legal = Organization.objects.get(pk=OfficeFactory(office_kind=OfficeKind.LEGAL, name="Bagian Hukum").pk)
    elsewhere = officer(OfficeFactory(regency=RegencyFactory(code="33.06", name="Purworejo")))
    dpmd, staff = officer(agency()), {"village_secretary", "village_staff", "council"}
    representative = Membership.objects.get(organization=company).person
    expected: list[tuple[User, Organization, set[str] | int]] = [
        (head_of(place), place, staff),
        (member(place, Position.VILLAGE_SECRETARY), place, staff),
        (member(place, Position.VILLAGE_STAFF), place, 403),
        (member(place, Position.COUNCIL), place, 403),
        (dpmd, place, {"village_head"}),
        (dpmd, legal, {"legal_officer"}),
        (dpmd, company, 403),
        (representative, company, {"representative", "partner_staff"}),
        (representative, place, 404),
        (elsewhere, place, 404),
        (elsewhere, legal, 404),
        (UserFactory(), place, 404),
    ]
    for person, organization, answer in expected:
        assert invitable_by(person, organization, client) == answer, (person, organization)


def test_a_position_that_is_not_offered_is_refused(client: Client, place: Organization) -> None:
    client.force_login(head_of(place))
    for position in ("village_head", "agency_officer", "regent"):
        response = client.post(reverse("villages:invite", args=[place.pk]), FORM | {"position": position})
        assert "position" in response.context["form"].errors
    with pytest.raises(Refused):
        invited(place, term=HEAD)


def test_the_list_names_open_invitations_and_withdraws_them(client: Client, place: Organization) -> None:
    invitation, _url = invited(place)
    client.force_login(head_of(place))
    people = reverse("villages:people", args=[place.pk])
    assert "nur@desa.example" in client.get(people).content.decode()
    client.post(reverse("villages:invitation-withdraw", args=[place.pk, invitation.pk]))
    assert "nur@desa.example" not in client.get(people).content.decode()
    invitation.refresh_from_db()
    assert invitation.withdrawn_at


def test_only_the_inviter_or_the_district_withdraws(client: Client, place: Organization) -> None:
    invitation, _url = invited(place)
    url = reverse("villages:invitation-withdraw", args=[place.pk, invitation.pk])
    client.force_login(member(place, Position.VILLAGE_STAFF))
    client.post(url)
    client.force_login(UserFactory())
    assert client.post(url).status_code == 404
    invitation.refresh_from_db()
    assert invitation.is_open
    client.force_login(officer(agency()))
    client.post(url)
    invitation.refresh_from_db()
    assert not invitation.is_open
