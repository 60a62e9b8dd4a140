"""Open the desk: what waits for me, what waits for others and for whom, what is settled; nothing of strangers."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.review.actions import send_back
from agreements.review.remarks.actions import NewRemark
from agreements.signing.actions import decline
from agreements.signing.queries import document_of, waiting_for_signature
from tests import factories
from villages.joining.models import Registration
from villages.people.models import Position

pytestmark = pytest.mark.django_db


def desk(user, url: str = "/meja/") -> dict:
    client = Client()
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == 200
    return response.context


def mine(user) -> list[tuple[str, str, str]]:
    return [(row.title, row.what, row.verb) for row in desk(user)["mine"]["rows"]]


def others(user) -> dict[str, str]:
    rows = [row for part in desk(user)["parts"] for row in part["rows"]]
    return {row.title: row.what for row in rows}


def test_a_draft_waits_for_every_partys_writers_only(pair):
    one, other = pair
    factories.begun(one, other, title="Pasar Desa Bersama")
    written = ("Pasar Desa Bersama", "Lengkapi rancangan, lalu kirim untuk ditinjau.", "Buka naskah")
    secretary = factories.member(other, Position.VILLAGE_SECRETARY)
    assert mine(factories.signatory_of(one)) == [written]
    invited = "Desa Argopeni mengundang Anda menyusun naskah ini bersama."
    assert mine(secretary) == [("Pasar Desa Bersama", invited, "Jawab undangan")]
    council = factories.member(one, Position.COUNCIL)
    assert mine(council) == []
    assert others(council) == {"Pasar Desa Bersama": "Para pihak menyusun naskah."}
    stranger = factories.signatory_of(factories.village())
    assert mine(stranger) == []
    assert others(stranger) == {}
    assert others(factories.reviewer()) == {}


def test_a_submitted_text_waits_for_the_district(pair):
    agreement = factories.submitted(factories.begun(*pair))
    reviewer = factories.reviewer()
    assert mine(reviewer) == [(agreement.title, "Periksa naskah, lalu setujui atau kembalikan.", "Tinjau")]
    assert desk(reviewer)["mine"]["rows"][0].sender == "Desa Argopeni"
    assert mine(agreement.created_by) == []
    assert others(agreement.created_by) == {agreement.title: "Menunggu keputusan DPMD Kabupaten Kebumen."}


def test_a_returned_draft_says_how_many_remarks(pair):
    agreement = factories.submitted(factories.begun(*pair))
    remarks = [NewRemark("Sebutkan luas lahan."), NewRemark("Perjelas iuran.")]
    send_back(agreement, by=factories.reviewer(), remarks=remarks)
    (row,) = desk(agreement.created_by)["mine"]["rows"]
    assert row.what == "DPMD Kabupaten Kebumen mengembalikan naskah dengan 2 catatan."
    assert row.sender == "DPMD Kabupaten Kebumen"
    assert agreement.title in others(factories.reviewer())


def test_signing_waits_for_each_signatory_by_name(pair, quick_paper):
    one, other = pair
    agreement = factories.approved(factories.begun(one, other))
    first, second = factories.signatory_of(one), factories.signatory_of(other)
    wanted = [(agreement.title, "Baca naskah final, lalu tanda tangani.", "Tanda tangani")]
    assert mine(first) == mine(second) == wanted
    assert list(waiting_for_signature(second)) == [agreement]
    factories.signed_by(agreement, one)
    assert mine(first) == []
    assert list(waiting_for_signature(first)) == []
    assert others(first) == {agreement.title: f"Menunggu tanda tangan {second.full_name} (Desa Semondo)."}
    assert mine(second) == wanted


def test_a_declined_text_is_open_again_and_a_new_one_waits_for_all_again(pair, quick_paper):
    one, other = pair
    agreement = factories.approved(factories.begun(one, other))
    first = factories.signed_by(agreement, one)
    decline(agreement, by=factories.signatory_of(other), reason="Iuran terlalu tinggi.")
    (row,) = desk(first)["mine"]["rows"]
    assert row.what == "Desa Semondo menolak menandatangani: Iuran terlalu tinggi."
    agreement.refresh_from_db()
    factories.approved(agreement)
    assert [verb for _title, _what, verb in mine(first)] == ["Tanda tangani"]
    assert list(waiting_for_signature(first)) == [agreement]


def test_when_the_pdf_is_not_ready_nobody_is_sent_to_sign(pair):
    agreement = factories.approved(factories.begun(*pair), render=False)
    ((_title, what, verb),) = mine(agreement.created_by)
    assert (what, verb) == ("Dokumen PDF untuk ditandatangani belum siap.", "Buka")


def test_a_new_head_whom_the_text_does_not_name_is_not_sent_to_sign(pair, quick_paper):
    one, _other = pair
    agreement = factories.approved(factories.begun(*pair))
    head = one.organization.memberships.get(position=Position.VILLAGE_HEAD)
    head.ends_on = timezone.localdate() - dt.timedelta(days=1)
    head.save()
    follower = factories.member(one, Position.VILLAGE_HEAD, starts_on=timezone.localdate())
    ((_title, what, verb),) = mine(follower)
    assert verb == "Buka"
    assert head.person.full_name in what
    assert desk(head.person)["held"] == []
    assert document_of(agreement).signers.get(organization=one.pk).person_id == head.person_id


def test_a_signed_text_waits_to_be_announced(pair, quick_paper):
    agreement = factories.signed(factories.approved(factories.begun(*pair)))
    assert mine(agreement.created_by) == [
        (agreement.title, "Semua sudah menandatangani; umumkan.", "Umumkan")
    ]
    assert others(factories.reviewer()) == {agreement.title: "Menunggu diumumkan oleh para pihak."}


def test_what_is_settled_stands_last(pair):
    one, other = pair
    factories.listed(one, other, title="Masih Berlaku Sekarang", stage=Stage.IN_FORCE)
    factories.listed(one, other, title="Sudah Ditarik Lagi", stage=Stage.WITHDRAWN)
    page = desk(factories.signatory_of(one))
    assert page["mine"]["rows"] == []
    (part,) = page["parts"]
    assert [row.what.split(" ")[0] for row in part["rows"]] == ["Ditarik.", "Berlaku"]


def test_a_subdistrict_officer_sees_only_its_villages_and_decides_nothing(pair):
    agreement = factories.submitted(factories.begun(*pair))
    ayah = factories.SubdistrictFactory()
    gombong = factories.SubdistrictFactory(code="33.05.12", name="Gombong")
    offices = [
        factories.OfficeFactory(name=f"Kecamatan {s.name}", office_kind="subdistrict", subdistrict=s)
        for s in (ayah, gombong)
    ]
    here, elsewhere = (factories.member(office, Position.SUBDISTRICT_OFFICER) for office in offices)
    assert mine(here) == []
    assert list(others(here)) == [agreement.title]
    assert others(elsewhere) == {}


def test_registrations_wait_for_the_district_and_their_applicant_sees_how_far_they_are(client):
    officer, applicant = factories.reviewer(), factories.UserFactory()
    village = factories.village("Karangduwur", head=False, standing="pending")
    registration = Registration.objects.create(
        applicant=applicant,
        organization_id=village.pk,
        regency=factories.RegencyFactory(),
        position=Position.VILLAGE_HEAD,
        starts_on=timezone.localdate(),
        decree_number="141/9/KEP/2026",
        decree_on=timezone.localdate(),
        letter="letters/x",
        letter_type="application/pdf",
    )
    client.force_login(officer)
    text = client.get("/meja/").content.decode()
    assert f"/pendaftaran/{registration.pk}/" in text
    assert f"Periksa pendaftaran {applicant.full_name}, kepala desa." in text
    client.force_login(applicant)
    text = client.get("/meja/").content.decode()
    assert "Pendaftaran Desa Karangduwur: menunggu pemeriksaan" in text
    assert f"/pendaftaran/{registration.pk}/" not in text


def test_an_empty_desk_says_what_could_be_begun(client):
    client.force_login(factories.UserFactory())
    text = client.get("/meja/").content.decode()
    assert "/desa/daftar/" in text
    assert "/mitra/daftar/" in text
    client.force_login(factories.signatory_of(factories.village()))
    text = client.get("/meja/").content.decode()
    assert "Tidak ada yang menunggu Anda" in text
    assert "/naskah/baru/" in text
    client.force_login(factories.reviewer())
    assert "Naskah yang perlu Anda putuskan tampil di sini." in client.get("/meja/").content.decode()


def test_the_desk_is_for_those_who_are_signed_in_and_is_kept_nowhere(client):
    for url in ("/meja/", "/meja/semua/", "/meja/AAAAAAAA/"):
        assert client.get(url)["Location"].startswith("/masuk/")
    client.force_login(factories.UserFactory())
    assert client.get("/meja/")["Cache-Control"] == "private, no-store"
    assert client.get("/meja/semua/")["Cache-Control"] == "private, no-store"


def many(pair, person, count: int, stages) -> None:
    for n in range(count):
        agreement = factories.listed(
            *pair, by=person, title=f"Kerja sama nomor {n:02d}", stage=stages[n % len(stages)]
        )
        moment = timezone.now() - dt.timedelta(days=n // 3)
        Agreement.objects.filter(pk=agreement.pk).update(stage_since=moment)


def test_twenty_rows_cost_as_many_queries_as_two(pair):
    person = factories.signatory_of(pair[0])
    stages = (Stage.DRAFTING, Stage.REVIEW, Stage.SIGNING, Stage.PUBLICATION, Stage.IN_FORCE)
    counts = []
    for count in (5, 40):
        many(pair, person, count, stages)
        client = Client()
        client.force_login(person)
        for url in ("/meja/", "/meja/semua/"):
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            counts.append(len(captured))
    assert counts[2] <= counts[0] + 1 <= 30  # one more: whether what is new waits for this person
    assert counts[3] <= counts[1] + 1 <= 21  # one more: what is longer than a page is counted


def test_all_of_them_page_after_page_by_stage_and_by_part(pair):
    person = factories.signatory_of(pair[0])
    many(pair, person, 45, (Stage.DRAFTING,))
    factories.listed(*pair, stage=Stage.IN_FORCE, title="Yang sudah berlaku")
    seen, url = [], "/meja/semua/?tahap=drafting"
    while url:
        page = desk(person, url)
        seen += [row.agreement.title for row in page["rows"]]
        url = page["next_url"]
    assert len(seen) == len(set(seen)) == 45
    page = desk(person)
    assert page["mine"]["rest"] == "/meja/semua/?bagian=menunggu-anda"
    oldest = desk(person, page["mine"]["rest"])["rows"]
    assert oldest[0].agreement.stage_since < oldest[-1].agreement.stage_since
    assert [row.agreement.title for row in desk(person, "/meja/semua/?bagian=selesai")["rows"]] == [
        "Yang sudah berlaku"
    ]
    assert desk(person, "/meja/semua/?tahap=ended")["rows"] == []


@pytest.mark.parametrize(
    "query",
    [
        "tahap=x",
        "bagian=x",
        "sesudah=x",
        "sesudah=%00",
        "tahap=%00",
        pytest.param("bagian=" + "y" * 9000, id="long"),
    ],
)
def test_an_odd_question_gets_words(client, query):
    client.force_login(factories.UserFactory())
    response = client.get(f"/meja/semua/?{query}")
    assert response.status_code == 400
    assert b"<h1" in response.content
