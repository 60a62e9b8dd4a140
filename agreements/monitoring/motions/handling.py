"""A kind of motion -> what its room does with it: whether it may be proposed, how its terms read, what follows.

A room registers itself with `handles`; motions know nothing of suspension or ending.
"""

from collections.abc import Callable
from dataclasses import dataclass

from agreements.monitoring.motions.models import Motion
from agreements.record.models import Agreement
from villages.people.access import YES, Answer
from villages.people.models import User


def _always(agreement: Agreement) -> Answer:
    return YES


@dataclass(frozen=True)
class Handling:
    """What a room does with the motions of its kind."""

    carry: Callable[[Motion, User], None]
    """Does what was agreed, in the transaction of the last yes; whatever it raises undoes that yes."""
    tell: Callable[[Motion], list[tuple[str, str]]]
    """The terms as (label, words), as every head reads them before answering."""
    ask: Callable[[Agreement], Answer] = _always
    """Whether such a motion may be proposed, and still be carried, as things stand."""


HANDLING: dict[str, Handling] = {}
"""By kind; filled by the rooms when the app is loaded."""


def handles(
    kind: str,
    *,
    carry: Callable[[Motion, User], None],
    tell: Callable[[Motion], list[tuple[str, str]]],
    ask: Callable[[Agreement], Answer] = _always,
) -> None:
    """Register a room for the motions of a kind."""
    HANDLING[kind] = Handling(carry, tell, ask)
