"""A document of two pages that costs nothing, and scans of it."""

import io
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from agreements.documents.rendering.laying import Laid
from agreements.signing.paper import actions
from agreements.signing.queries import document_of
from tests.factories import approved, begun, member, reviewer, village
from villages.people.models import Position


def blank(pages: int = 2, *, said: int | None = None) -> bytes:
    """A PDF of so many empty pages; `said` is how many it claims to have."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + pages))
    objects = ["/Type/Catalog/Pages 2 0 R", f"/Type/Pages/Count {said or pages}/Kids[{kids}]"]
    objects += ["/Type/Page/Parent 2 0 R/MediaBox[0 0 99 140]"] * pages
    data, places = b"%PDF-1.4\n", []
    for number, words in enumerate(objects, start=1):
        places.append(f"{len(data):010} 00000 n \n")
        data += f"{number} 0 obj\n<<{words}>>\nendobj\n".encode()
    size = len(objects) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{''.join(places)}trailer\n<</Size {size}/Root 1 0 R>>\n"
    return data + f"{table}startxref\n{len(data)}\n%%EOF\n".encode()


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 90), mode: str = "RGB", **more) -> bytes:
    data = io.BytesIO()
    Image.new(mode, size).save(data, kind, **more)
    return data.getvalue()


def upload(data: bytes, name: str = "pindaian.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


class Signing:
    """An agreement that waits for signatures, and the people around it."""

    def __init__(self, *organizations, plan=lambda agreement: agreement):
        villages = organizations or (village("Argopeni"), village("Pasir"))
        self.agreement = approved(plan(begun(*villages)), by=reviewer())
        self.secretary = member(self.agreement.initiator, Position.VILLAGE_SECRETARY)
        self.registrar = reviewer()

    @property
    def document(self):
        return document_of(self.agreement)

    def place(self, key):
        return self.document.signers.get(key=key)

    def lodge(self, *places, pages=2, day=None, by=None, data=None):
        facts = {"places": places, "signed_on": day or timezone.localdate(self.document.frozen_at)}
        scan = [upload(data or blank(pages) + f"% {places}{day}".encode())]
        return actions.lodge(self.agreement, by=by or self.secretary, scan=scan, **facts)

    def compared(self, copy, *numbers):
        for number in numbers or (1, 2):
            actions.compare(copy, by=self.registrar, number=number)
        return copy

    def ink(self, *places, **more):
        """Signed on paper, from upload to confirmation."""
        copy = self.compared(self.lodge(*places, **more))
        return actions.confirm(copy, by=self.registrar)


@pytest.fixture
def two_pages(monkeypatch: pytest.MonkeyPatch, quick_paper: None, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    lay = partial(Laid, blank(2), 2)
    monkeypatch.setattr("agreements.documents.rendering.actions.laid_out", lambda _content, **_options: lay())


@pytest.fixture
def signing(db: None, two_pages: None) -> Signing:
    """Two villages whose heads are to sign."""
    return Signing()
