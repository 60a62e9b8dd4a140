"""How an obligation is reported as done, confirmed or sent back, released from, and begun by an event."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.drafting.models import Provision
from agreements.monitoring.files.actions import keep_all
from agreements.monitoring.files.taking import Taken
from agreements.monitoring.obligations.guards import (
    events_of,
    may_affirm,
    may_prove,
    may_take_back,
    may_waive,
    parties_for,
)
from agreements.monitoring.obligations.marks import next_look
from agreements.monitoring.obligations.models import Happening, Occurrence
from agreements.monitoring.obligations.settling import facts_of, kept_as
from agreements.monitoring.obligations.terms import signed_on
from agreements.monitoring.obligations.yielding import Changes, reminders_of, reschedule
from agreements.record import journal
from agreements.record.access import regency_of
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement
from agreements.record.place_days import day_at, today_at
from villages.organizations.models import Organization
from villages.people.access import Answer
from villages.people.models import User

State = Occurrence.State
_DAY = dt.timedelta(days=1)


@transaction.atomic
def prove(
    occurrence: Occurrence,
    *,
    by: User,
    done_on: dt.date,
    note: str = "",
    files: Sequence[UploadedFile | Taken] = (),
    key: uuid.UUID | None = None,
) -> Occurrence:
    """Report that what was owed is done: on which day, with evidence; another party confirms it afterwards.

    Sent twice it counts once; `key` tells a second sending of the files. Raises Refused, or ValidationError for a day
    in the future or before the signing, or where neither words nor a file show anything.
    """
    row = _held(occurrence)
    if row.state == State.DONE and _said(row) == (by.pk, done_on, note.strip()):
        return row  # the same sending once more, over a bad line
    _asked(may_prove(by, row), "prove")
    _check_day(row.agreement, "done_on", done_on)
    if not note.strip() and not files:
        raise ValidationError({"note": _("Tulis apa yang dilaksanakan, atau lampirkan buktinya.")})
    row.state, row.done_on, row.done_note = State.DONE, done_on, note.strip()
    row.done_by, row.done_at, row.look_on, row.reason = by, timezone.now(), None, ""
    kept_as(row, "state", "done_on", "done_note", "done_by", "done_at", "look_on", "reason")
    keep_all(row.agreement, by=by, owner=row, title=_title(row), files=files, key=key, verb="prove")
    _journal(row, "prove", by, done_on=done_on)
    return row


@transaction.atomic
def withdraw_proof(occurrence: Occurrence, *, by: User) -> Occurrence:
    """Take one's own report back before anybody confirmed it; the files stay. Raises Refused."""
    row = _held(occurrence)
    _asked(may_take_back(by, row), "prove")
    _open_again(row)
    _journal(row, "prove_not", by)
    return row


@transaction.atomic
def affirm(occurrence: Occurrence, *, by: User) -> Occurrence:
    """Confirm, for another party, that what was reported was done. Raises Refused."""
    row = _held(occurrence)
    _asked(may_affirm(by, row), "affirm")
    row.state, row.settled_by, row.settled_at = State.CONFIRMED, by, timezone.now()
    kept_as(row, "state", "settled_by", "settled_at")
    _journal(row, "affirm", by)
    return row


@transaction.atomic
def return_proof(occurrence: Occurrence, *, by: User, reason: str) -> Occurrence:
    """Send a report back, for another party, with what is missing.

    Raises Refused, or ValidationError without a reason.
    """
    row = _held(occurrence)
    _asked(may_affirm(by, row), "affirm")
    reason = _reason(reason, _("Tulis apa yang kurang."))
    _open_again(row, reason)
    _journal(row, "return_proof", by, reason=reason)
    return row


@transaction.atomic
def waive(occurrence: Occurrence, *, by: User, reason: str) -> Occurrence:
    """Release the party that owes it, by the head of another one, for a reason; nothing brings it back.

    Raises Refused, or ValidationError without a reason.
    """
    row = _held(occurrence)
    _asked(may_waive(by, row), "waive")
    row.reason = _reason(reason, _("Tulis alasan pembebasannya."))
    row.state, row.look_on, row.settled_by, row.settled_at = State.WAIVED, None, by, timezone.now()
    kept_as(row, "state", "reason", "look_on", "settled_by", "settled_at")
    _journal(row, "waive", by, signing=True, reason=row.reason)
    return row


