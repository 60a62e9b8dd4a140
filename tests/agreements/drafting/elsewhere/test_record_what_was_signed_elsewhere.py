"""An agreement signed on paper is recorded with its scan, compared by the district, and read by everybody."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agreements.drafting.elsewhere.models import ElsewhereNumber
from agreements.monitoring.ending.expiring import expire_due
from agreements.publication.actions import confirm
from agreements.record import journal
from agreements.record.access import may, what_now
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.review.actions import lodge, send_back
from agreements.review.remarks.actions import NewRemark
from tests import factories as make
from tests.support.papers import letter
from villages.organizations.models import Organization, Partner, Standing, Village
from villages.people.models import Position, User

pytestmark = pytest.mark.django_db


def choose_url(kind: str = "antar-desa") -> str:
    return reverse("agreements:elsewhere-choose", args=[kind])


def register_url(kind: str = "antar-desa") -> str:
    return reverse("agreements:elsewhere-register", args=[kind])


def paper(keys: list[str], **changes: Any) -> dict[str, Any]:
    """What somebody copies from the paper."""
    said = {
        "pihak": keys,
        "instrument": "joint_regulation",
        "title": "Jalan Usaha Tani Bersama",
        "summary": "Dua desa merawat jalan bersama.",
        "field": "development",
        "topic": "roads_bridges",
        "place": "Ayah",
        "starts_on": "2024-01-01",
        "ends_on": "2028-12-31",
        "signed_on": "2023-12-20",
        "manner": "paper",
        "number_1": "01 TAHUN 2023",
        "number_2": "No. 07 / 2023",
    }
    return said | changes


@pytest.fixture
def head(client: Client) -> User:
    """The head of a village that uses the portal, signed in."""
    make.agency()
    village = make.village("Argopeni")
    person = make.signatory_of(village.organization)
    client.force_login(person)
    return person


@pytest.fixture
def keys(head: User) -> list[str]:
    """The head's village and one that does not use the portal."""
    own = head.memberships.get().organization.village.area_id
    return [own, make.VillageAreaFactory(name="Karangduwur").code]


def recorded(client: Client, keys: list[str], *, scan: bool = True, **changes: Any) -> Agreement:
    answer = client.post(register_url(), paper(keys, **changes))
    assert answer.status_code == 302, answer.context["form"].errors
    agreement = Agreement.objects.get(ref=answer["Location"].split("/")[2])
    if scan:
        file = {"title": "Naskah asli", "file": letter()}
        assert (
            client.post(reverse("agreements:elsewhere-scan", args=[agreement.ref]), file).status_code == 302
        )
    return agreement


def test_a_village_records_with_one_that_does_not_use_the_portal(
    client: Client, head: User, keys: list[str]
) -> None:
    agreement = recorded(client, keys, scan=False)
    assert agreement.signed_elsewhere
    assert agreement.stage == "drafting"
    other = Village.objects.get(area=keys[1])
    assert (other.standing, other.is_confirmed, other.memberships.count()) == (Standing.LISTED, False, 0)
    numbers = ElsewhereNumber.objects.filter(agreement=agreement).order_by("pk")
    assert list(numbers.values_list("normal", flat=True)) == ["1/TAHUN/2023", "7/2023"]
    assert agreement.elsewhere.signed_on == dt.date(2023, 12, 20)
    assert [entry.code for entry in agreement.journal.order_by("serial")] == ["register"]
    assert not list(journal.breaks([agreement]))


def test_a_listed_village_is_no_party_of_a_draft(client: Client, head: User, keys: list[str]) -> None:
    recorded(client, keys)
    listed = Village.objects.get(area=keys[1]).organization
    with pytest.raises(Refused, match="Belum dikonfirmasi"):
        make.submitted(make.begun(head.memberships.get().organization, listed, by=head))


