"""Signatures are real PAdES: independent tools read them, and inspection says who, when and how."""

import asyncio
import io
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from agreements.documents import content as contents
from agreements.documents import pdf
from agreements.signing.crypto import authority, inspection, pki, sealing
from agreements.signing.crypto.pades import SigningError
from agreements.signing.crypto.pki import Identity
from agreements.signing.crypto.stamp import moment_text
from tests.agreements.signing.pades_help import signed_by
from tests.support.contents import content


@pytest.fixture(scope="module")
def ca(tmp_path_factory):
    start = datetime(2023, 1, 1, tzinfo=UTC)
    return authority.create(tmp_path_factory.mktemp("authority") / "ca", "sandi uji", not_before=start)


@pytest.fixture(scope="module")
def blank():
    return pdf.render(content(3))


@pytest.fixture(scope="module")
def signed(ca, blank):
    file = blank
    for party in ("p1", "p2", "p3"):
        file = signed_by(ca, file, party, f"Slamet {party}")
    return file


def pdfsig(data, tmp_path):
    (tmp_path / "signed.pdf").write_bytes(data)
    return subprocess.run(["pdfsig", tmp_path / "signed.pdf"], capture_output=True, text=True).stdout


def test_an_independent_reader_finds_every_signature_valid(signed, tmp_path):
    said = pdfsig(signed, tmp_path)
    assert said.count("Signature is Valid.") == 3
    assert said.count("ETSI.CAdES.detached") == 3
    assert "Slamet p2" in said


def test_an_independent_reader_finds_a_flipped_byte(signed, tmp_path):
    place = signed.index(b"stream", 3_000) + 40
    flipped = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
    assert "Signature is Valid." not in pdfsig(flipped, tmp_path)


def test_the_signed_file_is_sound_and_begins_with_the_blank(signed, blank, tmp_path):
    (tmp_path / "signed.pdf").write_bytes(signed)
    checked = subprocess.run(["qpdf", "--check", tmp_path / "signed.pdf"], capture_output=True, text=True)
    assert "No syntax or stream encoding errors" in checked.stdout
    assert signed.startswith(blank)


def test_inspection_says_who_signed_when_and_how(ca, signed):
    report = inspection.inspect(signed, root=ca.root, crls=ca.crls())
    assert (report.verdict, report.problems, report.open_fields) == ("valid", (), ())
    assert [s.field for s in report.signatures] == ["ttd-p1", "ttd-p2", "ttd-p3"]
    second = report.signatures[1]
    assert (second.name, second.office, second.organization) == ("Slamet p2", "Kepala Desa p2", "Desa p2")
    assert abs(second.signed_at - datetime.now(UTC)) < timedelta(minutes=10)
    assert all(s.intact and s.valid and s.trusted and s.timestamped and s.good for s in report.signatures)
    assert [s.certifies for s in report.signatures] == [True, False, False]
    assert report.content_digest == contents.digest(contents.canonical(content(3)))


def test_a_half_signed_file_says_what_is_open(ca, blank):
    report = inspection.inspect(signed_by(ca, blank, "p2"), root=ca.root)
    assert (report.verdict, report.open_fields) == ("valid", ("ttd-p1", "ttd-p3"))
    assert inspection.inspect(blank, root=ca.root).verdict == "unsigned"


def test_signatures_are_told_in_the_order_they_were_made(ca, blank):
    file = signed_by(ca, signed_by(ca, blank, "p3"), "p1")
    report = inspection.inspect(file, root=ca.root)
    assert [(s.field, s.certifies) for s in report.signatures] == [("ttd-p3", True), ("ttd-p1", False)]


def test_the_file_carries_what_is_needed_to_judge_it_later(signed):
    store = PdfFileReader(io.BytesIO(signed)).root["/DSS"]
    assert len(store["/CRLs"]) >= 2
    assert len(store["/Certs"]) >= 4


def test_a_signature_of_a_travelled_day_is_of_that_day(ca, on_day):
    on_day("2024-03-05", "14:05")
    file = signed_by(ca, pdf.render(content(2)), "p1")
    on_day("2026-11-22")
    report = inspection.inspect(file, root=ca.root, crls=ca.crls())
    assert report.verdict == "valid"
    assert moment_text(report.signatures[0].signed_at).startswith("5 Maret 2024 pukul 14.05")


