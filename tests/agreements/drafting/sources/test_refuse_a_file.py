"""A file that is no text is refused before it is read, in words that say what it is and what to do."""

import zipfile

import pytest

from agreements.drafting.sources import refusing
from agreements.drafting.sources.parts import MOST_ELEMENTS
from agreements.drafting.sources.reading import Unreadable, read
from tests.agreements.drafting.sources.making import TYPES, WORD, docx, p, zipped

BOMB = (
    '<!DOCTYPE w:document [<!ENTITY a "'
    + "ha" * 100
    + '">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in ("ab", "bc", "cd", "de", "ef", "fg"))
    + f']><w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&g;</w:t></w:r></w:p></w:body></w:document>'
)
OUTSIDE = (
    '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def locked() -> bytes:
    """An archive whose entries say that they are under a password."""
    data = bytearray(docx(p("x")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            data[place + at] |= 1
    return bytes(data)


def broken(data: bytes) -> bytes:
    """The same with a letter of its content changed."""
    place = data.find(b"word/document.xml") + 40
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


HOSTILE = {
    "empty": (b"", "kosong"),
    "blank": (b"  \r\n ", "kosong"),
    "too large": (b"x" * (10 * 1024 * 1024 + 1), "10 MB"),
    "pdf": (b"%PDF-1.7\n...", "PDF"),
    "pdf behind spaces": (b"\n  %PDF-1.7\n...", "PDF"),
    "rtf": (b"{\\rtf1\\ansi halo}", "RTF"),
    "html": (b"<!DOCTYPE html><p>halo", "halaman web"),
    "png": (b"\x89PNG\r\n\x1a\n", "gambar"),
    "jpeg": (b"\xff\xd8\xff\xe0", "gambar"),
    "doc": (OLE, "Office lama"),
    "locked by word": (OLE + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
    "locked as zip": (locked(), "kata sandi"),
    "odt": (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "OpenDocument"),
    "xlsx": (zipped({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<a/>"}), "Excel"),
    "pptx": (zipped({"[Content_Types].xml": TYPES, "ppt/presentation.xml": "<a/>"}), "PowerPoint"),
    "zip": (zipped({"surat.txt": "halo"}), "arsip ZIP"),
    "macros": (docx(p("x"), **{"word__vbaProject.bin": b"x"}), "makro"),
    "cut": (docx(p("x" * 500))[:300], "rusak"),
    "changed": (broken(docx(p("sampah " * 500))), "rusak"),
    "only the mark": (b"PK\x03\x04", "rusak"),
    "no xml": (docx(**{"word__document.xml": b"halo"}), "rusak"),
    "half xml": (docx(**{"word__document.xml": f'<w:document xmlns:w="{WORD}"><w:body>'}), "rusak"),
    "unknown encoding": (docx(**{"word__document.xml": b'<?xml version="1.0" encoding="x-lain"?><a/>'}), "rusak"),
    "entities that grow": (docx(**{"word__document.xml": BOMB}), "entitas"),
    "entities that reach out": (docx(**{"word__document.xml": OUTSIDE}), "entitas"),
    "entities in utf-16": (docx(**{"word__document.xml": BOMB.encode("utf-16")}), "entitas"),
    "entities in the lists": (docx(p("x"), **{"word__numbering.xml": BOMB}), "entitas"),
    "grows": (docx(p("x"), **{"word__media__a.bin": bytes(3_000_000)}), "mengembang"),
    "nested": (docx("<w:sdt>" * 300 + p("x") + "</w:sdt>" * 300), "tidak wajar"),
    "endless": (docx("<w:r/>" * (MOST_ELEMENTS + 1), **{"a.bin": bytes(range(256)) * 100}), "terlalu panjang"),
    "no text": (docx(p(), p(" ")), "Tidak ada tulisan"),
    "picture only": (docx(p("<w:r><w:drawing/></w:r>")), "Tidak ada tulisan"),
    "binary": (b"halo\x00\x01\x02", "bukan berkas teks"),
    "no code page": ("sampah \x81".encode("latin-1"), "bukan berkas teks"),
    "utf-16 cut": ("sampah".encode("utf-16")[:-1], "bukan berkas teks"),
    "nul in utf-16": ("sampah\0".encode("utf-16"), "bukan berkas teks"),
    "only signs": (("\u200b" * 9).encode(), "Tidak ada tulisan"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_text_is_refused_in_words(name: str) -> None:
    data, words = HOSTILE[name]
    with pytest.raises(Unreadable, match=words):
        read(data)


def test_too_much_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx(p("x" * 200))
    monkeypatch.setattr(refusing, "MOST_XML", 100)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_given, **_named: pytest.fail("it was unpacked"))
    with pytest.raises(Unreadable, match="terlalu panjang"):
        read(data)


@pytest.mark.parametrize(
    ("name", "value"), [("MOST_UNPACKED", 100), ("MOST_ENTRIES", 1), ("_HIGHEST_RATIO", 0), ("_METHODS", ())]
)
def test_every_limit_is_kept(monkeypatch: pytest.MonkeyPatch, name: str, value: object) -> None:
    monkeypatch.setattr(refusing, name, value)
    with pytest.raises(Unreadable):
        read(docx(p("Pasal 1"), **{"a.bin": bytes(range(256)) * 5_000}))


def test_a_text_of_too_many_articles_is_refused() -> None:
    with pytest.raises(Unreadable, match="terlalu panjang"):
        read("\n".join(f"Pasal {n}\nIsi." for n in range(1, 300)))
    with pytest.raises(Unreadable, match="terlalu panjang"):
        read("sampah " * 200_000)


@pytest.mark.parametrize(
    "data",
    [
        "Pasal 1\nKetentuan – “Desa” é.".encode(),
        "Pasal 1\nKetentuan – “Desa” é.".encode("utf-8-sig"),
        "Pasal 1\nKetentuan – “Desa” é.".encode("utf-16"),
        "Pasal 1\nKetentuan – “Desa” é.".encode("utf-16-be").join([b"\xfe\xff", b""]),
        "Pasal 1\r\nKetentuan – “Desa” é.".encode("cp1252"),
        "Pasal 1\rKetentuan – “Desa” é.".encode("cp1252"),
    ],
)
def test_plain_text_in_any_usual_code(data: bytes) -> None:
    (piece,) = read(data)
    assert piece.body == "Ketentuan – “Desa” é."
