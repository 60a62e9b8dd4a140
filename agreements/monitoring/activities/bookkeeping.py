"""How money of an agreement is written down, and set right by a counter-entry; nothing is ever changed or deleted."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.drafting.models import Funding
from agreements.monitoring.activities.guards import may_record_for
from agreements.monitoring.activities.models import Activity, Movement
from agreements.monitoring.files.actions import keep_all
from agreements.monitoring.files.taking import Taken
from agreements.monitoring.obligations.models import Occurrence
from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement, Party
from agreements.record.place_days import today_at
from villages.people.access import Answer
from villages.people.models import User


@transaction.atomic
def book(
    agreement: Agreement,
    *,
    by: User,
    party: Party,
    direction: str,
    amount: int,
    on: dt.date,
    note: str = "",
    files: Sequence[Taken] = (),
    key: uuid.UUID | None = None,
    **about: Funding | Activity | Occurrence | None,
) -> Movement:
    """Write down money that a party paid or received for the cooperation, with its receipts.

    `about` says whence it came and what for: `funding`, `activity`, `occurrence`, each of them or none.
    What was on its way twice counts once (`key`). Money of tomorrow is no money yet; a source of funds or an
    obligation is the same party's. Raises Refused, ValidationError by field.
    """
    current = lock(agreement)
    ask(by, "carry_out", current)
    known = _sent_before(current, by, key)
    if known:
        return known
    answer = may_record_for(by, current, party)
    if not answer:
        raise Refused(answer)
    row = Movement(
        agreement=current, party=party, direction=direction, amount=amount, on=on, note=note.strip()
    )
    row.key, row.recorded_by = key, by
    for name in ("funding", "activity", "occurrence"):
        setattr(row, name, about.get(name))
    _check(row)
    row.full_clean(exclude=["agreement", "party", "funding", "activity", "occurrence", "recorded_by", "key"])
    row.save()
    keep_all(current, by=by, owner=row, title=note.strip() or _("Bukti uang"), files=files, key=key)
    _tell(row, "move_money", by)
    return row


@transaction.atomic
def reverse(movement: Movement, *, by: User, reason: str, key: uuid.UUID | None = None) -> Movement:
    """Set a wrong entry right: a counter-entry of the same money on today's day, which takes it out of every sum.

    Raises Refused when it was set right before or is itself a counter-entry, ValidationError without a reason.
    """
    current = lock(movement.agreement)
    ask(by, "carry_out", current)
    row = Movement.objects.select_related("party__organization").get(pk=movement.pk)
    answer = may_record_for(by, current, row.party)
    if not answer:
        raise Refused(answer)
    if row.reverses_id is not None or Movement.objects.filter(reverses=row).exists():
        raise Refused(Answer(False, _("Catatan uang ini sudah dibatalkan.")))
    if not reason.strip():
        raise ValidationError({"note": _("Tulis mengapa catatan ini keliru.")})
    counter = Movement(
        agreement=current, party=row.party, direction=row.direction, amount=row.amount, on=today_at(current),
        note=reason.strip(), funding=row.funding, activity=row.activity, occurrence=row.occurrence, reverses=row,
        recorded_by=by, key=key,
    )  # fmt: skip
    counter.save()
    _tell(counter, "reverse_money", by)
    return counter


def _sent_before(agreement: Agreement, by: User, key: uuid.UUID | None) -> Movement | None:
    """The entry that the same person sent under this key; somebody else's key is refused."""
    known = Movement.objects.filter(key=key).first() if key else None
    if known and (known.agreement_id != agreement.pk or known.recorded_by_id != by.pk):
        raise ValidationError(_("Kiriman ini sudah dipakai; buka halamannya lagi lalu kirim ulang."), "key")
    return known


def _check(row: Movement) -> None:
    """What the database cannot know about an entry. Raises ValidationError by field."""
    wrong = {}
    if row.on > today_at(row.agreement):
        wrong["on"] = _("Tanggal ini belum tiba.")
    if row.funding and (row.funding.party_id != row.party_id or row.funding.agreement_id != row.agreement_id):
        wrong["funding"] = _("Sumber dana ini milik pihak lain.")
    if row.activity and row.activity.agreement_id != row.agreement_id:
        wrong["activity"] = _("Kegiatan ini bukan bagian kerja sama ini.")
    if row.occurrence and row.occurrence.agreement_id != row.agreement_id:
        wrong["occurrence"] = _("Kewajiban ini bukan bagian kerja sama ini.")
    if wrong:
        raise ValidationError(wrong)


def _tell(row: Movement, code: str, by: User) -> None:
    details: dict[str, Any] = {
        "movement": row.pk,
        "party": row.party.ordinal,
        "direction": row.direction,
        "amount": row.amount,
        "on": row.on,
    }
    if row.reverses_id is not None:
        details["reverses"] = row.reverses_id
    behalf = speaking_for(by, row.agreement)
    journal.append(row.agreement, code, by=by, on_behalf_of=behalf, details=details)
