"""What all parties agreed on -> the suspension or resumption that follows from it."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.monitoring.changing import actions
from agreements.monitoring.changing.guards import not_suspended, suspended
from agreements.monitoring.motions.handling import handles
from agreements.monitoring.motions.models import Motion
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.place_days import today_at
from villages.people.access import Answer
from villages.people.models import User


def _suspend(motion: Motion, by: User) -> None:
    """The days as proposed; who agreed later than the first day suspends from the day of the last yes."""
    first, last = _days(motion)
    today = today_at(motion.agreement)
    if last < today:
        reason = _("Masa penundaan yang diusulkan sudah lewat; tolak atau tarik usul ini.")
        raise Refused(Answer(False, reason), "vote")
    actions.suspend(
        motion.agreement,
        by=None,
        reason=motion.reason,
        basis=_("kesepakatan semua pihak atas usul %(who)s") % {"who": motion.party.organization.name},
        starts_on=max(first, today),
        ends_on=last,
        motion=motion,
    )


def _resume(motion: Motion, by: User) -> None:
    actions.resume(motion.agreement, by=None, reason=motion.reason)


def _days(motion: Motion) -> tuple[dt.date, dt.date]:
    return tuple(dt.date.fromisoformat(motion.terms[key]) for key in ("starts_on", "ends_on"))  # type: ignore[return-value]


def _tell_suspension(motion: Motion) -> list[tuple[str, str]]:
    first, last = _days(motion)
    return [
        (_("Ditunda sejak"), date_format(first, "j F Y")),
        (_("Paling lama sampai"), date_format(last, "j F Y")),
    ]


def _tell_resumption(motion: Motion) -> list[tuple[str, str]]:
    return [(_("Berlaku kembali"), _("begitu semua pihak setuju"))]


def _may_suspend(agreement: Agreement) -> Answer:
    return not_suspended(agreement, None)


def _may_resume(agreement: Agreement) -> Answer:
    return suspended(agreement, None)


handles(Motion.Kind.SUSPEND, carry=_suspend, tell=_tell_suspension, ask=_may_suspend)
handles(Motion.Kind.RESUME, carry=_resume, tell=_tell_resumption, ask=_may_resume)
