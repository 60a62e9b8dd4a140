"""Files that are not what they say: refused beside their field, and nothing of them kept."""

import io
import struct
import time
import zipfile
import zlib

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.record.models import Attachment
from tests.hostile.forms import SENT, Sending, errors_in, rows_of_everything
from tests.permissions.expected import Row
from tests.support.papers import LETTER, letter
from tests.support.world import World, undone, word

pytestmark = pytest.mark.django_db
STAGES_NEEDED = ("drafting", "review", "signing", "in_force")
FIELDS = {
    "agreements:end": "scans",
    "agreements:activity-progress": "files",
    "agreements:obligation-prove": "files",
    "agreements:movement-add": "files",
    "agreements:dispute-paper": "files",
    "agreements:indicator-measure": "files",
    "agreements:voice-say": "photo",
    "agreements:attachment-add": "file",
    "agreements:deliberation-add": "file",
    "agreements:deliberation-edit": "file",
    "agreements:elsewhere-import": "file",
    "agreements:elsewhere-scan": "file",
    "agreements:import-text": "file",
    "agreements:paper-lodge": "scan",
    "villages:claim-village": "letter",
    "villages:register-partner": "letter",
    "villages:profile": "logo",
}
ALONE = {"agreements:import-text": {"text": ""}}
"""What is left empty where a file stands in its place."""
each_field = pytest.mark.parametrize("row", [r for r in SENT if r.name in FIELDS], ids=lambda row: row.name)


@pytest.fixture(autouse=True)
def nobody_has_tried_before() -> None:
    cache.clear()


def archive(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def png(width: int, height: int) -> bytes:
    """A picture that says it is that large and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


BOMB = archive(**{f"lapis{n}.xml": b"\0" * 4_000_000 for n in range(10)})
LYING = {
    "a program called .pdf": ("surat.pdf", b"MZ\x90\0" + b"\0" * 500, "application/pdf"),
    "a page called .png": ("lambang.png", b"<html><script>alert(1)</script>", "image/png"),
    "a drawing with a script": (
        "a.png",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
        "image/svg+xml",
    ),
    "a page that begins like a PDF": ("surat.pdf", b"%PDF-1.4\n<script>alert(1)</script>", "application/pdf"),
    "half a PDF": ("surat.pdf", LETTER[: len(LETTER) // 2], "application/pdf"),
    "forty megabytes in forty kilobytes": ("naskah.docx", BOMB, "application/zip"),
    "a torn archive": ("naskah.docx", b"PK\x03\x04" + b"\xff" * 200, "application/zip"),
    "a picture as large as a field": ("besar.png", png(60_000, 60_000), "image/png"),
    "a torn picture": ("rusak.png", png(10, 10)[:40], "image/png"),
    "nothing": ("kosong.pdf", b"", "application/pdf"),
    "twelve megabytes": ("besar.pdf", b"%PDF-1.4\n" + b"0" * 12_000_000 + b"%%EOF", "application/pdf"),
}


@each_field
@pytest.mark.parametrize("what", LYING)
def test_a_file_that_lies_is_refused_beside_its_field(world: World, row: Row, what: str) -> None:
    sending, before, field = Sending(world, row), rows_of_everything(), FIELDS[row.name]
    begin = time.perf_counter()
    with undone():
        response = sending.post(**ALONE.get(row.name, {}) | {field: SimpleUploadedFile(*LYING[what])})
        assert word(response) == "form"
        assert field in errors_in(response)
        assert rows_of_everything() == before
    assert time.perf_counter() - begin < 20


@each_field
def test_a_request_beyond_all_measure_gets_a_page(world: World, row: Row) -> None:
    sending = Sending(world, row)
    huge = SimpleUploadedFile("besar.pdf", b"%PDF" + b"0" * settings.REQUEST_MAX_BYTES)
    assert word(sending.post(**{FIELDS[row.name]: huge})) == "413"


def test_no_file_field_is_left_out(world: World) -> None:
    """The test itself: every form that takes a file is among those above."""
    here = [row for row in SENT if row.stage in ("", *STAGES_NEEDED)]
    here = [row for row in here if row.name != "agreements:verify"]  # judges any file, and keeps none
    known = {row.name: {one.name for one in Sending(world, row).files()} for row in here}
    asked = {name: fields for name, fields in known.items() if fields}
    assert asked == {name: {field} for name, field in FIELDS.items()}


NAMES = (
    "../../../etc/passwd", "a" * 400 + ".pdf", 'x".pdf\r\nX-Injected: yes', "naskah.pdf\u202efdp.exe", "  .pdf",
    "<b>.pdf",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_is_never_used(world: World, name: str) -> None:
    row = next(r for r in SENT if r.name == "agreements:attachment-add")
    sending = Sending(world, row)
    with undone():
        assert word(sending.post(file=letter(name))) in ("back", "form", "400")
        for kept in Attachment.objects.filter(agreement=world.agreements["drafting"]):
            assert kept.file.name.startswith("attachments/")
            assert len(kept.file.name) < 100
            assert ".." not in kept.file.name
            assert kept.content_type == "application/pdf"
            answer = world.client("head1").get(f"/naskah/{kept.agreement.ref}/lampiran/{kept.pk}/")
            assert answer["Content-Disposition"].startswith("attachment;")
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert "X-Injected" not in answer
            b"".join(answer)


def test_a_title_of_signs_makes_a_sound_name(world: World) -> None:
    row = next(r for r in SENT if r.name == "agreements:attachment-add")
    sending = Sending(world, row)
    for title in ("../../x", "\u202efdp", "😀", 'a"b;c', "x" * 200):
        with undone():
            if word(sending.post(title=title)) != "back":
                continue
            kept = Attachment.objects.order_by("-pk")[0]
            answer = world.client("head1").get(f"/naskah/{kept.agreement.ref}/lampiran/{kept.pk}/")
            name = answer["Content-Disposition"].partition("filename=")[2]
            assert not set("/\\\r\n;") & set(name.strip('"')), name
            b"".join(answer)


@pytest.mark.parametrize("what", LYING)
def test_a_strange_file_to_be_checked_gets_a_verdict(world: World, what: str) -> None:
    before = rows_of_everything()
    with undone():
        answer = world.client("stranger").post("/verifikasi/", {"file": SimpleUploadedFile(*LYING[what])})
        assert word(answer) in ("form", "back", "400"), what
        if word(answer) != "back":
            assert rows_of_everything() == before
