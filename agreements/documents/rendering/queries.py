"""A content -> its rendering, how far that is, in words, and its PDF."""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.documents import store
from agreements.documents.rendering.laying import CHECKING, LAYING_OUT, STORING, WRITING, layout_version
from agreements.documents.rendering.models import Rendering

_State = Rendering.State


def key_of(data: bytes, *, draft: bool) -> str:
    """The digest of all that goes in: the canonical content, whether it is a draft, and the layout itself."""
    return hashlib.sha256(
        b"\0".join((data, b"draft" if draft else b"final", layout_version().encode()))
    ).hexdigest()


def of_text(canonical: str, *, draft: bool = False) -> Rendering | None:
    """The rendering of a canonical content, such as a frozen document's; None when nobody has asked for it."""
    return Rendering.objects.filter(key=key_of(canonical.encode(), draft=draft)).first()


def shelf_of(rendering: Rendering) -> str:
    """Where its file is kept: drafts are swept away, what is signed never is."""
    return "drafts" if rendering.draft else "documents"


def is_there(rendering: Rendering) -> bool:
    """Whether the PDF is ready and its file still in its place."""
    return rendering.state == _State.READY and store.has(rendering.sha256, shelf=shelf_of(rendering))


def pdf_of(rendering: Rendering) -> bytes:
    """The PDF. Raises `store.Damaged` when the file is gone or changed."""
    return store.get(rendering.sha256, shelf=shelf_of(rendering))


@dataclass(frozen=True)
class Progress:
    """How far a rendering is, as `components/progress.html` shows it."""

    sentence: str
    """What is being done."""
    done: int
    """How many steps are behind it."""
    total: int
    """How many there are; 0 while it waits for its turn."""


def progress(rendering: Rendering | None) -> Progress:
    """How far it is, in words; a rendering that is not known waits for its turn."""
    if rendering is None or rendering.state == _State.QUEUED:
        return Progress(_("Dokumen PDF menunggu giliran untuk disiapkan."), 0, 0)
    sentences = {
        CHECKING: _("Memeriksa naskah."),
        LAYING_OUT: _("Menata halaman %(page)d.") % {"page": rendering.pages},
        WRITING: _("Menulis berkas PDF, %(pages)d halaman.") % {"pages": rendering.pages},
        STORING: _("Menyimpan berkas PDF."),
    }
    step = rendering.step or CHECKING
    return Progress(sentences[step], step - 1, STORING)
