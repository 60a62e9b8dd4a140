"""Makes letters of appointment as people upload them, whole and faulty."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def drawn(kind: str, side: int = 20) -> bytes:
    """A small file of that kind: PDF, JPEG or PNG."""
    file = io.BytesIO()
    Image.new("RGB", (side, side), "white").save(file, kind)
    return file.getvalue()


def letter(content: bytes | None = None, name: str = "surat.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, drawn("PDF") if content is None else content)
