"""What a round of obligations has seen -> reminders for those who owe them, and which of them are answered."""

from collections.abc import Iterable, Iterator

from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.obligations.rounds import Seen
from agreements.notices.deriving import store
from agreements.notices.models import Notice
from agreements.notices.whom import people_of
from villages.people.models import DRAFTING_POSITIONS


def tell_of(seen: Iterable[Seen]) -> int:
    """Remind whoever works for the party that owes it; returns how many notices were new.

    That it fell late is told by the journal (`notices.table`), to all parties; on that day nobody is reminded as well.
    """
    marked = [one for one in seen if one.mark is not None and not one.late]
    if not marked:
        return 0
    owing = people_of({one.occurrence.party.organization_id for one in marked}, DRAFTING_POSITIONS)
    return store(_notices(marked, owing))


def _notices(marked: list[Seen], owing: dict[int, set[int]]) -> Iterator[Notice]:
    for one in marked:
        row = one.occurrence
        code = "obligation_late" if row.due_on < one.today else "obligation_due"
        key = f"occurrence:{row.pk}:{row.due_on}:{one.mark}"
        for person in sorted(owing.get(row.party.organization_id, set())):
            yield Notice(
                person_id=person, agreement_id=row.agreement_id, code=code, key=key, due_on=row.due_on
            )


_ASKS = {
    "obligation_due": Occurrence.State.PLANNED,
    "obligation_late": Occurrence.State.PLANNED,
    "obligation_returned": Occurrence.State.PLANNED,
    "obligation_reported": Occurrence.State.DONE,
}
"""The notices that ask for something, and the state in which it is still asked."""


def answered(notices: Iterable[Notice]) -> set[int]:
    """Keys of those that asked about an obligation which has been answered since; one query for all of them."""
    about = {notice.pk: (_occurrence(notice), notice.code) for notice in notices if notice.code in _ASKS}
    keys = {key for key, _code in about.values()}
    if not keys:
        return set()
    rows = Occurrence.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "state")
    states = dict(rows)
    return {pk for pk, (key, code) in about.items() if states.get(key) != _ASKS[code]}


def _occurrence(notice: Notice) -> int:
    """Which obligation a notice is about: by its journal entry, or by its own key."""
    if notice.entry is not None:
        return int(notice.entry.details.get("occurrence") or 0)
    return int(notice.key.split(":")[1])
