"""A new account carries the person's name and waits for its e-mail address to be confirmed."""

import pytest
from django.core import mail
from django.test import Client

from villages.people.models import User

pytestmark = pytest.mark.django_db
FORM = {
    "full_name": "Siti  Aminah",
    "email": "siti@desa.example",
    "username": "siti",
    "password1": "gula-kelapa-88",
    "password2": "gula-kelapa-88",
}


def test_a_new_account_has_a_name(client: Client) -> None:
    assert client.post("/daftar/", FORM).status_code == 302
    assert User.objects.get().full_name == "Siti Aminah"
    assert mail.outbox[0].to == ["siti@desa.example"]
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["", "x", "x" * 151])
def test_a_name_is_asked_for(client: Client, name: str) -> None:
    response = client.post("/daftar/", FORM | {"full_name": name})
    assert "full_name" in response.context["form"].errors
    assert not User.objects.exists()
