"""A year of a joint waste regulation: what was promised is done, late, warned of, changed, reported and renewed."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.management import call_command

from agreements.drafting.terms.actions import add_provision
from agreements.monitoring.obligations.models import Occurrence
from agreements.publication.actions import publish
from agreements.record.access import parties_of
from agreements.record.journal import breaks
from agreements.record.models import Agreement
from agreements.review.actions import advise
from tests.factories import PASSPHRASE, OfficeFactory, agency, approved, begun, member, signed, village
from tests.journeys.deeds import PHONE, does, fills, fits, letter_of, photo, room, words_of
from tests.journeys.people import work_is_done
from villages.organizations.models import OfficeKind
from villages.people.models import Position

pytestmark = pytest.mark.journey
FIRST, LAST = dt.date(2027, 1, 4), dt.date(2028, 3, 31)
TITLE = "Pengelolaan Sampah Bersama Pesisir Ayah"
TRUCK, SHARE = "menyediakan truk pengangkut sampah", "menyetor iuran pengelolaan sampah"


@pytest.fixture
def today(on_day, settings):
    """The first day; nobody has to log in again for the whole year."""
    settings.SESSION_COOKIE_AGE = 3 * 365 * 24 * 60 * 60
    on_day(FIRST)
    return on_day


@pytest.fixture
def places(today, enter):
    return [village(name).organization for name in ("Argopeni", "Karangduwur", "Srati")]


@pytest.fixture
def agreement(places):
    """In force since the first day: a truck from the one village, a share of the costs from the other."""
    made = begun(*places, title=TITLE, starts_on=FIRST, ends_on=LAST)
    made.provisions.filter(kind__in=["obligation", "sanction"]).delete()
    one, two, three = parties_of(made)
    due = {"kind": "obligation", "due_rule": "on_date", "due_on": dt.date(2027, 2, 1)}
    add_provision(made, by=made.created_by, party=one, text=TRUCK, evidence="foto truk", **due)
    due |= {"due_rule": "quarterly", "amount": 5_000_000, "evidence": "bukti setor"}
    share = add_provision(made, by=made.created_by, party=two, text=SHARE, **due)
    add_provision(made, by=made.created_by, party=three, kind="obligation", text="memilah sampah di rumah")
    steps = [{"measure": "warning", "after_days": 0, "amount": None}]
    steps.append({"measure": "compensation", "after_days": 30, "amount": 1_000_000})
    answer = {"kind": "sanction", "text": "sanksi administratif", "breach_of": share, "steps": steps}
    add_provision(made, by=made.created_by, party=two, **answer)
    publish(signed(approved(made)), by=made.created_by)
    return Agreement.objects.get(pk=made.pk)


@pytest.fixture
def offices(agreement):
    """Who is asked and told: the district, the kecamatan, the council of the first village."""
    subdistrict = agreement.initiator.village.area.subdistrict
    kind = OfficeKind.SUBDISTRICT
    camat = OfficeFactory(name="Kecamatan Ayah", office_kind=kind, subdistrict=subdistrict)
    return {
        "dpmd": member(agency(), Position.AGENCY_OFFICER),
        "camat": member(camat, Position.SUBDISTRICT_HEAD),
        "council": member(agreement.initiator, Position.COUNCIL),
    }


@pytest.fixture
def heads(agreement, enter):
    return [enter(member_of(party)) for party in parties_of(agreement)]


def member_of(party):
    return party.organization.memberships.get(position=Position.VILLAGE_HEAD).person


def occurrence(agreement, words, day):
    """The address of the page of one obligation on one day."""
    row = Occurrence.objects.get(agreement=agreement, provision__text=words, due_on=day)
    return room(agreement.ref, f"kewajiban/{row.pk}")


def keeps_a_promise(agreement, one, two):
    """Reported with a photo from a phone, confirmed by the other village."""
    address = occurrence(agreement, TRUCK, dt.date(2027, 2, 1))
    one.page.set_viewport_size(PHONE)
    does(one, f"{address}lapor/", "Kirim laporan", "Laporan tersimpan.", note="Truk siap.", files=photo())
    one.sees("Truk siap.")
    assert fits(one)
    does(two, address, "Konfirmasi: sudah ditunaikan", "Kewajiban ini dikonfirmasi selesai.")


def is_late_and_warned_of(today, agreement, one, two, folder):
    """The share is not paid: the portal says so, a person claims it and is answered; it is paid after a warning."""
    ref, case = agreement.ref, room(agreement.ref, "pelanggaran/1")
    two.page.goto("/pemberitahuan/")
    two.sees("Kewajiban pihak Anda jatuh tempo.")
    today("2027-02-02")
    call_command("obligations_due")
    call_command("notify")
    two.page.goto(room(ref, "kewajiban"))
    two.sees("terlambat")
    one.page.goto("/pemberitahuan/")
    one.sees("dinyatakan sebagai dugaan pelanggaran")
    one.page.goto(room(ref, "pelanggaran"))
    one.sees("Desa Karangduwur")
    does(
        one, f"{case}nyatakan/", "Kirim kepada pihak itu", "Tercatat", story="Iuran triwulan pertama kosong."
    )
    call_command("notify")
    two.page.goto("/pemberitahuan/")
    two.sees("tanggapi sebelum batas waktunya")
    does(two, f"{case}tanggapan/", "Kirim tanggapan", "Tercatat", answer="Bendahara sakit; disetor Senin.")
    today("2027-02-05")
    does(one, f"{case}langkah/", "Terbitkan surat", "Ditunggu sampai 7 Maret 2027", remark="Mohon segera.")
    letter = words_of(one, letter_of(one, "Teguran tertulis"), folder)
    assert not letter or ("Teguran tertulis" in letter and "2027" in letter and "Mohon segera." in letter)
    today("2027-02-08")
    owed = occurrence(agreement, SHARE, dt.date(2027, 2, 1))
    does(two, f"{owed}lapor/", "Kirim laporan", "Laporan tersimpan.", note="Disetor.", files=photo())
    does(one, owed, "Konfirmasi: sudah ditunaikan", "Kewajiban ini dikonfirmasi selesai.")
    does(one, f"{case}langkah/1/dipenuhi/", "Catat", "Dipenuhi 8 Februari 2027", met_on="2027-02-08")
    does(
        one,
        f"{case}tutup/",
        "Tutup kasus",
        "Iuran sudah lunas.",
        kept="dipenuhi",
        outcome="Iuran sudah lunas.",
    )


def works_and_pays(agreement, one):
    """A plan, its progress with a picture, and the money that was paid."""
    plan = {
        "title": "Membangun TPS",
        "starts_on": "2027-02-10",
        "ends_on": "2027-04-30",
        "budget": "20.000.000",
    }
    does(
        one,
        room(agreement.ref, "kegiatan/tambah"),
        "Simpan kegiatan",
        "Kegiatan masuk rencana kerja.",
        **plan,
    )
    one.page.goto(room(agreement.ref, "kegiatan"))
    one.follow("Membangun TPS")
    one.follow("Catat kemajuan")
    fills(one, percent=40, words="Fondasi jadi.", files=photo("olive"))
    one.press("Kirim kemajuan")
    one.sees("Kemajuan kegiatan tercatat.")
    one.sees("40")
    paid = {"direction": "paid", "amount": "3.000.000", "note": "Semen"}
    does(one, room(agreement.ref, "dana/catat"), "Simpan catatan", "Catatan uang tersimpan.", **paid)
    one.page.goto(room(agreement.ref, "dana"))
    one.sees("3.000.000")


def forms_its_body(agreement, one):
    decree = {"decree_number": "188/4/2027", "decree_on": "2027-02-08", "seat": "Argopeni"}
    term = {"starts_on": "2027-02-10", "ends_on": "2028-03-31"}
    address = room(agreement.ref, "bkad")
    does(one, f"{address}catat/", "Simpan BKAD", "BKAD tercatat.", name="BKAD Lestari", **decree, **term)
    chair = {"name": "Sri Lestari", "office": "chair", "starts_on": "2027-02-10"}
    does(one, f"{address}pengurus/tambah/", "Simpan pengurus", "Pengurus tercatat.", **chair)
    one.sees("Sri Lestari")


def changes_its_text(agreement, heads, camat, district):
    """An addendum: one article in other words, the share raised; reviewed, approved, signed by all and announced."""
    one, ref = heads[0], agreement.ref
    one.page.set_viewport_size({"width": 1280, "height": 900})
    one.page.goto(room(ref, "perubahan"))
    one.follow("Ubah dengan adendum")
    fills(one, title="Perubahan Iuran Sampah", starts_on="2027-06-01")
    one.press("Buat rancangan addendum")
    one.page.wait_for_url(re.compile(r"/naskah/[0-9A-Z]{8}/$"))
    new = one.page.url.rstrip("/").rsplit("/", 1)[1]
    addendum = Agreement.objects.get(ref=new)
    scope = addendum.articles.get(ordinal=3)
    does(one, f"/naskah/{new}/pasal/{scope.pk}/", "Simpan", body="Ruang lingkup mencakup kompos dari pasar.")
    share = addendum.provisions.get(text=SHARE)
    does(one, f"/naskah/{new}/ketentuan/{share.pk}/", "Simpan", amount="7.500.000")
    for head in heads:
        agrees(head, new)
    one.submit(new)
    advise(addendum, by=camat, decision="approved")
    district.approve(new)
    work_is_done()
    for head in heads:
        signs(head, new)
    heads[-1].publish(new)


def agrees(head, ref):
    """Say that one's party agrees to the text as it stands, which an addendum asks of all before it is sent."""
    head.page.goto(f"/naskah/{ref}/periksa/")
    head.page.get_by_role("link", name="Nyatakan setuju", exact=True).click()
    head.press("Setuju dengan naskah ini")


