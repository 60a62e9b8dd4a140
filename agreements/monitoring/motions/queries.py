"""A motion -> who has answered what, who is still silent, and whether a person may answer or take it back."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from agreements.monitoring.motions.handling import HANDLING
from agreements.monitoring.motions.models import Motion, Vote
from agreements.record.access import may, parties_of
from agreements.record.models import Agreement, Party
from villages.people.access import YES, Answer, mandates
from villages.people.models import User


@dataclass(frozen=True)
class Line:
    """A party and its answer."""

    party: Party
    vote: Vote | None
    """None while it is silent."""


@dataclass(frozen=True)
class Card:
    """A motion as pages show it."""

    motion: Motion
    terms: list[tuple[str, str]]
    """What exactly is proposed, as (label, words)."""
    lines: list[Line]
    """Every party in its order."""
    may_vote: bool
    may_withdraw: bool

    @property
    def waits(self) -> int:
        """How many parties are silent."""
        return sum(line.vote is None for line in self.lines)


def cards(agreement: Agreement, user: User, *kinds: str) -> list[Card]:
    """The motions of an agreement, newest first; with `kinds` only these."""
    found = agreement.motions.select_related("party__organization", "proposed_by")
    found = found.prefetch_related("votes__given_by").order_by("-proposed_at", "-pk")
    motions = [motion for motion in found if not kinds or motion.kind in kinds]
    answers, proposes = (bool(may(user, verb, agreement)) for verb in ("vote", "move"))
    signs = _signs_for(user)
    return [_card(motion, agreement, signs, answers, proposes) for motion in motions]


def _card(motion: Motion, agreement: Agreement, signs: set[int], answers: bool, proposes: bool) -> Card:
    given = {vote.party_id: vote for vote in motion.votes.all()}
    lines = [Line(party, given.get(party.pk)) for party in parties_of(agreement)]
    is_open = motion.state == Motion.State.OPEN
    asked = any(line.vote is None and line.party.organization_id in signs for line in lines)
    mine = motion.party.organization_id in signs
    terms = HANDLING[motion.kind].tell(motion)
    return Card(motion, terms, lines, is_open and answers and asked, is_open and proposes and mine)


def open_motion(agreement: Agreement, kind: str) -> Motion | None:
    """The motion of that kind which waits for answers."""
    return agreement.motions.filter(kind=kind, state=Motion.State.OPEN).first()


def silent(motion: Motion) -> list[Party]:
    """The parties that have not answered, in their order."""
    answered = set(motion.votes.values_list("party", flat=True))
    return [party for party in parties_of(motion.agreement) if party.pk not in answered]


def unanswered_of(user: User, motion: Motion) -> list[Party]:
    """The silent parties for which this person may sign."""
    signs = _signs_for(user)
    return [party for party in silent(motion) if party.organization_id in signs]


def may_withdraw(user: User, motion: Motion) -> Answer:
    """Whether this person may take the motion back: while it waits, for the party that proposed it."""
    if motion.party.organization_id not in _signs_for(user):
        return Answer(False, _("Usul hanya dapat ditarik oleh pihak yang mengusulkan."), because_of_who=True)
    if motion.state != Motion.State.OPEN:
        words = _("Usul ini sudah selesai: %(state)s.") % {"state": motion.get_state_display()}
        return Answer(False, words)
    return YES


def asked_of(organizations: Iterable[int]) -> Q:
    """Which agreements have a motion that one of these organizations, signing for a party, has not answered."""
    silent_ones = Party.objects.filter(agreement=OuterRef("agreement"), organization__in=list(organizations))
    silent_ones = silent_ones.exclude(
        Exists(Vote.objects.filter(motion=OuterRef(OuterRef("pk")), party=OuterRef("pk")))
    )
    waiting = Motion.objects.filter(Exists(silent_ones), state=Motion.State.OPEN)
    return Q(pk__in=waiting.values("agreement"))


def _signs_for(user: User) -> set[int]:
    return {mandate.organization.pk for mandate in mandates(user) if mandate.may_sign}