@transaction.atomic
def note_event(
    provision: Provision, *, by: User, happened_on: dt.date, note: str = "", of: Agreement
) -> Changes:
    """Note that the event took place from which an obligation counts its working days; the days follow at once.

    `of` is the agreement that was signed first. Raises Refused, or ValidationError for a day in the future, before the
    signing, or noted before.
    """
    agreement = lock(of)
    ask(by, "note_event", agreement)
    known = {row.pk for row in events_of(agreement)}
    if provision.pk not in known:
        raise Refused(Answer(False, _("Kewajiban ini tidak menunggu peristiwa.")), "note_event")
    _check_day(agreement, "happened_on", happened_on)
    if Happening.objects.filter(provision=provision, happened_on=happened_on).exists():
        raise ValidationError({"happened_on": _("Peristiwa pada tanggal itu sudah dicatat.")})
    happening = Happening(provision=provision, happened_on=happened_on, note=note.strip(), recorded_by=by)
    happening.full_clean()
    happening.save()
    facts = {"what": provision.event, "on": happened_on}
    journal.append(agreement, "note_event", by=by, on_behalf_of=_behalf(by, agreement), details=facts)
    return reschedule(agreement, by=by, why=_("peristiwa dicatat"))


def _held(occurrence: Occurrence) -> Occurrence:
    """The row as it stands now, held together with its agreement: first the agreement, as everywhere."""
    agreement = lock(occurrence.agreement)
    rows = Occurrence.objects.select_for_update(of=("self",)).select_related(
        "party__organization", "provision"
    )
    row = rows.get(pk=occurrence.pk)
    row.agreement = agreement
    return row


def _asked(answer: Answer, verb: str) -> None:
    if not answer:
        raise Refused(answer, verb)


def _open_again(row: Occurrence, reason: str = "") -> None:
    """Owed as before; one that was reported in time and is late by now falls late at the next round."""
    today = today_at(row.agreement)
    in_time = row.done_at is not None and day_at(row.agreement, row.done_at) <= row.due_on
    if in_time and row.due_on < today:
        row.look_on = row.due_on + _DAY
    else:
        row.look_on = next_look(row.due_on, today, reminders_of(regency_of(row.agreement)))
    row.state, row.reason, row.done_on, row.done_at, row.done_by = State.PLANNED, reason, None, None, None
    kept_as(row, "state", "reason", "done_on", "done_at", "done_by", "look_on")


def _check_day(agreement: Agreement, name: str, day: dt.date) -> None:
    """A day on which something took place is not in the future and not before the signing."""
    if day > today_at(agreement):
        raise ValidationError({name: _("Tanggal ini belum tiba.")})
    if day < min(signed_on(agreement), agreement.starts_on):
        raise ValidationError({name: _("Tanggal ini sebelum kerja sama ditandatangani.")})


def _said(row: Occurrence) -> tuple[int | None, dt.date | None, str]:
    """Who reported what."""
    return row.done_by_id, row.done_on, row.done_note


def _reason(reason: str, missing: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": missing})
    return reason.strip()


def _title(row: Occurrence) -> str:
    text = row.evidence or row.provision.text
    return text if len(text) <= 120 else f"{text[:119].rstrip()}…"


def _behalf(by: User, agreement: Agreement, *, signing: bool = False) -> Organization | None:
    mine = parties_for(by, agreement, signing=signing)
    return mine[0].organization if mine else None


def _journal(row: Occurrence, code: str, by: User, *, signing: bool = False, **more: Any) -> None:
    """Tell the journal for which party: its own for a report, another one for everything else."""
    mine = parties_for(by, row.agreement, signing=signing)
    own = code in ("prove", "prove_not")
    behalf = next((party.organization for party in mine if (party.pk == row.party_id) == own), None)
    journal.append(row.agreement, code, by=by, on_behalf_of=behalf, details=facts_of(row) | more)
