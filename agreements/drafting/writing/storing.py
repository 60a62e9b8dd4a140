"""The articles of a draft in the database <-> their states; only what changed is written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import SET_NULL

from agreements.drafting.models import Article
from agreements.drafting.writing.references import rebound
from agreements.drafting.writing.structure import State, States
from agreements.record.models import Agreement

FIELDS = (
    *("chapter", "heading", "content", "body"),
    *("amends_id", "repealed", "guidance", "legal_basis", "edition"),
)
"""What a state knows of an article, in the order of its columns."""


def order_of(agreement: Agreement) -> list[int]:
    """The keys of the articles in the order of the document: what "Pasal 7" means now."""
    return list(agreement.articles.order_by("ordinal", "pk").values_list("pk", flat=True))


def states_of(agreement: Agreement) -> States:
    """The articles as they stand, in their order."""
    rows = agreement.articles.order_by("ordinal", "pk").values("pk", *FIELDS)
    return tuple(State(key=row.pop("pk"), **row) for row in rows)


def write(agreement: Agreement, old: Sequence[State], new: Sequence[State]) -> States:
    """Make the stored articles those of `new`; returns them with the keys and references that they got.

    Raises ValidationError by field for a heading, chapter or content that is wrong.
    """
    before = {state.key: (place, state) for place, state in enumerate(old, start=1)}
    gone = set(before) - {state.key for state in new}
    if gone:
        agreement.articles.filter(pk__in=gone).delete()
    new = _insert(agreement, new, set(before))
    changed = []
    for place, state in enumerate(new, start=1):
        if state.key in before and before[state.key] != (place, state):
            changed.append(_row(agreement, state, place))
    if changed:
        Article.objects.bulk_update(changed, ["ordinal", *FIELDS])
    return new


def _insert(agreement: Agreement, states: Sequence[State], known: set[int]) -> States:
    """Store articles that are new; one that was removed comes back under its key, a negative key is replaced."""
    fresh = [(place, state) for place, state in enumerate(states, 1) if state.key not in known]
    if not fresh:
        return tuple(states)
    rows = [_row(agreement, state, place) for place, state in fresh]
    Article.objects.bulk_create(rows)
    keys = {state.key: row.pk for (_place, state), row in zip(fresh, rows, strict=True) if state.key < 0}
    bound = tuple(_bound(state, keys) for state in states)
    for row, (place, _state) in zip(rows, fresh, strict=True):
        row.heading, row.body = bound[place - 1].heading, bound[place - 1].body
    touched = [
        row for row, (place, state) in zip(rows, fresh, strict=True) if bound[place - 1].body != state.body
    ]
    if touched:
        Article.objects.bulk_update(touched, ["heading", "body"])
    return bound


def _bound(state: State, keys: Mapping[int, int]) -> State:
    return replace(
        state,
        key=keys.get(state.key, state.key),
        heading=rebound(state.heading, keys),
        body=rebound(state.body, keys),
    )


def _row(agreement: Agreement, state: State, place: int) -> Article:
    values = {name: getattr(state, name) for name in FIELDS}
    row = Article(pk=state.key if state.key > 0 else None, agreement=agreement, ordinal=place, **values)
    row.full_clean(exclude=["agreement"], validate_unique=False, validate_constraints=False)
    return row


def links_of(key: int) -> dict[str, list[int]]:
    """What else hangs on an article and would let go of it with its removal: {relation: keys}."""
    found = {}
    for relation in _loose():
        rows = relation.related_model._base_manager.filter(**{relation.field.name: key})
        if keys := list(rows.order_by("pk").values_list("pk", flat=True)):
            found[relation.name] = keys
    return found


def link_again(key: int, links: Mapping[str, Sequence[int]]) -> None:
    """Hang on an article that came back what hung on it before."""
    for relation in _loose():
        name = relation.field.name
        rows = relation.related_model._base_manager.filter(pk__in=links.get(relation.name, ()))
        if relation.name in links:
            rows.filter(**{f"{name}__isnull": True}).update(**{name: key})


def _loose() -> list[Any]:
    return [relation for relation in Article._meta.related_objects if relation.on_delete is SET_NULL]
