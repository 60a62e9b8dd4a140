"""Stamp duty on a frozen document: recorded, and withdrawn with a reason when it was recorded wrongly."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask
from agreements.record.models import Agreement, Party
from agreements.signing.locking import take_turn
from agreements.signing.models import FrozenDocument
from agreements.signing.paper.models import StampDuty
from villages.people.access import Answer
from villages.people.models import User


@transaction.atomic
def record(
    agreement: Agreement,
    *,
    by: User,
    kind: str,
    affixed_on: dt.date,
    serial: str = "",
    party: Party | None = None,
) -> StampDuty:
    """Record the stamp on the document, or on one party's copy of it: kind, serial of an e-stamp, day.

    Law: UU 10/2020 arts. 3, 5 and 12 (Rp10.000 a document; electronic, adhesive or another stamp). The portal sells
    none and checks none with the issuer. Raises Refused where the law asks for none, ValidationError for what does
    not fit.
    """
    current = take_turn(agreement)
    ask(by, "record_stamp", current)
    document = FrozenDocument.objects.get(agreement=current, voided_at__isnull=True)
    if affixed_on > timezone.localdate():
        raise ValidationError({"affixed_on": _("Tanggal ini belum tiba.")})
    stamp = StampDuty(
        document=document, kind=kind, serial=serial, affixed_on=affixed_on, party=party, recorded_by=by
    )
    stamp.full_clean(exclude=["document", "recorded_by"])
    stamp.save()
    facts = {"kind": kind, "serial": serial, "affixed_on": affixed_on}
    journal.append(current, "record_stamp", by=by, on_behalf_of=speaking_for(by, current), details=facts)
    return stamp


@transaction.atomic
def withdraw(stamp: StampDuty, *, by: User, reason: str) -> StampDuty:
    """Take back what was recorded wrongly; the row stays, with who took it back, when and why. Raises Refused."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Tulis apa yang keliru.")})
    current = take_turn(stamp.document.agreement)
    ask(by, "record_stamp", current)
    row = StampDuty.objects.select_for_update().get(pk=stamp.pk)
    if row.withdrawn_at:
        raise Refused(Answer(False, _("Catatan meterai ini sudah ditarik.")))
    row.withdrawn_by, row.withdrawn_at, row.reason = by, timezone.now(), reason
    row.save(update_fields=["withdrawn_by", "withdrawn_at", "reason"])
    facts = {"kind": row.kind, "serial": row.serial, "reason": reason}
    journal.append(current, "withdraw_stamp", by=by, on_behalf_of=speaking_for(by, current), details=facts)
    return row
