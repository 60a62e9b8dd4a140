"""No page that is about texts written here breaks on an agreement that was signed elsewhere."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests import factories as make
from tests.support.elsewhere import Brought
from tests.support.papers import letter
from villages.people.models import User

pytestmark = pytest.mark.django_db
NAMES = sorted(
    {
        name
        for name, found in get_resolver("agreements.urls").reverse_dict.lists()
        if isinstance(name, str) and any(params == ["ref"] for option in found for _url, params in option[0])
    }
)


@pytest.fixture
def brought() -> tuple[Brought, dict[str, User]]:
    one, two = make.village("Argopeni").organization, make.village("Srati").organization
    office = make.agency()
    people = {"head1": make.signatory_of(one), "dpmd": make.officer(office)}
    return Brought([one, two], office.organization, people, letter), people


def test_there_are_such_pages() -> None:
    assert {"draft-edit", "review", "agreement", "desk-agreement"} <= set(NAMES)


def test_each_answers(brought: tuple[Brought, dict[str, User]]) -> None:
    made, people = brought
    broken = []
    for agreement in (made.draft, made.lodged, made.public):
        for person in people.values():
            client = Client(raise_request_exception=False)
            client.force_login(person)
            for name in NAMES:
                url = reverse(f"agreements:{name}", args=[agreement.ref])
                if client.get(url).status_code >= 500:
                    broken.append(f"{name} in {agreement.stage}")
    assert sorted(set(broken)) == []