def signs(head, ref):
    """Sign with the certificate that one already has."""
    head.page.goto(f"/tanda-tangan/{ref}/")
    head.page.get_by_label("Saya sudah membaca seluruh naskah").check()
    head.page.get_by_label("Frasa sandi tanda tangan").fill(PASSPHRASE)
    head.press("Tanda tangani")
    head.sees("Anda sudah menandatangani")


def holds_in_new_words(agreement, one, citizen):
    """The text in force and the schedule say what the addendum says, from its first day."""
    text = room(agreement.ref, "naskah-berlaku")
    citizen.page.goto(f"{text}?tanggal=2027-05-31")
    assert "kompos dari pasar" not in citizen.page.locator("main").inner_text()
    citizen.page.goto(f"{text}?tanggal=2027-06-01")
    citizen.sees("Ruang lingkup mencakup kompos dari pasar.")
    rows = Occurrence.objects.filter(agreement=agreement, party__ordinal=2).exclude(state="dropped")
    days = list(rows.order_by("due_on").values_list("due_on", "amount"))
    old, new = 5_000_000, 7_500_000
    assert [amount for _day, amount in days] == [old, old, new, new, new]
    one.page.goto(room(agreement.ref, "kewajiban"))
    one.sees("7.500.000")


def hears_a_citizen(agreement, one, citizen):
    """ "This did not happen", with a photo; confirmed by mail, shown, and answered where all can read it."""
    citizen.page.set_viewport_size(PHONE)
    citizen.page.goto(room(agreement.ref))
    citizen.follow("Sampaikan suara Anda")
    fills(citizen, kind="missing", text="Truk tidak pernah lewat di dusun kami.", photo=photo("gray"))
    fills(citizen, name="Warga Uji", email="warga@surel.example")
    citizen.press("Kirim")
    citizen.sees("Kami mengirim tautan")
    work_is_done()
    [message] = [one for one in mail.outbox if one.to == ["warga@surel.example"]]
    citizen.page.goto(re.search(r"https?://\S+/suara/konfirmasi/\S+", message.body)[0])
    citizen.press("Ya, sampaikan kepada para pihak")
    one.page.goto(room(agreement.ref, "suara-warga"))
    one.follow("Periksa")
    fills(one, shown="yes", party={"index": 1})
    one.page.locator("main form button.btn-primary").click()
    one.page.goto(room(agreement.ref, "suara-warga"))
    one.follow("Jawab")
    fills(one, answer="Mulai Senin truk lewat dua kali seminggu.")
    one.page.locator("main form button.btn-primary").click()
    citizen.page.goto(room(agreement.ref, "suara"))
    citizen.sees("Truk tidak pernah lewat di dusun kami.")
    citizen.sees("Mulai Senin truk lewat dua kali seminggu.")
    assert fits(citizen)
    assert "Warga Uji" not in citizen.page.content()


