"""Changes of a draft's articles -> a row each, from which they are undone, done again, and merged."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from agreements.drafting.writing.merging import patch, patched
from agreements.drafting.writing.models import ChangeKind, TextChange
from agreements.drafting.writing.storing import links_of
from agreements.drafting.writing.structure import State, keys
from agreements.record.models import Agreement
from villages.people.models import User

MOST = 200
"""So many changes of one agreement are kept."""
STRETCH = dt.timedelta(minutes=10)
"""Saves of one article by one person within this time are one change."""
TEXT = ("heading", "content", "body")


def stretch(agreement: Agreement, *, by: User, key: int) -> TextChange | None:
    """The newest change, when it is this person's writing at this article that goes on."""
    newest = agreement.text_changes.order_by("-pk").first()
    if (
        newest
        and newest.kind == ChangeKind.SAVE
        and (newest.article_pk, newest.by_id, newest.undone_at) == (key, by.pk, None)
        and timezone.now() - _since(newest) < STRETCH
    ):
        return newest
    return None


def _since(change: TextChange) -> dt.datetime:
    """When a stretch of writing began."""
    began = change.before[0].get("since") if change.before else None
    return dt.datetime.fromisoformat(began) if began else change.at


def record(
    agreement: Agreement,
    kind: str,
    *,
    by: User,
    key: int | None,
    old: Sequence[State],
    new: Sequence[State],
    ongoing: TextChange | None = None,
    links: Mapping[int, Any] | None = None,
) -> TextChange:
    """Keep what a change did: the articles it touched, before and after, and the order when it changed.

    With `ongoing` the change goes on; what came in between can still be merged with. `links` is what hung on a
    removed article. What was undone before cannot be done again any more.
    """
    before, after = _touched(old, new, links or {})
    if ongoing:
        return _go_on(ongoing, before, after)
    moved = keys(old) != keys(new)
    change = TextChange.objects.create(
        agreement=agreement,
        kind=kind,
        article_pk=key,
        before=before,
        after=after,
        order_before=keys(old) if moved else [],
        order_after=keys(new) if moved else [],
        by=by,
    )
    kept = agreement.text_changes.order_by("-pk").values("pk")[MOST - 1 : MOST]
    TextChange.objects.filter(Q(pk__lt=kept) | Q(undone_at__isnull=False), agreement=agreement).delete()
    return change


def _touched(old: Sequence[State], new: Sequence[State], links: Mapping[int, Any]) -> tuple[list, list]:
    was, now = {state.key: state for state in old}, {state.key: state for state in new}
    before = [
        state.mapping() | ({"links": links[state.key]} if links.get(state.key) else {})
        for state in old
        if now.get(state.key) != state
    ]
    return before, [state.mapping() for state in new if was.get(state.key) != state]


def _go_on(change: TextChange, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> TextChange:
    """Lengthen a change: it still begins where it began, and remembers by way of patches what it passed through."""
    first = {row["key"]: row for row in change.before}
    change.before[0].setdefault("since", change.at.isoformat())
    last = {row["key"]: row for row in change.after}
    now = {row["key"]: row for row in after}
    for row in before:
        first.setdefault(row["key"], row)
        step = {name: row[name] for name in ("edition", "heading", "content")}
        step["lines"] = patch(now[row["key"]]["body"], row["body"])
        trail = last.get(row["key"], {}).get("trail", [])
        last[row["key"]] = now[row["key"]] | {"trail": [*trail, step]}
    change.before, change.after = list(first.values()), list(last.values())
    change.at = timezone.now()
    change.save(update_fields=["before", "after", "at"])
    return change


def at_edition(agreement: Agreement, key: int, edition: int) -> State | None:
    """The article as it stood in that edition, if some change still remembers it."""
    wanted = [{"key": key, "edition": edition}]
    passed = [{"key": key, "trail": [{"edition": edition}]}]
    again = [{"key": key, "again": [edition]}]
    rows = agreement.text_changes.filter(
        *[
            Q(before__contains=wanted)
            | Q(after__contains=wanted)
            | Q(after__contains=passed)
            | Q(before__contains=again)
            | Q(after__contains=again)
        ]
    )
    change = rows.order_by("-pk").first()
    if change is None:
        return None
    for row in (*change.before, *change.after):
        if row["key"] == key and edition in (row["edition"], *row.get("again", [])):
            return State.of(row)
    return _on_the_way(next(row for row in change.after if row["key"] == key), edition)


def _on_the_way(row: dict[str, Any], edition: int) -> State:
    """Walk the trail back from where the change ended."""
    body = row["body"]
    for step in reversed(row["trail"]):
        body = patched(body, step["lines"])
        if step["edition"] == edition:
            return State.of(row | step | {"body": body})
    raise LookupError(edition)


def undoable(agreement: Agreement) -> TextChange | None:
    """The newest change that is not undone yet."""
    return agreement.text_changes.filter(undone_at=None).select_related("by").order_by("-pk").first()


def redoable(agreement: Agreement) -> TextChange | None:
    """The change that was undone last, unless something was changed since: that forgets it."""
    newest = agreement.text_changes.filter(undone_at=None).order_by("-pk").values("pk")[:1]
    undone = agreement.text_changes.exclude(undone_at=None).select_related("by")
    first = newest.first()
    return undone.filter(pk__gt=first["pk"] if first else 0).order_by("pk").first()


def links(removed: Sequence[int]) -> dict[int, Any]:
    """What hangs on articles that are about to go."""
    return {key: links_of(key) for key in removed}
