"""Files as people upload them: a letter of one page, a picture."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def _one_page() -> bytes:
    """The smallest PDF that opens."""
    objects = (
        "/Type/Catalog/Pages 2 0 R",
        "/Type/Pages/Count 1/Kids[3 0 R]",
        "/Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]",
    )
    data, places = b"%PDF-1.4\n", []
    for number, words in enumerate(objects, start=1):
        places.append(f"{len(data):010} 00000 n \n")
        data += f"{number} 0 obj\n<<{words}>>\nendobj\n".encode()
    table = f"xref\n0 4\n0000000000 65535 f \n{''.join(places)}trailer\n<</Size 4/Root 1 0 R>>\n"
    return data + f"{table}startxref\n{len(data)}\n%%EOF".encode()


LETTER = _one_page()


def letter(name: str = "surat.pdf") -> SimpleUploadedFile:
    """A one-page PDF as somebody uploads it."""
    return SimpleUploadedFile(name, LETTER, "application/pdf")


def picture() -> SimpleUploadedFile:
    """A small PNG as somebody uploads it."""
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(drawn, "PNG")
    return SimpleUploadedFile("lambang.png", drawn.getvalue(), "image/png")
