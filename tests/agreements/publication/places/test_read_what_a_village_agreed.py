"""The page of a village or partner tells with whom it cooperates, about what, where, and who owes what."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from agreements.publication.actions import publish
from agreements.publication.places.organization import profile_of
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from tests import factories
from tests.agreements.publication.listings import listing
from villages.organizations.models import Organization, Village

pytestmark = pytest.mark.django_db


def village(number: int, name: str, subdistrict: str = "33.05.01") -> Village:
    kecamatan = factories.SubdistrictFactory(
        code=subdistrict, name={"33.05.01": "Ayah"}.get(subdistrict, "Buayan")
    )
    area = factories.VillageAreaFactory(
        code=f"{subdistrict}.{2000 + number}",
        name=name,
        subdistrict=kecamatan,
        latitude=f"-7.{700 + number}",
        longitude=f"109.{400 + number * 3}",
    )
    made = factories.VillageFactory(area=area)
    factories.MembershipFactory(organization=made.organization)
    return made


def shared(one: Any) -> Organization:
    return Organization.objects.get(pk=one.pk)


def test_a_village_tells_with_whom_about_what_and_what_it_began(client: Client) -> None:
    pasir, srati, jladri = village(1, "Pasir"), village(2, "Srati"), village(3, "Jladri", "33.05.02")
    partner = factories.partner("Koperasi Laut", slug="koperasi-laut")
    listing(pasir, srati, topic="tourism")
    listing(srati, pasir, jladri, topic="tourism", stage=Stage.ENDED)
    listing(pasir, partner, topic="fisheries")
    page = client.get(pasir.get_absolute_url()).content.decode()
    figures = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page)
    assert figures == [("kerja sama berlaku", "2"), ("sudah berakhir", "1"), ("diprakarsai sendiri", "2")]
    with_whom = page[page.index('class="with-whom"') :]
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>[^/]*?<span class="muted">([^<]+)</span>', with_whom)[
        :3
    ] == [
        ("/desa/33.05.01.2002/", "Desa Srati", "Kecamatan Ayah, Kabupaten Kebumen"),
        ("/desa/33.05.02.2003/", "Desa Jladri", "Kecamatan Buayan, Kabupaten Kebumen"),
        ("/mitra/koperasi-laut/", "Koperasi Laut", "Kabupaten Kebumen"),
    ]
    assert re.findall(r'href="/kerja-sama/\?desa=33.05.01.2001&amp;topik=(\w+)"', page) == [
        "tourism",
        "fisheries",
    ]
    assert 'href="/peta/33.05/"' in page
    assert 'class="map-dot map-own" href="/desa/33.05.01.2001/"' in page
    assert 'href="/wilayah/33.05.01/"' in page


def test_a_partner_tells_its_villages_and_has_a_map_of_them(client: Client) -> None:
    pasir, srati = village(1, "Pasir"), village(2, "Srati")
    partner = factories.partner("Koperasi Laut")
    listing(pasir, srati, partner, topic="fisheries")
    page = client.get(partner.get_absolute_url()).content.decode()
    assert "thread-kunyit" in page
    assert f"mitra={partner.slug}&amp;topik=fisheries" in page
    assert page.count('class="map-dot') == 2


def test_a_village_without_any_agreement_shows_none_of_it(client: Client) -> None:
    page = client.get(village(1, "Pasir").get_absolute_url()).content.decode()
    for part in ("with-whom", "place-figures", 'class="map"', "Kewajiban dan hak"):
        assert part not in page


def test_a_draft_is_told_nowhere(client: Client) -> None:
    pasir = village(1, "Pasir")
    factories.begun(pasir, village(2, "Srati"), title="Rahasia yang Belum Jadi")
    assert profile_of(shared(pasir)).agreements == 0


def test_a_village_of_many_agreements_says_from_which_its_figures_are(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    pasir, srati = village(1, "Pasir"), village(2, "Srati")
    for _number in range(3):
        listing(pasir, srati)
    monkeypatch.setattr("agreements.publication.places.organization.MOST", 2)
    assert "Dihitung dari 2 kerja sama terbaru" in client.get(pasir.get_absolute_url()).content.decode()


@pytest.fixture
def owed(quick_paper: None) -> tuple[Village, Village, Agreement]:
    """Signed and announced, with one obligation and one right of the first village."""
    one, other = village(1, "Pasir"), village(2, "Srati")
    agreement = factories.begun(one, other)
    party = agreement.parties.get(ordinal=1)
    agreement.provisions.filter(party=party).delete()
    for ordinal, (kind, text) in enumerate(
        [
            ("obligation", "menyetor iuran ke Bapak Darmo, telepon 081234567890"),
            ("right", "menerima hasil pilahan sampah"),
        ],
        start=90,
    ):
        agreement.provisions.create(party=party, kind=kind, text=text, ordinal=ordinal)
    factories.signed(factories.approved(agreement))
    publish(agreement, by=agreement.created_by)
    return one, other, agreement


def test_what_each_side_owes_is_open_but_never_how_to_reach_anybody(
    client: Client, owed: tuple[Village, Village, Agreement]
) -> None:
    one, other, _agreement = owed
    page = client.get(one.get_absolute_url()).content.decode()
    said = page[page.index('id="janji"') : page.index('id="bersama"')]
    assert "Menyetor iuran ke Bapak Darmo" in said
    assert "Menerima hasil pilahan sampah" in said
    assert said.index("Memberi") < said.index("Menyetor") < said.index("Mendapat") < said.index("Menerima")
    assert "081234567890" not in page
    assert "Menyetor iuran" not in client.get(other.get_absolute_url()).content.decode()


def test_twenty_agreements_ask_as_many_questions_as_two(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    pasir, srati = village(1, "Pasir"), village(2, "Srati")
    for _number in range(20):
        listing(pasir, srati)
    with django_assert_max_num_queries(14):
        client.get(pasir.get_absolute_url())


def test_a_page_is_kept_until_the_village_or_its_agreements_change(client: Client) -> None:
    pasir = village(1, "Pasir")
    address = pasir.get_absolute_url()
    etag = client.get(address)["ETag"]

    def same() -> bool:
        return client.get(address, headers={"if-none-match": etag}).status_code == 304

    assert same()
    Village.objects.filter(pk=pasir.pk).update(profile="Desa di tepi laut.")
    assert not same()
    etag = client.get(address)["ETag"]
    head = pasir.organization.memberships.get()
    head.ends_on = dt.date(2020, 6, 1)
    head.save()
    assert not same()
    etag = client.get(address)["ETag"]
    listing(pasir, village(2, "Srati"))
    assert not same()
    etag = client.get(address)["ETag"]
    listing(village(3, "Jatijajar"), village(4, "Ayah"))
    assert same(), "what others agree is not told here"


@pytest.mark.parametrize("address", ["/desa/", "/mitra/"])
def test_lists_are_kept_until_somebody_is_added(client: Client, address: str) -> None:
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    factories.VillageFactory()
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200
