"""THE TABLE: the stages of an agreement and the verbs that lead from one to the next (see also `what_now`).

Its rows stand in `until_published` and `in_force`. A person who does not program can check the life of an agreement
here. Rules that need data ("what must hold") are named by a code; the package that owns the rule registers its function
under that code (`record.crossing.guard`). Law: Permendagri 96/2017 arts. 13–15 (preparation, offer, drafting, signing,
carrying out, reporting).
"""

from agreements.record.stages.in_force import IN_FORCE
from agreements.record.stages.names import (
    CLOSED,
    FROZEN,
    PUBLIC,
    UNDER_REVIEWERS_EYES,
    Crossing,
    Role,
    Stage,
)
from agreements.record.stages.until_published import UNTIL_PUBLISHED

__all__ = [
    "CLOSED",
    "CROSSINGS",
    "FIRST",
    "FROZEN",
    "PUBLIC",
    "UNDER_REVIEWERS_EYES",
    "Crossing",
    "Role",
    "Stage",
    "crossing",
    "verbs_in",
]

CROSSINGS: tuple[Crossing, ...] = (*UNTIL_PUBLISHED, *IN_FORCE)

FIRST = Stage.DRAFTING
"""The stage in which `begin` puts a new agreement."""


def crossing(stage: str, verb: str) -> Crossing | None:
    """The row of the table for the verb in that stage, or None when the stage does not know the verb."""
    return next((c for c in CROSSINGS if c.source == stage and c.verb == verb), None)


def verbs_in(stage: str) -> tuple[Crossing, ...]:
    """Every row whose source is that stage, in the order of the table."""
    return tuple(c for c in CROSSINGS if c.source == stage)
