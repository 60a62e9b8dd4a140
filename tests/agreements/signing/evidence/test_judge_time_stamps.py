"""Time stamps prove when people signed: their own, or a later one over the whole file; and for how long."""

import io
import subprocess
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from agreements.documents import pdf
from agreements.signing.crypto import authority, inspection, lasting, sealing
from agreements.signing.crypto.clocks import Clock, NoTime, remote_stamper
from agreements.signing.crypto.pki import Identity
from agreements.signing.crypto.waiting import wait_for
from tests.agreements.signing import pades_help as change
from tests.agreements.signing.evidence.time_service import NAME, time_service
from tests.agreements.signing.pades_help import really_signed_by, signed_by
from tests.support.conformance import faults
from tests.support.contents import content


@pytest.fixture(scope="module")
def ca(tmp_path_factory):
    start = datetime(2023, 1, 1, tzinfo=UTC)
    return authority.create(tmp_path_factory.mktemp("authority") / "ca", "sandi uji", not_before=start)


@pytest.fixture(scope="module")
def service():
    with time_service() as running:
        yield running


@pytest.fixture(scope="module")
def gone():
    with time_service() as running:
        pass
    return running


@pytest.fixture(scope="module")
def blank():
    return pdf.render(content(2))


@pytest.fixture(scope="module")
def unproven(ca, blank, gone):
    """The first of two signatures, made without a time stamp."""
    return really_signed_by(ca, blank, "p1", clock=clock_of(gone))


def clock_of(service, *, lists=True):
    stamper = remote_stamper(service.service())
    try:
        wait_for(stamper.async_dummy_response("sha256"))
    except NoTime:
        return Clock(stamper, (service.root,), is_complete=False)
    crls = (service.crl(),) if lists else ()
    return Clock(stamper, (service.root,), crls, leaf=stamper.leaf, is_complete=lists)


def inspect(ca, file, **more):
    return inspection.inspect(file, root=ca.root, crls=ca.crls(), **more)


def test_a_configured_service_stamps_and_is_named(ca, blank, service):
    made = really_signed_by(ca, blank, "p1", clock=clock_of(service))
    assert (made.level, made.time_source) == ("B-LT", NAME)
    report = inspect(ca, made.data, time_roots=[service.root])
    assert report.verdict == "valid"
    assert (report.signatures[0].level, report.signatures[0].time_source) == ("B-LT", NAME)


def test_the_portals_own_time_is_called_local(ca, blank):
    made = really_signed_by(ca, blank, "p1")
    assert (made.level, made.time_source) == ("B-LT", "local")
    assert inspect(ca, made.data).signatures[0].time_source == "local"


def test_a_service_nobody_configured_proves_nothing(ca, blank, service):
    file = signed_by(ca, blank, "p1", clock=clock_of(service))
    report = inspect(ca, file)
    assert (report.verdict, report.problems) == ("invalid", ("no_time",))
    assert report.signatures[0].signed_at is None


def test_without_revocation_lists_about_the_service_it_is_said(ca, blank, service):
    made = really_signed_by(ca, blank, "p1", clock=clock_of(service, lists=False))
    assert (made.level, made.time_source) == ("B-T", NAME)
    assert inspect(ca, made.data, time_roots=[service.root]).verdict == "valid"


def test_a_service_that_is_down_stops_nobody_from_signing(ca, unproven):
    assert (unproven.level, unproven.time_source) == ("B-B", "")
    report = inspect(ca, unproven.data)
    assert (report.verdict, report.problems) == ("invalid", ("no_time",))
    only = report.signatures[0]
    assert only.intact and only.valid and only.trusted and not only.timestamped


def test_the_portal_knows_that_proof_is_still_to_come(ca, unproven):
    report = inspect(ca, unproven.data, awaited=["ttd-p1"])
    assert (report.verdict, report.problems) == ("valid", ())
    assert (report.signatures[0].level, report.signatures[0].notes) == ("B-B", ("time_pending",))


