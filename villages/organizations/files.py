"""Turns an uploaded file into its true type, judged by what it contains and never by its name."""

import io
import re

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageFile

LETTER_CAP = 5 * 1024 * 1024
LOGO_CAP = 1024 * 1024
MOST_PIXELS = 40_000_000
LOGO_SIDE = 256
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
ENDINGS = {PDF: "pdf", JPEG: "jpg", PNG: "png"}


def letter_type(file: UploadedFile, cap: int = LETTER_CAP) -> str:
    """The type of a letter: PDF, JPEG or PNG that opens. Raises `ValidationError` in words."""
    data = _within(file, cap)
    kind = _by_first_bytes(data)
    if kind is None:
        raise ValidationError(_("Isi berkas ini bukan PDF, JPEG, atau PNG, apa pun nama berkasnya."), "kind")
    whole = _pdf_opens(data) if kind == PDF else _image_opens(data, kind)
    if not whole:
        raise ValidationError(
            _("Berkas ini rusak, terpotong, atau terkunci sandi; simpan ulang lalu unggah lagi."), "broken"
        )
    return kind


def redrawn_logo(file: UploadedFile) -> ContentFile:
    """The picture drawn anew as a small PNG, so that nothing else hidden in it stays. Raises `ValidationError`."""
    data = _within(file, LOGO_CAP)
    kind = _by_first_bytes(data)
    if kind not in (JPEG, PNG) or not _image_opens(data, kind):
        raise ValidationError(_("Lambang harus berupa gambar PNG atau JPEG yang utuh."), "kind")
    with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as picture:
        picture.thumbnail((LOGO_SIDE, LOGO_SIDE))
        drawn = io.BytesIO()
        picture.convert("RGBA").save(drawn, "PNG")
    return ContentFile(drawn.getvalue(), "logo.png")


def _within(file: UploadedFile, cap: int) -> bytes:
    if not file.size:
        raise ValidationError(_("Berkas ini kosong."), "empty")
    if file.size > cap:
        raise ValidationError(
            _("Berkas %(size).1f MB terlalu besar; paling besar %(cap)d MB.")
            % {"size": file.size / 1024 / 1024, "cap": cap // 1024 // 1024},
            "size",
        )
    file.seek(0)
    data = file.read()
    file.seek(0)
    return data


def _by_first_bytes(data: bytes) -> str | None:
    if re.match(rb"%PDF-[12]\.\d", data):
        return PDF
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    return None


def _image_opens(data: bytes, kind: str) -> bool:
    ImageFile.LOAD_TRUNCATED_IMAGES = (
        False  # WeasyPrint turns it on for the whole process when it is imported
    )
    try:
        with Image.open(io.BytesIO(data), formats=["PNG" if kind == PNG else "JPEG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return False
            picture.draft("L", (LOGO_SIDE, LOGO_SIDE))  # a JPEG is then decoded small
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def _pdf_opens(data: bytes) -> bool:
    """Whether it has an end, a root that is not locked, and pages."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    if b"%%EOF" not in data[-1024:]:
        return False
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        return not reader.encrypted and int(reader.root["/Pages"]["/Count"]) > 0
    except Exception:  # noqa: BLE001  whatever a parser trips over, the file does not open
        return False