def test_it_is_read_by_everybody_once_the_district_has_compared_it(
    client: Client, head: User, keys: list[str]
) -> None:
    agreement = recorded(client, keys)
    assert client.post(reverse("agreements:lodge", args=[agreement.ref])).status_code == 302
    officer = Client()
    officer.force_login(make.reviewer())
    page = officer.get(reverse("agreements:review", args=[agreement.ref])).content.decode()
    assert "No. 07 / 2023" in page
    assert "20 Desember 2023" in page
    assert officer.get(reverse("agreements:confirm", args=[agreement.ref])).status_code == 200
    covered = {"open_scans": "on"}
    assert officer.post(reverse("agreements:confirm", args=[agreement.ref]), covered).status_code == 302
    agreement.refresh_from_db()
    assert agreement.stage == "in_force"
    citizen = Client()
    text = citizen.get(agreement.get_absolute_url()).content.decode()
    assert "dicatat berdasarkan pindaian yang dikonfirmasi DPMD Kabupaten Kebumen" in text
    assert "Portal tidak memeriksa tanda tangannya" in text
    assert "dokumen.pdf" not in text
    assert "verifikasi/" not in text.split("</main>")[0].split("<main")[1]
    scan = agreement.attachments.get()
    kept = citizen.get(reverse("agreements:scan", args=[agreement.ref, scan.pk]))
    assert kept["Content-Disposition"] == 'attachment; filename="naskah-asli.pdf"'
    assert b"".join(kept).startswith(b"%PDF")
    for place in ("/", "/kerja-sama/", f"/desa/{keys[1]}/"):
        assert agreement.title in citizen.get(place).content.decode(), place
    assert citizen.get(f"/kerja-sama/{agreement.ref}/dokumen.pdf").status_code in (302, 404)


def test_scans_with_signatures_stay_with_the_parties_and_the_district(
    client: Client, head: User, keys: list[str]
) -> None:
    agreement = recorded(client, keys)
    lodge(agreement, by=head)
    confirm(agreement, by=make.reviewer())
    scan = agreement.attachments.get()
    citizen = Client()
    assert "Untuk umum tidak dibuka" in citizen.get(agreement.get_absolute_url()).content.decode()
    assert citizen.get(reverse("agreements:scan", args=[agreement.ref, scan.pk])).status_code == 404
    assert client.get(reverse("agreements:attachment", args=[agreement.ref, scan.pk])).status_code == 200


def test_the_working_page_and_the_desk_know_it_at_every_stage(
    client: Client, head: User, keys: list[str]
) -> None:
    agreement = recorded(client, keys)
    reviewer = make.reviewer()
    steps = (lambda: None, lambda: lodge(agreement, by=head), lambda: confirm(agreement, by=reviewer))
    for step in steps:
        step()
        for person in (head, reviewer):
            client.force_login(person)
            for url in ("/meja/", "/meja/semua/", "/naskah/luar-portal/", agreement.desk_url):
                wanted = 404 if agreement.stage == "drafting" and person == reviewer else 200
                status = client.get(url).status_code
                assert status == (wanted if url == agreement.desk_url else 200), url
        agreement.refresh_from_db()
    client.force_login(reviewer)
    assert client.get(reverse("agreements:review", args=[agreement.ref])).status_code == 200


def test_without_a_scan_it_is_not_sent(client: Client, head: User, keys: list[str]) -> None:
    agreement = recorded(client, keys, scan=False)
    with pytest.raises(Refused, match="Lampirkan dahulu"):
        lodge(agreement, by=head)


def test_a_wrong_scan_is_taken_out_again(client: Client, head: User, keys: list[str]) -> None:
    agreement = recorded(client, keys)
    url = reverse("agreements:attachment-remove", args=[agreement.ref, agreement.attachments.get().pk])
    record = reverse("agreements:elsewhere-record", args=[agreement.ref])
    assert client.post(url)["Location"] == record
    assert "Belum ada pindaian" in client.get(record).content.decode()
    add = client.get(reverse("agreements:attachment-add", args=[agreement.ref]))
    assert add["Location"] == reverse("agreements:elsewhere-scan", args=[agreement.ref])


def test_a_word_text_is_no_scan(client: Client, head: User, keys: list[str]) -> None:
    agreement = recorded(client, keys, scan=False)
    url = reverse("agreements:elsewhere-scan", args=[agreement.ref])
    file = SimpleUploadedFile("naskah.docx", b"PK\x03\x04" + b"x" * 90)
    answer = client.post(url, {"title": "Naskah", "file": file})
    assert "PDF, JPEG" in str(answer.context["form"].errors["file"])


def test_it_has_no_text_to_write_and_none_to_freeze(client: Client, head: User, keys: list[str]) -> None:
    agreement = recorded(client, keys)
    for verb in ("edit", "open_round", "withdraw"):
        assert "pindaian" in may(head, verb, agreement).reason, verb
    assert client.get(reverse("agreements:draft-edit", args=[agreement.ref])).status_code == 302
    lodge(agreement, by=head)
    assert not may(make.reviewer(), "approve", agreement)
    page = client.get(agreement.desk_url).content.decode()
    assert "Ubah naskah" not in page
    assert "Tarik rancangan" not in page