def test_a_time_stamp_over_the_file_proves_it_later(ca, unproven):
    longer = lasting.extend(unproven.data, authority=ca)
    assert longer.data.startswith(unproven.data)
    report = inspect(ca, longer.data)
    assert (report.verdict, report.problems) == ("valid", ())
    only = report.signatures[0]
    assert (only.level, only.time_source, only.notes) == ("B-LT", "local", ("time_later",))
    assert only.signed_at == report.stamps[0].moment
    assert not only.timestamped


def test_stamps_are_nobodys_signature(ca, unproven):
    report = inspect(ca, lasting.extend(unproven.data, authority=ca).data)
    assert [s.field for s in report.signatures] == ["ttd-p1"]
    assert report.open_fields == ("ttd-p2",)
    stamp = report.stamps[0]
    assert (stamp.field, stamp.source, stamp.intact, stamp.trusted) == ("cap-waktu-1", "local", True, True)
    assert stamp.good


def test_the_next_signers_time_stamp_proves_it_too(ca, unproven):
    report = inspect(ca, signed_by(ca, unproven.data, "p2"))
    assert (report.verdict, [s.level for s in report.signatures]) == ("valid", ["B-LT", "B-LT"])
    assert report.signatures[0].notes == ("time_later",)
    assert report.signatures[0].signed_at == report.signatures[1].signed_at


def test_people_go_on_signing_after_evidence(ca, unproven):
    file = signed_by(ca, lasting.extend(unproven.data, authority=ca).data, "p2")
    file = lasting.extend(file, authority=ca).data
    report = inspect(ca, file)
    assert (report.verdict, report.problems) == ("valid", ())
    assert [s.level for s in report.signatures] == ["B-LTA", "B-LTA"]
    assert [s.field for s in report.stamps] == ["cap-waktu-1", "cap-waktu-2"]


def test_who_was_revoked_before_the_proof_counts_as_revoked(ca, unproven):
    report = inspect(ca, unproven.data, awaited=["ttd-p1"])
    serial = report.signatures[0].serial
    revoked = [(serial, datetime.now(UTC) - timedelta(minutes=1))]
    late = lasting.extend(unproven.data, authority=ca, revoked=revoked).data
    found = inspection.inspect(late, root=ca.root, crls=ca.crls(revoked))
    assert "revoked" in found.signatures[0].problems


def test_a_certificate_that_expired_after_the_proof_is_fine(ca, blank, gone, on_day):
    key = sealing.new_key()
    short = ca.issue(key.public_key(), Identity("Slamet", "Kepala Desa", "Desa"), days=30)
    file = signed_by(ca, blank, "p1", key=key, certificate=short, clock=clock_of(gone))
    file = lasting.extend(file, authority=ca).data
    on_day("2035-01-01")
    assert inspect(ca, file).verdict == "valid"


def test_a_certificate_that_expired_before_the_proof_is_not(ca, blank, gone, on_day):
    key = sealing.new_key()
    short = ca.issue(key.public_key(), Identity("Slamet", "Kepala Desa", "Desa"), days=30)
    file = signed_by(ca, blank, "p1", key=key, certificate=short, clock=clock_of(gone))
    on_day("2035-01-01")
    report = inspect(ca, lasting.extend(file, authority=ca).data)
    assert report.signatures[0].problems == ("untrusted",)


def test_the_yearly_stamp_carries_an_expired_service_on(ca, blank, on_day):
    with time_service(until=datetime(2027, 6, 1, tzinfo=UTC)) as short:
        file = signed_by(ca, blank, "p1", clock=clock_of(short))
    on_day("2027-05-01")
    kept = lasting.extend(file, authority=ca).data
    on_day("2030-01-01")
    neglected, carried = (inspect(ca, f, time_roots=[short.root]) for f in (file, kept))
    assert (neglected.verdict, neglected.signatures[0].notes) == ("valid", ("time_expired",))
    assert (carried.verdict, carried.signatures[0].notes) == ("valid", ())
    assert carried.signatures[0].level == "B-LTA"


