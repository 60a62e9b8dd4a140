"""A change of a draft's articles -> the articles as they were before it, unless they were changed again since."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.drafting.actions import open_for_edit
from agreements.drafting.writing import history
from agreements.drafting.writing.models import TextChange
from agreements.drafting.writing.storing import FIELDS, link_again, links_of, states_of, write
from agreements.drafting.writing.structure import State, States, keys
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from villages.people.access import Answer
from villages.people.models import User

Rows = list[dict[str, Any]]
_SAID = tuple(name for name in FIELDS if name != "edition")


@transaction.atomic
def undo(agreement: Agreement, *, by: User, change: int | None = None) -> TextChange:
    """Take the newest change back: text, place and chapter are as before, a removed article comes back under its key.

    `change` is the one that the page offered, should a newer one have come meanwhile. Raises Refused when there is none
    and when what it touched was changed again since.
    """
    nothing = _("Tidak ada perubahan pasal yang dapat diurungkan.")
    _ask_for(history.undoable(agreement), nothing)
    current = open_for_edit(agreement, by)
    found = history.undoable(current)
    if change is not None and found is not None and found.pk != change:
        found = current.text_changes.filter(pk=change, undone_at=None).first()
    found = _ask_for(found, nothing)
    states = states_of(current)
    turned = _turned(states, (found.after, found.order_after), (found.before, found.order_before))
    _settle(current, states, turned, found.before, found.after)
    found.undone_at = timezone.now()
    found.save(update_fields=["before", "after", "undone_at"])
    return found


@transaction.atomic
def redo(agreement: Agreement, *, by: User) -> TextChange:
    """Do again what was undone last. Raises Refused when there is nothing, or something was changed since."""
    nothing = _("Tidak ada perubahan pasal yang dapat diulang.")
    _ask_for(history.redoable(agreement), nothing)
    current = open_for_edit(agreement, by)
    found = _ask_for(history.redoable(current), nothing)
    states = states_of(current)
    turned = _turned(states, (found.before, found.order_before), (found.after, found.order_after))
    _settle(current, states, turned, found.after, found.before)
    found.undone_at = None
    found.save(update_fields=["before", "after", "undone_at"])
    return found


def _ask_for(change: TextChange | None, nothing: str) -> TextChange:
    """The change; Refused with that sentence when there is none, asked before anything is locked and again after."""
    if change is None:
        raise Refused(Answer(False, nothing))
    return change


def _turned(states: States, now: tuple[Rows, list[int]], then: tuple[Rows, list[int]]) -> States:
    """The articles with what a change says of `now` put back to what it says of `then`."""
    is_now, was_then = ({row["key"]: State.of(row) for row in rows} for rows in (now[0], then[0]))
    known = {state.key: state for state in states}
    for key, state in is_now.items():
        _ask_unchanged(states, state, was_then.get(key))
        if key in was_then:
            known[key] = _put_back(known[key], state, was_then[key])
    if not now[1]:
        return tuple(known[key] for key in keys(states))
    if now[1] != keys(states):
        raise Refused(
            Answer(False, _("Urutan pasal sudah berubah lagi sesudahnya; urungkan itu lebih dahulu."))
        )
    return tuple(known.get(key) or was_then[key] for key in then[1])


def _put_back(current: State, now: State, then: State) -> State:
    fields = {name: getattr(then, name) for name in _changed(now, then)}
    again = current.edition + 1 if set(fields) & set(history.TEXT) else current.edition
    return replace(current, **fields, edition=again)


def _changed(one: State, other: State) -> list[str]:
    return [name for name in _SAID if getattr(one, name) != getattr(other, name)]


def _ask_unchanged(states: States, now: State, then: State | None) -> None:
    """Refuse when the article does not say any more what the change left."""
    current = next((state for state in states if state.key == now.key), None)
    names = _changed(now, then) if then else _SAID
    if current is None or any(getattr(current, name) != getattr(now, name) for name in names):
        place = keys(states).index(now.key) + 1 if current else "…"
        words = _("Pasal %(number)s sudah diubah lagi sesudahnya; urungkan perubahan itu lebih dahulu.")
        raise Refused(Answer(False, words % {"number": place}))


def _settle(agreement: Agreement, old: States, new: States, then: Rows, now: Rows) -> None:
    """Store the states; remember under which editions the texts stand now, and what hangs on articles that go."""
    here = set(keys(new))
    for row in now:
        if row["key"] not in here and (links := links_of(row["key"])):
            row["links"] = links
    write(agreement, old, new)
    back = here - set(keys(old))
    editions = {state.key: state.edition for state in new}
    for row in then:
        if row["key"] in back:
            link_again(row["key"], row.get("links", {}))
        row["again"] = [*row.get("again", []), editions[row["key"]]]
