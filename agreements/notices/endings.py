"""What remains after the end, and a good practice that waits for answers -> whom it concerns, and daily reminders."""

import datetime as dt
from collections.abc import Iterator

from agreements.monitoring.ending.queries import still_owed
from agreements.monitoring.practices.queries import practice_of, silent
from agreements.notices.models import Notice
from agreements.notices.whom import people, people_of
from agreements.record.models import Agreement, JournalEntry
from villages.people.models import DRAFTING_POSITIONS, SIGNING_POSITIONS

BEFORE = 7
"""So many days before its last day an open item is recalled."""
AGAIN = 30
"""After its last day it is recalled once in so many days, for a year."""
YEAR = 365


def silent_heads(agreement: Agreement, entry: JournalEntry) -> set[int]:
    """Whoever signs for a party that has not answered yet whether the good practice may be published."""
    practice = practice_of(agreement)
    if practice is None:
        return set()
    return people([party.organization_id for party in silent(practice)], SIGNING_POSITIONS)


def owed_settlements(day: dt.date) -> Iterator[Notice]:
    """Items of settlements that are due within a week or late, to those who owe them."""
    within = (day - dt.timedelta(days=YEAR), day + dt.timedelta(days=BEFORE))
    found = still_owed().filter(due_on__range=within).select_related("agreement", "party")
    items = list(found.order_by("due_on", "pk"))
    members = people_of({item.party.organization_id for item in items}, DRAFTING_POSITIONS)
    for item in items:
        late = (day - item.due_on).days
        key = f"settlement:{item.pk}:" + (f"late:{late // AGAIN}" if late > 0 else f"due:{item.due_on}")
        for person in sorted(members.get(item.party.organization_id, set())):
            facts = {"person_id": person, "agreement": item.agreement, "due_on": item.due_on}
            yield Notice(code="settlement_late" if late > 0 else "settlement_due", key=key, **facts)
