"""A contract that a firm breaks: claimed, answered, warned of, mediated by the camat, ended and settled."""

import datetime as dt

import pytest
from django.core.management import call_command

from agreements.drafting.terms.actions import add_provision
from agreements.monitoring.obligations.models import Occurrence
from agreements.publication.actions import publish
from agreements.record.access import parties_of
from agreements.record.journal import breaks
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from tests.factories import (
    PASSPHRASE,
    OfficeFactory,
    agency,
    approved,
    begun,
    certified,
    member,
    partner,
    signatory_of,
    signed,
    village,
)
from tests.journeys.deeds import does, fills, letter_of, room, scan, words_of
from villages.organizations.models import OfficeKind
from villages.people.models import Position

pytestmark = pytest.mark.journey
FIRST, LAST = dt.date(2027, 1, 4), dt.date(2028, 12, 31)
TITLE, FIRM = "Pengelolaan Pantai Menganti", "PT Samudra Wisata"
SHARE = "menyetor bagi hasil kepada desa"
PAPERS = ("Omzet turun karena cuaca.", "Kami minta penundaan.", "Keduanya berunding sampai sore.")
AGREED = "Perusahaan menyerahkan loket pada akhir Maret dan tidak lagi mengelola pantai."
PUBLIC = "Kerja sama dihentikan; desa mengelola pantai sendiri."


@pytest.fixture
def today(on_day, settings):
    """The first day; nobody has to log in again for the whole story."""
    settings.SESSION_COOKIE_AGE = 3 * 365 * 24 * 60 * 60
    on_day(FIRST)
    return on_day


@pytest.fixture
def parties(today, enter):
    return village("Argopeni").organization, partner(FIRM).organization


@pytest.fixture
def agreement(parties):
    """In force since the first day: a share of the takings each quarter, and what follows when it is not paid."""
    made = begun(*parties, title=TITLE, starts_on=FIRST, ends_on=LAST)
    made.provisions.filter(kind__in=["obligation", "sanction"]).delete()
    one, firm = parties_of(made)
    facts = {"by": made.created_by, "kind": "obligation"}
    add_provision(made, party=one, text="menyediakan lahan parkir", **facts)
    due = {"due_rule": "quarterly", "due_on": dt.date(2027, 2, 1), "amount": 10_000_000}
    share = add_provision(made, party=firm, text=SHARE, evidence="bukti setor", **due, **facts)
    steps = [{"measure": "warning", "after_days": 0, "amount": None}]
    steps.append({"measure": "termination", "after_days": 14, "amount": None})
    facts |= {"kind": "sanction", "breach_of": share, "steps": steps}
    add_provision(made, party=firm, text="teguran sampai dengan pengakhiran", **facts)
    publish(signed(approved(made)), by=made.created_by)
    return Agreement.objects.get(pk=made.pk)


@pytest.fixture
def camat(agreement):
    """The head of the kecamatan, who can sign."""
    kind, subdistrict = OfficeKind.SUBDISTRICT, agreement.initiator.village.area.subdistrict
    office = OfficeFactory(name="Kecamatan Ayah", office_kind=kind, subdistrict=subdistrict)
    return certified(member(office, Position.SUBDISTRICT_HEAD), office.organization)


def breaks_its_word(today, agreement, head, firm, folder):
    """Not paid, claimed, answered, warned of, and the end is proposed: each step by a person, with a letter."""
    ref, case = agreement.ref, room(agreement.ref, "pelanggaran/1")
    row = Occurrence.objects.get(agreement=agreement, due_on=dt.date(2027, 2, 1))
    address = room(ref, "pelanggaran/nyatakan") + f"?kewajiban={row.pk}"
    does(head, address, "Kirim kepada pihak itu", "Tercatat", story="Bagi hasil Januari belum disetor.")
    does(firm, f"{case}tanggapan/", "Kirim tanggapan", "Tercatat", answer=PAPERS[0])
    today("2027-02-05")
    head.page.goto(f"{case}langkah/")
    head.sees("Teguran tertulis")
    head.press("Terbitkan surat")
    head.sees("Ditunggu sampai 19 Februari 2027")
    head.sees("Dapat diambil mulai 19 Februari 2027")
    letter = words_of(head, letter_of(head, "Teguran tertulis"), folder)
    assert not letter or ("Teguran tertulis" in letter and FIRM in letter)
    today("2027-02-19")
    does(head, f"{case}langkah/", "Terbitkan surat", "pengakhiran kerja sama")
    call_command("notify")
    firm.page.goto("/pemberitahuan/")
    firm.sees("atau ajukan perselisihan")
    assert Agreement.objects.get(pk=agreement.pk).stage == Stage.IN_FORCE


def disputes(today, agreement, head, firm):
    """The firm objects; the parties talk among themselves and do not agree, so it goes to the camat."""
    one = room(agreement.ref, "perselisihan/1")
    firm.page.goto(room(agreement.ref, "pelanggaran/1"))
    firm.follow("Ajukan perselisihan")
    fills(firm, claim="Teguran datang saat musim sepi.", wish=PAPERS[1])
    firm.press("Ajukan")
    firm.sees("Tercatat")
    does(head, f"{one}jawab/", "Kirim jawaban", "Tercatat", text="Desa sudah menunggu dua kali.")
    sits(today, firm, one, "2027-02-22", "Belum mencapai kesepakatan.", agreed="tidak")
    firm.follow("Teruskan ke tingkat berikutnya")
    firm.sees("Kecamatan Ayah")
    firm.press("Teruskan")
    firm.sees("camat")


