"""How the work of an agreement is planned, reported and given up."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.monitoring.activities.guards import may_plan, may_record_for
from agreements.monitoring.activities.models import Activity, ProgressNote
from agreements.monitoring.files.actions import keep_all
from agreements.monitoring.files.taking import Taken
from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement, Party
from agreements.record.place_days import today_at
from villages.people.access import Answer
from villages.people.models import User

MOST_ACTIVITIES = 300


class Conflict(Exception):
    """Somebody else changed the row since it was shown; `current` is how it stands now."""

    def __init__(self, current: Activity) -> None:
        super().__init__(str(current))
        self.current = current


@transaction.atomic
def plan(agreement: Agreement, *, by: User, party: Party, **facts: Any) -> Activity:
    """Add one piece of work to the plan of a party.

    Its days lie within the agreement's. Raises Refused, ValidationError by field.
    """
    current = lock(agreement)
    ask(by, "carry_out", current)
    _refuse_unless(may_plan(current))
    _refuse_unless(may_record_for(by, current, party))
    if current.activities.count() >= MOST_ACTIVITIES:
        raise Refused(Answer(False, _("Paling banyak %d kegiatan dalam satu kerja sama.") % MOST_ACTIVITIES))
    activity = Activity(agreement=current, party=party, created_by=by, **facts)
    _check_days(activity)
    activity.full_clean(exclude=["agreement", "party", "created_by"])
    activity.save()
    _tell(activity, "carry_out", by)
    return activity


@transaction.atomic
def change(activity: Activity, *, by: User, edition: int, **facts: Any) -> Activity:
    """Change what is planned; how far it is changes only by a note.

    Raises Refused, Conflict when somebody else changed it since `edition`, ValidationError by field.
    """
    current = lock(activity.agreement)
    ask(by, "carry_out", current)
    row = _open(activity)
    _refuse_unless(may_record_for(by, current, row.party))
    if row.edition != edition:
        raise Conflict(row)
    for name, value in facts.items():
        setattr(row, name, value)
    _check_days(row)
    row.edition += 1
    row.full_clean(exclude=["agreement", "party", "created_by"])
    row.save()
    _tell(row, "change_activity", by)
    return row


@transaction.atomic
def cancel(activity: Activity, *, by: User, reason: str) -> Activity:
    """Give a piece of work up, with the reason; it stays in the plan, crossed out. Raises Refused, ValidationError."""
    current = lock(activity.agreement)
    ask(by, "carry_out", current)
    row = _open(activity)
    _refuse_unless(may_record_for(by, current, row.party))
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasan membatalkan kegiatan ini.")})
    if row.percent == 100:
        raise Refused(Answer(False, _("Kegiatan ini sudah selesai.")))
    row.cancelled_at, row.cancelled_because = timezone.now(), reason.strip()
    row.edition += 1
    row.save()
    _tell(row, "cancel_activity", by, reason=row.cancelled_because)
    return row


@transaction.atomic
def report_progress(
    activity: Activity,
    *,
    by: User,
    on: dt.date,
    percent: int,
    words: str,
    reached: int | None = None,
    files: Sequence[Taken] = (),
    key: uuid.UUID | None = None,
) -> ProgressNote:
    """Write down how far an activity was on a day, with pictures; the newest day's note is how far it is.

    A note that was on its way twice counts once (`key`). `reached` is how many people benefited until that day.
    Raises Refused, ValidationError by field.
    """
    current = lock(activity.agreement)
    ask(by, "carry_out", current)
    known = ProgressNote.objects.filter(key=key).first() if key else None
    if known:
        return _mine(known, activity, by)
    row = _open(activity)
    _refuse_unless(may_record_for(by, current, row.party))
    if on > today_at(current):
        raise ValidationError({"on": _("Tanggal ini belum tiba.")})
    note = ProgressNote(activity=row, on=on, percent=percent, words=words.strip(), reached=reached, key=key)
    note.written_by = by
    note.full_clean(exclude=["activity", "written_by", "key"])
    note.save()
    _bring_up_to_date(row)
    keep_all(current, by=by, owner=row, title=row.title, files=files, key=key)
    _tell(row, "progress", by, percent=percent, on=on)
    return note


def _mine(note: ProgressNote, activity: Activity, by: User) -> ProgressNote:
    """The note that came before under the same key, if it is the same person's about the same work."""
    if note.activity_id != activity.pk or note.written_by_id != by.pk:
        raise ValidationError(_("Kiriman ini sudah dipakai; buka halamannya lagi lalu kirim ulang."), "key")
    return note


def _bring_up_to_date(activity: Activity) -> None:
    """How far it is, and whom it reached, from the notes of the latest days."""
    notes = list(activity.notes.order_by("-on", "-pk"))
    activity.percent = notes[0].percent
    activity.reached = next((note.reached for note in notes if note.reached is not None), None)
    activity.save(update_fields=["percent", "reached"])


def _open(activity: Activity) -> Activity:
    """The activity as it stands now, unless it was given up. Raises Refused."""
    row = (
        Activity.objects.select_for_update(of=("self",))
        .select_related("party__organization")
        .get(pk=activity.pk)
    )
    if row.cancelled_at is not None:
        raise Refused(Answer(False, _("Kegiatan ini sudah dibatalkan.")))
    return row


def _check_days(activity: Activity) -> None:
    """Work happens while the agreement runs. Raises ValidationError by field."""
    first, last = activity.agreement.starts_on, activity.agreement.ends_on
    wrong = {}
    if first and activity.starts_on < first:
        wrong["starts_on"] = _("Kerja sama ini baru mulai %s.") % date_format(first, "j F Y")
    if last and activity.ends_on > last:
        wrong["ends_on"] = _("Kerja sama ini berakhir %s.") % date_format(last, "j F Y")
    if wrong:
        raise ValidationError(wrong)


def _refuse_unless(answer: Answer) -> None:
    if not answer:
        raise Refused(answer)


def _tell(activity: Activity, code: str, by: User, **more: Any) -> None:
    """Write it into the journal under the name of the party it concerns."""
    details = {"activity": activity.pk, "title": activity.title, "party": activity.party.ordinal, **more}
    agreement = activity.agreement
    journal.append(agreement, code, by=by, on_behalf_of=speaking_for(by, agreement), details=details)