def test_the_district_sends_it_back_with_a_remark(client: Client, head: User, keys: list[str]) -> None:
    agreement = recorded(client, keys)
    lodge(agreement, by=head)
    send_back(agreement, by=make.reviewer(), remarks=[NewRemark("Halaman tiga tidak terbaca.")])
    agreement.refresh_from_db()
    page = client.get(reverse("agreements:elsewhere-record", args=[agreement.ref])).content.decode()
    assert "Halaman tiga tidak terbaca." in page
    assert agreement.title in client.get("/meja/").content.decode()
    lodge(agreement, by=head)
    assert agreement.stage == "review"


def test_what_ended_long_ago_is_ended_as_usual(client: Client, head: User, keys: list[str]) -> None:
    agreement = recorded(client, keys, ends_on="2025-12-31")
    lodge(agreement, by=head)
    confirm(agreement, by=make.reviewer())
    assert expire_due() == 1
    agreement.refresh_from_db()
    assert agreement.stage == "ended"
    assert "jangka waktu kerja sama berakhir" in Client().get(agreement.get_absolute_url()).content.decode()


def test_what_seems_to_be_the_same_is_shown_first(client: Client, head: User, keys: list[str]) -> None:
    first = recorded(client, keys)
    answer = client.post(register_url(), paper(keys, number_1="1 tahun 2023", starts_on="2023-02-02"))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Nomornya sama untuk pihak yang sama." in text
    assert first.desk_url in text
    answer = client.post(register_url(), paper(keys, number_1="88", number_2=""))
    assert "Para pihak dan tanggal mulainya sama." in answer.content.decode()
    assert client.post(register_url(), paper(keys, anyway="on")).status_code == 302
    assert Agreement.objects.count() == 2


def test_a_stranger_to_the_same_number_is_told_nothing(client: Client, head: User, keys: list[str]) -> None:
    recorded(client, keys)
    other = make.village("Srati")
    client.force_login(make.signatory_of(other.organization))
    answer = client.post(register_url(), paper([other.area_id, keys[1]]))
    assert answer.status_code == 302


def test_a_partner_that_nobody_has_registered_is_put_on_the_list(
    client: Client, head: User, keys: list[str]
) -> None:
    make.RegencyFactory()
    own = keys[0]
    asked = {"pihak": [own], "mitra": "PT  Sumber Air", "jenis": "firm", "wilayah": "33.05"}
    answer = client.get(choose_url("pihak-ketiga"), asked)
    assert answer.status_code == 302
    assert Partner.objects.count() == 0
    page = client.get(choose_url("pihak-ketiga") + answer["Location"])
    assert "PT Sumber Air" in page.content.decode()
    parties = [own, "baru:firm:33.05:PT Sumber Air"]
    said = paper(parties, instrument="contract")
    assert client.post(register_url("pihak-ketiga"), said).status_code == 302
    partner = Partner.objects.get()
    assert (partner.standing, partner.legal_number, partner.name) == ("listed", None, "PT Sumber Air")
    again = said | {"number_1": "2", "number_2": "3", "starts_on": "2024-02-01"}
    again["pihak"] = [own, "baru:firm:33.05:PT SUMBER AIR"]
    assert client.post(register_url("pihak-ketiga"), again).status_code == 302
    assert Partner.objects.count() == 1
    assert client.get(partner.get_absolute_url()).status_code == 404


def test_an_officer_brings_in_for_the_villages_of_the_regency(client: Client) -> None:
    officer, colleague = make.reviewer(), make.reviewer()
    areas = [make.VillageAreaFactory(name=name).code for name in ("Pasir", "Jintung")]
    client.force_login(officer)
    agreement = recorded(client, areas)
    assert agreement.elsewhere.brought_for.kind == "office"
    assert agreement.initiator.name == "Desa Pasir"
    assert "Lampirkan pindaian" in what_now(colleague, agreement)
    lodge(agreement, by=colleague)
    assert "terlibat" in may(officer, "confirm", agreement).reason
    assert "Anda sendiri" in may(colleague, "confirm", agreement).reason
    confirm(agreement, by=make.reviewer())
    far = make.SubdistrictFactory(
        code="33.04.01",
        name="Susukan",
        regency=make.RegencyFactory(code="33.04", name="Kabupaten Banjarnegara"),
    )
    strange = [make.VillageAreaFactory(name=name, subdistrict=far).code for name in ("Gumelem", "Piasa")]
    answer = client.get(register_url(), {"pihak": strange})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "Desa pertama di antara para pihak harus terletak di Kabupaten Kebumen." in page