def test_a_stamp_of_a_lookalike_proves_nothing(ca, unproven, tmp_path):
    start = datetime(2023, 1, 1, tzinfo=UTC)
    stranger = authority.create(tmp_path / "ca", "sandi lain", not_before=start)
    report = inspect(ca, lasting.extend(unproven.data, authority=stranger).data)
    assert report.verdict == "invalid"
    assert report.stamps[0].problems == ("stamp_untrusted",)
    assert "no_time" in report.problems


def test_a_time_services_root_signs_for_nobody(ca, service):
    """A public service's authority may issue certificates with any name in them."""
    stranger = authority.open_(ca._directory, "sandi uji")
    report = inspect(ca, signed_by(stranger, pdf.render(content(2)), "p1"), time_roots=[service.root])
    assert report.signatures[0].trusted
    other = inspection.inspect(
        signed_by(ca, pdf.render(content(2)), "p1"), root=service.root, time_roots=[ca.root]
    )
    assert "untrusted" in other.problems


@pytest.mark.parametrize("update", [change.page_replaced, change.note_added, change.language_changed])
def test_a_change_after_the_stamp_is_seen(ca, unproven, update):
    file = change.appended(lasting.extend(unproven.data, authority=ca).data, update)
    report = inspect(ca, file)
    assert report.verdict == "invalid"
    assert "changed" in report.problems


def test_a_flipped_byte_breaks_stamp_and_signature(ca, unproven):
    file = lasting.extend(unproven.data, authority=ca).data
    place = file.index(b"stream", 3_000) + 40
    report = inspect(ca, file[:place] + bytes([file[place] ^ 1]) + file[place + 1 :])
    assert report.stamps[0].problems == ("stamp_altered",)
    assert "altered" in report.signatures[0].problems


def test_a_stamp_that_is_none_is_named(ca, unproven):
    def broken(writer):
        stamp = writer.root["/AcroForm"]["/Fields"][-1]["/V"]
        stamp[pdf_name("/SubFilter")] = pdf_name("/ETSI.nothing")
        stamp[pdf_name("/Contents")] = generic.ByteStringObject(bytes(64))
        writer.update_container(stamp)

    file = change.appended(lasting.extend(unproven.data, authority=ca).data, broken)
    assert inspect(ca, file).verdict in ("invalid", "unreadable")


@pytest.fixture(scope="module")
def archived(ca, blank):
    file = signed_by(ca, signed_by(ca, blank, "p1"), "p2")
    for _year in range(2):
        file = lasting.extend(file, authority=ca).data
    return file


def test_independent_readers_find_signatures_and_stamps(archived, tmp_path):
    (tmp_path / "signed.pdf").write_bytes(archived)
    said = subprocess.run(["pdfsig", tmp_path / "signed.pdf"], capture_output=True, text=True).stdout
    assert said.count("Signature is Valid.") == 2
    assert said.count("cap-waktu-") == 2
    checked = subprocess.run(["qpdf", "--check", tmp_path / "signed.pdf"], capture_output=True, text=True)
    assert "No syntax or stream encoding errors" in checked.stdout


def test_an_independent_checker_still_finds_the_archives_file_conforming(archived):
    assert faults(archived) == []


def test_stamps_have_no_place_on_a_page_so_that_pdf_a_and_pdf_ua_hold(archived):
    """PDF/A-3 6.3.2: printed, not hidden; PDF/UA-1 7.18: untagged only outside the crop box, named, in tab order."""
    with pikepdf.open(io.BytesIO(archived)) as file:
        fields = [f for f in file.Root.AcroForm.Fields if str(f.T).startswith("cap-waktu-")]
        names = {f.T for f in fields}
        pages = [p for p in file.pages if names & {a.get("/T") for a in p.get("/Annots", [])}]
        assert len(fields) == 2
        for field in fields:
            assert int(field.F) & 0b111 == 0b100
            assert [float(edge) for edge in field.Rect] == [-9999] * 4
            assert "/AP" not in field  # allowed for a box without size
            assert str(field.TU) == lasting.READABLE
        assert pages
        assert all(page.Tabs == "/S" for page in pages)
        assert "/XFA" not in file.Root.AcroForm
