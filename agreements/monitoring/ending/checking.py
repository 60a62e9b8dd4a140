"""A ground and what is said about it -> what is still missing before the cooperation may end on it, field by field."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from agreements.monitoring.ending.grounds import BY_GROUND, Needs
from agreements.monitoring.ending.lasting import last_day
from agreements.monitoring.files.taking import Taken
from agreements.monitoring.motions.models import Motion
from agreements.record.access import parties_of
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement
from agreements.record.place_days import today_at
from agreements.record.rules import rule_for
from agreements.record.stages import Stage
from agreements.record.vocabulary import BINDING, EndingGround


@dataclass(frozen=True)
class Said:
    """What is said about an ending."""

    note: str = ""
    """Why, in the words of whoever records it."""
    public_note: str = ""
    """What citizens read; empty: the sentence of the ground."""
    decision_number: str = ""
    decided_on: dt.date | None = None
    noticed_on: dt.date | None = None
    """When the other side was told."""
    replaced_by: Agreement | None = None
    motion: Motion | None = None
    """The motion that all parties carried; then no document is asked for."""
    scans: Sequence[Taken] = ()
    """The document itself."""


def notice_days(agreement: Agreement, ground: str) -> int:
    """How many calendar days lie at least between notice and end (`LocalRule` ENDING_NOTICE)."""
    rule = rule_for(agreement, LocalRule.Code.ENDING_NOTICE, key=ground)
    return int(rule.value) if rule else 0


def check(agreement: Agreement, ground: str, said: Said) -> Needs:
    """The row of the ground, when everything it needs is there.

    Law: PP 43/2014 and Permendagri 96/2017 (the grounds); the proofs are the portal's default. Raises ValidationError
    with what is missing beside each field.
    """
    needs = BY_GROUND.get(ground)
    if needs is None:
        raise ValidationError({"ground": _("Pilih salah satu dari sembilan alasan.")})
    if needs.ground == EndingGround.EXPIRED:
        if last_day(agreement) >= today_at(agreement):
            raise ValidationError({"ground": _("Jangka waktunya belum berakhir.")})
        return needs
    wrong = {
        **_words(said),
        **_papers(needs, said, today_at(agreement)),
        **_successor(agreement, needs, said),
    }
    wrong |= _notice(agreement, needs, said)
    if wrong:
        raise ValidationError(wrong)
    return needs


def _words(said: Said) -> dict[str, str]:
    if said.note.strip():
        return {}
    return {"note": _("Jelaskan dasarnya: siapa yang memutuskan, kapan, dan dengan dokumen apa.")}


def _papers(needs: Needs, said: Said, today: dt.date) -> dict[str, str]:
    """The document and its scan; the consent of all parties by a motion stands for both."""
    wrong = {}
    if said.decided_on and said.decided_on > today:
        wrong["decided_on"] = _("Tanggal ini belum tiba.")
    if said.motion or not needs.document:
        return wrong
    facts = {"document": str(needs.document).lower()}
    if not said.decision_number.strip():
        wrong["decision_number"] = _("Isi nomor %(document)s.") % facts
    if not said.decided_on:
        wrong["decided_on"] = _("Isi tanggal %(document)s.") % facts
    if needs.scan and not said.scans:
        wrong["scans"] = _("Lampirkan %(document)s.") % facts
    return wrong


def _successor(agreement: Agreement, needs: Needs, said: Said) -> dict[str, str]:
    if not needs.successor:
        return {}
    if said.replaced_by is None:
        return {"replaced_by": _("Pilih perjanjian yang menggantikannya.")}
    if said.replaced_by.pk not in {one.pk for one in successors(agreement)}:
        return {"replaced_by": _("Penggantinya harus sudah berlaku dan diikuti semua pihak perjanjian ini.")}
    return {}


def successors(agreement: Agreement) -> list[Agreement]:
    """The agreements in force that can have taken its place: of its kind, binding, with all of its parties or as its
    renewal; the newest first."""
    own = {party.organization_id for party in parties_of(agreement)}
    among = Agreement.objects.filter(
        stage=Stage.IN_FORCE, kind=agreement.kind, instrument__in=BINDING, organizations__in=own
    )
    found = (
        among.exclude(pk=agreement.pk).distinct().prefetch_related("parties").order_by("-stage_since", "-pk")
    )
    return [
        one
        for one in found
        if one.parent_id == agreement.pk or own <= {party.organization_id for party in one.parties.all()}
    ]


def _notice(agreement: Agreement, needs: Needs, said: Said) -> dict[str, str]:
    """Between the day on which the other side was told and today lie the days of the local rule."""
    days = notice_days(agreement, needs.ground)
    told = localdate(said.motion.proposed_at) if said.motion else said.noticed_on
    if told is None:
        asked = bool(days) or needs.notice
        return {"noticed_on": _("Isi tanggal pihak lain diberi tahu.")} if asked else {}
    today, over = today_at(agreement), told + dt.timedelta(days=days)
    if told > today:
        return {"noticed_on": _("Tanggal ini belum tiba.")}
    if today < over:
        facts = {"days": days, "day": date_format(over, "j F Y")}
        return {"noticed_on": _("Masa pemberitahuan %(days)d hari baru lewat pada %(day)s.") % facts}
    return {}
