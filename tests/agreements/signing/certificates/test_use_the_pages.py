"""From asking to be checked to a certificate, and the district's part, page by page."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from agreements.signing.certificates.models import Certificate, Enrolment
from tests.factories import (
    PASSPHRASE,
    agency,
    approved,
    begun,
    certified,
    made_authority,
    reviewer,
    signatory_of,
    village,
)
from villages.people.models import Membership

pytestmark = pytest.mark.django_db
OWN = "/tanda-tangan/sertifikat/"
NEW = "empat kuda makan rumput"


@pytest.fixture
def place():
    agency(), made_authority()
    return village("Argopeni").organization


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def text(client, address):
    return client.get(address).content.decode()


def test_from_a_request_to_a_certificate(place):
    head, officer = browser(signatory_of(place)), browser(reviewer())
    assert "Minta pemeriksaan identitas" in text(head, OWN)
    head.post(f"{OWN}untuk/{place.pk}/minta/")
    assert f"Menunggu pemeriksaan identitas oleh {agency().name}" in text(head, OWN)
    asked = Enrolment.objects.get()
    assert f"/tanda-tangan/identitas/{asked.pk}/" in text(officer, "/meja/")
    assert "Kepala Desa Argopeni" in text(officer, f"/tanda-tangan/identitas/{asked.pk}/")
    told = officer.post(
        f"/tanda-tangan/identitas/{asked.pk}/", {"way": "video", "shown": "KTP 3305011234560001"}
    )
    assert "Jangan menulis nomor dokumen" in told.content.decode()
    told = officer.post(f"/tanda-tangan/identitas/{asked.pk}/", {"way": "video", "shown": "KTP"}, follow=True)
    assert "sertifikat dapat dibuat" in told.content.decode()
    assert f"/tanda-tangan/identitas/{asked.pk}/" not in text(officer, "/meja/")
    weak = head.post(
        f"{OWN}untuk/{place.pk}/buat/", {"passphrase": "123456789012", "repeated": "123456789012"}
    )
    assert "mudah ditebak" in weak.content.decode()
    made = head.post(f"{OWN}untuk/{place.pk}/buat/", {"passphrase": NEW, "repeated": NEW}, follow=True)
    assert "Kekuatan frasa sandi: kuat" in made.content.decode()
    assert "Siap dipakai sampai" in text(head, OWN)


def test_who_came_to_sign_goes_back_to_sign(place):
    agreement = approved(begun(place, village("Pasir").organization))
    person = certified(signatory_of(place), place)
    address = f"{OWN}untuk/{place.pk}/buat/?untuk={agreement.ref}"
    assert f"?untuk={agreement.ref}" in text(browser(person), f"{OWN}?untuk={agreement.ref}")
    sent = browser(person).post(address, {"passphrase": NEW, "repeated": NEW})
    assert sent["Location"] == f"/tanda-tangan/{agreement.ref}/"


def test_a_foreign_agreement_is_no_way_back(place):
    other = begun(village("Lain").organization, village("Pasir").organization)
    person = certified(signatory_of(place), place)
    address = f"{OWN}untuk/{place.pk}/buat/?untuk={other.ref}"
    assert browser(person).post(address, {"passphrase": NEW, "repeated": NEW})["Location"] == OWN


def test_a_refusal_is_read_on_the_page(place):
    head, officer = browser(signatory_of(place)), browser(reviewer())
    head.post(f"{OWN}untuk/{place.pk}/minta/")
    asked = Enrolment.objects.get()
    officer.post(f"/tanda-tangan/identitas/{asked.pk}/tolak/", {"reason": "Wajahnya tidak cocok."})
    page = text(head, OWN)
    assert "Wajahnya tidak cocok." in page and "Minta pemeriksaan lagi" in page


def test_ones_own_request_cannot_be_opened_for_deciding(place):
    officer = reviewer()
    browser(officer).post(f"{OWN}untuk/{agency().pk}/minta/")
    asked = Enrolment.objects.get()
    assert "Ini identitas Anda sendiri" in text(browser(officer), f"/tanda-tangan/identitas/{asked.pk}/")
    sent = browser(officer).post(f"/tanda-tangan/identitas/{asked.pk}/", {"way": "video", "shown": "KTP"})
    assert sent.status_code == 403
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_a_wrong_old_passphrase_stands_beside_its_field(place):
    person = certified(signatory_of(place), place)
    address = f"{OWN}{Certificate.objects.get().pk}/frasa-sandi/"
    page = browser(person).post(address, {"old": "salah", "passphrase": NEW, "repeated": NEW})
    assert "Sisa 4 kali percobaan" in page.content.decode()
    good = browser(person).post(address, {"old": PASSPHRASE, "passphrase": NEW, "repeated": NEW}, follow=True)
    assert "yang lama tidak berlaku lagi" in good.content.decode()


def test_revoking_asks_first_and_then_tells(place):
    person = certified(signatory_of(place), place)
    address = f"{OWN}{Certificate.objects.get().pk}/cabut/"
    assert "tetap sah" in text(browser(person), address)
    assert browser(person).post(address, {}).status_code == 200
    told = browser(person).post(address, {"reason": "lost"}, follow=True).content.decode()
    assert "daftar pencabutan sudah memuatnya" in told and "frasa sandi lupa atau hilang" in told


def test_the_district_finds_holders_and_revokes(place):
    person, officer = certified(signatory_of(place), place), browser(reviewer())
    held = Certificate.objects.get()
    listed = "/tanda-tangan/identitas/sertifikat/"
    assert person.full_name in text(officer, listed)
    assert person.full_name in text(officer, f"{listed}?q={place.name}")
    assert person.full_name not in text(officer, f"{listed}?q=tidak-ada")
    officer.post(f"{listed}{held.pk}/cabut/", {"reason": "SK-nya dicabut."})
    assert person.full_name not in text(officer, listed)
    assert "SK-nya dicabut." in text(browser(person), OWN)


def test_the_desk_speaks_of_the_end(place, on_day):
    person = certified(signatory_of(place), place)
    assert "berakhir" not in text(browser(person), OWN)
    on_day(timezone.localtime(Certificate.objects.get().expires_at).date() - dt.timedelta(days=6))
    assert "Sertifikat tanda tangan Anda untuk" in text(browser(person), "/meja/")
    page = text(browser(person), OWN)
    assert "Segera perbarui" in page and "Perbarui sertifikat" in page


def test_a_former_officials_certificate_can_still_be_revoked_by_them(place):
    person = certified(signatory_of(place), place)
    Membership.objects.filter(person=person).update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    page = text(browser(person), OWN)
    assert "Dari jabatan yang sudah berakhir" in page
    browser(person).post(f"{OWN}{Certificate.objects.get().pk}/cabut/", {"reason": "left"})
    assert Certificate.objects.get().revoked_at
