"""PDF/A-3a and PDF/UA-1 hold after every signature, and nothing but signatures and their evidence was added."""

import io
import re
import subprocess
from datetime import UTC, datetime

import outloud
import pikepdf
import pytest

from agreements.documents import pdf
from agreements.signing.crypto import authority, lasting
from tests.agreements.signing.pades_help import signed_by
from tests.support.conformance import every_signature_covers_its_revision, faults
from tests.support.contents import attested

PLACES = ("p1", "p2", "s1", "s2", "m1")


@pytest.fixture(scope="module")
def ca(tmp_path_factory):
    start = datetime(2023, 1, 1, tzinfo=UTC)
    return authority.create(tmp_path_factory.mktemp("authority") / "ca", "sandi uji", not_before=start)


@pytest.fixture(scope="module")
def blank():
    return pdf.render(attested(2, "contract"))


@pytest.fixture(scope="module")
def states(ca, blank):
    """The file after each of the five signatures."""
    found = [blank]
    for place in PLACES:
        found.append(signed_by(ca, found[-1], place, f"Slamet {place}"))
    return found[1:]


@pytest.mark.parametrize("count", range(1, 6))
def test_both_standards_hold_after_every_signature(states, count):
    assert faults(states[count - 1]) == []


def test_they_hold_with_an_archive_time_stamp(states, ca):
    assert faults(lasting.extend(states[-1], authority=ca).data) == []


def test_a_signature_that_does_not_cover_its_revision_is_told(states):
    assert every_signature_covers_its_revision(states[-1])
    written, rest = re.search(rb"/ByteRange\s*\[\s*\d+ \d+ \d+ (\d+)", states[0]).group(0, 1)
    shorter = written[: -len(rest)] + b"%0*d" % (len(rest), int(rest) - 9)
    assert not every_signature_covers_its_revision(states[-1].replace(written, shorter, 1))


def test_a_second_checker_finds_nothing_but_the_words_in_the_stamps(states, tmp_path):
    (tmp_path / "signed.pdf").write_bytes(states[-1])
    result = outloud.check(str(tmp_path / "signed.pdf"))
    assert result.error is None
    assert {f.rule for f in result.findings if f.severity != "info"} <= {"TAG-003"}


def test_independent_readers_find_five_valid_signatures_in_a_sound_file(states, tmp_path):
    (tmp_path / "signed.pdf").write_bytes(states[-1])
    said = subprocess.run(["pdfsig", tmp_path / "signed.pdf"], capture_output=True, text=True).stdout
    assert said.count("Signature is Valid.") == 5
    checked = subprocess.run(["qpdf", "--check", tmp_path / "signed.pdf"], capture_output=True, text=True)
    assert "No syntax or stream encoding errors" in checked.stdout


def test_a_reader_is_told_who_signs_where_the_stamp_only_shows_it(states):
    with pikepdf.open(io.BytesIO(states[-1])) as opened:
        named = {str(field.T): str(field.TU) for field in opened.Root.AcroForm.Fields}
    assert named["ttd-p1"] == "Tanda tangan Slamet Argopeni, Kepala Desa Argopeni"
    assert named["ttd-s2"] == "Tanda tangan Sri Wahyuni"
    assert named["ttd-m1"] == "Tanda tangan Bambang Sutrisno, Camat Ayah"


def test_metadata_data_and_tags_stay_as_they_were(states, blank):
    with pikepdf.open(io.BytesIO(blank)) as before, pikepdf.open(io.BytesIO(states[-1])) as after:
        for one in (before, after):
            assert one.Root.MarkInfo.Marked is True
        assert after.Root.Metadata.read_raw_bytes() == before.Root.Metadata.read_raw_bytes()
        assert after.docinfo == before.docinfo
        assert after.Root.AF[0].EF.F.read_bytes() == before.Root.AF[0].EF.F.read_bytes()
        assert after.Root.StructTreeRoot.objgen == before.Root.StructTreeRoot.objgen
        assert len(after.pages) == len(before.pages)
        for old, new in zip(before.pages, after.pages, strict=True):
            assert new.Contents.read_bytes() == old.Contents.read_bytes()
