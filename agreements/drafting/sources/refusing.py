"""A file as it was sent -> the sure knowledge that it is a Word text or plain text, or why it is refused."""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 150 * 1024 * 1024
MOST_ENTRIES = 5_000
MOST_XML = 4 * 1024 * 1024
"""The most XML of one part that is read; a text of 120 pages, as Word writes it, takes three quarters of it."""
_HIGHEST_RATIO = 150
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error),
    *(ValueError, OSError, EOFError, RuntimeError, LookupError, OverflowError, MemoryError),
)
"""What `zipfile` raises for archives that were cut, crafted or are of a kind unknown to it."""


class Unreadable(ValueError):
    """A text that is not taken; `reason` says in words what was recognised and what to do instead."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Package:
    """The parts of a Word text that hold its words."""

    document: bytes
    """The text itself."""
    numbering: bytes
    """How its lists are numbered; empty where it has none."""
    styles: bytes
    """Its paragraph styles; empty where it has none."""


def is_package(data: bytes) -> bool:
    """Whether the bytes begin as a zip archive does."""
    return data[:4] == b"PK\x03\x04"


def check_kind(data: bytes) -> None:
    """Refuse what is surely neither a Word text nor plain text, naming what it is. Raises Unreadable."""
    if not data.strip():
        raise Unreadable(_("Berkas ini kosong."))
    if len(data) > MOST_BYTES:
        raise Unreadable(too_large())
    if data[:8] == _OLE:
        raise Unreadable(_of_old_office(data))
    begins = data[:1024].lstrip().lower()
    known = {
        b"%pdf": _(
            "Ini berkas PDF. Buka, salin teksnya, lalu tempelkan di sini; atau minta berkas Word aslinya."
        ),
        b"{\\rtf": _("Ini berkas RTF. Buka di Word atau LibreOffice, lalu simpan sebagai .docx."),
        b"<!doctype html": _("Ini halaman web. Salin teksnya, lalu tempelkan di sini."),
        b"<html": _("Ini halaman web. Salin teksnya, lalu tempelkan di sini."),
        b"<svg": _("Ini gambar. Hanya teks yang dapat dibaca; ketik atau tempelkan teksnya."),
        b"<?xml": _("Ini bukan berkas teks. Unggah .docx atau .txt, atau tempelkan teksnya."),
        b"\x89png": _("Ini gambar. Hanya teks yang dapat dibaca; ketik atau tempelkan teksnya."),
        b"\xff\xd8\xff": _("Ini gambar. Hanya teks yang dapat dibaca; ketik atau tempelkan teksnya."),
    }
    for mark, reason in known.items():
        if begins.startswith(mark):
            raise Unreadable(reason)


def _of_old_office(data: bytes) -> str:
    """What an OLE file is: a Word text under a password, or one in the format before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _("Berkas ini dikunci dengan kata sandi. Buka kuncinya di Word, simpan lagi, lalu unggah.")
    return _("Ini berkas Office lama (.doc). Buka di Word atau LibreOffice, lalu simpan sebagai .docx.")


def unpack(data: bytes) -> Package:
    """The parts of a .docx that are read; nothing else of it is unpacked.

    Raises Unreadable for another kind of archive, for macros, a password, a broken archive, and for one that grows
    beyond measure when it is unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
            _check_entries(archive, entries)
            return Package(
                *(_part(archive, entries, f"word/{name}.xml") for name in ("document", "numbering", "styles"))
            )
    except Unreadable:
        raise
    except _BROKEN as error:
        raise Unreadable(
            _("Berkas ini rusak atau terpotong. Simpan ulang di Word, lalu unggah lagi.")
        ) from error


def _check_entries(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> None:
    listed = archive.infolist()
    names = {name.lower() for name in entries}
    if "word/document.xml" not in names:
        raise Unreadable(_other_archive(archive, entries, names))
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise Unreadable(_("Berkas Word ini berisi makro. Simpan sebagai .docx tanpa makro, lalu unggah."))
    if any(entry.flag_bits & 1 for entry in listed):
        raise Unreadable(_("Berkas ini dikunci dengan kata sandi. Buka kuncinya, simpan lagi, lalu unggah."))
    unpacked, packed = sum(e.file_size for e in listed), sum(e.compress_size for e in listed)
    grows = unpacked > 1024 * 1024 and unpacked > _HIGHEST_RATIO * max(packed, 1)
    if len(listed) > MOST_ENTRIES or unpacked > MOST_UNPACKED or grows:
        raise Unreadable(_("Isi berkas ini mengembang tidak wajar saat dibuka, jadi tidak dibaca."))


def _other_archive(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], names: set[str]) -> str:
    """What a zip archive is that holds no Word text, in words."""
    kinds = {
        "xl/workbook.xml": _(
            "Ini lembar Excel, bukan naskah Word. Unggah naskahnya, atau tempelkan teksnya."
        ),
        "ppt/presentation.xml": _("Ini presentasi PowerPoint, bukan naskah Word. Unggah naskahnya."),
    }
    for name, reason in kinds.items():
        if name in names:
            return reason
    entry = entries.get("mimetype")
    if entry and entry.file_size < 200 and b"opendocument" in archive.read(entry):
        return _("Ini berkas OpenDocument (.odt). Simpan sebagai .docx di LibreOffice, lalu unggah.")
    return _("Ini arsip ZIP, bukan naskah Word. Unggah berkas .docx di dalamnya.")


def _part(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], name: str) -> bytes:
    entry = next((e for key, e in entries.items() if key.lower() == name), None)
    if entry is None:
        return b""
    if entry.compress_type not in _METHODS:
        raise Unreadable(_("Berkas ini dimampatkan dengan cara yang tidak dikenal. Simpan ulang di Word."))
    if entry.file_size > MOST_XML:
        raise Unreadable(too_long())
    with archive.open(entry) as source:
        data = source.read(MOST_XML + 1)
    if len(data) > MOST_XML:
        raise Unreadable(too_long())
    return data


def too_large() -> str:
    """Why a file of more than `MOST_BYTES` is not read."""
    return _("Berkas ini lebih besar dari 10 MB. Kecilkan gambarnya, atau tempelkan teksnya.")


def too_long() -> str:
    """Why a text of more than some 120 pages is not read."""
    return _("Naskah ini terlalu panjang untuk dibaca sekaligus. Bagi menjadi beberapa berkas.")


def decode(data: bytes) -> str:
    """A plain text's characters: UTF-8, UTF-16 with its mark, or the old Windows code page.

    Raises Unreadable for bytes that are no text.
    """
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            text = data.decode("utf-16")
        else:
            text = _eight_bits(data)
    except UnicodeDecodeError as error:
        raise Unreadable(
            _("Ini bukan berkas teks. Unggah .docx atau .txt, atau tempelkan teksnya.")
        ) from error
    if "\0" in text:
        raise Unreadable(_("Ini bukan berkas teks. Unggah .docx atau .txt, atau tempelkan teksnya."))
    return text


def _eight_bits(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")
