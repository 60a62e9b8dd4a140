"""Claim, answer, invite, write down a hearing, go to the next level, word the outcome, take a claim back."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.monitoring.breaches import disputing
from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.disputes import guards, wording
from agreements.monitoring.disputes.facilitating import next_level
from agreements.monitoring.disputes.models import Dispute, DisputeAnswer, Hearing, Level
from agreements.monitoring.disputes.queries import (
    codes_of,
    disputes_of,
    last_hearing,
    office_of,
    places_of,
    unanswered,
)
from agreements.monitoring.letters.actions import issue
from agreements.monitoring.letters.models import Letter
from agreements.record import journal, workdays
from agreements.record.access import regency_of
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement
from agreements.record.rules import Code, free_days, rule_for
from villages.organizations.models import Organization
from villages.people.access import Answer
from villages.people.models import User

State = Dispute.State
_DAYS = 30
"""Working days for a level, where no rule says it."""


def settle_by(agreement: Agreement, level: str, day: dt.date) -> dt.date:
    """Until when a level should settle it: working days by the rule DISPUTE_DAYS of that level."""
    rule = rule_for(agreement, Code.DISPUTE_DAYS, day, key=level)
    count = rule.value if rule and isinstance(rule.value, int) else _DAYS
    return workdays.after(day, count, free_days(regency_of(agreement)))


@transaction.atomic
def claim(
    agreement: Agreement, *, by: User, claim: str, wish: str, case: BreachCase | None = None
) -> Dispute:
    """Say what one party asks of the others: a numbered letter goes to them, and the parties deliberate.

    A case of breach may become the dispute; it rests meanwhile. Law: Permendagri 96/2017 on the settling of disputes.
    Raises Refused, and ValidationError without a claim or a wish, or for a case that does not run.
    """
    current = lock(agreement)
    ask(by, "dispute", current)
    own = guards.own_party(by, current)
    if own is None:
        raise Refused(
            Answer(False, _("Anda tidak bekerja untuk salah satu pihak."), because_of_who=True), "dispute"
        )
    if case and case.agreement_id != current.pk:
        raise ValidationError({"case": _("Kasus ini bukan dari kerja sama ini.")})
    dispute = Dispute(
        agreement=current,
        ordinal=(current.disputes.aggregate(last=Max("ordinal"))["last"] or 0) + 1,
        claimant=own,
        case=case,
        claim=claim.strip(),
        wish=wish.strip(),
        claimed_by=by,
        due_on=settle_by(current, Level.DELIBERATION, timezone.localdate()),
    )
    dispute.full_clean()
    if case:
        disputing.rest(case)
    kind = Letter.Kind.DISPUTE_CLAIM
    dispute.letter = issue(current, by=by, issuer=own.organization, kind=kind, text=wording.claim(dispute))
    dispute.save()
    _note(dispute, "dispute", by=by, own=own.organization)
    return dispute


@transaction.atomic
def answer(dispute: Dispute, *, by: User, text: str) -> DisputeAnswer:
    """Answer the claim for one's own party, once; when all have answered the parties deliberate.

    Raises Refused, and ValidationError for an empty answer.
    """
    dispute = _current(dispute, by, "answer_dispute", guards.may_answer)
    own = guards.own_party(by, dispute.agreement)
    given = DisputeAnswer(dispute=dispute, party=own, text=text.strip(), answered_by=by)
    given.full_clean()
    given.save()
    if dispute.state == State.CLAIMED and [party.pk for party in unanswered(dispute)] == [given.party_id]:
        dispute.state = State.DELIBERATED
        _kept(dispute)
    _note(dispute, "answer_dispute", by=by, own=given.party.organization)
    return given


@transaction.atomic
def call(dispute: Dispute, *, by: User, planned_at: dt.datetime, place: str) -> Hearing:
    """Invite all parties to a hearing by a numbered letter: the parties themselves, or the office that facilitates.

    Raises Refused, and ValidationError for a time that is over.
    """
    dispute = _current(dispute, by, guards.steward_verb(dispute), guards.may_call)
    if planned_at <= timezone.now():
        raise ValidationError({"day": _("Isi waktu yang akan datang.")})
    hearing = Hearing(
        dispute=dispute, level=dispute.level, planned_at=planned_at, place=place.strip(), called_by=by
    )
    hearing.full_clean(exclude=["invitation"])
    issuer = _issuer(dispute, by)
    kind = Letter.Kind.DISPUTE_INVITATION
    hearing.invitation = issue(
        dispute.agreement, by=by, issuer=issuer, kind=kind, text=wording.invitation(hearing)
    )
    hearing.save()
    if dispute.state == State.CLAIMED:
        dispute.state = State.DELIBERATED
        _kept(dispute)
    _note(dispute, "call_hearing", by=by, own=issuer)
    return hearing


@transaction.atomic
def record(hearing: Hearing, *, by: User, attendance: str, minutes: str, agreed: bool) -> Hearing:
    """Write down who came, what was said and whether the parties agreed; it does not change any more.

    Raises Refused, and ValidationError where nothing is written.
    """
    dispute = disputes_of(hearing.dispute.agreement).get(pk=hearing.dispute_id)
    verb = guards.steward_verb(dispute)
    agreement = lock(dispute.agreement)
    ask(by, verb, agreement)
    found = Hearing.objects.select_for_update(of=("self",)).get(pk=hearing.pk, dispute=dispute)
    found.dispute = disputes_of(agreement).get(pk=dispute.pk)
    if not (allowed := guards.may_record(by, found)):
        raise Refused(allowed, verb)
    missing = {"attendance": attendance, "minutes": minutes}
    if empty := [name for name, value in missing.items() if not value.strip()]:
        raise ValidationError({name: _("Bagian ini wajib diisi.") for name in empty})
    found.attendance, found.minutes, found.agreed = attendance.strip(), minutes.strip(), agreed
    found.written_by, found.written_at = by, timezone.now()
    found.full_clean()
    found.save()
    _note(found.dispute, "record_hearing", by=by, own=_issuer(found.dispute, by), agreed=agreed)
    return found


@transaction.atomic
def raise_(dispute: Dispute, *, by: User) -> Dispute:
    """Take the dispute to the next level, computed from the codes of the parties' villages.

    Beyond the governor it goes on outside the portal, where its result is recorded. Raises Refused.
    """
    verb = "facilitate" if guards.office_mandate(by, dispute.facilitator) else "dispute"
    dispute = _current(dispute, by, verb, guards.may_raise)
    own, level = _issuer(dispute, by), next_level(dispute.level, codes_of(dispute.agreement))
    assert level is not None
    dispute.level, dispute.facilitator = level, office_of(level, dispute.agreement)
    dispute.state = State.REFERRED if level == Level.BEYOND else State.FACILITATED
    dispute.due_on = settle_by(dispute.agreement, level, timezone.localdate())
    _kept(dispute)
    office = dispute.facilitator_id
    _note(dispute, "raise_dispute", by=by, own=own, level=level.value, party=office)
    return dispute


@transaction.atomic
def word(dispute: Dispute, *, by: User, outcome: str, public_outcome: str, effect: str) -> Dispute:
    """Word what was agreed and what citizens are told: minutes with a number, which all heads then sign.

    Worded anew before the first signature, it gets new minutes. Raises Refused, and ValidationError by field.
    """
    dispute = _current(dispute, by, guards.steward_verb(dispute), guards.may_word)
    dispute.outcome, dispute.public_outcome, dispute.effect = outcome.strip(), public_outcome.strip(), effect
    missing = {"outcome": outcome, "public_outcome": public_outcome, "effect": effect}
    if empty := [name for name, value in missing.items() if not value.strip()]:
        raise ValidationError({name: _("Bagian ini wajib diisi.") for name in empty})
    dispute.full_clean()
    own = _issuer(dispute, by)
    dispute.minutes = issue(
        dispute.agreement,
        by=by,
        issuer=own,
        kind=Letter.Kind.DISPUTE_MINUTES,
        text=wording.minutes(dispute, places_of(dispute), last_hearing(dispute)),
    )
    dispute.state = State.TO_SIGN
    _kept(dispute)
    _note(dispute, "word_outcome", by=by, own=own, party=dispute.facilitator_id)
    return dispute


@transaction.atomic
def withdraw(dispute: Dispute, *, by: User) -> Dispute:
    """Take the claim back; a case of breach that rested stands where it stood. Raises Refused."""
    dispute = _current(dispute, by, "dispute", guards.may_withdraw)
    dispute.state, dispute.closed_at, dispute.closed_by = State.WITHDRAWN, timezone.now(), by
    _kept(dispute)
    if dispute.case:
        disputing.wake(dispute.case)
    _note(dispute, "withdraw_dispute", by=by, own=dispute.claimant.organization)
    return dispute


def _current(dispute: Dispute, by: User, verb: str, rule: Callable[[User, Dispute], Answer]) -> Dispute:
    """The dispute as it stands now that its agreement is locked, if this person may do this to it. Raises Refused."""
    agreement = lock(dispute.agreement)
    ask(by, verb, agreement)
    current = disputes_of(agreement).get(pk=dispute.pk)
    current.agreement = agreement
    if not (allowed := rule(by, current)):
        raise Refused(allowed, verb)
    return current


def _issuer(dispute: Dispute, by: User) -> Organization:
    """For whom this person acts: the office that facilitates, else their own party."""
    if dispute.facilitator and guards.office_mandate(by, dispute.facilitator):
        return dispute.facilitator
    own = guards.own_party(by, dispute.agreement)
    return own.organization if own else dispute.claimant.organization


def _kept(dispute: Dispute) -> None:
    dispute.edition += 1
    dispute.full_clean()
    dispute.save()


def _note(dispute: Dispute, code: str, *, by: User, own: Organization, **more: Any) -> None:
    details = {"dispute": dispute.ordinal, **more}
    journal.append(dispute.agreement, code, by=by, on_behalf_of=own, details=details)
