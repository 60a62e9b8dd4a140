"""Record a deliberation with a draft, mend the record, take it out."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agreements.drafting.actions import Stale, open_for_edit
from agreements.drafting.attachments import attach
from agreements.drafting.deliberations.attendees import Attendance
from agreements.drafting.deliberations.guards import (
    may_change,
    may_record,
    may_remove,
    recorder,
    standing,
)
from agreements.drafting.deliberations.models import Attendee, Deliberation, DeliberationKind
from agreements.record import journal
from agreements.record.crossing import Refused, lock
from agreements.record.models import Agreement, Attachment, Party
from villages.people.access import Answer
from villages.people.models import User

MOST = 100
"""So many deliberations may be recorded with one draft."""
FIELDS = ("held_on", "place", "agenda", "attendance", "decision", "decision_text", "minutes")


@transaction.atomic
def record(
    agreement: Agreement,
    *,
    by: User,
    village: Party | None,
    attendees: Sequence[Attendance] = (),
    file: UploadedFile | None = None,
    **fields: Any,
) -> Deliberation:
    """Record the deliberation of one village, or without `village` the joint one, with its minutes as a file.

    Law: UU 6/2014 arts. 54 and 92 section 2; Permendagri 96/2017. Raises Refused, or ValidationError by field.
    """
    current = lock(agreement)
    person = standing(by, current)
    _ask(may_record(person, village))
    if current.deliberations.count() >= MOST:
        raise Refused(Answer(False, _("Paling banyak %d musyawarah dalam satu rancangan.") % MOST))
    row = Deliberation(
        agreement=current,
        kind=DeliberationKind.VILLAGE if village else DeliberationKind.INTER_VILLAGE,
        village=village.organization if village else None,
        recorded_by=by,
        recorded_for=recorder(person, village),
        **_known(fields),
    )
    current = open_for_edit(current, by, party=village)
    return _written(row, current, by, "deliberate", attendees, file)


@transaction.atomic
def change(
    deliberation: Deliberation,
    *,
    by: User,
    edition: int,
    attendees: Sequence[Attendance] = (),
    file: UploadedFile | None = None,
    **fields: Any,
) -> Deliberation:
    """Mend the record; a further file comes on top of those there are.

    Raises Refused, ValidationError by field, or Stale with the record as it stands when `edition` is not the current.
    """
    current, row = _locked(deliberation)
    _ask(may_change(standing(by, current), row))
    if row.edition != edition:
        raise Stale(row)
    row.edition += 1
    for name, value in _known(fields).items():
        setattr(row, name, value)
    return _written(row, current, by, "deliberate_again", attendees, file)


@transaction.atomic
def remove(deliberation: Deliberation, *, by: User) -> None:
    """Take the record out, with the names of those who came; its files stay among the attachments. Raises Refused."""
    current, row = _locked(deliberation)
    _ask(may_remove(standing(by, current), row))
    said = _said(row)
    row.delete()
    journal.append(current, "deliberate_not", by=by, on_behalf_of=row.recorded_for, details=said)


def _locked(deliberation: Deliberation) -> tuple[Agreement, Deliberation]:
    """The draft, held, and the record as it stands now."""
    current = lock(deliberation.agreement)
    row = Deliberation.objects.select_related("recorded_for", "village").get(pk=deliberation.pk)
    row.agreement = current
    return current, row


def _ask(answer: Answer) -> None:
    if not answer:
        raise Refused(answer, "edit")


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, if each is one of `FIELDS`; a TypeError for the programmer otherwise."""
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise TypeError(f"unknown fields: {', '.join(sorted(unknown))}")
    return fields


def _written(
    row: Deliberation,
    agreement: Agreement,
    by: User,
    code: str,
    attendees: Sequence[Attendance],
    file: UploadedFile | None,
) -> Deliberation:
    """Check and store the record with its names, journal it, and keep its file."""
    _check(row, attendees)
    row.save()
    row.attendees.all().delete()
    Attendee.objects.bulk_create(
        Attendee(deliberation=row, name=name, capacity=capacity) for name, capacity in attendees
    )
    journal.append(agreement, code, by=by, on_behalf_of=row.recorded_for, details=_said(row))
    if file:
        kind = Attachment.Kind.MINUTES
        row.files.add(attach(agreement, by=by, kind=kind, title=_title(row), file=file))
    return row


def _check(row: Deliberation, attendees: Sequence[Attendance]) -> None:
    row.full_clean(exclude=["agreement", "recorded_by", "recorded_for"])
    if row.held_on > timezone.localdate():
        raise ValidationError(
            {"held_on": _("Musyawarah dicatat setelah berlangsung; tanggal ini belum tiba.")}
        )
    if row.attendance < max(1, len(attendees)):
        words = _("Jumlah hadir paling sedikit satu, dan tidak kurang dari nama yang ditulis (%d).")
        raise ValidationError({"attendance": words % len(attendees)})


def _said(row: Deliberation) -> dict[str, Any]:
    """What the journal keeps of it: never a name of those who came."""
    village = row.village.name if row.village else ""
    return {"kind": row.kind, "village": village, "held_on": _day(row.held_on), "decision": row.decision}


def _day(day: dt.date) -> str:
    return day.isoformat()


def _title(row: Deliberation) -> str:
    """How the file is called among the attachments, in the language of the text."""
    with translation.override("id"):
        where = f" {row.village.name.removeprefix('Desa ')}" if row.village else ""
        return f"Berita acara {row.get_kind_display()}{where}, {row.held_on:%d-%m-%Y}"[:200]
