"""Attachments are what they claim to be and stay among those concerned."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pytest_django.asserts import assertContains, assertRedirects

from agreements.drafting.attachments import DOCX, attach, download_name
from agreements.record.models import Attachment
from agreements.record.rules import load_defaults
from agreements.record.stages import Stage
from tests.agreements.factories import an_agreement
from tests.factories import agency, begun, member, officer, signatory_of, village
from villages.people.models import Position

pytestmark = pytest.mark.django_db


def picture(kind):
    data = io.BytesIO()
    Image.new("RGB", (8, 8)).save(data, kind)
    return data.getvalue()


def docx(*names):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names or ("[Content_Types].xml", "word/document.xml"):
            archive.writestr(name, "x")
    return data.getvalue()


def pdf():
    from weasyprint import HTML

    return HTML(string="<p>uji").write_pdf()


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), village("Pasir"))


@pytest.fixture
def head(client, agreement):
    client.force_login(agreement.created_by)
    return client


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


def upload(client, agreement, data, name="surat.pdf", title="Berita acara"):
    file = SimpleUploadedFile(name, data)
    return client.post(url("attachment-add", agreement), {"kind": "minutes", "title": title, "file": file})


@pytest.mark.parametrize(
    ("make", "content_type", "ending"),
    [
        (pdf, "application/pdf", "pdf"),
        (lambda: picture("PNG"), "image/png", "png"),
        (lambda: picture("JPEG"), "image/jpeg", "jpg"),
        (docx, DOCX, "docx"),
    ],
)
def test_a_file_is_kept_under_its_digest_and_comes_back_as_it_is(head, agreement, make, content_type, ending):
    data = make()
    assertRedirects(upload(head, agreement, data, "nama.exe"), url("draft-attachments", agreement))
    row = agreement.attachments.get()
    assert row.digest == hashlib.sha256(data).hexdigest()
    assert row.digest in row.file.name
    response = head.get(url("attachment", agreement, row.pk))
    assert b"".join(response.streaming_content) == data
    assert response.headers["Content-Type"] == content_type
    assert response.headers["Content-Disposition"] == f'attachment; filename="berita-acara.{ending}"'
    assert agreement.journal.get(code="attach").details["title"] == "Berita acara"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html><script>alert(1)</script>", "bukan PDF"),
        (b"MZ\x90\x00 program", "bukan PDF"),
        (b"", "kosong"),
        (b"%PDF-1.7 tanpa akhir", "rusak"),
        (docx("[Content_Types].xml", "xl/workbook.xml"), "bukan PDF"),
        (docx("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "bukan PDF"),
        (b"PK\x03\x04 bukan arsip", "bukan PDF"),
        (b"%PDF-1.7\n" + b"x" * 10 * 1024 * 1024, "terlalu besar"),
        (b"PK\x03\x04" + b"x" * 10 * 1024 * 1024, "terlalu besar"),
    ],
    ids=["html", "program", "empty", "cut", "xlsx", "macros", "no-archive", "large-pdf", "large-zip"],
)
def test_a_file_that_lies_about_itself_is_refused(head, agreement, data, words):
    response = upload(head, agreement, data)
    assert response.status_code == 200
    assert words in str(response.context["form"].errors["file"])
    assert not agreement.attachments.exists()


@pytest.mark.parametrize("title", ["../../etc/passwd", "<b>a</b>", 'a"; x="', "😀", "a\r\nX-Kepala: 1"])
def test_any_title_gives_a_safe_file_name(title):
    assert (
        download_name(Attachment(title=title, content_type="image/png"))
        .replace("-", "")
        .replace(".", "")
        .isalnum()
    )


def test_only_those_concerned_get_the_file(client, agreement):
    row = attach(
        agreement,
        by=agreement.created_by,
        kind="other",
        title="Surat",
        file=SimpleUploadedFile("a", picture("PNG")),
    )
    address = url("attachment", agreement, row.pk)
    for person, status in (
        (signatory_of(agreement.parties.get(ordinal=2).organization), 200),
        (member(agreement.initiator, Position.COUNCIL), 200),
        (signatory_of(village("Jauh")), 404),
        (officer(agency()), 404),
    ):
        client.force_login(person)
        assert client.get(address).status_code == status, person
    other = begun(village("Buayan"), village("Rogodono"))
    client.force_login(other.created_by)
    assert client.get(url("attachment", other, row.pk)).status_code == 404


def test_a_file_gone_from_the_disk_is_not_found(head, agreement):
    upload(head, agreement, picture("PNG"))
    row = agreement.attachments.get()
    row.file.storage.delete(row.file.name)
    assert head.get(url("attachment", agreement, row.pk)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_an_attachment_is_removed_with_its_file(client):
    agreement = begun()
    client.force_login(agreement.created_by)
    upload(client, agreement, picture("PNG"))
    row = agreement.attachments.get()
    assertContains(client.get(url("attachment-remove", agreement, row.pk)), "Berita acara")
    client.post(url("attachment-remove", agreement, row.pk))
    assert not agreement.attachments.exists()
    assert not row.file.storage.exists(row.file.name)


def test_the_required_decision_of_the_council_is_asked_for_until_attached(head):
    load_defaults()
    agreement = begun(burdens_community_or_assets=True)
    head.force_login(agreement.created_by)
    assertContains(head.get(url("draft-edit", agreement)), "Lampirkan Keputusan BPD")
    file = SimpleUploadedFile("a", picture("PNG"))
    head.post(
        url("attachment-add", agreement), {"kind": "council_decision", "title": "Keputusan", "file": file}
    )
    assert "Lampirkan Keputusan BPD" not in head.get(url("draft-edit", agreement)).content.decode()


def test_nothing_is_attached_to_a_submitted_text(client):
    agreement = an_agreement(Stage.REVIEW)
    client.force_login(agreement.created_by)
    response = upload(client, agreement, picture("PNG"))
    assertContains(response, "Berkas tidak ikut tersimpan", status_code=409)
    assertContains(response, f'href="{agreement.desk_url}"', status_code=409)
    assert not agreement.attachments.exists()
