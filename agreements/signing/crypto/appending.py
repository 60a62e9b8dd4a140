"""A PDF -> pyHanko's writer for the next revision of it, which leaves the metadata as they are."""

from functools import cache
from typing import Any

from agreements.signing.crypto import reading


def writer(pdf: bytes) -> Any:
    """A writer that appends to the file. Raises pyHanko's PdfError for what is no PDF."""
    return _writer_class().from_reader(reading.reader(pdf))


@cache
def _writer_class() -> Any:
    """pyHanko's incremental writer, taught not to write the metadata anew.

    With every revision, those that carry evidence included, it would turn the address of the PDF/UA schema into a
    reference, which PDF/A does not allow, and put its own name in place of the document's producer.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    def leave(_writer: Any) -> None:
        """Change nothing."""

    setattr(IncrementalPdfFileWriter, "_update_meta", leave)  # noqa: B010 (a method; mypy refuses the assignment)
    return IncrementalPdfFileWriter
