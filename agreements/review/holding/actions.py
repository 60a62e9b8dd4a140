"""The verbs on who does the work of a step: take it, release it, fill in its checklist, be away and be stood in for."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.record import journal
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement
from agreements.review.holding.models import Absence
from agreements.review.models import Check, Step
from agreements.review.steps import may_act, offices_of, own_steps
from villages.organizations.models import Office
from villages.people.access import Answer
from villages.people.models import Membership, User


@transaction.atomic
def take_step(step: Step, *, by: User) -> Step:
    """Hold a step of one's office, or take it over from a colleague; nothing happens when it is already one's own.

    The colleague reads it in the journal. Raises Refused.
    """
    agreement = lock(step.round.agreement)
    ask(by, "take_step", agreement)
    current = _own(agreement, by, step)
    if current.holder_id == by.pk:
        return current
    details = {"step": current.key, "from": str(current.holder) if current.holder_id else ""}
    current.holder, current.held_since = by, timezone.now()
    current.save(update_fields=["holder", "held_since"])
    journal.append(agreement, "take_step", by=by, on_behalf_of=current.office, details=details)
    return current


@transaction.atomic
def release_step(step: Step, *, by: User) -> Step:
    """Let go of a step that one holds, so that any colleague may decide. Raises Refused."""
    agreement = lock(step.round.agreement)
    ask(by, "release_step", agreement)
    current = _own(agreement, by, step)
    if current.holder_id != by.pk:
        raise Refused(Answer(False, _("Anda tidak sedang memegang langkah ini.")), "release_step")
    current.holder, current.held_since = None, None
    current.save(update_fields=["holder", "held_since"])
    details = {"step": current.key}
    journal.append(agreement, "release_step", by=by, on_behalf_of=current.office, details=details)
    return current


@transaction.atomic
def tick(step: Step, *, by: User, answers: Mapping[int, tuple[str, str]]) -> int:
    """Answer the checklist of a step: by key of the question an answer and a note; returns how many changed.

    "No" needs a note that says what is missing. Raises Refused when a colleague holds the step, ValidationError with
    the question's key as field.
    """
    agreement = lock(step.round.agreement)
    ask(by, "tick", agreement)
    current = _own(agreement, by, step)
    if not may_act(current, by):
        held = _("Langkah ini dipegang %(name)s; ambil alih dahulu bila perlu.")
        raise Refused(Answer(False, held % {"name": current.holder}), "tick")
    rows = list(current.checks.order_by("ordinal"))
    _all_sound(rows, answers)
    changed = [row for row in rows if _answered(row, answers, by)]
    if changed:
        Check.objects.bulk_update(changed, ["answer", "note", "answered_by", "answered_at"])
        details = {"step": current.key, "open": sum(not row.answer for row in rows)}
        journal.append(agreement, "tick", by=by, on_behalf_of=current.office, details=details)
    return len(changed)


def _all_sound(rows: list[Check], answers: Mapping[int, tuple[str, str]]) -> None:
    lacking = {}
    for row in rows:
        answer, note = answers.get(row.pk, (row.answer, row.note))
        if answer and answer not in Check.Answer.values:
            lacking[f"a{row.pk}"] = _("Pilih salah satu jawaban.")
        if answer == Check.Answer.NO and not note.strip():
            lacking[f"n{row.pk}"] = _("Tulis apa yang belum terpenuhi.")
    if lacking:
        raise ValidationError(lacking)


def _answered(row: Check, answers: Mapping[int, tuple[str, str]], by: User) -> bool:
    answer, note = answers.get(row.pk, (row.answer, row.note))
    if (row.answer, row.note) == (answer, note.strip()):
        return False
    row.answer, row.note = answer, note.strip()
    row.answered_by, row.answered_at = by, timezone.now()
    return True


def _own(agreement: Agreement, by: User, step: Step) -> Step:
    """The step as it stands now. Raises Refused when it is not asked any more, or is another office's."""
    for current in own_steps(agreement, by):
        if current.pk == step.pk:
            return current
    raise Refused(Answer(False, _("Langkah ini tidak sedang menunggu kantor Anda.")))


@transaction.atomic
def record_absence(
    *, by: User, office: Office, cover: User, starts_on: dt.date, ends_on: dt.date, note: str = ""
) -> Absence:
    """Say when one is away and who of the same office stands in; the cover may then decide what one holds.

    Raises Refused for an office where one does not work, ValidationError when days or cover do not fit.
    """
    User.objects.select_for_update().get(pk=by.pk)
    if office.pk not in offices_of(by):
        raise Refused(Answer(False, _("Anda tidak bertugas di kantor itu."), because_of_who=True))
    absence = Absence(
        person=by, office=office, cover=cover, starts_on=starts_on, ends_on=ends_on, note=note.strip()
    )
    absence.full_clean()
    _fits(absence)
    absence.save()
    return absence


def _fits(absence: Absence) -> None:
    colleagues = Membership.objects.on(absence.starts_on).filter(organization=absence.office_id)
    if not colleagues.filter(person=absence.cover_id).exists():
        raise ValidationError({"cover": _("Pengganti harus bertugas di kantor yang sama pada hari itu.")})
    if absence.ends_on < timezone.localdate():
        raise ValidationError({"ends_on": _("Hari terakhir sudah lewat.")})
    same = Absence.objects.filter(person=absence.person_id, office=absence.office_id)
    if same.filter(starts_on__lte=absence.ends_on, ends_on__gte=absence.starts_on).exists():
        raise ValidationError({"starts_on": _("Anda sudah mencatat ketidakhadiran pada hari-hari itu.")})


@transaction.atomic
def end_absence(absence: Absence, *, by: User) -> None:
    """Be back: what has not begun is removed, what has begun ends with yesterday. Raises Refused for others' rows."""
    if absence.person_id != by.pk:
        raise Refused(Answer(False, _("Hanya yang bersangkutan dapat mengakhirinya."), because_of_who=True))
    today = timezone.localdate()
    if absence.starts_on >= today:
        absence.delete()
    elif absence.ends_on >= today:
        absence.ends_on = today - dt.timedelta(days=1)
        absence.save(update_fields=["ends_on"])
