"""The operator opens a regency: its offices, and the link for the first officer."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.factories import RegencyFactory, SubdistrictFactory
from villages.organizations.models import Office, OfficeKind
from villages.people.guards import regencies_looked_after
from villages.people.models import User

pytestmark = pytest.mark.django_db
WHO = {"name": "Budi Hartanto", "email": "budi@kebumen.example", "decree": "800/1"}


def opened(code: str = "33.05", **changes: Any) -> str:
    out = StringIO()
    call_command("open_regency", code, stdout=out, **(WHO | changes))
    return out.getvalue()


def test_the_first_officer_comes_by_link(client: Client) -> None:
    SubdistrictFactory()
    said = opened()
    kinds = sorted(Office.objects.values_list("office_kind", flat=True))
    assert kinds == sorted(kind.value for kind in OfficeKind)
    path = re.search(r"http://testserver(/undangan/[\w-]{32}/)", said)[1]
    data = {"username": "budi", "password1": "gula-kelapa-88", "password2": "gula-kelapa-88"}
    assert client.post(path, data).status_code == 302
    assert regencies_looked_after(User.objects.get(username="budi")) == {"33.05"}


def test_opening_again_adds_no_office() -> None:
    SubdistrictFactory()
    opened()
    opened(email="lain@kebumen.example")
    assert Office.objects.count() == 4


def test_a_kota_has_a_mayor() -> None:
    RegencyFactory(code="33.71", name="Kota Magelang")
    opened("33.71")
    assert Office.objects.get(office_kind=OfficeKind.REGENT).name == "Wali Kota Magelang"


@pytest.mark.parametrize(("code", "email"), [("99.99", "a@b.example"), ("33.05", "bukan surel")])
def test_what_cannot_be_opened_is_told(code: str, email: str) -> None:
    SubdistrictFactory()
    with pytest.raises(CommandError):
        opened(code, email=email)
    assert not Office.objects.exists()
