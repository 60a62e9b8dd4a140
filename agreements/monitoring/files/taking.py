"""An uploaded file -> what is kept of it: a picture drawn anew without place and device, or a PDF that opens."""

import io
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps

from villages.organizations.files import JPEG, MOST_PIXELS, PDF, letter_type

MOST_MEGABYTES = 10
SIDE, SMALL_SIDE = 1600, 320
"""The longest side in pixels of a picture, and of the small one beside it."""
_QUALITY = 82
_CAP = MOST_MEGABYTES * 1024 * 1024


@dataclass(frozen=True)
class Taken:
    """A file as it is kept."""

    data: bytes
    """The bytes: a picture is always a JPEG of at most `SIDE` pixels, a PDF is as it was sent."""
    content_type: str
    small: bytes
    """The picture once more, small; empty for a PDF."""


def taken(file: UploadedFile) -> Taken:
    """Judge a file by what it contains and keep only what it shows.

    A JPEG, PNG or WebP is decoded and drawn anew, upright: where, when and with what it was taken is gone, and so is
    whatever was hidden behind it (UU 27/2022 on personal data: no more than needed). A PDF stays as it is, so that a
    signature in it stays valid. Raises ValidationError in words: empty, too large, broken, something else.
    """
    file.seek(0)
    begins = file.read(12)
    file.seek(0)
    if begins[:4] == b"RIFF" and begins[8:] == b"WEBP":
        _small_enough(file)
        return _drawn(_read(file), "WEBP")
    try:
        kind = letter_type(file, _CAP)
    except ValidationError as error:
        if error.code == "kind":
            raise ValidationError(
                _("Isi berkas ini bukan foto JPEG, PNG, atau WebP dan bukan PDF, apa pun nama berkasnya."),
                "kind",
            ) from None
        raise
    if kind == PDF:
        return Taken(_read(file), PDF, b"")
    return _drawn(_read(file), "JPEG" if kind == JPEG else "PNG")


def _small_enough(file: UploadedFile) -> None:
    if (file.size or 0) > _CAP:
        raise ValidationError(_("Foto ini terlalu besar; paling besar %d MB.") % MOST_MEGABYTES, "size")


def _read(file: UploadedFile) -> bytes:
    file.seek(0)
    data = file.read()
    file.seek(0)
    return data


def _drawn(data: bytes, kind: str) -> Taken:
    """The picture upright, on white where it was transparent, in two sizes."""
    ImageFile.LOAD_TRUNCATED_IMAGES = (
        False  # WeasyPrint turns it on for the whole process when it is imported
    )
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(
                    _("Foto ini terlalu besar untuk dibaca; perkecil lalu unggah lagi."), "size"
                )
            picture.draft("RGB", (SIDE, SIDE))  # a JPEG is then decoded small
            upright = ImageOps.exif_transpose(picture)
            plain = _on_white(upright)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError(
            _("Foto ini rusak atau terpotong; ambil atau simpan ulang lalu unggah lagi."), "broken"
        ) from error
    return Taken(_jpeg(plain, SIDE), JPEG, _jpeg(plain, SMALL_SIDE))


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    over = picture.convert("RGBA")
    plain = Image.new("RGB", over.size, "white")
    plain.paste(over, mask=over.getchannel("A"))
    return plain


def _jpeg(picture: Image.Image, side: int) -> bytes:
    """A JPEG that holds its pixels and nothing else."""
    small = picture.copy()
    small.thumbnail((side, side))
    bare = Image.new("RGB", small.size)
    bare.paste(small)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return out.getvalue()