def test_officers_leave_the_parties_own_drafts_alone() -> None:
    draft, officer = make.begun(), make.reviewer()
    make.submitted(draft)
    send_back(draft, by=officer, remarks=[NewRemark("Perjelas.")])
    draft.refresh_from_db()
    for verb in ("attach", "amend", "lodge", "discard"):
        assert not may(officer, verb, draft), verb


def test_a_record_is_changed_and_given_up_while_it_is_a_draft(
    client: Client, head: User, keys: list[str]
) -> None:
    agreement = recorded(client, keys)
    url = reverse("agreements:elsewhere-edit", args=[agreement.ref])
    said = paper(keys, title="Jalan Usaha Tani Barat", number_2="8/2023", edition=1)
    assert client.post(url, said).status_code == 302
    agreement.refresh_from_db()
    assert agreement.title == "Jalan Usaha Tani Barat"
    assert sorted(agreement.elsewhere_numbers.values_list("number", flat=True)) == ["01 TAHUN 2023", "8/2023"]
    answer = client.post(url, said)
    assert "diubah orang lain" in answer.content.decode()
    gone = client.post(reverse("agreements:elsewhere-discard", args=[agreement.ref]), {"reason": "Ganda."})
    assert gone.status_code == 302
    agreement.refresh_from_db()
    assert agreement.stage == "withdrawn"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"ends_on": "2023-01-01"}, "ends_on", "tidak boleh sebelum"),
        ({"starts_on": "0205-01-01"}, "starts_on", "2000 dan 2100"),
        ({"signed_on": "2099-01-01"}, "signed_on", "masa depan"),
        ({"instrument": "contract"}, "instrument", ""),
        ({"instrument": "addendum"}, "instrument", ""),
        ({"value": "-5"}, "value", "rupiah"),
        ({"number_1": "x" * 121}, "number_1", "120"),
    ],
)
def test_what_cannot_be_true_is_told_beside_its_field(
    client: Client, head: User, keys: list[str], changes: dict[str, str], field: str, words: str
) -> None:
    answer = client.post(register_url(), paper(keys, **changes))
    assert words in str(answer.context["form"].errors[field])
    assert Agreement.objects.count() == 0
    assert Village.objects.count() == 1


def test_sixty_parties_and_no_more(client: Client, head: User, keys: list[str]) -> None:
    areas = [make.VillageAreaFactory(name=f"Desa Uji {number}").code for number in range(60)]
    many = [keys[0], *areas]
    answer = client.get(register_url(), {"pihak": many})
    assert "Paling banyak 60 pihak" in client.get(answer["Location"]).content.decode()
    agreement = recorded(client, many[:60])
    assert agreement.parties.count() == 60
    assert client.get(reverse("agreements:elsewhere-record", args=[agreement.ref])).status_code == 200
    lodge(agreement, by=head)
    confirm(agreement, by=make.reviewer())
    assert Client().get(agreement.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "key", ["33.05.01.1001", "33.99.99.2001", "x", "baru:zzz:33.05:PT A B", "baru:firm:99.99:PT A"]
)
def test_a_strange_party_is_told(client: Client, head: User, keys: list[str], key: str) -> None:
    make.VillageAreaFactory(code="33.05.01.1001", name="Kota", kind="1")
    page = client.get(choose_url("pihak-ketiga"), {"pihak": [keys[0], key]})
    assert page.status_code == 200
    assert page.context["reason"]
    answer = client.post(register_url("pihak-ketiga"), paper([keys[0], key], instrument="contract"))
    assert answer.status_code == 200
    assert Organization.objects.filter(kind="partner").count() == 0


def test_who_speaks_for_nobody_records_nothing(client: Client) -> None:
    client.force_login(make.UserFactory())
    for url in ("/naskah/luar-portal/", choose_url(), register_url()):
        assert client.get(url).status_code == 403
    council = make.member(make.village().organization, Position.COUNCIL)
    client.force_login(council)
    assert client.get(choose_url()).status_code == 403
