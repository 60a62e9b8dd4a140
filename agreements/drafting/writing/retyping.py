"""What a writer typed over an article -> all articles as they are then, or both texts when somebody was faster."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from agreements.drafting.actions import Stale
from agreements.drafting.models import Article
from agreements.drafting.writing import history
from agreements.drafting.writing.following import after_save
from agreements.drafting.writing.merging import merge
from agreements.drafting.writing.references import spoken, stored
from agreements.drafting.writing.storing import FIELDS
from agreements.drafting.writing.structure import State, States, keys, place, tidy
from agreements.record.models import Agreement


def shown(text: str, order: Sequence[int]) -> str:
    """A stored heading or text as its writer reads it: "Pasal 7" for references, markers as they are printed."""
    return tidy(spoken(text, order))


def retyped(
    agreement: Agreement,
    old: States,
    key: int,
    *,
    edition: int,
    said: Mapping[str, str],
    order: Sequence[int] | None = None,
) -> State | None:
    """One article of `old` with the heading, content and body that were typed; None where nothing differs.

    `edition` and `order` as in `save_article`. Raises Stale when the article is of another edition by now.
    """
    current = state_of(old, key)
    order = keys(old) if order is None else order
    typed = replace(current, content=said["content"], heading=stored(said["heading"], current.heading, order))
    typed = replace(typed, body=stored(said["body"], current.body, order))
    if typed == current:
        return None
    if current.edition != edition:
        raise _stale(agreement, old, typed, edition, (said["heading"], said["body"]), order)
    return typed


def following(old: States, typed: State, first: Mapping[int, State] | None = None) -> States:
    """All articles after one was typed anew: references to its ayat follow, and what changed has a new edition."""
    return counted(old, after_save(old, typed, first or {}))


def _stale(
    agreement: Agreement,
    old: States,
    typed: State,
    edition: int,
    words: tuple[str, str],
    order: Sequence[int],
) -> Stale:
    """Both sides' changes since the edition that the writer had, put together where they don't touch."""
    current = state_of(old, typed.key)
    stale = Stale(article_of(agreement, old, typed.key))
    base = history.at_edition(agreement, typed.key, edition)
    if base is None:
        return stale
    heading = _either(base.heading, stored(words[0], base.heading, order), current.heading)
    content = _either(base.content, typed.content, current.content)
    body = merge(base.body, stored(words[1], base.body, order), current.body)
    if heading is not None and content is not None and body is not None:
        stale.merged = shown(body, keys(old))
        stale.merged_heading, stale.merged_content = spoken(heading, keys(old)), content
    return stale


def _either(base: str, mine: str, theirs: str) -> str | None:
    if theirs in (base, mine):
        return mine
    return theirs if mine == base else None


def state_of(states: States, key: int) -> State:
    """The article's state. Raises Stale when it was removed."""
    try:
        return states[place(states, key)]
    except KeyError:
        raise Stale(None) from None


def counted(old: States, new: States) -> States:
    """A new edition for each article whose text is another one."""
    was = {state.key: state for state in old}

    def edition(state: State) -> int:
        before = was.get(state.key)
        if before is None:
            return 1
        same = all(getattr(state, name) == getattr(before, name) for name in history.TEXT)
        return before.edition if same else before.edition + 1

    return tuple(replace(state, edition=edition(state)) for state in new)


def article_of(agreement: Agreement, states: States, key: int) -> Article:
    """The article as it is stored now, without asking for it again."""
    state = state_of(states, key)
    fields = {"id": key, "agreement_id": agreement.pk, "ordinal": place(states, key) + 1}
    fields |= {name: getattr(state, name) for name in FIELDS}
    article = Article.from_db(agreement._state.db, list(fields), list(fields.values()))
    article.agreement = agreement
    return article
