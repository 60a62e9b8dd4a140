"""One person and a text under review -> what they may do about it now, and the reason where they may not."""

from dataclasses import dataclass

from agreements.record.access import may
from agreements.record.models import Agreement
from agreements.review.guards import others_remain
from villages.people.access import Answer
from villages.people.models import User


@dataclass(frozen=True)
class Choices:
    """The answers to the verbs of a round, for one person."""

    send_back: Answer
    approve: Answer
    """Approve as the last office: the text is frozen."""
    clear: Answer
    """Approve while other offices have still to decide."""
    advise: Answer
    turn_down: Answer
    take_step: Answer
    tick: Answer
    take_back: Answer
    last: bool
    """Whether nobody else has to decide after this person."""

    @property
    def asked(self) -> bool:
        """Whether this person decides or gives an opinion now."""
        return bool(self.send_back or self.advise)

    @property
    def closed(self) -> str:
        """Why the text cannot be approved now."""
        return (self.approve if self.last else self.clear).reason

    @property
    def reason(self) -> str:
        """Why this person does nothing here; for advisory offices the reason about opinions says less."""
        return self.send_back.reason


def choices(user: User, agreement: Agreement) -> Choices:
    """Ask the table about every verb of a round."""
    verbs = ("send_back", "approve", "clear", "advise", "turn_down", "take_step", "tick", "take_back")
    answers = {verb: may(user, verb, agreement) for verb in verbs}
    return Choices(last=not others_remain(agreement, user), **answers)
