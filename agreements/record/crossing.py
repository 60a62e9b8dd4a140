"""The only way from one stage to the next: lock, ask, stamp, journal."""

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from agreements.record import journal
from agreements.record.access import may
from agreements.record.models import Agreement
from agreements.record.stages import crossing
from agreements.record.triggers import CROSSING_SETTING
from villages.organizations.models import Organization
from villages.people import access
from villages.people.access import Answer
from villages.people.models import User

AFTER: list[Callable[[Agreement], None]] = []
"""What later packages do whenever a stage has moved, in the same transaction; filled by `after_crossing`."""


def after_crossing(function: Callable[[Agreement], None]) -> Callable[[Agreement], None]:
    """Register a function that is called with the agreement whenever its stage has moved, before anything is kept."""
    AFTER.append(function)
    return function


class Refused(access.Refused):
    """A verb on an agreement that may not be done; `answer` says why, `verb` which one where the table knows it.

    `agreement` is the object that was asked about, where one was.
    """

    def __init__(self, answer: Answer, verb: str = "", agreement: Agreement | None = None) -> None:
        super().__init__(answer)
        self.verb = verb
        self.agreement = agreement


def lock(agreement: Agreement) -> Agreement:
    """The agreement as it stands now, its row held until the transaction ends: who comes second waits and sees.

    Rows that only point at the agreement may be added meanwhile (`no_key`).
    """
    return Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)


def ask(user: User | None, verb: str, agreement: Agreement) -> None:
    """Raise `Refused` unless the user (None: the system) may do the verb now."""
    answer = may(user, verb, agreement)
    if not answer:
        raise Refused(answer, verb, agreement)
    agreement.__dict__["_answered"] = _question(user, verb)


def _question(user: User | None, verb: str) -> tuple[str, int | None]:
    return verb, user.pk if user else None


@transaction.atomic
def cross(
    agreement: Agreement,
    verb: str,
    *,
    by: User | None,
    on_behalf_of: Organization | None = None,
    details: dict[str, Any] | None = None,
    asked: Agreement | None = None,
) -> Agreement:
    """Move the agreement along the row of the table for the verb, and journal it; `by` is None for the system.

    Locks the row first, so that of two people at once the second is refused with the reason. Raises `Refused`. An
    action that has locked the row and asked for this very verb names it as `asked`: under its lock the answer stands.
    Returns the moved agreement; the object passed in is brought up to date as well.
    """
    current = lock(agreement)
    if asked != current or asked.__dict__.get("_answered") != _question(by, verb):
        ask(by, verb, current)
    row = crossing(current.stage, verb)
    if row is None or row.source == row.target:
        raise ValueError(f"{verb} is no crossing out of {current.stage}")
    with connection.cursor() as cursor:
        move = f"{current.ref}:{row.source.value}>{row.target.value}"
        cursor.execute("SELECT set_config(%s, %s, true)", [CROSSING_SETTING, move])
        current.stage, current.stage_since = row.target, timezone.now()
        current.save(update_fields=["stage", "stage_since"])
        cursor.execute("SELECT set_config(%s, '', true)", [CROSSING_SETTING])
    journal.append(current, verb, by=by, on_behalf_of=on_behalf_of, details=details)
    for field in ("stage", "stage_since", "journal_length", "journal_hash"):
        setattr(agreement, field, getattr(current, field))
    for follow in AFTER:
        follow(current)
    return current
