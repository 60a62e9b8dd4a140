"""A file is what it contains: lying names, broken, empty and oversized files are refused in words."""

import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, PngImagePlugin

from tests.villages.letters import drawn, letter
from villages.organizations.files import JPEG, LETTER_CAP, PDF, PNG, letter_type, redrawn_logo


@pytest.mark.parametrize(("kind", "type_"), [("PDF", PDF), ("JPEG", JPEG), ("PNG", PNG)])
def test_the_content_decides_whatever_the_name_says(kind: str, type_: str) -> None:
    assert letter_type(letter(drawn(kind), "catatan.exe")) == type_


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00 program", "kind"),
        (b"<html><script>alert(1)</script></html>", "kind"),
        (b"%PDF-1.7 and nothing more", "broken"),
        (b"%PDF-1.7\n%%EOF", "broken"),
        (drawn("PDF")[:-40], "broken"),
        (drawn("PNG")[:-30], "broken"),
        (b"\xff\xd8\xff\xe0 no picture", "broken"),
        (b"\x89PNG\r\n\x1a\n no picture", "broken"),
        (drawn("PDF") + b"\0" * LETTER_CAP, "size"),
    ],
    ids=[str(n) for n in range(10)],
)
def test_what_does_not_open_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        letter_type(letter(content, "surat.pdf"))
    assert refused.value.code == code


def test_a_cut_off_picture_is_refused_also_after_documents_were_printed() -> None:
    import weasyprint  # noqa: F401  it tells Pillow to accept cut-off pictures

    with pytest.raises(ValidationError):
        letter_type(letter(drawn("PNG")[:-30], "surat.png"))


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    file = io.BytesIO()
    Image.new("1", (9000, 9000)).save(file, "PNG")
    assert len(file.getvalue()) < 100_000
    with pytest.raises(ValidationError):
        letter_type(letter(file.getvalue()))


def test_a_logo_is_drawn_anew_without_what_was_hidden_in_it() -> None:
    hidden, file = PngImagePlugin.PngInfo(), io.BytesIO()
    hidden.add_text("Comment", "<script>rahasia</script>")
    Image.new("RGB", (1000, 500), "green").save(file, "PNG", pnginfo=hidden)
    logo = redrawn_logo(letter(file.getvalue(), "lambang.png")).read()
    assert b"rahasia" not in logo
    assert Image.open(io.BytesIO(logo)).size == (256, 128)


def test_a_logo_is_no_letter() -> None:
    with pytest.raises(ValidationError):
        redrawn_logo(letter(drawn("PDF"), "lambang.png"))
