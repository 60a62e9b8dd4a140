"""Files made to hang, to grow or to break the reader: each gets an answer, and the worker lives on."""

import io
import random
import zlib

import pikepdf
import pytest
from django.template.loader import render_to_string

from agreements.documents.apart import Limits
from agreements.publication.verifying import reading
from agreements.publication.verifying.keeping import as_data, verdict_of
from agreements.publication.verifying.reading import read
from tests import factories
from tests.agreements.publication.tampering import rewritten

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def authority():
    return factories.made_authority()


def written(change) -> bytes:
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        pdf.save(file)
    return file.getvalue()


def bomb(pdf) -> None:
    """Half a gigabyte of nothing in half a megabyte."""
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _n in range(512)) + packer.flush()
    stream = pikepdf.Stream(pdf, b"")
    stream.write(packed, filter=pikepdf.Name.FlateDecode)
    pdf.pages[0].obj.Contents = stream


def deep(pdf) -> None:
    inner = pdf.make_indirect(pikepdf.Array([]))
    for _n in range(3_000):
        inner = pdf.make_indirect(pikepdf.Array([inner]))
    pdf.Root.Deep = inner


def looping(pdf) -> None:
    one = pdf.make_indirect(pikepdf.Dictionary())
    one.Again = one
    pdf.Root.Loop = one
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([one]))
    one.Kids = pikepdf.Array([one])


def wrong_kinds(pdf) -> None:
    """Everything that is looked at is something else."""
    for key in ("AF", "Names", "AcroForm", "DSS", "Metadata", "Perms", "OpenAction"):
        pdf.Root["/" + key] = 7
    pdf.pages[0].obj.Annots = pikepdf.Array([7, pikepdf.Name.X, pikepdf.Array([])])
    pdf.pages[0].obj.Resources = pikepdf.String("x")


def test_what_grows_is_stopped(monkeypatch):
    monkeypatch.setattr(reading, "LIMITS", Limits(seconds=30, megabytes=200))
    assert read(written(bomb)).reason in ("foreign", "too_heavy")  # unpacked no further than memory allows
    assert read(b"%PDF-1.7\nno more").reason == "not_pdf"


@pytest.mark.parametrize("how", [deep, looping, wrong_kinds])
def test_what_is_nested_looped_or_wrong_is_no_more_than_unknown(how):
    assert read(written(how)).reason == "foreign"


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"%PDF-" + bytes(5_000), b"%PDF-1.7\nstartxref\n99999999999\n%%EOF"],
)
def test_what_is_no_pdf_is_unreadable(data):
    assert read(data).reason == "not_pdf"


def test_a_form_full_of_nonsense_is_no_signature():
    def change(pdf) -> None:
        made = pikepdf.Dictionary(Type=pikepdf.Name.Sig, Contents=b"\x30\x80nonsense", ByteRange=[0, 1, 2])
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="ttd-p1", V=pdf.make_indirect(made))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pdf.make_indirect(field)]))

    assert read(written(change)).reason == "signed_elsewhere"


def test_words_in_a_file_are_shown_as_text(five):
    def change(pdf) -> None:
        name = "<script>alert(1)</script>.html"
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, b"x", filename=name)

    verdict = verdict_of(as_data(read(rewritten(change, five.file))))
    assert any("<script>" in sentence for sentence in verdict.told)
    page = {"verdict": verdict, "digest": "", "link": "", "agreement": None, "since": [], "signatures": []}
    shown = render_to_string("agreements/publication/_answer.html", page)
    assert "alert(1)" in shown
    assert "<script>" not in shown


@pytest.mark.parametrize("seed", range(12))
def test_a_file_with_random_damage_is_never_genuine(five, seed):
    chance, data = random.Random(seed), bytearray(five.file)
    for _n in range(chance.choice([1, 1, 3, 200])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    found = read(bytes(data))
    assert found.reason in ("changed", "resaved", "unsigned", "cut", "added_to", "foreign", "not_pdf")
    assert found.document is None or found.faults
