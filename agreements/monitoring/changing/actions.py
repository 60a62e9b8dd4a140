"""Suspend an agreement for a while and let it hold again: agreed by all parties, or decided by the district."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.monitoring.changing.models import Suspension
from agreements.monitoring.ending.lasting import last_day
from agreements.monitoring.motions.actions import propose
from agreements.monitoring.motions.models import Motion
from agreements.monitoring.obligations.yielding import reschedule
from agreements.record import journal
from agreements.record.crossing import ask, lock
from agreements.record.models import Agreement
from agreements.record.place_days import today_at
from agreements.record.stages import Stage
from agreements.review.queries import reviewing_office
from villages.people.models import User


def propose_suspension(
    agreement: Agreement, *, by: User, reason: str, starts_on: dt.date, ends_on: dt.date
) -> Motion:
    """Propose to all parties that nobody owes anything for a while. Raises what `propose` raises, and ValidationError
    by field for days that cannot be."""
    check_days(agreement, starts_on, ends_on)
    terms = {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()}
    return propose(agreement, by=by, kind=Motion.Kind.SUSPEND, terms=terms, reason=reason)


def propose_resumption(agreement: Agreement, *, by: User, reason: str) -> Motion:
    """Propose to all parties that it holds again before the suspension is over; errors as `propose` raises them."""
    return propose(agreement, by=by, kind=Motion.Kind.RESUME, terms={}, reason=reason)


@transaction.atomic
def suspend(
    agreement: Agreement,
    *,
    by: User | None,
    reason: str,
    basis: str,
    starts_on: dt.date,
    ends_on: dt.date,
    **origin: Any,
) -> Suspension:
    """Let nobody owe anything from one day to another, and move what falls due meanwhile.

    `by` is an officer of the district, or None when all parties agreed (`origin`: motion, dispute, letter). `basis`
    names the decision or the minutes. Law: Permendagri 96/2017 art. 6 letter g (change, suspension and cancellation
    stand in the text). Raises Refused, or ValidationError by field.
    """
    current = lock(agreement)
    ask(by, "suspend", current)
    check_days(current, starts_on, ends_on)
    suspension = Suspension(
        agreement=current,
        reason=reason.strip(),
        basis=basis.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by=by,
        **origin,
    )
    suspension.full_clean(exclude=["recorded_by"])
    suspension.save()
    details = {
        "starts_on": starts_on,
        "ends_on": ends_on,
        "reason": suspension.reason,
        "basis": suspension.basis,
    }
    journal.append(current, "suspend", by=by, on_behalf_of=_office(current, by), details=details)
    reschedule(current, by=by, why=_("kerja sama ditunda"))
    return suspension


@transaction.atomic
def resume(agreement: Agreement, *, by: User | None, reason: str = "", **origin: Any) -> Suspension:
    """Let it hold again from today; what was moved because of the suspension comes back as far as it was too long.

    `by` is an officer of the district, or None when all parties agreed or the term of the suspension is over
    (`resumed_on` in `origin`). Raises Refused when nothing is suspended.
    """
    current = lock(agreement)
    ask(by, "resume", current)
    suspension = Suspension.objects.get(agreement=current, resumed_on__isnull=True)
    suspension.resumed_on = origin.pop("resumed_on", None) or today_at(current)
    suspension.save(update_fields=["resumed_on"])
    details = {"resumed_on": suspension.resumed_on, "reason": reason.strip(), **origin}
    journal.append(current, "resume", by=by, on_behalf_of=_office(current, by), details=details)
    reschedule(current, by=by, why=_("kerja sama diberlakukan kembali"))
    return suspension


def resume_due() -> int:
    """Let every agreement hold again whose suspension is over; safe to run twice, at once or late. Returns how many.

    Each stands in a transaction of its own, so that a round that was broken off is taken up by the next one; what
    somebody else has in hand is left to the next round.
    """
    over = Suspension.objects.filter(resumed_on__isnull=True, agreement__stage=Stage.IN_FORCE)
    coarse = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    keys = over.filter(ends_on__lt=coarse).order_by("agreement").values_list("agreement", flat=True)
    return sum(_resume_when_over(key) for key in list(keys))


@transaction.atomic
def _resume_when_over(key: int) -> bool:
    """Resume that agreement if its suspension is over where its place is."""
    free = Agreement.objects.select_for_update(no_key=True, skip_locked=True)
    agreement = free.filter(pk=key, stage=Stage.IN_FORCE).first()
    suspension = agreement and Suspension.objects.filter(agreement=agreement, resumed_on__isnull=True).first()
    if not agreement or not suspension or suspension.ends_on >= today_at(agreement):
        return False
    after = suspension.ends_on + dt.timedelta(days=1)
    resume(agreement, by=None, reason=_("masa penundaan berakhir"), resumed_on=after)
    return True


def check_days(agreement: Agreement, starts_on: dt.date, ends_on: dt.date) -> None:
    """Raise ValidationError by field unless the days lie ahead, in order and within the term of the agreement."""
    if starts_on < today_at(agreement):
        raise ValidationError(
            {"starts_on": _("Penundaan mulai paling cepat hari ini; yang lewat tetap terjadi.")}
        )
    if ends_on < starts_on:
        raise ValidationError({"ends_on": _("Akhir penundaan tidak boleh sebelum mulainya.")})
    if ends_on > last_day(agreement):
        raise ValidationError(
            {
                "ends_on": _(
                    "Penundaan paling lama sampai hari terakhir kerja sama ini; untuk menghentikannya, akhiri."
                )
            }
        )


def _office(agreement: Agreement, by: User | None) -> Any:
    return reviewing_office(agreement) if by else None