def reports(agreement, one, council, camat, folder):
    """The year is told with the figures that are there, signed off, read by the council and passed on."""
    one.page.goto(room(agreement.ref, "laporan"))
    one.press("Mulai susun")
    one.sees("Membangun TPS")
    fills(one, done="Sampah terangkut setiap pekan.", problems="Iuran pernah terlambat.")
    one.press("Simpan rancangan")
    one.follow("Baca dan sahkan")
    one.press("Sahkan dan sampaikan")
    one.sees("Laporan disahkan dan disampaikan.")
    work_is_done()
    one.page.reload()
    address = one.page.url
    said = words_of(one, one.page.get_by_role("link", name="Buka PDF").get_attribute("href"), folder)
    assert not said or ("Sampah terangkut setiap pekan." in said and "Membangun TPS" in said)
    does(council, address, "Sudah saya baca", "Tercatat: laporan ini sudah dibaca.")
    does(camat, address, "Teruskan kepada bupati", "Laporan diteruskan kepada bupati.")
    one.page.reload()
    one.sees("dibaca")


def is_renewed(agreement, one):
    """Ninety days before its end people are reminded; the renewal begins with one click."""
    call_command("notify")
    one.page.goto("/pemberitahuan/")
    one.sees("Kerja sama ini akan berakhir.")
    one.page.goto(room(agreement.ref, "perubahan"))
    one.follow("Perpanjang dari naskah ini")
    one.press("Buat rancangan perpanjangan")
    one.page.wait_for_url(re.compile(r"/naskah/[0-9A-Z]{8}/$"))
    new = Agreement.objects.get(ref=one.page.url.rstrip("/").rsplit("/", 1)[1])
    assert (new.parent, new.starts_on) == (agreement, LAST + dt.timedelta(days=1))
    assert "kompos dari pasar" in new.articles.get(ordinal=3).body


