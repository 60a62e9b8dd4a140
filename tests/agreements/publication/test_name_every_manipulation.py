"""Somebody changes a file with five signatures: whatever it is, the page says what was changed."""

import re
from html import unescape

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.publication.verifying import tasks, views
from agreements.publication.verifying.faults import Fault
from tests.agreements.publication import tampering as do
from tests.agreements.signing import pades_help as update

pytestmark = pytest.mark.django_db

CHANGED, RESAVED = "Berubah", "Isi naskahnya masih sama"
DONE = {
    # what is done: (how, which faults are named, in which words)
    "a byte flipped in the text": (
        do.flipped_in_text,
        "page_changed signature_broken",
        "Isi halaman 2 diubah.",
    ),
    "a page's content replaced": (
        do.updated(update.page_replaced),
        "page_changed appended",
        "Isi halaman 1 diubah.",
    ),
    "a page dropped": (
        do.updated(update.page_dropped),
        "page_removed appended",
        "Halaman 1 dari naskah asli dibuang.",
    ),
    "a page added": (
        do.updated(do.page_inserted),
        "page_added appended",
        "sisipan yang bukan bagian naskah: halaman 2",
    ),
    "two pages swapped": (do.updated(do.pages_swapped), "pages_moved appended", "Urutan halamannya diubah."),
    "a note laid over a page": (
        do.updated(update.note_added),
        "note_added appended",
        "ditambahkan di atas halaman 1.",
    ),
    "the data swapped": (
        do.updated(update.data_swapped),
        "data_changed appended",
        "Data naskah (JSON) di dalam berkas ditukar",
    ),
    "the data renamed": (
        do.updated(do.file_renamed),
        "data_renamed appended",
        "diganti namanya menjadi “kontrak.json”",
    ),
    "a signature's picture swapped": (
        do.updated(update.stamp_swapped),
        "stamp_changed appended",
        "Gambar tanda tangan {0} diganti.",
    ),
    "the title in the description changed": (
        do.updated(do.info_changed),
        "info_changed appended",
        "Keterangan berkas diubah: judul.",
    ),
    "the metadata changed": (
        do.updated(do.xmp_changed),
        "xmp_changed appended",
        "Metadata berkas (XMP) diubah.",
    ),
    "the code stripped off": (
        do.without_code,
        "xmp_changed signature_broken",
        "Metadata berkas (XMP) diubah.",
    ),
    "the language changed": (
        do.updated(update.language_changed),
        "setting_changed appended",
        "Pengaturan berkas diubah: bahasa.",
    ),
    "a script added": (do.updated(do.script_added), "script_added appended", "Ada perintah otomatis (skrip)"),
    "the evidence removed": (
        do.updated(do.evidence_removed),
        "evidence_removed appended",
        "Bukti sertifikat dan pencabutan",
    ),
    "the closing removed": (
        do.updated(do.closing_removed),
        "closing_removed appended",
        "sudah ditutup bagi perubahan dihapus",
    ),
    "a signature field removed": (
        do.updated(do.field_removed),
        "signature_removed appended",
        "Tanda tangan {4} dicabut dari daftar",
    ),
    "an empty update appended": (
        do.updated(do.empty_update),
        "appended",
        "bita tambahan di belakang berkas dari portal",
    ),
    "junk appended": (lambda five: five.file + b"\n% sisipan\n", "appended", "Ada 11 bita tambahan"),
    "blanks appended": (lambda five: five.file + b" \n" * 40, "appended_blank", "Ada 80 bita kosong"),
    "another document's end appended": (
        do.tail_of_other,
        "appended …",
        "bita tambahan di belakang berkas dari portal",
    ),
    "an older state shown as the newest": (
        do.older_shown,
        "signature_hidden appended",
        "Tanda tangan {3} dan {4} disembunyikan",
    ),
    "another agreement's signature put in": (
        do.foreign_contents,
        "signature_foreign",
        "Di tempat tanda tangan {4} ada tanda tangan yang diambil dari naskah lain.",
    ),
    "a certificate swapped": (
        do.certificate_swapped,
        "certificate_swapped",
        "Sertifikat pada tanda tangan {4} ditukar.",
    ),
    "a time stamp removed": (do.stamp_removed, "time_removed", "Cap waktu pada tanda tangan {4} dihapus."),
    "a time stamp swapped": (do.stamp_swapped, "time_swapped", "Cap waktu pada tanda tangan {4} ditukar."),
    "the reach of a signature altered": (
        do.reach_altered,
        "reach_changed",
        "Batas bagian yang dicakup tanda tangan {4} diubah.",
    ),
    "signed anew outside": (
        do.signed_anew,
        "signature_replaced appended",
        "Di tempat tanda tangan {4} ada tanda tangan lain yang dibuat di luar portal.",
    ),
    "signed with an expired certificate": (
        do.with_expired_certificate,
        "signature_replaced certificate_expired appended",
        "Sertifikat yang dipakai atas nama {4} tidak berlaku pada saat itu.",
    ),
    "signed with a revoked certificate": (
        do.with_revoked_certificate,
        "signature_replaced certificate_revoked appended",
        "Sertifikat yang dipakai atas nama {4} sudah dicabut sebelum dipakai menandatangani.",
    ),
    "signed by an authority of the same name": (
        do.imitated,
        "signature_replaced certificate_imitated appended",
        "atas nama {0}, {1}, {2}, {3} dan {4} meniru nama penerbit portal",
    ),
    "cut off": (do.cut_inside, "truncated", "Berkas terpotong: hanya 66% bagian pertamanya yang ada."),
    "written anew": (lambda five: do.rewritten(do.nothing, five.file), "signature_broken resaved", RESAVED),
    "written anew for the web": (
        lambda five: do.rewritten(do.nothing, five.file, linearize=True),
        "signature_broken resaved",
        "Berkas disusun ulang oleh program lain",
    ),
    "locked against changes": (
        lambda five: do.rewritten(do.nothing, five.file, encryption=pikepdf.Encryption(owner="x")),
        "signature_broken encrypted",
        "Berkas dikunci (dienkripsi) sesudah keluar dari portal.",
    ),
    "another file put inside": (
        lambda five: do.rewritten(do.file_added, five.file),
        "file_added signature_broken resaved",
        "Ada berkas lain yang disisipkan: bayar.html.",
    ),
    "printed anew without signatures": (
        do.reprinted,
        "signature_missing resaved",
        "tidak memuat satu pun tanda tangan elektronik",
    ),
}


