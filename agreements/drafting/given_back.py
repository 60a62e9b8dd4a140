"""The journal of a draft -> who gave its final text back from signing, why and when, until it is decided anew."""

import datetime as dt
from dataclasses import dataclass

from agreements.drafting.queries import content_of
from agreements.drafting.whereabouts import Whereabouts, whereabouts
from agreements.record.models import Agreement, JournalEntry
from agreements.record.stages import Stage

_GIVEN_BACK = ("decline", "recall", "unprintable")
_STEPS = (*_GIVEN_BACK, "approve", "send_back")


@dataclass(frozen=True)
class GivenBack:
    """That somebody declined to sign or took the text back to be changed, or that it could not be printed."""

    declined: bool
    """Declined to sign; else the text was taken back."""
    who: str
    """Name, and for whom."""
    at: dt.datetime
    reason: str
    version: int
    """Which frozen text it was."""
    signatures: int
    """How many signatures became void."""
    fault: Whereabouts | None = None
    """Where the text that could not be printed is at fault; None for anything else."""


def given_back(agreement: Agreement) -> GivenBack | None:
    """What happened to the text that was last in signing; None where it never was, or something newer was decided."""
    if agreement.stage not in (Stage.DRAFTING, Stage.REVIEW):
        return None
    steps = agreement.journal.filter(code__in=_STEPS).select_related("actor", "on_behalf_of")
    last = steps.order_by("-serial").first()
    if last is None or last.code not in _GIVEN_BACK:
        return None
    if last.code == "unprintable":
        return _unprinted(agreement, last)
    return GivenBack(
        declined=last.code == "decline",
        who=f"{last.actor} ({last.on_behalf_of})" if last.on_behalf_of else str(last.actor),
        at=last.at,
        reason=last.details.get("reason", ""),
        version=last.details.get("version", 0),
        signatures=last.details.get("signatures", 0),
    )


def _unprinted(agreement: Agreement, entry: JournalEntry) -> GivenBack:
    """The text that the portal itself gave back; what is at fault stands where it stood, until it is changed."""
    reason, version = entry.details.get("problem", ""), entry.details.get("version", 0)
    fault = whereabouts(entry.details.get("place", ""), content_of(agreement), agreement)
    return GivenBack(False, "", entry.at, reason, version, 0, fault)
