"""Offices of two kecamatan and of the district look at a text; citizens are heard; a text is turned down."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.utils import timezone

from agreements.record.journal import breaks
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.review.actions import advise
from tests.factories import (
    OfficeFactory,
    RegencyFactory,
    SubdistrictFactory,
    UserFactory,
    agency,
    begun,
    member,
    partner,
    village,
)
from tests.journeys.people import work_is_done
from villages.organizations.models import OfficeKind
from villages.people.models import Position

pytestmark = pytest.mark.journey
PHONE = {"width": 360, "height": 780}


@pytest.fixture
def places(enter):
    """Two villages of two kecamatan."""
    buayan = SubdistrictFactory(code="33.05.02", name="Buayan")
    return village("Argopeni"), village("Karangbolong", subdistrict=buayan)


@pytest.fixture
def offices(places):
    """Somebody in each office that is asked."""
    kind, found = OfficeKind.SUBDISTRICT, {}
    for key, place in zip(("ayah", "buayan"), places, strict=True):
        subdistrict = place.area.subdistrict
        camat = OfficeFactory(name=f"Kecamatan {subdistrict.name}", office_kind=kind, subdistrict=subdistrict)
        found[key] = member(camat, Position.SUBDISTRICT_HEAD)
    legal = OfficeFactory(name="Bagian Hukum", office_kind=OfficeKind.LEGAL, regency=RegencyFactory())
    return found | {
        "legal": member(legal, Position.LEGAL_OFFICER),
        "dpmd": member(agency(), Position.AGENCY_OFFICER),
    }


def remark(officer, ref, place, words, weight="Wajib diubah"):
    """Write a remark from the page of the round."""
    officer.page.goto(f"/tinjauan/{ref}/catatan/baru/")
    officer.follow(place)
    officer.page.get_by_label(weight).check()
    officer.page.locator("[name=text]").fill(words)
    officer.press("Simpan catatan")
    officer.sees(words)


def opinion(officer, ref, choice, words):
    officer.page.goto(f"/tinjauan/{ref}/")
    officer.follow("Beri pendapat")
    officer.page.get_by_label(choice, exact=True).check()
    officer.page.locator("[name=opinion]").fill(words)
    officer.press("Kirim pendapat")
    officer.sees("Pendapat kantor Anda dicatat")


def test_two_kecamatan_and_the_legal_office_look_at_a_joint_regulation(enter, places, offices):
    one, two = places
    secretary = member(one.organization, Position.VILLAGE_SECRETARY)
    agreement = begun(one, two, by=secretary, value=450_000_000, title="Jembatan Gantung Dua Kecamatan")
    ref = agreement.ref
    phone = enter(secretary)
    phone.page.set_viewport_size(PHONE)
    phone.submit(ref)

    opinion(enter(offices["ayah"]), ref, "Setuju dengan catatan", "Umumkan jadwal penutupan.")
    opinion(enter(offices["buayan"]), ref, "Keberatan", "Jalan masuk di Buayan belum disebut.")

    district, legal = enter(offices["dpmd"]), enter(offices["legal"])
    district.send_back(ref, "Lengkapi kedua jalan masuk.")
    phone.page.goto(f"/meja/{ref}/")
    phone.sees("Lengkapi kedua jalan masuk.")
    phone.submit(ref)

    for key in ("ayah", "buayan"):
        advise(Agreement.objects.get(ref=ref), by=offices[key], decision="approved")
    legal.send_back(ref, "Sebut dasar hukum aset jembatan.")
    phone.submit(ref)

    for key in ("ayah", "buayan"):
        advise(Agreement.objects.get(ref=ref), by=offices[key], decision="approved")
    remark(legal, ref, "Pasal 3", "Sebut kedua desa.")
    phone.page.goto(f"/tinjauan/{ref}/catatan/")
    phone.follow("Jawab dan perbaiki")
    phone.page.locator("[name=body]").fill(
        "Ruang lingkup meliputi jembatan di Desa Argopeni dan Karangbolong."
    )
    phone.page.get_by_label("Jawaban Anda").fill("Sudah disebut.")
    phone.press("Kirim jawaban")
    phone.sees("Karangbolong")

    legal.page.goto(f"/tinjauan/{ref}/catatan/")
    legal.press("Nyatakan selesai")
    legal.page.goto(f"/tinjauan/{ref}/")
    legal.follow("Setujui langkah ini")
    legal.press("Setujui langkah ini")
    legal.sees("Persetujuan kantor Anda dicatat")
    district.approve(ref)
    agreement.refresh_from_db()
    assert agreement.stage == Stage.SIGNING
    assert [round_.outcome for round_ in agreement.rounds.order_by("number")] == [
        "returned",
        "returned",
        "approved",
    ]
    assert "Karangbolong" in agreement.articles.get(ordinal=3).body
    assert not list(breaks([agreement]))


def test_a_contract_is_turned_down_with_the_law_and_without_a_mouse(enter, places, offices):
    firm = partner("PT Tambak Terang")
    agreement = begun(places[0], firm, title="Panel Surya dengan Jaminan Tanah Kas Desa")
    head, officer = enter(agreement.created_by), enter(offices["dpmd"])
    head.submit(agreement.ref)
    advise(agreement, by=offices["ayah"], decision="approved")
    page = officer.page
    page.goto(f"/tinjauan/{agreement.ref}/tolak/")
    page.locator("main").get_by_role("textbox").first.focus()
    page.keyboard.type("Tanah kas Desa dijaminkan.")
    page.keyboard.press("Tab")
    page.keyboard.type("Permendagri 1/2016 Pasal 6")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    officer.sees("Naskah ditolak")
    head.page.goto(f"/meja/{agreement.ref}/")
    head.sees("Permendagri 1/2016 Pasal 6")
    assert Agreement.objects.get(pk=agreement.pk).stage == Stage.REJECTED


def test_citizens_are_heard_before_a_text_is_sent(enter, places):
    agreement = begun(*places, title="Pengelolaan Air Bersih Dua Desa")
    head, day = enter(agreement.created_by), timezone.localdate()
    head.page.goto(f"/naskah/{agreement.ref}/konsultasi/buka/")
    head.page.get_by_label("Ringkasan untuk warga").fill("Air dari mata air dibagi untuk dua desa.")
    head.page.get_by_label("Hari pertama").fill(day.isoformat())
    head.page.get_by_label("Hari terakhir").fill((day + dt.timedelta(days=20)).isoformat())
    head.press("Buka untuk warga")

    citizen = enter(None)
    citizen.page.set_viewport_size(PHONE)
    citizen.page.goto("/konsultasi/")
    citizen.follow("Pengelolaan Air Bersih Dua Desa")
    citizen.page.goto(f"/konsultasi/{agreement.ref}/sampaikan/")
    citizen.page.get_by_label("Pendapat Anda").fill("Bagaimana saat kemarau?")
    citizen.page.get_by_label("Nama Anda").fill("Warga Uji")
    citizen.page.get_by_label("Alamat surel").fill("warga@surel.example")
    citizen.press("Kirim pendapat")
    citizen.sees("Kami mengirim tautan")
    work_is_done()
    [message] = [one for one in mail.outbox if one.to == ["warga@surel.example"]]
    citizen.page.goto(re.search(r"https?://\S+/konsultasi/konfirmasi/\S+", message.body)[0])
    citizen.press("Ya, sampaikan kepada desa")

    head.page.goto(f"/naskah/{agreement.ref}/konsultasi/")
    head.follow("Periksa dan jawab")
    head.page.get_by_label("Tampilkan", exact=True).check()
    head.page.get_by_label("Jawaban desa").fill("Dibagi menurut jumlah rumah.")
    head.press("Simpan")
    citizen.page.goto(f"/konsultasi/{agreement.ref}/pendapat/")
    citizen.sees("Bagaimana saat kemarau?")
    citizen.sees("Dibagi menurut jumlah rumah.")
    assert "Warga Uji" not in citizen.page.content()
    assert UserFactory._meta.model.objects.filter(email="warga@surel.example").count() == 0
