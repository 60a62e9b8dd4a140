"""Paper that costs nothing: for tests of what happens around a document, not inside it."""

from typing import Any

import pytest

from agreements.documents.rendering.laying import Laid
from agreements.signing.crypto.pades import Signed


def stand_in(content: dict[str, Any], **_options: Any) -> Laid:
    code = content["verification"]["code"].replace("-", r"\055")
    return Laid(f"%PDF-1.7\n/Subject (Kode verifikasi {code})\n%%EOF\n".encode(), pages=1)


def one_more(pdf: bytes, *, field: str, **_options: Any) -> Signed:
    return Signed(pdf + f"signature in {field}\n%%EOF\n".encode(), "B-LT", "local")


@pytest.fixture
def quick_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that begin like a PDF instead of a PDF, and keys sealed in no time."""
    monkeypatch.setattr("agreements.documents.rendering.actions.laid_out", stand_in)
    monkeypatch.setattr("agreements.signing.crypto.pades.sign", one_more)
    monkeypatch.setattr("agreements.signing.crypto.sealing.MEMORY_KIB", 8)
    monkeypatch.setattr("agreements.signing.crypto.sealing.PASSES", 1)
