"""The journal of a draft -> who gave its final text back from signing, why and when, until it is decided anew."""

import datetime as dt
from dataclasses import dataclass

from agreements.record.models import Agreement
from agreements.record.stages import Stage

_GIVEN_BACK = ("decline", "recall")
_STEPS = (*_GIVEN_BACK, "unprintable", "approve", "send_back")


@dataclass(frozen=True)
class GivenBack:
    """That somebody declined to sign, or took the text back to be changed."""

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


def given_back(agreement: Agreement) -> GivenBack | None:
    """What happened to the text that was last in signing; None where it never was, or something newer was decided."""
    if agreement.stage not in (Stage.DRAFTING, Stage.REVIEW):
        return None
    steps = agreement.journal.filter(code__in=_STEPS).select_related("actor", "on_behalf_of")
    last = steps.order_by("-serial").first()
    if last is None or last.code not in _GIVEN_BACK:
        return None
    return GivenBack(
        declined=last.code == "decline",
        who=f"{last.actor} ({last.on_behalf_of})" if last.on_behalf_of else str(last.actor),
        at=last.at,
        reason=last.details.get("reason", ""),
        version=last.details.get("version", 0),
        signatures=last.details.get("signatures", 0),
    )
