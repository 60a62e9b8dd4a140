"""Some agreements and one deed -> what would happen to each and why not; then what did happen to each."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.desk.parts import part_of_desk
from agreements.record.access import load_parties, may, parties_of, party_line
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.review.holding.actions import take_step
from agreements.review.models import Step
from agreements.review.steps import own_steps
from agreements.signing.models import Signer
from agreements.signing.queries import document_of
from agreements.signing.session import actions as session
from agreements.signing.session.guards import may_be_reminded
from agreements.signing.session.models import Reminder
from agreements.signing.session.queries import blocking
from villages.people.access import YES, Answer
from villages.people.models import User

MOST = 50
"""How many agreements are dealt with at once."""
_REF = re.compile(r"[0-9A-Z]{8}", re.ASCII)
_MAIL = Reminder.Channel.MAIL


class Deed(TextChoices):
    """What can be done to several agreements at once."""

    TAKE = "ambil-alih", gettext_lazy("Ambil alih langkah")
    REMIND = "ingatkan", gettext_lazy("Ingatkan penanda tangan")


@dataclass(frozen=True)
class Line:
    """One agreement in a summary or in a report."""

    agreement: Agreement
    line: str
    """Between whom."""
    what: str
    """What will happen, or has happened; empty when nothing."""
    reason: str
    """Why nothing; empty when something does."""


def chosen(user: User, refs: Iterable[str]) -> list[Agreement]:
    """Those of the chosen agreements with which this person has to do, each once, in their order; no more than MOST."""
    wanted = [ref for ref in dict.fromkeys(refs) if _REF.fullmatch(ref)][:MOST]
    found = part_of_desk(user).filter(ref__in=wanted).page(size=MOST).rows
    known = {agreement.ref: agreement for agreement in load_parties(found)}
    return [known[ref] for ref in wanted if ref in known]


def summary(user: User, deed: str, agreements: Iterable[Agreement]) -> list[Line]:
    """What the deed would do to each."""
    return [_planned(user, deed, agreement) for agreement in agreements]


def _planned(user: User, deed: str, agreement: Agreement) -> Line:
    between = party_line(parties_of(agreement))
    answer = _asked(user, deed, agreement)
    if not answer:
        return Line(agreement, between, "", answer.reason)
    told = [_step_told(step) for step in _free_steps(user, agreement)]
    if deed == Deed.REMIND:
        told = [signer.name for signer in _unreminded(agreement)]
    return Line(agreement, between, ", ".join(told), "")


def _asked(user: User, deed: str, agreement: Agreement) -> Answer:
    """Whether the deed is open for this agreement, and there is something to do."""
    verb, stage = _VERBS[Deed(deed)]
    if agreement.stage != stage:
        words = _("Pada tahap “%(stage)s” hal ini tidak dapat dilakukan.")
        return Answer(False, words % {"stage": agreement.get_stage_display()})
    answer = may(user, verb, agreement)
    if not answer:
        return answer
    if deed == Deed.TAKE:
        return YES if _free_steps(user, agreement) else Answer(False, _("Langkahnya sudah Anda pegang."))
    left = _unreminded(agreement)
    return YES if left else Answer(False, _("Semua yang ditunggu sudah diingatkan atau tidak punya akun."))


_VERBS = {Deed.TAKE: ("take_step", Stage.REVIEW), Deed.REMIND: ("remind", Stage.SIGNING)}


def _free_steps(user: User, agreement: Agreement) -> list[Step]:
    """The steps of this person's offices that they do not hold yet."""
    return [step for step in own_steps(agreement, user) if step.holder_id != user.pk]


def _step_told(step: Step) -> str:
    day = date_format(step.due_on, "j F Y") if step.due_on else ""
    if step.holder:
        words = _("%(office)s, tenggat %(day)s, kini dipegang %(holder)s")
        return words % {"office": step.office.name, "day": day, "holder": step.holder}
    return _("%(office)s, tenggat %(day)s") % {"office": step.office.name, "day": day}


def _unreminded(agreement: Agreement) -> list[Signer]:
    """Those whose signature is waited for and who may be reminded by mail now."""
    document = document_of(agreement)
    places = blocking(document) if document else []
    return [place.signer for place in places if may_be_reminded(place, _MAIL)]


# Doing it


def carry_out(deed: str, agreements: Iterable[Agreement], *, by: User) -> list[Line]:
    """Do the deed to each agreement on its own: one that refuses does not hold up the others."""
    do = {Deed.TAKE: _take, Deed.REMIND: _remind}[Deed(deed)]
    return [_done(do, deed, agreement, by) for agreement in agreements]


def _done(do: Callable[[Agreement, User], str], deed: str, agreement: Agreement, by: User) -> Line:
    between = party_line(parties_of(agreement))
    answer = _asked(by, deed, agreement)
    if not answer:
        return Line(agreement, between, "", answer.reason)
    try:
        with transaction.atomic():
            return Line(agreement, between, do(agreement, by), "")
    except Refused as refusal:
        return Line(agreement, between, "", refusal.answer.reason)


def _take(agreement: Agreement, by: User) -> str:
    taken = [take_step(step, by=by) for step in _free_steps(by, agreement)]
    names = ", ".join(step.office.name for step in taken)
    return _("Langkah %(names)s kini Anda pegang.") % {"names": names}


def _remind(agreement: Agreement, by: User) -> str:
    signers = _unreminded(agreement)
    for signer in signers:
        session.remind(agreement, by=by, key=signer.key, channel=_MAIL)
    names = ", ".join(signer.name for signer in signers)
    return _("Surel pengingat untuk %(names)s sedang dikirim.") % {"names": names}
