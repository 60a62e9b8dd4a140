"""Record the BKAD of a joint regulation: its decree, its people with their history, its end."""

import datetime as dt

import pytest
from django.test import Client

from agreements.monitoring.bodies import actions
from agreements.monitoring.bodies.models import BodyMember, JointBody
from agreements.monitoring.bodies.queries import body_of, serving
from agreements.record.journal import sentence
from agreements.record.models import Agreement
from tests import factories
from villages.people.models import Position

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 10)
FACTS = {
    "name": "BKAD Lestari Bersama",
    "decree_number": "188/01/2026",
    "decree_on": "2026-02-01",
    "seat": "Desa Argopeni",
    "starts_on": "2026-02-01",
    "ends_on": "2029-01-31",
    "duties": "Mengelola armada",
}


@pytest.fixture
def joint(on_day) -> Agreement:
    on_day(TODAY)
    villages = [factories.village("Argopeni"), factories.village("Srati")]
    ends = dt.date(2029, 12, 31)
    return factories.listed(*villages, instrument="joint_regulation", ends_on=ends)


@pytest.fixture
def head(client, joint) -> Client:
    client.force_login(factories.signatory_of(joint.initiator))
    return client


def url(agreement: Agreement, place: str = "") -> str:
    return f"/kerja-sama/{agreement.ref}/bkad/{place}"


def form(head: Client, agreement: Agreement, place: str, **typed) -> int:
    return head.post(url(agreement, place), typed).status_code


@pytest.fixture
def body(head, joint) -> JointBody:
    assert form(head, joint, "catat/", **FACTS) == 302
    return JointBody.objects.get()


def member(joint: Agreement, **more) -> dict:
    return {
        "name": "Sri Lestari",
        "office": "chair",
        "organization": joint.initiator_id,
        "element": "tokoh perempuan",
        "starts_on": "2026-02-01",
        **more,
    }


def test_the_village_records_the_body_and_everybody_with_a_part_reads_it(head, joint, body):
    assert form(head, joint, "pengurus/tambah/", **member(joint, reports="on")) == 302
    second = joint.parties.get(ordinal=2).organization
    head.force_login(factories.member(second, Position.COUNCIL))
    page = head.get(url(joint)).content.decode()
    assert all(
        words in page for words in ("BKAD Lestari Bersama", "188/01/2026", "Sri Lestari", "Menyusun laporan")
    )
    assert "Tambah pengurus" not in page, "the council only reads"
    assert joint.journal.order_by("-serial")[0].code == "change_body"
    assert "mencatat BKAD" in sentence(joint.journal.order_by("-serial")[1])


