"""Propose to all parties, answer as a party's head, take a proposal back."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.monitoring.motions.handling import HANDLING
from agreements.monitoring.motions.models import Motion, Vote
from agreements.monitoring.motions.queries import may_withdraw, silent, unanswered_of
from agreements.record import journal
from agreements.record.access import parties_of, speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement, Party
from villages.people.access import Answer
from villages.people.models import User


@transaction.atomic
def propose(agreement: Agreement, *, by: User, kind: str, terms: dict[str, Any], reason: str) -> Motion:
    """Propose to all parties; the proposer's own party has said yes with it.

    `terms` are plain data that the room of the kind has checked and will read again. Law: Permendagri 96/2017 art. 6
    letter g: change, suspension and ending rest on the agreement of all parties. Raises Refused while one of the kind
    waits for answers, and ValidationError without a reason.
    """
    current = lock(agreement)
    ask(by, "move", current)
    _may_be(kind, current)
    if Motion.objects.filter(agreement=current, kind=kind, state=Motion.State.OPEN).exists():
        raise Refused(Answer(False, _("Usul yang sama masih menunggu jawaban.")), "move")
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasannya, agar pihak lain dapat menimbang.")})
    own = _own(current, by)
    motion = Motion(
        agreement=current, kind=kind, terms=terms, reason=reason.strip(), party=own[0], proposed_by=by
    )
    motion.full_clean(exclude=["terms"])
    motion.save()
    details = {"motion": motion.pk, "kind": kind}
    journal.append(current, "move", by=by, on_behalf_of=own[0].organization, details=details)
    _say(motion, own, by=by, agrees=True, note="")
    _carry_when_all_agree(motion, current, by)
    return motion


@transaction.atomic
def vote(motion: Motion, *, by: User, agrees: bool, note: str = "") -> Motion:
    """Answer for one's own party, once. The last yes carries the motion and does what it says; one no refuses it.

    Raises Refused when the motion is closed or the party has answered, ValidationError for a no without a word why.
    """
    current = lock(motion.agreement)
    ask(by, "vote", current)
    motion = _still_open(motion, current)
    own = unanswered_of(by, motion)
    if not own:
        raise Refused(Answer(False, _("Pihak Anda sudah menjawab usul ini.")), "vote")
    if not agrees and not note.strip():
        raise ValidationError({"note": _("Tulis mengapa pihak Anda tidak setuju.")})
    _say(motion, own, by=by, agrees=agrees, note=note.strip())
    details = {"motion": motion.pk, "kind": motion.kind, "agrees": agrees, "reason": note.strip()}
    journal.append(current, "vote", by=by, on_behalf_of=own[0].organization, details=details)
    if agrees:
        _carry_when_all_agree(motion, current, by)
    else:
        _close(motion, Motion.State.REFUSED)
    return motion


@transaction.atomic
def withdraw(motion: Motion, *, by: User) -> Motion:
    """Take back what one's own party proposed, while it waits for answers. Raises Refused for others and too late."""
    current = lock(motion.agreement)
    ask(by, "move", current)
    motion = current.motions.select_related("party__organization").get(pk=motion.pk)
    if not (answer := may_withdraw(by, motion)):
        raise Refused(answer, "move")
    _close(motion, Motion.State.WITHDRAWN)
    details = {"motion": motion.pk, "kind": motion.kind}
    organization = motion.party.organization
    journal.append(current, "withdraw_motion", by=by, on_behalf_of=organization, details=details)
    return motion


def _own(agreement: Agreement, user: User) -> list[Party]:
    """The party for which this person signs, first by ordinal; `ask` has seen that there is one."""
    organization = speaking_for(user, agreement, signing=True)
    return [party for party in parties_of(agreement) if party.organization == organization]


def _still_open(motion: Motion, agreement: Agreement) -> Motion:
    """The motion as it stands now that the agreement is locked."""
    now = agreement.motions.select_related("party__organization").get(pk=motion.pk)
    now.agreement = agreement
    if now.state != Motion.State.OPEN:
        words = _("Usul ini sudah selesai: %(state)s.") % {"state": now.get_state_display()}
        raise Refused(Answer(False, words), "vote")
    return now


def _may_be(kind: str, agreement: Agreement) -> None:
    answer = HANDLING[kind].ask(agreement)
    if not answer:
        raise Refused(answer, "move")


def _say(motion: Motion, own: Sequence[Party], *, by: User, agrees: bool, note: str) -> None:
    """Write the answer of the parties for which this person signs."""
    for party in own:
        one = Vote(motion=motion, party=party, agrees=agrees, note=note, given_by=by)
        one.full_clean()
        one.save()


def _carry_when_all_agree(motion: Motion, agreement: Agreement, by: User) -> None:
    if silent(motion):
        return
    _may_be(motion.kind, agreement)
    _close(motion, Motion.State.CARRIED)
    HANDLING[motion.kind].carry(motion, by)


def _close(motion: Motion, state: str) -> None:
    motion.state, motion.closed_at = state, timezone.now()
    motion.save(update_fields=["state", "closed_at"])
