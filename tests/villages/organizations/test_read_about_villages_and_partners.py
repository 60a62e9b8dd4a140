"""Anybody reads who takes part; nobody reads how to reach them in private."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.record.models import Agreement
from agreements.record.stages import Stage
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    ProvinceFactory,
    RegencyFactory,
    SubdistrictFactory,
    UserFactory,
    VillageAreaFactory,
    VillageFactory,
    begun,
    moved,
    partner,
    village,
)
from villages.organizations.models import Standing
from villages.organizations.queries import PAGE
from villages.regions.models import AreaKind

pytestmark = pytest.mark.django_db
HTML = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"


def read(client: Client, url: str, **query: Any) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


def test_the_list_shows_the_kecamatan_beside_every_name(client: Client) -> None:
    village("Argopeni")
    village("Argopeni", subdistrict=SubdistrictFactory(code="33.05.12", name="Kebumen"))
    VillageFactory(area__name="Tertunda", standing=Standing.PENDING)
    page = read(client, "/desa/")
    assert page.count("Desa Argopeni</a>") == 2
    assert "Kecamatan Ayah, Kabupaten Kebumen" in page
    assert "Kecamatan Kebumen, Kabupaten Kebumen" in page
    assert "Tertunda" not in page


def test_a_search_also_names_villages_that_are_not_here_yet(client: Client) -> None:
    village("Pasir")
    VillageAreaFactory(name="Pasir Lor")
    page = read(client, "/desa/", q="pasir")
    assert page.index("Desa Pasir") < page.index("Belum memakai portal") < page.index("Pasir Lor")
    assert "Tidak ada desa terdaftar" in read(client, "/desa/", q="zzz qqq")
    assert ESCAPED in read(client, "/desa/", q=HTML)
    assert client.get("/desa/", {"q": "\x00'\"%_\\", "after": "'--"}).status_code == 200


def test_the_list_goes_on_by_key(client: Client) -> None:
    for _number in range(PAGE + 5):
        VillageFactory()
    first = client.get("/desa/").context["page"]
    assert (len(first.rows), first.count) == (PAGE, PAGE + 5)
    page = read(client, "/desa/", after=first.next_key)
    second = client.get("/desa/", {"after": first.next_key}).context["page"]
    assert len(second.rows) == 5
    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}
    assert "Ke awal daftar" in page


@pytest.mark.parametrize("path", ["/desa/", "/mitra/", "/desa/?q=argo"])
def test_lists_ask_the_same_for_two_and_for_twenty(client: Client, path: str) -> None:
    def more(number: int) -> None:
        for _number in range(number):
            VillageFactory()
            PartnerFactory()

    more(2)
    few = queries(client, path)
    more(18)
    assert queries(client, path) == few


def test_a_village_shows_its_head_and_what_it_agreed(client: Client) -> None:
    here = village("Pasir", profile="Desa di tepi laut.")
    one, other = (
        begun(here, village("Argopeni")),
        begun(here, village("Srati"), title="Rahasia yang Belum Jadi"),
    )
    publish(one.pk)
    page = read(client, here.get_absolute_url())
    head = here.organization.memberships.get().person
    for word in (
        str(head),
        "Desa di tepi laut.",
        one.title,
        "Desa Argopeni (Ayah)",
        here.area_id,
        "1 kerja sama",
    ):
        assert word in page
    assert other.title not in page


def publish(pk: int) -> None:
    """Put an agreement in force as it stands, past every rule, since only its listing is of interest here."""
    moved(Agreement.objects.get(pk=pk), Stage.IN_FORCE)


def test_more_agreements_than_fit_are_in_the_catalogue(client: Client) -> None:
    here, company = village("Pasir"), partner()
    for number in range(21):
        publish(begun(here, company, title=f"Kerja Sama Nomor {number}").pk)
    page = read(client, here.get_absolute_url())
    assert page.count("Kerja Sama Nomor") == 20
    assert f"/kerja-sama/?desa={here.area_id}" in page
    assert f"/kerja-sama/?mitra={company.slug}" in read(client, company.get_absolute_url())


def test_one_village_asks_the_same_for_two_agreements_and_for_six(client: Client) -> None:
    here = village("Pasir")
    publish(begun(here, village()).pk)
    publish(begun(here, village()).pk)
    few = queries(client, here.get_absolute_url())
    for _number in range(4):
        publish(begun(here, village()).pk)
    assert queries(client, here.get_absolute_url()) == few


def test_the_public_never_sees_how_to_reach_people(client: Client) -> None:
    here, company = village(), partner()
    client.force_login(UserFactory())
    for url in (here.get_absolute_url(), company.get_absolute_url(), "/desa/", "/mitra/"):
        page = read(client, url)
        for secret in (here.email, here.phone, company.email, company.phone, company.contact_name):
            assert secret not in page
        for held in [*here.memberships.all(), *company.memberships.all()]:
            assert held.person.email not in page


def test_every_text_is_escaped(client: Client) -> None:
    here = VillageFactory(name=HTML, profile=HTML, address=HTML, head_title=HTML, area__name=HTML)
    person = UserFactory(full_name=HTML)
    MembershipFactory(organization=here.organization, person=person)
    company = PartnerFactory(name=HTML, deed=HTML, interests=HTML, address=HTML)
    MembershipFactory(organization=company.organization, person=person, position="representative", title=HTML)
    unregistered = VillageAreaFactory(name=HTML)
    client.force_login(person)
    for url in (
        here.get_absolute_url(),
        company.get_absolute_url(),
        "/desa/?q=script",
        "/mitra/",
        reverse("villages:village", args=[unregistered.pk]),
        reverse("villages:account"),
        reverse("villages:people", args=[here.pk]),
        reverse("villages:people", args=[company.pk]),
        reverse("villages:profile", args=[here.pk]),
        reverse("villages:invite", args=[here.pk]),
    ):
        page = read(client, url)
        assert HTML not in page, url
        assert ESCAPED in page, url


def test_a_village_that_is_not_here_says_how_to_come(client: Client) -> None:
    area = VillageAreaFactory(name="Pasir")
    url = reverse("villages:village", args=[area.pk])
    for _time in range(2):
        page = read(client, url)
        assert "Belum memakai portal" in page
        assert reverse("villages:claim-village", args=[area.pk]) in page
        if _time == 0:
            VillageFactory(area=area, standing=Standing.PENDING)


def test_a_kelurahan_says_why_it_is_no_party(client: Client) -> None:
    area = VillageAreaFactory(code="33.05.01.1001", kind=AreaKind.KELURAHAN)
    page = read(client, reverse("villages:village", args=[area.pk]))
    assert "UU 6/2014 Pasal 91" in page
    assert reverse("villages:claim-village", args=[area.pk]) not in page


@pytest.mark.parametrize(
    "path", ["/desa/33.05.01.2999/", "/desa/x/", "/desa/33.05/", "/mitra/tidak-ada/", "/lambang/999.png"]
)
def test_what_does_not_exist_is_404(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("standing", [Standing.PENDING, Standing.REFUSED])
def test_an_unconfirmed_partner_has_no_page(client: Client, standing: str) -> None:
    hidden = PartnerFactory(standing=standing, standing_reason="x")
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert hidden.name not in read(client, "/mitra/")


def test_partners_are_found_by_name_interest_and_kind(client: Client) -> None:
    PartnerFactory(name="CV Sampah Jaya", partner_kind="firm")
    PartnerFactory(name="Universitas", interests="pengelolaan SAMPAH")
    PartnerFactory(name="Koperasi Nira", partner_kind="cooperative")
    found = read(client, "/mitra/", q="sampah")
    assert "CV Sampah Jaya" in found
    assert "Universitas" in found
    assert "Koperasi Nira" not in found
    assert "Koperasi Nira" in read(client, "/mitra/", jenis="cooperative")
    assert client.get("/mitra/", {"jenis": "'; drop"}).status_code == 200


def test_in_papua_a_kecamatan_is_a_distrik(client: Client) -> None:
    papua = ProvinceFactory(code="91", name="Papua")
    regency = RegencyFactory(code="91.03", name="Kabupaten Jayapura", province=papua)
    area = VillageAreaFactory(
        subdistrict=SubdistrictFactory(code="91.03.01", name="Sentani", regency=regency)
    )
    assert "Distrik Sentani" in read(client, reverse("villages:village", args=[area.pk]))
