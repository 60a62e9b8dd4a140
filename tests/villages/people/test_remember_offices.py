"""While one page is made a person's offices are read once; the next page reads them anew."""

import pytest
from django.urls import reverse

from agreements.record.crossing import lock
from tests.factories import begun, member, village
from villages.people.access import mandates, today
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


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete"])
def test_every_answer_begins_with_nothing_remembered(person, rf, method):
    seen = []
    ask = pages(lambda request: (seen.append(dict(KEPT.get())), mandates(person)))
    ask(getattr(rf, method)("/"))
    ask(getattr(rf, method)("/"))
    assert seen == [{}, {}]


def test_behind_a_lock_offices_are_read_anew(person, rf):
    agreement, seen = begun(), []

    def verb(request):
        seen.append(len(mandates(person)))
        Membership.objects.filter(person=person).update(ends_on="2001-01-01", starts_on="2000-01-01")
        KEPT.get()[person.pk, today()] = ["what was true before"]
        lock(agreement)
        seen.append(len(mandates(person)))

    pages(verb)(rf.post("/"))
    assert seen == [1, 0]


def test_who_writes_about_people_reads_them_anew(person, rf):
    seen = []

    def verb(request):
        seen.append(len(mandates(person)))
        Membership.objects.filter(person=person).delete()
        seen.append(len(mandates(person)))

    pages(verb)(rf.post("/"))
    assert seen == [1, 0]
