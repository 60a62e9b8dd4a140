"""While one page is made a person's offices are read once; the next page reads them anew."""

import pytest
from django.urls import reverse

from tests.factories import begun, member, village
from villages.people.access import mandates
from villages.people.models import Membership, Position
from villages.people.remembering import KEPT, pages, remembering

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return member(village().organization, Position.VILLAGE_STAFF)


def test_offices_are_read_once_for_a_page(person, django_assert_num_queries):
    with remembering():
        first = mandates(person)
        with django_assert_num_queries(0):
            assert mandates(person) == first
        first.clear()
        assert mandates(person)


def test_two_people_are_never_taken_for_each_other(person):
    with remembering():
        other = member(village().organization, Position.VILLAGE_SECRETARY)
        for one in (person, other, person):
            assert {mandate.person for mandate in mandates(one)} == {one}


def test_whoever_loses_the_office_has_lost_it_on_the_next_page(client):
    agreement = begun()
    staff = member(agreement.initiator, Position.VILLAGE_STAFF)
    client.force_login(staff)
    address = reverse("agreements:draft-edit", args=[agreement.ref])
    assert client.get(address).status_code == 200
    Membership.objects.filter(person=staff).delete()
    assert client.get(address).status_code == 404
    assert KEPT.get() is None


def test_what_is_written_asks_afresh(person, rf):
    seen = []
    for method in ("get", "head", "post", "put", "delete"):
        pages(lambda request: seen.append(KEPT.get()))(getattr(rf, method)("/"))
    assert seen == [{}, {}, None, None, None]
