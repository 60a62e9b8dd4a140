"""Write, add, move, split and remove the articles of a draft; every change is kept and can be undone."""

from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.drafting.actions import Stale, open_for_edit
from agreements.drafting.models import Article
from agreements.drafting.writing import history, structure
from agreements.drafting.writing.following import after_split
from agreements.drafting.writing.history import redoable, undoable
from agreements.drafting.writing.models import ChangeKind
from agreements.drafting.writing.references import tokenise
from agreements.drafting.writing.retyping import article_of, counted, following, retyped, shown, state_of
from agreements.drafting.writing.storing import order_of, states_of, write
from agreements.drafting.writing.structure import State, States, keys, place
from agreements.drafting.writing.undoing import redo, undo
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from villages.people.access import Answer
from villages.people.models import User

__all__ = [
    "add_article",
    "move_article",
    "name_chapter",
    "order_of",
    "redo",
    "redoable",
    "remove_article",
    "replace_articles",
    "save_article",
    "shown",
    "split_article",
    "undo",
    "undoable",
]
_NEW = -1


@transaction.atomic
def save_article(
    article: Article,
    *,
    by: User,
    edition: int,
    heading: str,
    content: str,
    body: str,
    order: Sequence[int] | None = None,
    kind: str = ChangeKind.SAVE,
) -> Article:
    """Change one article; `edition` is the article's own that the writer had before their eyes.

    `order` is the order of articles that the writer's page showed, so that "Pasal 7" means the one they saw. References
    to ayat of this article that moved are renumbered, in other articles and in lines that were not touched. Raises
    Stale, with both texts merged where they don't touch, when somebody else saved meanwhile (None: it was removed),
    Refused outside drafting, ValidationError by field. Nothing happens when nothing changed. `kind` tells how it came
    about; saves by one person within ten minutes are one change.
    """
    agreement = open_for_edit(article.agreement, by)
    old = states_of(agreement)
    said = {"heading": heading, "content": content, "body": body}
    typed = retyped(agreement, old, article.pk, edition=edition, said=said, order=order)
    if typed is None:
        return article_of(agreement, old, article.pk)
    ongoing = history.stretch(agreement, by=by, key=article.pk) if kind == ChangeKind.SAVE else None
    first = {row["key"]: State.of(row) for row in ongoing.before} if ongoing else {}
    new = following(old, typed, first)
    if new == old:
        return article_of(agreement, old, article.pk)
    written = write(agreement, old, new)
    history.record(agreement, kind, by=by, key=article.pk, old=old, new=written, ongoing=ongoing)
    return article_of(agreement, written, article.pk)


@transaction.atomic
def add_article(
    agreement: Agreement,
    *,
    by: User,
    after: Article | None,
    heading: str,
    content: str,
    body: str,
    chapter: str | None = None,
    order: Sequence[int] | None = None,
    kind: str = ChangeKind.ADD,
) -> Article:
    """Put a new article behind `after`, in its chapter, or at the end; what follows moves on by one.

    A `chapter` of another name begins there. `order` as in `save_article`; `kind` tells how it came about.
    """
    current = open_for_edit(agreement, by)
    old = states_of(current)
    order = keys(old) if order is None else order
    new = State(_NEW, heading=tokenise(heading, order), content=content, body=tokenise(body, order))
    states = structure.add(_bound(old), new, after=after.pk if after else None, chapter=chapter)
    written = write(current, old, states)
    added = next(state for state in written if state.key not in keys(old))
    history.record(current, kind, by=by, key=added.key, old=old, new=written)
    return article_of(current, written, added.key)


@transaction.atomic
def remove_article(article: Article, *, by: User, kind: str = ChangeKind.REMOVE) -> None:
    """Take an article out; those behind it close up. Does nothing when it is gone already.

    References to it read "Pasal …………" until it comes back. In an addendum an article of its parent is marked as taken
    out instead: its number stays free.
    """
    current = open_for_edit(article.agreement, by)
    old = states_of(current)
    if article.pk not in keys(old):
        return
    if state_of(old, article.pk).amends_id:
        _kept(current, kind, by, article.pk, old, structure.changed(old, article.pk, repealed=True))
        return
    links = history.links([article.pk])
    written = write(current, old, structure.remove(_bound(old), article.pk))
    history.record(current, kind, by=by, key=article.pk, old=old, new=written, links=links)