def answered(client, data: bytes):
    """Hand the file in, let the worker read it, and open the page with the answer."""
    response = client.post(
        "/verifikasi/", {"file": SimpleUploadedFile("naskah.pdf", data, "application/pdf")}
    )
    if response.status_code == 200:
        return response
    key = response["Location"].strip("/").split("/")[-1]
    row = tasks.check.get_result(key).db_result
    row.claim("uji")
    row.set_successful(tasks.check.call(*row.args_kwargs["args"]))
    return client.get(response["Location"])


@pytest.fixture(autouse=True)
def asked_for_the_first_time():
    views.cache.clear()
    for path in tasks.folder().iterdir():  # another test may have left one waiting
        path.unlink()


@pytest.mark.parametrize("what", DONE)
def test_whatever_is_done_is_named(client, five, what):
    how, faults, words = DONE[what]
    response = answered(client, how(five))
    verdict, page = response.context["verdict"], unescape(response.content.decode())
    found = {fault.code for fault in verdict.faults}
    assert verdict.word == CHANGED
    assert found >= set(faults.split()) - {"…"}
    assert "…" in faults or found == set(faults.split())
    assert words.format(*five.places) in re.sub(r"\s+", " ", page)
    assert not list(tasks.folder().iterdir())


@pytest.mark.parametrize("signed", range(5))
def test_a_cut_back_is_not_the_newest_and_says_whose_signatures_are_missing(client, five, signed):
    response = answered(client, five.states[signed])
    assert response.context["verdict"].word == "Bukan yang terbaru"
    assert list(response.context["verdict"].missing) == five.names[signed:]
    page = unescape(response.content.decode())
    assert all(f"tanda tangan {name}" in page for name in five.names[signed:])
    assert not any(f"tanda tangan {name}" in page for name in five.names[:signed])


def test_the_real_file_is_genuine_and_tells_who_signed(client, five):
    response = answered(client, five.file)
    assert response.context["verdict"].word == "Asli dan utuh"
    page = unescape(response.content.decode())
    assert all(f"<strong>{name.replace(', ', '</strong>, ', 1)}" in page for name in five.names)
    assert "cap waktu dari portal sendiri" in page


def test_pictures_of_the_pages_are_said_to_be_only_that(client, five):
    response = answered(client, do.flattened(five))
    assert response.context["verdict"].word == "Tidak dikenal"
    assert "hanya gambar" in response.context["verdict"].sentence


def test_a_file_that_needs_a_password_is_said_to_be_locked(client, five):
    locked = do.rewritten(do.nothing, five.file, encryption=pikepdf.Encryption(user="x", owner="y"))
    response = answered(client, locked)
    assert response.context["verdict"].word == "Tidak terbaca"
    assert "dikunci dengan sandi" in response.context["verdict"].sentence


def test_of_many_signatories_only_some_are_named():
    told = Fault("signature_broken", (), tuple("ABCDEFGHI")).told(openly=True)
    assert told == "Tanda tangan A, B, C, D, E dan 4 orang lain tidak cocok lagi dengan isi berkas."


def test_pages_and_bytes_are_told_as_people_write_them():
    assert "halaman 1, 3–5 dan 12 diubah" in Fault("page_changed", ("12", "5", "4", "3", "1")).told(
        openly=True
    )
    assert "Ada 150.536 bita" in Fault("appended", ("150536",)).told(openly=True)


def test_asked_again_the_same_file_is_answered_at_once(client, five, monkeypatch):
    changed = five.file + b"% lagi"
    answered(client, changed)
    monkeypatch.setattr(tasks, "leave", lambda _data: pytest.fail("read again"))
    again = answered(client, changed)
    assert again.context["verdict"].reason == "added_to"
    assert "Ada 6 bita tambahan" in again.content.decode()
