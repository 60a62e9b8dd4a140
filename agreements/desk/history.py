"""An agreement's journal -> what happened, as sentences with the remarks of returns, and the days its stages began."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from agreements.record import journal
from agreements.record.models import Agreement, JournalEntry
from agreements.record.stages import CROSSINGS, FIRST, Stage
from agreements.review.models import Outcome, Round

_ENTERS = {"begin": FIRST, "register": FIRST} | {
    row.verb: row.target for row in CROSSINGS if row.source != row.target
}
_ORDER = (Stage.DRAFTING, Stage.REVIEW, Stage.SIGNING, Stage.PUBLICATION, Stage.IN_FORCE, Stage.ENDED)


@dataclass(frozen=True)
class Event:
    """Something that happened."""

    at: dt.datetime
    sentence: str
    remark: str
    """What was asked for, when the text was returned; empty otherwise."""


def entries_of(agreement: Agreement) -> list[JournalEntry]:
    """The journal, oldest first."""
    return list(agreement.journal.select_related("actor", "on_behalf_of").order_by("serial"))


def events(agreement: Agreement, entries: Iterable[JournalEntry]) -> list[Event]:
    """What happened, newest first."""
    returned = iter(_returned(agreement))
    told = []
    for entry in entries:
        remark = next(returned, "") if entry.code == "send_back" else ""
        told.append(Event(entry.at, journal.sentence(entry), remark))
    return told[::-1]


def _returned(agreement: Agreement) -> list[str]:
    """The remarks of every round that came back, in the order of the rounds."""
    rounds = Round.objects.filter(agreement=agreement, outcome=Outcome.RETURNED)
    return [
        "\n".join(f"{remark.place}: {remark.text}" if remark.place else remark.text for remark in remarks)
        for remarks in (
            sorted(round_.remarks.all(), key=lambda remark: remark.pk)
            for round_ in rounds.order_by("number").prefetch_related("remarks")
        )
    ]


def days(agreement: Agreement, entries: Iterable[JournalEntry]) -> dict[str, dt.datetime]:
    """When the agreement last entered each stage that lies behind it, and the one it is in; by the stage's code."""
    entered = {_ENTERS[entry.code].value: entry.at for entry in entries if entry.code in _ENTERS}
    if agreement.stage in _ORDER:
        ahead = _ORDER[_ORDER.index(Stage(agreement.stage)) + 1 :]
        for stage in ahead:
            entered.pop(stage.value, None)
    return entered
