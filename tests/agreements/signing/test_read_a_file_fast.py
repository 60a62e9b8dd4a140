"""Our reader finds in a file what pyHanko's own finds, object by object; only sooner."""

import io

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from agreements.documents import pdf
from agreements.signing.crypto import authority, reading
from tests.agreements.signing.pades_help import signed_by
from tests.support.contents import content


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    ca = authority.create(tmp_path_factory.mktemp("authority") / "ca", "sandi uji")
    return signed_by(ca, pdf.render(content(2)), "p1")


def written(thing):
    out = io.BytesIO()
    thing.write_to_stream(out, None)
    return out.getvalue()


def every(reader):
    """All objects of the file, also as they were in each revision, as they would be written."""
    found = {}
    for revision in range(reader.xrefs.total_revisions):
        view = reader.get_historical_resolver(revision)
        for ref in sorted(view.explicit_refs_in_revision(), key=lambda ref: ref.idnum):
            found[revision, ref.idnum] = written(view.get_object(ref))
    return found


def test_every_object_of_every_revision_is_the_same(signed):
    ours, theirs = every(reading.reader(signed)), every(PdfFileReader(io.BytesIO(signed)))
    assert len(ours) > 100
    assert ours == theirs


def packed(table, first=None, count=1):
    """A reader that has a packed stream with this table of contents before the object (number 5) "(satu)"."""
    reader = reading.reader(pdf.render(content(2)), strict=False)
    names = {"/Type": "/ObjStm", "/N": count, "/First": len(table) if first is None else first}
    kinds = {str: generic.pdf_name, int: generic.NumberObject}
    entries = {generic.pdf_name(key): kinds[type(value)](value) for key, value in names.items()}
    stream = generic.StreamObject(entries, stream_data=table + b"(satu)")
    reader.cache_indirect_object(0, 900, stream)
    return reader


@pytest.mark.parametrize("table", [b"5 0 ", b"5  0\n", b"5 0 % ", b"x y ", b"5 ", b"5 0 5 0 "])
@pytest.mark.parametrize("number", [5, 6])
def test_a_strange_table_is_left_to_pyhanko(table, number, monkeypatch):
    def answer(reader):
        try:
            return written(reader._get_object_from_stream(number, 900, 0))
        except (PdfReadError, ValueError) as error:
            return type(error)

    ours = answer(packed(table))
    monkeypatch.setattr(reading, "_contents", lambda _stream: (b"", []))
    assert ours == answer(packed(table))
