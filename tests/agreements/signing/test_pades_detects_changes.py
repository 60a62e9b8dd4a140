"""Whatever is done to a signed file, inspection sees it, or says that only the stored digest can."""

import hashlib
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader

from agreements.documents import content as contents
from agreements.documents import pdf
from agreements.signing.crypto import authority, inspection
from tests.agreements.signing import pades_help as change
from tests.support.contents import content


@pytest.fixture(scope="module")
def ca(tmp_path_factory):
    start = datetime(2023, 1, 1, tzinfo=UTC)
    return authority.create(tmp_path_factory.mktemp("authority") / "ca", "sandi uji", not_before=start)


@pytest.fixture(scope="module")
def signed(ca):
    file = change.signed_by(ca, pdf.render(content(2, "contract")), "p1")
    return change.signed_by(ca, file, "p2")


def inspect(ca, file):
    return inspection.inspect(file, root=ca.root, crls=ca.crls())


def flipped(file, place):
    return file[:place] + bytes([file[place] ^ 1]) + file[place + 1 :]


def test_untouched_it_is_valid(ca, signed):
    assert inspect(ca, signed).verdict == "valid"


@pytest.mark.parametrize(
    "update",
    [
        change.page_replaced,
        change.note_added,
        change.data_swapped,
        change.stamp_swapped,
        change.language_changed,
        change.page_dropped,
    ],
)
def test_a_change_appended_after_signing_is_seen(ca, signed, update):
    report = inspect(ca, change.appended(signed, update))
    assert report.verdict == "invalid"
    assert "changed" in report.problems
    assert all(s.intact for s in report.signatures)


@pytest.mark.parametrize(
    "junk", [b"\n% sisipan\n", b"\x00" * 64, b"<script>", b"%%EOF\n%%EOF\n", b"\n\n\n\n\nstartxref\n9\n"]
)
def test_bytes_after_the_end_are_seen(ca, signed, junk):
    report = inspect(ca, signed + junk)
    assert report.verdict in ("invalid", "unreadable")


def test_a_second_end_that_repeats_the_first_is_seen(ca, signed):
    tail = signed[signed.rindex(b"startxref") :]
    report = inspect(ca, signed + b"% sisipan\n" + tail)
    assert "appended" in report.problems


def test_a_flipped_byte_in_the_text_is_seen_by_all(ca, signed):
    report = inspect(ca, flipped(signed, signed.index(b"stream", 3_000) + 40))
    assert report.verdict == "invalid"
    assert [s.problems for s in report.signatures] == [("altered",), ("altered",)]


def test_a_forged_signature_value_is_seen(ca, signed):
    last = PdfFileReader(io.BytesIO(signed)).embedded_signatures[1]
    value = last.signer_info["signature"].native.hex().encode()
    place = signed.index(value if value in signed else value.upper()) + 40
    other = b"0" if signed[place : place + 1] != b"0" else b"1"
    report = inspect(ca, signed[:place] + other + signed[place + 1 :])
    assert report.verdict == "invalid"
    assert report.signatures[1].problems[0] == "forged"
    assert report.signatures[0].intact


def test_a_signature_moved_to_another_text_is_seen(ca, signed):
    other = pdf.render(content(2, "contract", title="Sewa Menyewa Tanah Kas Desa"))
    report = inspect(ca, other + signed[len(other) :])
    assert report.verdict in ("invalid", "unreadable")


def test_a_cut_back_file_is_sound_so_the_digest_decides(ca, signed):
    """The reason why digest, size and number of signatures are stored after each signature."""
    revisions = PdfFileReader(io.BytesIO(signed)).xrefs  # blank, p1, its evidence, p2, its evidence
    end = signed.index(b"%%EOF\n", revisions.get_xref_container_info(2).end_location) + 6
    report = inspect(ca, signed[:end])
    assert (report.problems, report.open_fields) == ((), ("ttd-p2",))
    assert report.sha256 != hashlib.sha256(signed).hexdigest()


@pytest.mark.parametrize("file", [b"", b"hello", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"PK\x03\x04" * 99])
def test_what_is_no_pdf_is_unreadable(ca, file):
    report = inspect(ca, file)
    assert (report.verdict, report.problems) == ("unreadable", ("not_pdf",))
    assert report.sha256 == hashlib.sha256(file).hexdigest()


def test_a_huge_file_is_not_even_read(ca, monkeypatch):
    monkeypatch.setattr(inspection, "MAX_BYTES", 1_000)
    assert inspect(ca, b"x" * 1_001).problems == ("too_large",)


@pytest.mark.parametrize("seconds", [0.001, 0.01, 0.03, 0.06, 0.1])
def test_a_file_that_takes_too_long_is_given_up_wherever_the_work_is(ca, signed, monkeypatch, seconds):
    monkeypatch.setattr(inspection, "SECONDS", seconds)
    assert inspect(ca, signed).problems in (("too_slow",), ())
    monkeypatch.undo()
    assert inspect(ca, signed).verdict == "valid"


@settings(max_examples=15, deadline=None)
@given(share=st.floats(0, 1, exclude_max=True))
def test_no_single_byte_can_change_unseen(ca, signed, share):
    report = inspect(ca, flipped(signed, int(share * len(signed))))
    # Evidence beside the signed part may change without effect on what is said; the digest tells even that.
    if report.verdict == "valid":
        assert report.content_digest == contents.digest(contents.canonical(content(2, "contract")))
        assert [s.field for s in report.signatures] == ["ttd-p1", "ttd-p2"]
    assert report.sha256 != hashlib.sha256(signed).hexdigest()
