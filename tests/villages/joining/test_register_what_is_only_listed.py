"""A village or partner that only an old agreement names joins the portal and keeps its page and its agreements."""

import datetime as dt

import pytest

from tests.factories import RegencyFactory, UserFactory, VillageAreaFactory, agency, officer
from tests.villages.letters import letter
from villages.joining.actions import confirm, refuse, register_partner, register_village
from villages.organizations.actions import list_partner, list_village
from villages.organizations.models import Partner, Standing, Village
from villages.people.access import Refused
from villages.people.models import Position
from villages.people.terms import Term

pytestmark = pytest.mark.django_db
SINCE = dt.date(2022, 3, 1)


def term(position: str) -> Term:
    return Term(position, SINCE, dt.date(2030, 2, 28), "1/2022", SINCE)


def partner(**changes):
    said = {
        "name": "PT Sumber Air",
        "partner_kind": "firm",
        "legal_number": "NIB 77",
        "regency": RegencyFactory(),
        "address": "Jalan Air",
    }
    return said | changes


def registered(**changes):
    person, district = UserFactory(), agency().regency
    more = {"term": term(Position.REPRESENTATIVE), "letter": letter(), "by": person, "examiner": district}
    return register_partner(partner(**changes), **more)


def test_a_listed_village_is_claimed_and_opened() -> None:
    area = VillageAreaFactory(name="Pasir")
    listed = list_village(area)
    assert list_village(area).pk == listed.pk
    more = {"term": term(Position.VILLAGE_HEAD), "letter": letter(), "head_title": "Wali Nagari"}
    registration = register_village(area, by=UserFactory(), **more)
    listed.refresh_from_db()
    assert listed.standing == Standing.LISTED
    confirm(registration, by=officer(agency()))
    listed = Village.objects.get()
    assert (listed.standing, listed.head_title) == (Standing.CONFIRMED, "Wali Nagari")


def test_a_refused_claim_leaves_it_on_the_list() -> None:
    area = VillageAreaFactory(name="Pasir")
    listed = list_village(area)
    more = {"term": term(Position.VILLAGE_HEAD), "letter": letter()}
    refuse(register_village(area, by=UserFactory(), **more), "Surat tidak terbaca.", by=officer(agency()))
    listed.refresh_from_db()
    assert listed.standing == Standing.LISTED


def test_a_listed_partner_registers_itself_under_the_same_page() -> None:
    listed = list_partner("PT Sumber Air", "firm", RegencyFactory())
    registration = registered(name="pt sumber air")
    assert registration.organization_id == listed.pk
    confirm(registration, by=officer(agency()))
    listed = Partner.objects.get()
    assert (listed.standing, listed.legal_number, listed.slug) == ("confirmed", "NIB 77", "pt-sumber-air")


def test_a_refused_partner_stays_listed_and_anybody_may_try_again() -> None:
    list_partner("PT Sumber Air", "firm", RegencyFactory())
    refuse(registered(), "Akta kurang.", by=officer(agency()))
    listed = Partner.objects.get()
    assert (listed.standing, listed.legal_number) == ("listed", None)
    registered(legal_number="NIB 78")
    assert Partner.objects.get().legal_number == "NIB 78"
    with pytest.raises(Refused, match="sedang diperiksa"):
        registered(legal_number="NIB 78")


def test_the_same_name_elsewhere_is_another_partner() -> None:
    listed = list_partner("PT Sumber Air", "firm", RegencyFactory())
    registered(regency=RegencyFactory(code="33.04", name="Kabupaten Banjarnegara"))
    assert Partner.objects.count() == 2
    listed.refresh_from_db()
    assert listed.legal_number is None