@transaction.atomic
def restore_article(article: Article, *, by: User) -> Article:
    """Let an article that an addendum takes out stay after all. Raises Refused when it is gone."""
    current = open_for_edit(article.agreement, by)
    old = states_of(current)
    if article.pk not in keys(old):
        raise _gone()
    written = _kept(
        current, ChangeKind.ADD, by, article.pk, old, structure.changed(old, article.pk, repealed=False)
    )
    return article_of(current, written, article.pk)


@transaction.atomic
def move_article(article: Article, *, by: User, after: Article | None) -> Article:
    """Put an article behind another one, or first; references to it follow. Raises Refused when either is gone."""
    current = open_for_edit(article.agreement, by)
    old = states_of(current)
    try:
        new = structure.move(_bound(old), article.pk, after.pk if after else None)
    except KeyError:
        raise _gone() from None
    written = _kept(current, ChangeKind.MOVE, by, article.pk, old, new)
    return article_of(current, written, article.pk)


@transaction.atomic
def split_article(article: Article, *, by: User, edition: int, line: int) -> Article:
    """Cut an article before one of its lines, counted from 0; returns the new article behind it.

    References to ayat that went into the new article follow. Raises Stale, or ValidationError when one of the two
    would be empty.
    """
    current = open_for_edit(article.agreement, by)
    old = states_of(current)
    whole = state_of(old, article.pk)
    if whole.edition != edition:
        raise Stale(article_of(current, old, whole.key))
    try:
        cut = structure.split(_bound(old), article.pk, line, _NEW)
    except ValueError:
        raise ValidationError(_("Pilih baris di tengah pasal: kedua bagiannya harus berisi.")) from None
    new = counted(_bound(old), after_split(_bound(old), cut, article.pk, _NEW))
    written = _kept(current, ChangeKind.SPLIT, by, article.pk, old, new)
    return article_of(current, written, written[place(written, article.pk) + 1].key)


@transaction.atomic
def name_chapter(agreement: Agreement, *, by: User, article: Article, heading: str) -> None:
    """Let a chapter begin at this article; an empty heading joins it to the one before.

    Raises Refused when the article is gone.
    """
    current = open_for_edit(agreement, by)
    old = states_of(current)
    try:
        new = structure.name_chapter(old, article.pk, " ".join(heading.split()))
    except KeyError:
        raise _gone() from None
    _kept(current, ChangeKind.CHAPTER, by, article.pk, old, new)


@transaction.atomic
def replace_articles(
    agreement: Agreement,
    *,
    by: User,
    states: Sequence[State],
    kind: str = ChangeKind.IMPORT,
    order: Sequence[int] | None = None,
) -> States:
    """Make these the articles of the draft, as one change; those that stay keep their key, a key below 0 is new.

    "Pasal 7" in a new article is the seventh of `order`, by default of `states`; each new one needs its own negative
    key, which may stand in `order` and in placeholders. Returns the states as they are stored.
    """
    current = open_for_edit(agreement, by)
    old = states_of(current)
    known, order = set(keys(old)), keys(states) if order is None else order
    fresh = [
        replace(state, heading=tokenise(state.heading, order), body=tokenise(state.body, order))
        if state.key not in known
        else state
        for state in states
    ]
    if any(state.key not in known and state.key >= 0 for state in fresh) or len(set(keys(fresh))) < len(
        fresh
    ):
        raise ValueError("an article that is new needs a negative key of its own")
    gone = known - set(keys(fresh))
    links = history.links(sorted(gone))
    written = write(current, old, counted(old, tuple(fresh)))
    if written != old:
        history.record(current, kind, by=by, key=None, old=old, new=written, links=links)
    return written


def _gone() -> Refused:
    return Refused(Answer(False, _("Pasal itu baru saja dihapus orang lain; lihat lagi daftar pasalnya.")))


def _kept(agreement: Agreement, kind: str, by: User, key: int, old: States, new: States) -> States:
    """Write and record a change, if it is one."""
    if new == old:
        return old
    written = write(agreement, old, new)
    history.record(agreement, kind, by=by, key=key, old=old, new=written)
    return written


def _bound(states: States) -> States:
    """The articles before their order changes: "Pasal 25", typed before there was one, means the one of now."""
    order = keys(states)
    return tuple(
        replace(state, heading=tokenise(state.heading, order), body=tokenise(state.body, order))
        for state in states
    )
