"""What remains after the end: added by a party, settled by those to whom it is owed, or let go with a reason."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.monitoring.ending.guards import may_settle, may_waive
from agreements.monitoring.ending.models import SettlementItem
from agreements.monitoring.obligations import settling as obligations
from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement, Party
from agreements.record.place_days import today_at
from villages.people.access import Answer
from villages.people.access import ask as demand
from villages.people.models import User

MOST = 200
"""So many items at most in one settlement."""
_State = SettlementItem.State


@transaction.atomic
def add(
    agreement: Agreement,
    *,
    by: User,
    kind: str,
    party: Party,
    text: str,
    due_on: dt.date,
    amount: int | None = None,
) -> SettlementItem:
    """Put something on the list that the portal could not know. Raises Refused, ValidationError."""
    current = lock(agreement)
    ask(by, "settle", current)
    if current.settlement.count() >= MOST:
        raise Refused(Answer(False, _("Paling banyak %d hal dalam daftar ini.") % MOST))
    item = SettlementItem(
        agreement=current,
        kind=kind,
        party=party,
        text=text.strip(),
        due_on=due_on,
        amount=amount,
        added_by=by,
    )
    if party.agreement_id != current.pk:
        raise ValidationError({"party": _("Pilih salah satu pihak kerja sama ini.")})
    item.full_clean()
    item.save()
    _journal(item, "add_settlement", by)
    return item


@transaction.atomic
def settle(item: SettlementItem, *, by: User, edition: int, on: dt.date, note: str = "") -> SettlementItem:
    """Say that what was owed has been given; said by another party than the one that owed it, or by the district.

    Raises Refused for others and when it is closed or was changed meanwhile, ValidationError for a day to come.
    """
    current = _open_item(item, by, edition)
    demand(may_settle(by, current))
    if on > today_at(current.agreement):
        raise ValidationError({"on": _("Tanggal ini belum tiba.")})
    if current.occurrence:
        obligations.call_done(current.occurrence, by=by, on=on, note=note)
    return _close(current, _State.DONE, "settle", by=by, on=on, note=note)


@transaction.atomic
def waive(item: SettlementItem, *, by: User, edition: int, reason: str) -> SettlementItem:
    """Let go of what was owed: the head of a party to whom it was owed, with the reason.

    Raises Refused for others and when it is closed or was changed meanwhile, ValidationError without a reason.
    """
    current = _open_item(item, by, edition)
    demand(may_waive(by, current))
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasan pembebasannya.")})
    if current.occurrence:
        obligations.drop(current.occurrence, by=by, reason=reason.strip())
    on = today_at(current.agreement)
    return _close(current, _State.WAIVED, "waive_settlement", by=by, on=on, note=reason)


def _open_item(item: SettlementItem, by: User, edition: int) -> SettlementItem:
    """The item as it stands now, its agreement locked; told to whoever comes second."""
    agreement = lock(item.agreement)
    ask(by, "settle", agreement)
    current = SettlementItem.objects.select_related("party", "occurrence").get(pk=item.pk)
    current.agreement = agreement
    if current.state != _State.OPEN:
        reason = _("Hal ini sudah ditutup: %(state)s.") % {"state": current.get_state_display()}
        raise Refused(Answer(False, reason), "settle")
    if current.edition != edition:
        raise Refused(Answer(False, _("Hal ini baru saja diubah; baca lagi lalu putuskan.")), "settle")
    return current


def _close(
    item: SettlementItem, state: str, code: str, *, by: User, on: dt.date, note: str
) -> SettlementItem:
    item.state, item.settled_on, item.settled_note, item.settled_by = state, on, note.strip(), by
    item.edition += 1
    item.full_clean(exclude=["occurrence", "asset", "added_by"])
    item.save(update_fields=["state", "settled_on", "settled_note", "settled_by", "edition"])
    _journal(item, code, by)
    return item


def _journal(item: SettlementItem, code: str, by: User) -> None:
    details = {"item": item.pk, "what": item.text, "amount": item.amount, "party": item.party.organization_id}
    details |= {"occurrence": item.occurrence_id, "on": item.settled_on}
    organization = speaking_for(by, item.agreement)
    journal.append(item.agreement, code, by=by, on_behalf_of=organization, details=details)