def test_a_signature_outlives_its_certificate(ca, signed, on_day):
    on_day("2035-01-01")
    assert inspection.inspect(signed, root=ca.root, crls=ca.crls()).verdict == "valid"


def test_before_the_authority_began_nothing_can_be_signed(ca, blank, on_day):
    key = sealing.new_key()
    certificate = ca.issue(key.public_key(), Identity("A", "B", "C"))
    on_day("2019-01-01")
    with pytest.raises(SigningError):
        signed_by(ca, blank, "p1", key=key, certificate=certificate)


def test_an_expired_certificate_cannot_sign(ca, blank, on_day):
    key = sealing.new_key()
    certificate = ca.issue(key.public_key(), Identity("A", "B", "C"), days=30)
    on_day("2029-01-01")
    with pytest.raises(SigningError):
        signed_by(ca, blank, "p1", key=key, certificate=certificate)


def test_a_revoked_certificate_cannot_sign(ca, blank):
    key = sealing.new_key()
    certificate = ca.issue(key.public_key(), Identity("A", "B", "C"))
    revoked = [(certificate.serial_number, datetime.now(UTC) - timedelta(minutes=1))]
    with pytest.raises(SigningError):
        signed_by(ca, blank, "p1", key=key, certificate=certificate, revoked=revoked)


@pytest.mark.parametrize(("shift", "verdict"), [(-1, "invalid"), (1, "valid")])
def test_a_revocation_counts_from_its_moment(ca, blank, on_day, shift, verdict):
    key = sealing.new_key()
    certificate = ca.issue(key.public_key(), Identity("A", "B", "C"))
    file = signed_by(ca, blank, "p1", key=key, certificate=certificate)
    moment = datetime.now(UTC) + timedelta(hours=shift)
    revoked = [(certificate.serial_number, moment)]
    on_day("2027-12-31")
    later = signed_by(ca, file, "p2", revoked=revoked)  # its evidence lists the revocation, too
    report = inspection.inspect(later, root=ca.root, crls=ca.crls(revoked))
    assert report.verdict == verdict
    assert ("revoked" in report.signatures[0].problems) is (verdict == "invalid")
    assert report.signatures[1].good


def test_another_authority_is_not_trusted(ca, signed, tmp_path):
    stranger = authority.create(tmp_path / "ca", "sandi lain")
    report = inspection.inspect(signed, root=stranger.root)
    assert report.verdict == "invalid"
    assert {"untrusted", "no_time"} <= set(report.problems)
    assert all(s.intact and s.valid for s in report.signatures)
    assert pki.fingerprint(stranger.root) != pki.fingerprint(ca.root)


def test_a_field_is_signed_once_and_must_be_there(ca, blank):
    once = signed_by(ca, blank, "p1")
    for file, party, code in (
        (once, "p1", "already_signed"),
        (once, "p9", "no_field"),
        (b"?", "p1", "unreadable"),
    ):
        with pytest.raises(SigningError) as caught:
            signed_by(ca, file, party)
        assert caught.value.code == code


def test_markup_in_a_name_is_only_text_in_the_stamp(ca, blank, tmp_path):
    file = tmp_path / "signed.pdf"
    file.write_bytes(signed_by(ca, blank, "p1", '<b>Slamet</b> & "Siti"'))
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True).stdout
    assert "<b>Slamet</b>" in text
    assert "Tanda tangan elektronik tidak" in text


def test_it_works_where_an_event_loop_runs_already(ca, blank):
    async def inside():
        return inspection.inspect(signed_by(ca, blank, "p3"), root=ca.root).verdict

    with ThreadPoolExecutor(1) as elsewhere:  # the browser of another test may have a loop in this thread
        assert elsewhere.submit(asyncio.run, inside()).result() == "valid"


def test_nineteen_parties_sign_one_file(ca):
    file = pdf.render(content(19))
    for i in range(1, 20):
        file = signed_by(ca, file, f"p{i}")
    report = inspection.inspect(file, root=ca.root, crls=ca.crls())
    assert report.verdict == "valid"
    assert [s.field for s in report.signatures] == [f"ttd-p{i}" for i in range(1, 20)]
