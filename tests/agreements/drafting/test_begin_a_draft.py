"""One begins a draft: choose the type, find the parties, say what it is about; whatever is wrong is told in words."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.choosing import key_of, resolve, search
from agreements.record.models import Agreement
from agreements.record.vocabulary import Kind
from tests.factories import (
    SubdistrictFactory,
    UserFactory,
    VillageAreaFactory,
    VillageFactory,
    agreement_type,
    member,
    partner,
    signatory_of,
    village,
)
from villages.organizations.models import Organization, Standing
from villages.people.models import Position
from villages.regions.models import AreaKind

pytestmark = pytest.mark.django_db
DETAILS = {
    "title": "Pengelolaan Sampah Bersama",
    "summary": "Tiga desa mengangkut sampah bersama.",
    "field": "development",
    "purpose": "service",
    "topic": "waste",
    "place": "Ayah",
    "starts_on": "2027-01-01",
    "ends_on": "2029-12-31",
    "value": "Rp 12.500.000,00",
}
BEGIN = "/naskah/baru/joint_regulation/"


def shared(organization):
    return Organization.objects.select_related("village__area", "partner").get(pk=organization.pk)


@pytest.fixture
def villages():
    agreement_type(Kind.INTER_VILLAGE)
    return [shared(village("Argopeni")), shared(village("Pasir"))]


@pytest.fixture
def head(client, villages):
    client.force_login(signatory_of(villages[0]))
    return client


def keys(*organizations):
    return [key_of(shared(organization)) for organization in organizations]


def test_types_are_offered_to_those_who_may_begin(head):
    response = head.get(reverse("agreements:draft-types"))
    assertContains(response, "Peraturan Bersama Kepala Desa")
    assertContains(response, reverse("agreements:draft-choose", args=["joint_regulation"]))


def test_a_partner_is_told_that_villages_begin_joint_regulations(client, villages):
    client.force_login(signatory_of(partner()))
    response = client.get(reverse("agreements:draft-types"))
    assertContains(response, "Hanya perangkat desa")
    assertNotContains(response, reverse("agreements:draft-choose", args=["joint_regulation"]))


@pytest.mark.parametrize("position", [None, Position.COUNCIL])
def test_others_are_told_who_begins(client, villages, position):
    person = member(villages[0], position) if position else UserFactory()
    client.force_login(person)
    response = client.get(reverse("agreements:draft-types"))
    assertContains(response, "Rancangan dimulai oleh", status_code=403)
    assert client.get(f"{BEGIN}pihak/").status_code == 403


def test_the_only_village_of_a_person_is_chosen_already(head, villages):
    response = head.get(f"{BEGIN}pihak/")
    assertContains(response, "Desa Argopeni")
    assertContains(response, "paling sedikit dua pihak")


def test_who_speaks_for_two_villages_says_for_which(client, villages):
    person = member(villages[0], Position.VILLAGE_SECRETARY)
    member(villages[1], Position.VILLAGE_STAFF, person=person)
    client.force_login(person)
    assertContains(client.get(f"{BEGIN}pihak/"), "atas nama siapa")


def test_a_search_shows_the_kecamatan_and_why_some_cannot_be_chosen(head, villages):
    buayan = SubdistrictFactory(code="33.05.02", name="Buayan")
    village("Pasir", subdistrict=buayan)
    VillageAreaFactory(code="33.05.02.1001", name="Pasirkota", kind=AreaKind.KELURAHAN, subdistrict=buayan)
    VillageAreaFactory(name="Pasirjauh")
    VillageFactory(area=VillageAreaFactory(name="Pasirmuda"), standing=Standing.PENDING)
    response = head.get(f"{BEGIN}pihak/?{urlencode({'pihak': key_of(villages[0]), 'cari': 'pasir'})}")
    for words in (
        "Kecamatan Buayan",
        "Kecamatan Ayah",
        "Kelurahan tidak dapat menjadi pihak",
        "belum terdaftar di portal",
        "Belum dikonfirmasi kabupaten",
    ):
        assertContains(response, words)
    assertContains(response, "btn-sm", count=2)


def test_who_is_chosen_already_is_not_offered_again(villages):
    first, second = keys(*villages)
    assert [choice.reason for choice in search("pasir", Kind.INTER_VILLAGE, taken=[first, second])] == [
        "Sudah dipilih."
    ]


def test_partners_are_found_for_contracts_only(villages):
    partner("Universitas Pasir Putih")
    assert [c.name for c in search("pasir", Kind.THIRD_PARTY)] == ["Universitas Pasir Putih", "Desa Pasir"]
    assert [c.name for c in search("pasir", Kind.INTER_VILLAGE)] == ["Desa Pasir"]


@pytest.mark.parametrize("text", ["", "p", "\0\0", "%", "'; --", "_" * 500, "😀😀", "33.05.01.2001" * 9])
def test_any_search_is_answered(head, villages, text):
    assert head.get(f"{BEGIN}pihak/", {"pihak": key_of(villages[0]), "cari": text}).status_code == 200


@pytest.mark.parametrize(
    "key", ["\0", "33.05.99.9999", "x" * 300, "<b>tebal</b>", "../..", "33.05.01.２００１"]
)
def test_an_unknown_party_in_the_address_is_told(head, villages, key):
    response = head.get(f"{BEGIN}pihak/", {"pihak": [key_of(villages[0]), key]})
    assertContains(response, "Tidak ditemukan.")
    assertNotContains(response, "<b>tebal</b>")


def test_the_draft_begins_with_the_model_text(head, villages):
    response = head.post(BEGIN, DETAILS | {"pihak": keys(*villages)})
    agreement = Agreement.objects.get()
    assertRedirects(response, reverse("agreements:draft-edit", args=[agreement.ref]))
    assert agreement.value == 12_500_000
    assert agreement.articles.filter(content="dispute").exists()
    assert [p.organization_id for p in agreement.parties.order_by("ordinal")] == [v.pk for v in villages]
    assert agreement.provisions.filter(party__ordinal=2, kind="obligation").exists()


def test_a_partner_begins_and_puts_the_village_first(client, villages):
    university = partner()
    client.force_login(signatory_of(university))
    posted = DETAILS | {"pihak": keys(villages[0], university)}
    client.post("/naskah/baru/cooperation_contract/", posted)
    agreement = Agreement.objects.get()
    assert agreement.initiator_id == university.pk
    assert agreement.purpose == ""


def wrong(head, **changes):
    response = head.post(BEGIN, DETAILS | changes)
    assert response.status_code == 200
    assert not Agreement.objects.exists()
    return response


def test_a_party_twice_is_told_and_what_was_typed_stays(head, villages):
    first, second = keys(*villages)
    response = wrong(head, pihak=[first, second, second])
    assertContains(response, "hanya dapat menjadi pihak satu kali")
    assertContains(response, 'value="Pengelolaan Sampah Bersama"')


def test_an_agreement_with_oneself_is_told(head, villages):
    first = key_of(villages[0])
    assertContains(wrong(head, pihak=[first, first]), "hanya dapat menjadi pihak satu kali")
    assertContains(wrong(head, pihak=[first]), "paling sedikit dua pihak")
    assertContains(wrong(head, pihak=[]), "Salah satu pihak harus")


def test_a_kelurahan_posted_by_hand_is_told(head, villages):
    area = VillageAreaFactory(code="33.05.01.1001", name="Kotabaru", kind=AreaKind.KELURAHAN)
    response = wrong(head, pihak=[key_of(villages[0]), area.code])
    assertContains(response, "Kelurahan tidak dapat menjadi pihak")


def test_somebody_elses_villages_are_told(head, villages):
    others = [village("Buayan"), village("Rogodono")]
    assertContains(wrong(head, pihak=keys(*others)), "Salah satu pihak harus: Desa Argopeni")


def test_an_unconfirmed_village_posted_by_hand_is_told(head, villages):
    young = VillageFactory(area=VillageAreaFactory(name="Muda"), standing=Standing.PENDING)
    response = wrong(head, pihak=keys(villages[0], young))
    assertContains(response, "Belum dikonfirmasi kabupaten")


def test_sixty_one_parties_are_too_many(head, villages):
    others = [village(head=False) for _i in range(60)]
    response = wrong(head, pihak=keys(villages[0], *others))
    assertContains(response, "Paling banyak 60 pihak")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends_on": "2026-12-31"}, "tidak boleh sebelum tanggal mulai"),
        ({"starts_on": "31-31-2027"}, "tanggal yang valid"),
        ({"starts_on": "0001-01-01"}, "antara 2000 dan 2100"),
        ({"ends_on": "9999-12-31"}, "antara 2000 dan 2100"),
        ({"value": "12,500"}, "tanpa desimal"),
        ({"value": "-5"}, "tanpa desimal"),
        ({"value": "9" * 30}, "terlalu besar"),
        ({"value": "१२"}, "tanpa desimal"),
        ({"title": "Pendek"}, "10 karakter"),
        ({"title": "Judul yang panjang\nbaris kedua"}, "satu baris"),
        ({"title": "Judul \x00 dengan nol"}, "null"),
        ({"title": "Judul \u202e terbalik sekali"}, "U+202E"),
        ({"summary": "x" * 5_000_000}, "2000 karakter"),
        ({"field": "lain"}, "pilihan"),
        ({"purpose": ""}, "tidak boleh kosong"),
        ({"topic": "<script>"}, "pilihan"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(head, villages, changes, words):
    response = wrong(head, pihak=keys(*villages), **changes)
    [(field, _value)] = changes.items()
    assert response.context["form"].errors[field]
    assertContains(response, words)
    assertContains(response, f'href="#id_{field}"')


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("12.500.000", 12_500_000), ("Rp12500000", 12_500_000), ("rp. 5.000,-", 5_000), ("0", 0), ("", None)],
)
def test_rupiah_are_read_as_people_write_them(head, villages, typed, amount):
    head.post(BEGIN, DETAILS | {"pihak": keys(*villages), "value": typed})
    assert Agreement.objects.get().value == amount


def test_markup_is_shown_as_typed(head, villages):
    marked = "<script>alert(1)</script><b>tebal</b>"
    head.post(
        BEGIN, DETAILS | {"pihak": keys(*villages), "title": marked, "summary": marked, "place": marked[:70]}
    )
    response = head.get(reverse("agreements:draft-edit", args=[Agreement.objects.get().ref]))
    assertNotContains(response, "<b>tebal</b>")
    assertContains(response, "&lt;b&gt;tebal&lt;/b&gt;")


def test_an_unknown_type_is_not_found(head):
    assert head.get("/naskah/baru/surat_cinta/").status_code == 404


def test_without_parties_one_is_led_to_choose_them(head, villages):
    assertRedirects(head.get(BEGIN), f"{BEGIN}pihak/?")


def test_the_choice_costs_the_same_for_few_and_many(head, villages, django_assert_num_queries):
    few = resolve(keys(*villages), Kind.INTER_VILLAGE)
    many = keys(*villages, *[village(head=False) for _i in range(15)])
    assert len(few) == 2
    with django_assert_num_queries(3):
        assert len(resolve(many, Kind.INTER_VILLAGE)) == 17
