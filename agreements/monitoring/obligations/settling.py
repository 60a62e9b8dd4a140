"""How other rooms settle an obligation: a case calls it breached, the settlement of an ended agreement closes it.

The caller has asked its own verb, holds the agreement's lock, and tells the journal what it did.
"""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.monitoring.obligations.models import Occurrence
from villages.people.models import User

State = Occurrence.State
_OPEN = (State.PLANNED, State.DONE)


@transaction.atomic
def call_breached(occurrence: Occurrence, *, by: User, reason: str) -> Occurrence:
    """Say that it was not kept and will not be. Raises ValidationError when it is settled already."""
    return _settled(occurrence, State.BREACHED, by, reason, only=(State.PLANNED,))


@transaction.atomic
def drop(occurrence: Occurrence, *, by: User, reason: str) -> Occurrence:
    """Say that it is not owed any more. Raises ValidationError when it is settled already."""
    return _settled(occurrence, State.DROPPED, by, reason)


@transaction.atomic
def call_done(occurrence: Occurrence, *, by: User, on: dt.date, note: str = "") -> Occurrence:
    """Say that it was done after all, with everybody's word. Raises ValidationError when it is settled already."""
    row = _held(occurrence, _OPEN)
    if row.state == State.PLANNED:
        row.done_on, row.done_note, row.done_by, row.done_at = on, note.strip(), by, timezone.now()
    row.state, row.look_on, row.settled_by, row.settled_at = State.CONFIRMED, None, by, timezone.now()
    return kept_as(
        row, "state", "look_on", "settled_by", "settled_at", "done_on", "done_note", "done_by", "done_at"
    )


def _settled(
    occurrence: Occurrence, state: str, by: User, reason: str, *, only: tuple[str, ...] = _OPEN
) -> Occurrence:
    row = _held(occurrence, only)
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasannya.")})
    row.state, row.reason, row.look_on = state, reason.strip(), None
    row.settled_by, row.settled_at = by, timezone.now()
    return kept_as(row, "state", "reason", "look_on", "settled_by", "settled_at")


def _held(occurrence: Occurrence, only: tuple[str, ...]) -> Occurrence:
    rows = Occurrence.objects.select_for_update(of=("self",)).select_related(
        "party__organization", "provision"
    )
    row = rows.get(pk=occurrence.pk)
    if row.state not in only:
        words = {"state": str(row.get_state_display())}
        raise ValidationError(_("Kewajiban ini sekarang berkeadaan: %(state)s.") % words)
    return row


def kept_as(row: Occurrence, *names: str) -> Occurrence:
    """Write these fields, and that the row was changed."""
    row.edition += 1
    row.save(update_fields=[*names, "edition"])
    return row


def facts_of(row: Occurrence) -> dict[str, Any]:
    """What the journal keeps of an obligation: which, whose, until when, how much."""
    text = row.provision.text
    return {
        "occurrence": row.pk,
        "what": text if len(text) <= 80 else f"{text[:79].rstrip()}…",
        "party": row.party.organization_id,
        "owed_by": row.party.organization.name,
        "due_on": row.due_on,
        "amount": row.amount,
    }