def is_told_to_everybody(agreement, citizen):
    citizen.page.goto(room(agreement.ref))
    citizen.follow("Lihat jalannya kerja sama")
    for words in (TRUCK, SHARE, "BKAD Lestari", "Laporan yang disampaikan", "Truk tidak pernah lewat"):
        citizen.sees(words)
    assert fits(citizen)
    assert "Bendahara sakit" not in citizen.page.content()


def test_a_year_of_a_waste_agreement(today, agreement, heads, offices, enter, tmp_path):
    one, two, _three = heads
    citizen = enter(None)
    today("2027-02-01")
    call_command("obligations_due")
    keeps_a_promise(agreement, one, two)
    is_late_and_warned_of(today, agreement, one, two, tmp_path)
    today("2027-02-10")
    works_and_pays(agreement, one)
    forms_its_body(agreement, one)
    today("2027-05-03")
    changes_its_text(agreement, heads, offices["camat"], enter(offices["dpmd"]))
    today("2027-06-02")
    holds_in_new_words(agreement, one, citizen)
    hears_a_citizen(agreement, one, citizen)
    today("2028-01-05")
    reports(agreement, one, enter(offices["council"]), enter(offices["camat"]), tmp_path)
    is_renewed(agreement, one)
    is_told_to_everybody(agreement, citizen)
    assert not list(breaks(Agreement.objects.all()))
