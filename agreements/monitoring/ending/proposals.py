"""A proposal to end: what its motion says as data, when it takes effect, and how its terms read."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from agreements.monitoring.ending.checking import notice_days, successors
from agreements.monitoring.ending.grounds import BY_GROUND
from agreements.monitoring.ending.lasting import last_day
from agreements.monitoring.motions.models import Motion
from agreements.record.models import Agreement
from agreements.record.place_days import today_at
from agreements.record.vocabulary import EndingGround


@dataclass(frozen=True)
class Proposal:
    """What one party proposes about the end."""

    ground: str
    public_note: str = ""
    on: dt.date | None = None
    """The last day that all agree on; empty: with the last yes."""
    replaced_by: Agreement | None = None

    def terms(self) -> dict[str, Any]:
        """The proposal as its motion keeps it."""
        return {
            "ground": self.ground,
            "public_note": self.public_note,
            "on": self.on.isoformat() if self.on else "",
            "replaced_by": self.replaced_by.ref if self.replaced_by else "",
        }


def proposal_of(motion: Motion) -> Proposal:
    """What a motion to end proposes."""
    terms = motion.terms
    on = dt.date.fromisoformat(terms["on"]) if terms.get("on") else None
    successor = (
        Agreement.objects.filter(ref=terms["replaced_by"]).first() if terms.get("replaced_by") else None
    )
    return Proposal(terms["ground"], terms.get("public_note", ""), on, successor)


def check_proposal(agreement: Agreement, said: Proposal) -> None:
    """Consent is enough for the ground, and the day lies between today and the end of the term.

    Raises ValidationError with what is wrong beside its field.
    """
    needs = BY_GROUND.get(said.ground)
    if needs is None or not needs.by_consent:
        raise ValidationError({"ground": _("Dengan alasan ini kerja sama tidak diakhiri lewat usul.")})
    wrong = {}
    if said.on and said.on < today_at(agreement):
        wrong["on"] = _("Tanggal ini sudah lewat.")
    elif said.on and said.on > last_day(agreement):
        wrong["on"] = _("Tanggal ini sesudah jangka waktunya habis; kerja sama berakhir dengan sendirinya.")
    if needs.successor and said.replaced_by not in successors(agreement):
        wrong["replaced_by"] = _(
            "Pilih perjanjian yang sudah berlaku dan diikuti semua pihak perjanjian ini."
        )
    if wrong:
        raise ValidationError(wrong)


def takes_effect(motion: Motion) -> dt.date:
    """The first day on which the cooperation no longer holds: after the day agreed on, never before the notice is over.

    Without a day agreed on it is the day of the last yes.
    """
    said = proposal_of(motion)
    told = localdate(motion.proposed_at) + dt.timedelta(days=notice_days(motion.agreement, said.ground))
    carried = localdate(motion.closed_at) if motion.closed_at else today_at(motion.agreement)
    agreed = said.on + dt.timedelta(days=1) if said.on else carried
    return max(told, agreed)


def tell(motion: Motion) -> list[tuple[str, str]]:
    """The terms in words, as every head reads them before answering."""
    said = proposal_of(motion)
    lines = [(_("Alasan berakhir"), str(EndingGround(said.ground).label))]
    if said.on:
        lines.append((_("Hari terakhir berlaku"), date_format(said.on, "j F Y")))
    else:
        lines.append((_("Berakhir"), _("begitu semua pihak setuju")))
    if said.replaced_by:
        lines.append((_("Diganti oleh"), said.replaced_by.title))
    if said.public_note:
        lines.append((_("Keterangan untuk warga"), said.public_note))
    return lines