def sits(today, leader, address, day, result, **minutes):
    """Invite to a hearing, hold it, and write down how it went."""
    place = {"day": day, "hour": "10:00", "place": "Balai Desa Argopeni"}
    does(leader, f"{address}undang/", "Kirim undangan", "Tercatat", **place)
    today(day, "12:00")
    leader.page.goto(address)
    leader.follow("Catat jalannya sidang")
    fills(leader, attendance="Kepala desa dan direktur.", minutes=PAPERS[2], **minutes)
    leader.press("Simpan catatan")
    leader.sees(result)


def are_mediated(today, agreement, leader, signers, folder):
    """The camat hears both; what they agree on is worded, and signed by both heads and the camat."""
    one = room(agreement.ref, "perselisihan/1")
    call_command("notify")
    leader.page.goto("/pemberitahuan/")
    leader.press("Fasilitasi")
    leader.sees(TITLE)
    sits(today, leader, one, "2027-03-01", "Mencapai kesepakatan.", agreed="sepakat")
    words = {"outcome": AGREED, "public_outcome": PUBLIC, "effect": "ending"}
    does(leader, f"{one}hasil/", "Terbitkan berita acara", "belum menandatangani", **words)
    minutes = words_of(leader, letter_of(leader, "Penyelesaian perselisihan kerja sama"), folder)
    assert not minutes or "loket" in minutes
    for signer in signers:
        does(
            signer,
            f"{one}tanda-tangan/",
            "Tanda tangani",
            "Tanda tangan Anda tercatat.",
            consent=True,
            passphrase=PASSPHRASE,
        )
    leader.page.goto(one)
    leader.sees("cocok dengan berita acara")
    assert "belum menandatangani" not in leader.page.locator("main").inner_text()


def is_ended(agreement, head, district, folder):
    """The district ends it as breached, when the days of notice are over and with the decision before its eyes."""
    address = room(agreement.ref, "akhiri/pelanggaran")
    said = {
        "decision_number": "100/17/2027",
        "decided_on": "2027-03-29",
        "note": "Menurut berita acara camat.",
    }
    said |= {"noticed_on": "2027-02-19", "public_note": "Bagi hasil tidak disetor.", "scans": scan()}
    district.page.goto(room(agreement.ref, "pengakhiran"))
    does(district, address, "Akhiri kerja sama", "Kerja sama ini tercatat berakhir.", **said)
    district.sees("100/17/2027")
    district.sees("Laporan akhir")
    letter = words_of(district, letter_of(district, "Pengakhiran"), folder)
    assert not letter or TITLE.casefold() in letter.casefold()
    head.page.goto(room(agreement.ref, "laporan"))
    head.sees("akhir")
    head.sees("Desa Argopeni")


def is_settled(agreement, head, firm):
    """The open money stands in the list of what remains; who received it says so."""
    head.page.goto(room(agreement.ref, "pengakhiran"))
    head.sees("1 hal belum selesai.")
    head.sees("10.000.000")
    head.follow("Nyatakan selesai")
    fills(head, note="Kuitansi 12/2027")
    head.press("Nyatakan selesai")
    head.sees("Tercatat selesai.")
    firm.page.goto(room(agreement.ref, "pengakhiran"))
    firm.sees("Kuitansi 12/2027")
    firm.sees("0 hal belum selesai.")


def is_told_to_everybody(agreement, citizen):
    """Citizens read that it ended, on which ground, that there was a dispute and its outcome; no paper of it."""
    citizen.page.goto(room(agreement.ref))
    citizen.follow("Lihat jalannya kerja sama")
    for words in ("Berakhirnya", "Bagi hasil tidak disetor.", "Perselisihan", PUBLIC):
        citizen.sees(words)
    for words in (*PAPERS, AGREED, "Menurut berita acara camat."):
        assert words not in citizen.page.content()
    papers = ("perselisihan/1", "pelanggaran/1", "surat", "pengakhiran")
    assert all("/masuk/" in reached(citizen, room(agreement.ref, name)) for name in papers)


def reached(citizen, address):
    citizen.page.goto(address)
    return citizen.page.url


def test_a_contract_is_breached_mediated_and_ended(today, agreement, camat, enter, tmp_path):
    head, firm = (enter(signatory_of(party.organization)) for party in parties_of(agreement))
    leader = enter(camat)
    today("2027-02-03")
    breaks_its_word(today, agreement, head, firm, tmp_path)
    disputes(today, agreement, head, firm)
    are_mediated(today, agreement, leader, (head, firm, leader), tmp_path)
    today("2027-03-29")
    is_ended(agreement, head, enter(member(agency(), Position.AGENCY_OFFICER)), tmp_path)
    is_settled(agreement, head, firm)
    is_told_to_everybody(agreement, enter(None))
    assert not list(breaks(Agreement.objects.all()))
