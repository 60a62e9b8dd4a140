"""Paper that costs nothing: for tests of what happens around a document, not inside it."""

from typing import Any

import pytest


def stand_in(content: dict[str, Any], **_options: Any) -> bytes:
    code = content["verification"]["code"].replace("-", r"\055")
    return f"%PDF-1.7\n/Subject (Kode verifikasi {code})\n%%EOF\n".encode()


def one_more(pdf: bytes, *, field: str, **_options: Any) -> bytes:
    return pdf + f"signature in {field}\n%%EOF\n".encode()


@pytest.fixture
def quick_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that begin like a PDF instead of a PDF, and keys sealed in no time."""
    monkeypatch.setattr("agreements.signing.freezing.render", stand_in)
    monkeypatch.setattr("agreements.signing.crypto.pades.sign", one_more)
    monkeypatch.setattr("agreements.signing.crypto.sealing.MEMORY_KIB", 8)
    monkeypatch.setattr("agreements.signing.crypto.sealing.PASSES", 1)
