"""Demo people are one click away in demo mode, and nobody is outside it."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.factories import MembershipFactory, UserFactory
from villages.people.models import User

pytestmark = pytest.mark.django_db
LIST = "/contoh/masuk/"


@pytest.fixture
def person() -> User:
    return MembershipFactory(person=UserFactory(username="kades-argopeni", is_demo=True)).person


def test_one_click_opens_the_account(client: Client, person: User) -> None:
    page = client.get(LIST).content.decode()
    assert str(person) in page
    assert "Kepala desa" in page
    response = client.post(reverse("villages:demo-login", args=[person.username]))
    assert response.url == "/meja/"
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_real_account_never_opens_this_way(client: Client, person: User) -> None:
    for real in (UserFactory(), UserFactory(is_demo=True, is_active=False), UserFactory(is_superuser=True)):
        assert str(real) not in client.get(LIST).content.decode()
        assert client.post(reverse("villages:demo-login", args=[real.username])).status_code == 404
    assert "_auth_user_id" not in client.session


def test_outside_demo_mode_there_is_no_such_door(client: Client, person: User, settings: Any) -> None:
    settings.DEMO_MODE = False
    assert client.get(LIST).status_code == 404
    assert client.post(reverse("villages:demo-login", args=[person.username])).status_code == 404
    with pytest.raises(CommandError):
        call_command("demo_logins")


def test_signing_in_is_a_post(client: Client, person: User) -> None:
    assert client.get(reverse("villages:demo-login", args=[person.username])).status_code == 405


def test_the_list_asks_the_same_for_two_and_for_ten(
    client: Client, person: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        client.get(LIST)
    for _number in range(9):
        MembershipFactory(person=UserFactory(is_demo=True))
    with django_assert_num_queries(2):
        client.get(LIST)


def logins(*options: str) -> str:
    out = StringIO()
    call_command("demo_logins", *options, stdout=out)
    return out.getvalue()


def test_the_command_prints_what_opens_their_accounts(person: User) -> None:
    row = json.loads(logins("--format", "json"))[0]
    assert set(row) == {"username", "password", "passphrase", "office", "organization", "role"}
    assert (row["username"], row["office"]) == ("kades-argopeni", "kepala desa")
    assert row["password"]
    assert row["passphrase"]
    assert "kades-argopeni" in logins()


def test_without_people_it_says_so() -> None:
    assert "Belum ada orang contoh" in logins()
    assert logins("--format", "json").strip() == "[]"
