"""Files as they were uploaded, one PDF or several photographs -> one PDF of a scan, with its number of pages."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from villages.organizations.files import JPEG, PDF, letter_type

MOST_BYTES = 20 * 1024 * 1024
MOST_PHOTOS = 20
MOST_PAGES = 200
_MOST_NODES = 2_000
_LONG_SIDE = 842
"""Points: a photograph becomes a page as long as A4."""
_SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}
_TOLD_BY_CAMERA = (0xE1, 0xED, 0xFE)
"""Segments of a JPEG in which cameras and programs write where, when and by whom it was taken."""


@dataclass(frozen=True)
class Scan:
    """A scan as it is kept."""

    data: bytes
    """The PDF."""
    pages: int
    """How many pages it has."""


def joined(files: Sequence[UploadedFile]) -> Scan:
    """One PDF as it is, or photographs joined into one, in the order in which they came.

    Every file is judged by what it contains. Raises ValidationError in words: too large, damaged, neither PDF nor
    picture, a PDF among others.
    """
    if not files:
        raise ValidationError(_("Pilih berkas pindaian."))
    if sum(file.size or 0 for file in files) > MOST_BYTES:
        raise ValidationError(_("Semua berkas bersama-sama paling besar 20 MB."))
    kinds = [letter_type(file, MOST_BYTES) for file in files]
    if PDF in kinds:
        if len(files) > 1:
            raise ValidationError(_("Unggah satu PDF, atau beberapa foto JPEG/PNG; tidak keduanya."))
        return _whole(files[0].read())
    if len(files) > MOST_PHOTOS:
        raise ValidationError(_("Paling banyak %d foto; jadikan satu PDF.") % MOST_PHOTOS)
    photos = [_photo(file.read(), kind) for file, kind in zip(files, kinds, strict=True)]
    return Scan(_bound(photos), len(photos))


def _whole(data: bytes) -> Scan:
    pages = pages_of(data)
    if not pages:
        raise ValidationError(_("Berkas ini rusak; cetak ke PDF baru lalu unggah lagi."))
    if pages > MOST_PAGES:
        raise ValidationError(_("Paling banyak %d halaman.") % MOST_PAGES)
    return Scan(data, pages)


def pages_of(data: bytes) -> int:
    """How many pages a PDF has; one that cannot be read, or says another number than it has, has none."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        tree = PdfFileReader(io.BytesIO(data), strict=False).root["/Pages"]
        found = _leaves(tree)
        return found if found == int(tree["/Count"]) else 0
    except Exception:  # noqa: BLE001  whatever a parser trips over
        return 0


def _leaves(tree: Any) -> int:
    """The pages that hang in a page tree; a tree that never ends is none."""
    found, waiting, seen = 0, [tree], 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop()
        seen += 1
        if "/Kids" in node:
            waiting += [kid.get_object() for kid in node["/Kids"]]
        else:
            found += 1
    return 0 if waiting else found


@dataclass(frozen=True)
class _Photo:
    jpeg: bytes
    width: int
    height: int
    space: str
    turn: int


def _photo(data: bytes, kind: str) -> _Photo:
    """The photograph as a JPEG that tells nothing but the picture; a JPEG keeps every one of its pixels as they are."""
    with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as picture:
        turn = {3: 180, 6: 90, 8: 270}.get(picture.getexif().get(0x0112, 1), 0)
        if kind == JPEG and picture.mode in _SPACES:
            return _Photo(_bare(data), picture.width, picture.height, _SPACES[picture.mode], turn)
        plain = ImageOps.exif_transpose(picture).convert("RGB")
    drawn = io.BytesIO()
    plain.save(drawn, "JPEG", quality=88)
    return _Photo(drawn.getvalue(), plain.width, plain.height, _SPACES["RGB"], 0)


def _bare(data: bytes) -> bytes:
    """A JPEG without the segments in which its camera says where and when."""
    kept, at = bytearray(data[:2]), 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] not in _TOLD_BY_CAMERA:
            kept += data[at:end]
        at = end
    return bytes(kept + data[at:])


def _bound(photos: Iterable[_Photo]) -> bytes:
    from pyhanko.pdf_utils import generic, writer

    book = writer.PdfFileWriter()
    for photo in photos:
        scale = _LONG_SIDE / max(photo.width, photo.height)
        width, height = round(photo.width * scale, 2), round(photo.height * scale, 2)
        name = generic.pdf_name
        about: dict[Any, Any] = {
            name("/Type"): name("/XObject"),
            name("/Subtype"): name("/Image"),
            name("/Width"): generic.NumberObject(photo.width),
            name("/Height"): generic.NumberObject(photo.height),
            name("/ColorSpace"): name(photo.space),
            name("/BitsPerComponent"): generic.NumberObject(8),
            name("/Filter"): name("/DCTDecode"),
        }
        image = book.add_object(generic.StreamObject(about, encoded_data=photo.jpeg))
        drawing = generic.StreamObject(stream_data=f"q {width} 0 0 {height} 0 0 cm /Foto Do Q".encode())
        resources = generic.DictionaryObject(
            {name("/XObject"): generic.DictionaryObject({name("/Foto"): image})}
        )
        page = writer.PageObject(book.add_object(drawing), (0, 0, width, height), resources=resources)
        if photo.turn:
            page[name("/Rotate")] = generic.NumberObject(photo.turn)
        book.insert_page(page)
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()
