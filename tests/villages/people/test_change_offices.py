"""The DPMD ends offices and records acting heads, with order in the days; others see, or see nothing."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from tests.factories import (
    MembershipFactory,
    OfficeFactory,
    RegencyFactory,
    UserFactory,
    VillageFactory,
    agency,
    member,
    officer,
    partner,
    village,
)
from villages.organizations.models import Organization
from villages.people.access import mandates, signatories
from villages.people.models import Delegation, Membership, Position, User

pytestmark = pytest.mark.django_db
ACTING = {
    "acting_kind": "pj",
    "legal_basis": "Permendagri 82/2015",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
    "decree_number": "141/388",
    "decree_on": "2025-12-20",
}


@pytest.fixture(autouse=True)
def day(on_day: Any) -> None:
    on_day("2026-06-15")


@pytest.fixture
def place() -> Organization:
    return Organization.objects.get(pk=village("Pasir").pk)


@pytest.fixture
def dpmd(client: Client) -> User:
    person = officer(agency())
    client.force_login(person)
    return person


def end(held: Membership) -> str:
    return reverse("villages:end-office", args=[held.organization_id, held.pk])


def test_an_office_ends_on_its_last_day(client: Client, dpmd: User, place: Organization) -> None:
    held = place.memberships.get()
    assert "tidak bisa dibatalkan" in client.get(end(held)).content.decode()
    response = client.post(end(held), {"last_day": "2026-06-15", "reason": "Berhenti."})
    assert response.url == reverse("villages:people", args=[place.pk])
    held.refresh_from_db()
    assert held.ends_on == dt.date(2026, 6, 15)
    assert mandates(held.person)
    assert not mandates(held.person, dt.date(2026, 6, 16))
    assert "Berhenti." in LogEntry.objects.get(user=dpmd).change_message


@pytest.mark.parametrize(
    ("last_day", "sentence"),
    [("2019-01-01", "sebelum tanggal mulai"), ("2031-01-01", "diperpanjang"), ("kemarin", ""), ("", "")],
)
def test_days_in_the_wrong_order_are_refused(
    client: Client, dpmd: User, place: Organization, last_day: str, sentence: str
) -> None:
    held = place.memberships.get()
    Membership.objects.update(ends_on=dt.date(2028, 1, 1))
    response = client.post(end(held), {"last_day": last_day, "reason": "Berhenti."})
    assert response.status_code == 200
    assert sentence in response.content.decode()
    held.refresh_from_db()
    assert held.ends_on == dt.date(2028, 1, 1)


def test_what_has_ended_stays(client: Client, dpmd: User, place: Organization) -> None:
    held = place.memberships.get()
    Membership.objects.filter(pk=held.pk).update(ends_on=dt.date(2026, 1, 1))
    response = client.post(end(held), {"last_day": "2025-01-01", "reason": "x"})
    assert "sudah berakhir" in response.content.decode()


def delegate(client: Client, place: Organization, **changes: str) -> Any:
    return client.post(reverse("villages:delegate", args=[place.pk]), ACTING | changes)


@pytest.mark.parametrize("word", ["username", "email"])
def test_an_acting_head_signs_for_the_village(
    client: Client, dpmd: User, place: Organization, word: str
) -> None:
    acting = UserFactory(username="pj.pasir", email="Pj@desa.example")
    account = {"username": "PJ.Pasir", "email": "pj@DESA.example"}[word]
    assert delegate(client, place, account=account).status_code == 302
    able = signatories([place])[place.pk]
    assert able[0].person == acting
    assert able[0].title == "Pj. Kepala Desa Pasir"
    assert "Rakhmat" not in client.get(reverse("villages:people", args=[place.pk])).content.decode()
    public = client.get(place.village.get_absolute_url()).content.decode()
    assert str(acting) in public
    assert "Pj. Kepala Desa Pasir" in public


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"account": "tidak.ada"}, "account"),
        ({"account": "keluar"}, "account"),
        ({"account": "pj", "ends_on": ""}, "ends_on"),
        ({"account": "pj", "ends_on": "2025-12-31"}, "ends_on"),
        ({"account": "pj", "decree_on": "2026-06-16"}, "decree_on"),
        ({"account": "pj", "acting_kind": "raja"}, "acting_kind"),
        ({"account": "pj", "legal_basis": ""}, "legal_basis"),
    ],
)
def test_a_faulty_delegation_says_where(
    client: Client, dpmd: User, place: Organization, changes: dict[str, str], field: str
) -> None:
    UserFactory(username="pj")
    UserFactory(username="keluar", is_active=False)
    assert field in delegate(client, place, **changes).context["form"].errors
    assert not Delegation.objects.exists()


def test_two_acting_heads_never_overlap(client: Client, dpmd: User, place: Organization) -> None:
    UserFactory(username="satu")
    UserFactory(username="dua")
    delegate(client, place, account="satu")
    response = delegate(client, place, account="dua", starts_on="2026-12-31", ends_on="2027-06-30")
    assert "Sudah ada pelaksana tugas" in response.content.decode()
    assert (
        delegate(client, place, account="dua", starts_on="2027-01-01", ends_on="2027-06-30").status_code
        == 302
    )


def test_an_acting_heads_time_is_cut_short(client: Client, dpmd: User, place: Organization) -> None:
    UserFactory(username="pj")
    delegate(client, place, account="pj")
    held = Delegation.objects.get()
    url = reverse("villages:end-delegation", args=[place.pk, held.pk])
    outside = client.post(url, {"last_day": "2027-01-01", "reason": "x"})
    assert "di dalam masa" in outside.content.decode()
    client.post(url, {"last_day": "2026-06-30", "reason": "Kepala desa kembali."})
    held.refresh_from_db()
    assert held.ends_on == dt.date(2026, 6, 30)


def test_offices_have_no_acting_heads(client: Client, dpmd: User) -> None:
    assert client.get(reverse("villages:delegate", args=[agency().pk])).status_code == 403


def test_who_may_see_and_who_may_change(client: Client, place: Organization) -> None:
    held = place.memberships.get()
    elsewhere = OfficeFactory(regency=RegencyFactory(code="33.06", name="Kabupaten Purworejo"))
    expected = [
        (held.person, 200, 403),
        (member(place, Position.COUNCIL), 200, 403),
        (officer(agency()), 200, 200),
        (officer(elsewhere), 404, 404),
        (Membership.objects.get(organization=partner().organization).person, 404, 404),
        (UserFactory(), 404, 404),
    ]
    for person, see, change in expected:
        client.force_login(person)
        assert client.get(reverse("villages:people", args=[place.pk])).status_code == see
        for url in (end(held), reverse("villages:delegate", args=[place.pk])):
            assert client.get(url).status_code == change, (person, url)
            assert client.post(url, {}).status_code == change


def test_an_office_of_another_organization_is_404(client: Client, dpmd: User, place: Organization) -> None:
    other = MembershipFactory(organization=VillageFactory().organization)
    assert client.get(reverse("villages:end-office", args=[place.pk, other.pk])).status_code == 404


def test_the_district_finds_what_it_looks_after(client: Client, dpmd: User, place: Organization) -> None:
    RegencyFactory(code="33.06", name="Kabupaten Purworejo")
    seen_by, far = partner(regency_id="33.06", examiner_id="33.05"), partner("CV Jauh", regency_id="33.06")
    page = client.get(reverse("villages:organizations")).content.decode()
    assert str(place) in page
    assert seen_by.name in page
    assert far.name not in page
    assert str(place) not in client.get(reverse("villages:organizations"), {"q": "zzz"}).content.decode()
    client.force_login(place.memberships.get().person)
    assert client.get(reverse("villages:organizations")).status_code == 404


def test_ones_own_page_names_past_and_coming_offices(client: Client, place: Organization) -> None:
    person = UserFactory()
    MembershipFactory(
        organization=place, person=person, position="council", starts_on="2010-01-01", ends_on="2016-01-01"
    )
    MembershipFactory(organization=place, person=person, position="village_staff")
    client.force_login(person)
    page = client.get(reverse("villages:account")).content.decode()
    assert page.index("Perangkat Desa Pasir") < page.index("Anggota BPD")
    assert reverse("mfa_index") in page
