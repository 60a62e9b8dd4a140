"""A PDF -> what an independent checker says against PDF/A-3a and PDF/UA-1, less what it is known to see wrongly."""

import io
import re
from typing import Any

import page
import pikepdf

PROFILES = ("3a", "ua1")


def faults(data: bytes) -> list[str]:
    """What breaks PDF/A-3a or PDF/UA-1, each rule with its message; empty for a file that holds to both."""
    return [
        f"{failure.rule_id}: {failure.message}"
        for profile in PROFILES
        for failure in page.validate_pdf_bytes(data, profile=profile).failures
        if not _seen_wrongly(failure, data)
    ]


def _seen_wrongly(failure: Any, data: bytes) -> bool:
    if failure.rule_id == "PDFA3A-SIGNATURE-BYTERANGE-001":
        return every_signature_covers_its_revision(data)
    if failure.rule_id == "PDFA3A-STREAM-LENGTH-001":
        return _ends_with_a_return(data, failure.object_id.object_number)
    return False


def every_signature_covers_its_revision(data: bytes) -> bool:
    """Whether each signature covers the file as it ended when it was given, but for the signature itself.

    The checker asks of every signature that it cover the whole file, which only the last one of several can.
    """
    ranges = [
        [int(number) for number in found.groups()]
        for found in re.finditer(rb"/ByteRange\s*\[\s*(\d+) +(\d+) +(\d+) +(\d+)\s*\]", data)
    ]
    return bool(ranges) and all(
        start == 0
        and data[length:after].startswith(b"<")
        and data[length:after].endswith(b">")
        and data[: after + rest].rstrip().endswith(b"%%EOF")
        for start, length, after, rest in ranges
    )


def _ends_with_a_return(data: bytes, number: int) -> bool:
    """Whether the stream's own last byte is a carriage return, which the checker takes for the end of a line."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return pdf.get_object(number, 0).read_raw_bytes().endswith(b"\r")
