"""A published agreement -> what its public page tells: its text, its state, its signatures, how it came about."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.documents.numbering import Document, number
from agreements.publication.in_short import InShort, in_short
from agreements.publication.privacy.masking import mask
from agreements.publication.privacy.models import Exclusion
from agreements.publication.privacy.queries import PublicText, public_text
from agreements.publication.signed import SignedAs, signatures_of, uncertified
from agreements.publication.written import Written
from agreements.record.access import public, what_now
from agreements.record.models import Agreement, JournalEntry
from agreements.record.stages import Stage
from agreements.record.vocabulary import EndingGround
from agreements.signing.models import FrozenDocument

_DETOURS = ("send_back", "decline", "unprintable")
"""What led nowhere; a public life begins anew after them."""


def published(ref: str) -> Agreement | None:
    """The agreement of that reference, if everybody may read it."""
    plausible = re.fullmatch(r"[0-9A-Z]{8}", ref.upper(), re.ASCII)
    return public().filter(ref=ref.upper()).first() if plausible else None


def last_told(_asked: object, ref: str, **_more: object) -> str:
    """What happened last to the agreement, to what it changes and to what changes it, and to its copy."""
    return repr(_TOLD(ref)) if ref.isalnum() else "-"


def _around(ref: str) -> QuerySet[Agreement, Any]:
    own = public().filter(ref=ref).order_by()
    below = public().filter(parent__ref=ref).order_by()
    keys = own.values("pk").union(own.values("parent"), below.values("pk"))  # three looks into an index each
    around = public().filter(pk__in=keys).order_by("pk")
    return around.values_list("journal_hash", "stage", "documents__public_copy__sha256")[:200]


_TOLD = Written(_around, str)


@dataclass(frozen=True)
class PublicPage(InShort):
    """Everything that the public page of one agreement shows."""

    agreement: Agreement
    frozen: FrozenDocument
    text: PublicText
    """What everybody may read of it."""
    document: Document
    """That text, numbered."""
    state: str
    """What its stage means, as a sentence."""
    events: list["Event"]
    """How it came about, oldest first."""
    signatures: list[SignedAs]
    """Who signed it as what, in the order in which they did."""

    @property
    def excluded(self) -> dict[int, Exclusion]:
        """The articles that nobody reads here, by number."""
        return {row.article: row for row in self.text.exclusions}

    @property
    def uncertified(self) -> bool:
        """Whether some of its electronic signatures come from no licensed provider."""
        return uncertified(self.signatures)


@dataclass(frozen=True)
class Event:
    """Something that happened, as everybody may read it."""

    at: dt.datetime
    sentence: str


def public_page(agreement: Agreement) -> PublicPage | None:
    """The public page of a published agreement, from the covered text; None where none is kept."""
    text = public_text(agreement)
    if text is None:
        return None
    content = text.content
    entries = list(agreement.journal.select_related("actor", "on_behalf_of").order_by("serial"))
    short = in_short(agreement, content)
    return PublicPage(
        sides=short.sides,
        contributions=short.contributions,
        value=short.value,
        agreement=agreement,
        frozen=text.document,
        text=text,
        document=number(content),
        state=state_sentence(agreement, entries),
        events=public_events(entries),
        signatures=signatures_of(text.document),
    )


def state_sentence(agreement: Agreement, entries: Iterable[JournalEntry] = ()) -> str:
    """What its stage means for a citizen; for an agreement that ended, also why."""
    if agreement.stage == Stage.ENDED:
        for entry in entries:
            if entry.code == "end" and entry.details.get("ground") in EndingGround.values:
                ground = EndingGround(entry.details["ground"]).label
                return _("%(sentence)s Alasannya: %(ground)s.") % {
                    "sentence": what_now(None, agreement),
                    "ground": ground[:1].lower() + ground[1:],
                }
    return what_now(None, agreement)


_EVENTS = {
    "begin": gettext_lazy("%(who)s memulai rancangan."),
    "register": gettext_lazy("%(who)s mencatat perjanjian yang ditandatangani di luar portal."),
    "open_round": gettext_lazy("%(who)s mengirim naskah untuk ditinjau."),
    "approve": gettext_lazy("%(who)s menyetujui naskah."),
    "sign": gettext_lazy("%(person)s menandatangani untuk %(who)s."),
    "complete": gettext_lazy("Semua pihak telah menandatangani."),
    "lodge": gettext_lazy("%(who)s mengirim catatan dan pindaian untuk dikonfirmasi."),
    "confirm": gettext_lazy(
        "%(who)s mencocokkan catatan dengan pindaiannya; sejak itu siapa saja dapat membacanya."
    ),
    "publish": gettext_lazy("%(who)s mengumumkan kerja sama; sejak itu siapa saja dapat membacanya."),
    "end": gettext_lazy("Kerja sama berakhir."),
}


def public_events(entries: Iterable[JournalEntry]) -> list[Event]:
    """The steps that led to the signed text, as sentences about organizations; persons are named only as signatories.

    Deliberations before a return or a refusal to sign stay with the parties.
    """
    steps: list[JournalEntry] = []
    for entry in entries:
        if entry.code in _DETOURS:
            steps = [step for step in steps if step.code in ("begin", "register")]
        elif entry.code in _EVENTS:
            steps.append(entry)
    return [Event(step.at, _tell(step)) for step in steps]


def _tell(step: JournalEntry) -> str:
    who = mask(str(step.on_behalf_of)) if step.on_behalf_of_id else _("Salah satu pihak")
    return str(_EVENTS[step.code]) % {"who": who, "person": mask(str(step.actor)) if step.actor_id else ""}
