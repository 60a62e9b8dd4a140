"""Two people at once: one accepts, one registers, one holds the office; the other is told why not."""

import datetime as dt
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from tests.factories import UserFactory, VillageAreaFactory, agency, officer, village
from tests.villages.letters import letter
from villages.joining import actions, inviting
from villages.joining.models import Invitation, Registration
from villages.organizations.models import Organization
from villages.people.access import Refused
from villages.people.models import Membership, User
from villages.people.terms import Term

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = Term("village_head", dt.date(2022, 3, 1), dt.date(2030, 2, 28), "141/1", dt.date(2022, 2, 1))
STAFF = Term("village_staff", dt.date(2022, 3, 1), None, "141/2", dt.date(2022, 2, 1))


def both(*verbs: Callable[[], Any]) -> list[str]:
    """Do all at once; what each came to: "" when done, else the reason."""
    start, ends = Barrier(len(verbs)), [""] * len(verbs)

    def run(place: int) -> None:
        try:
            start.wait()
            verbs[place]()
        except Refused as refused:
            ends[place] = refused.answer.reason
        finally:
            connection.close()

    threads = [Thread(target=run, args=[place]) for place in range(len(verbs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def test_one_invitation_makes_one_account() -> None:
    place = Organization.objects.get(pk=village().pk)
    head = Membership.objects.get(organization=place).person
    invitation, _token = inviting.invite(
        place, term=STAFF, full_name="Nur", email="nur@desa.example", by=head
    )
    ends = both(
        lambda: inviting.accept_as_new(
            Invitation.objects.get(pk=invitation.pk), username="satu", password="x"
        ),
        lambda: inviting.accept_as_new(
            Invitation.objects.get(pk=invitation.pk), username="dua", password="x"
        ),
    )
    assert ends[0] == ""
    assert "sudah dipakai" in ends[1]
    assert User.objects.filter(username__in=["satu", "dua"]).count() == 1
    assert Membership.objects.filter(position="village_staff").count() == 1


def test_two_officers_confirm_two_heads_and_one_is_refused() -> None:
    agency()
    area = VillageAreaFactory()
    claims = [
        actions.register_village(area, term=HEAD, letter=letter(), by=UserFactory()) for _number in range(2)
    ]
    first, second = officer(agency()), officer(agency())
    ends = both(lambda: actions.confirm(claims[0], by=first), lambda: actions.confirm(claims[1], by=second))
    assert ends[0] == ""
    assert "bertindih" in ends[1]
    assert Membership.objects.filter(position="village_head").count() == 1


def test_one_registration_is_decided_once() -> None:
    agency()
    claim = actions.register_village(VillageAreaFactory(), term=HEAD, letter=letter(), by=UserFactory())
    first, second = officer(agency()), officer(agency())
    ends = both(lambda: actions.confirm(claim, by=first), lambda: actions.refuse(claim, "Tidak.", by=second))
    assert ends[0] == ""
    assert "sudah diputuskan" in ends[1]


def test_two_claims_of_one_person_are_one() -> None:
    agency()
    area, person = VillageAreaFactory(), UserFactory()
    ends = both(
        *[
            lambda: actions.register_village(area, term=HEAD, letter=letter(), by=person)
            for _number in range(2)
        ]
    )
    assert ends[0] == ""
    assert "sedang diperiksa" in ends[1]
    assert Registration.objects.count() == 1
