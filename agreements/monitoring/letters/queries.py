"""The letters of an agreement, and how far the PDF of one is."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agreements.documents import store
from agreements.monitoring.letters.making import LAYING_OUT, SHELF, STORING, asked_key
from agreements.monitoring.letters.models import Letter
from agreements.record.models import Agreement


def letters_of(agreement: Agreement) -> QuerySet[Letter]:
    """Every letter of the agreement, the newest first."""
    return (
        Letter.objects.filter(agreement=agreement)
        .select_related("issuer", "issued_by")
        .order_by("-issued_at", "-pk")
    )


def is_there(letter: Letter) -> bool:
    """Whether its PDF can be read."""
    return letter.state == Letter.State.READY and store.has(letter.sha256, shelf=SHELF)


def is_under_way(letter: Letter) -> bool:
    """Whether the worker has it before it; after some minutes without word it is taken to be lost."""
    return letter.state == Letter.State.QUEUED and cache.get(asked_key(letter.pk)) is not None


@dataclass(frozen=True)
class Progress:
    """How far a PDF is, as `components/progress.html` shows it."""

    sentence: str
    done: int
    total: int
    """How many steps there are; 0 while it waits for its turn."""


def progress(letter: Letter) -> Progress:
    """How far it is, in words."""
    step = cache.get(asked_key(letter.pk), 0)
    sentences = {LAYING_OUT: _("Menata halaman surat."), STORING: _("Menyimpan berkas PDF.")}
    if step not in sentences:
        return Progress(_("Surat menunggu giliran untuk dicetak."), 0, 0)
    return Progress(sentences[step], step - 1, len(sentences))
