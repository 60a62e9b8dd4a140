"""What happened to an agreement in force -> which ground that points to, and what of its proof is known already."""

from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from agreements.monitoring.breaches.models import BreachCase, BreachStep
from agreements.monitoring.disputes.models import Dispute
from agreements.monitoring.ending.checking import successors
from agreements.monitoring.ending.grounds import Needs
from agreements.record.models import Agreement
from agreements.record.vocabulary import EndingGround, Measure


@dataclass(frozen=True)
class Hint:
    """Something that points to a ground; whether it ends remains a person's decision."""

    text: str
    way: str
    """The ground's word in addresses."""


def hints(agreement: Agreement) -> list[Hint]:
    """A sanction that came to the end, a settled dispute that says so, a renewal that holds already."""
    found = []
    if step := _last_sanction(agreement):
        facts = {"case": step.case.ordinal}
        words = _("Dugaan pelanggaran nomor %(case)d sudah sampai pada langkah pengakhiran.") % facts
        found.append(Hint(words, "pelanggaran"))
    if dispute := _settled_dispute(agreement):
        facts = {"dispute": dispute.ordinal}
        words = _("Perselisihan nomor %(dispute)d selesai dengan kesepakatan mengakhiri kerja sama.") % facts
        found.append(Hint(words, "kesepakatan"))
    for one in successors(agreement):
        if one.parent_id == agreement.pk:
            words = _("Perjanjian yang melanjutkannya sudah berlaku: %(title)s.") % {"title": one.title}
            found.append(Hint(words, "diganti"))
            break
    return found


def known(agreement: Agreement, needs: Needs) -> dict[str, Any]:
    """What the form can already say: number and day of the letter or of the minutes that led here."""
    if needs.ground == EndingGround.BREACH and (step := _last_sanction(agreement)):
        assert step.letter is not None
        day = step.letter.issued_on
        return {
            "decision_number": step.letter.number,
            "decided_on": day,
            "noticed_on": day,
            "note": step.words,
        }
    if needs.ground == EndingGround.MUTUAL and (dispute := _settled_dispute(agreement)):
        minutes, closed = dispute.minutes, dispute.closed_at
        return {
            "decision_number": minutes.number if minutes else "",
            "decided_on": localdate(closed) if closed else None,
            "note": dispute.outcome[:2000],
        }
    return {}


def _last_sanction(agreement: Agreement) -> BreachStep | None:
    """The newest step that proposes the end, of a case that still runs, with its letter."""
    over = (BreachCase.State.SETTLED, BreachCase.State.DISMISSED)
    steps = BreachStep.objects.filter(
        case__agreement=agreement, measure=Measure.TERMINATION, met_on__isnull=True, letter__isnull=False
    )
    return steps.exclude(case__state__in=over).select_related("case", "letter").order_by("-pk").first()


def _settled_dispute(agreement: Agreement) -> Dispute | None:
    """The newest dispute whose outcome ends the cooperation."""
    settled = agreement.disputes.filter(state=Dispute.State.SETTLED, effect=Dispute.Effect.ENDING)
    return settled.select_related("minutes").order_by("-closed_at", "-pk").first()