def test_what_others_are_told_of_it_is_names_and_offices(head, joint, body):
    form(head, joint, "pengurus/tambah/", **member(joint))
    found = body_of(joint)
    assert (found.name, found.expired) == ("BKAD Lestari Bersama", False)
    [one] = found.members
    assert (one.name, one.office, one.village) == ("Sri Lestari", "ketua", "Desa Argopeni")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Nama badan"),
        ({"decree_on": "2026-03-11"}, "Tanggal ini belum tiba."),
        ({"ends_on": "2026-01-31"}, "Akhir masa tugas tidak boleh sebelum mulainya."),
        ({"starts_on": "10-13-2026"}, "Mulai bertugas"),
        ({"seat": "a\x00b"}, "Kedudukan"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(head, joint, typed, words):
    response = head.post(url(joint, "catat/"), FACTS | typed)
    page = response.content.decode()
    assert response.status_code == 400
    assert words in page
    assert "188/01/2026" in page
    assert not JointBody.objects.exists()


def test_one_body_at_a_time(head, joint, body):
    response = head.post(url(joint, "catat/"), FACTS | {"name": "BKAD Kedua"}, follow=True)
    assert "catat dahulu pembubarannya" in response.content.decode()
    assert JointBody.objects.count() == 1


def test_a_body_is_nothing_for_a_contract(client, on_day):
    on_day(TODAY)
    contract = factories.listed(factories.village(), factories.partner(), instrument="contract")
    head = factories.signatory_of(contract.initiator)
    client.force_login(head)
    assert client.get(url(contract)).status_code == 404
    with pytest.raises(actions.Refused, match="antardesa"):
        actions.form_body(contract, by=head, **{name: FACTS[name] for name in ("name", "seat")})


def test_who_leaves_stays_in_the_history(head, joint, body, on_day):
    form(head, joint, "pengurus/tambah/", **member(joint))
    row = BodyMember.objects.get()
    seen = JointBody.objects.get().edition
    left = member(joint, ends_on="2026-03-01", seen=seen)
    assert form(head, joint, f"pengurus/{row.pk}/", **left) == 302
    form(head, joint, "pengurus/tambah/", **member(joint, name="Tri Wahyuni", starts_on="2026-03-02"))
    assert [one.name for one in serving(body)] == ["Tri Wahyuni"]
    assert [one.name for one in serving(body, dt.date(2026, 2, 15))] == ["Sri Lestari"]
    assert "Sri Lestari" in head.get(url(joint)).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"starts_on": "2026-01-31"}, "tidak bertugas sebelum BKAD mulai"),
        ({"office": "king"}, "Jabatan"),
        ({"organization": "999999"}, "Unsur desa"),
        ({"name": "x" * 121}, "Nama"),
    ],
)
def test_somebody_wrong_is_not_recorded(head, joint, body, typed, words):
    response = head.post(url(joint, "pengurus/tambah/"), member(joint) | typed)
    assert response.status_code == 400
    assert words in response.content.decode()
    assert not BodyMember.objects.exists()


def test_an_account_belongs_to_the_village_it_stands_for(head, joint, body):
    stranger = factories.signatory_of(joint.parties.get(ordinal=2).organization)
    response = head.post(url(joint, "pengurus/tambah/"), member(joint, person=stranger.pk))
    assert "Akun ini tidak bekerja untuk desa tersebut." in response.content.decode()


def test_who_comes_second_is_told_and_loses_nothing(head, joint, body):
    actions.change_body(body, by=factories.signatory_of(joint.initiator), edition=body.edition, seat="Srati")
    response = head.post(url(joint, "ubah/"), FACTS | {"seat": "Pasir", "seen": body.edition})
    page = response.content.decode()
    assert "diubah orang lain" in page
    assert "Pasir" in page
    assert JointBody.objects.get().seat == "Srati"
    again = FACTS | {"seat": "Pasir", "seen": JointBody.objects.get().edition}
    assert form(head, joint, "ubah/", **again) == 302
    assert JointBody.objects.get().seat == "Pasir"


def test_the_end_of_the_body_ends_its_people_and_makes_room(head, joint, body):
    form(head, joint, "pengurus/tambah/", **member(joint))
    seen = JointBody.objects.get().edition
    assert form(head, joint, "bubar/", on="2026-01-01", seen=seen) == 400
    assert form(head, joint, "bubar/", on="2026-03-11", seen=seen) == 400
    assert form(head, joint, "bubar/", on="2026-03-01", seen=seen) == 302
    assert JointBody.objects.get().dissolved_on == dt.date(2026, 3, 1)
    assert BodyMember.objects.get().ends_on == dt.date(2026, 3, 1)
    assert body_of(joint) is None
    assert form(head, joint, "catat/", **FACTS) == 302
    page = head.get(url(joint)).content.decode()
    assert "Dibubarkan 1 Maret 2026" in page


def test_the_agency_may_record_it_for_the_villages_but_others_may_not(client, joint):
    client.force_login(factories.reviewer())
    assert form(client, joint, "catat/", **FACTS) == 302
    client.force_login(factories.signatory_of(factories.village("Jladri").organization))
    assert client.get(url(joint)).status_code == 404
