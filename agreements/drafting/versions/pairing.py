"""Two contents -> which article and which provision of the new one is which of the old one, under whatever key."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from agreements.drafting.versions.parts import articles_of

Row = Mapping[str, Any]
Likeness = Callable[[Row], Hashable]


def same_as(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """For each article and provision of the new content that is known under another key in the old one: that key.

    The same key is the same row. A text that was brought in anew has new keys throughout: what says the same, then
    what bears the same heading, then what alone in its chapter carries the same content of the law, counts as the same.
    """
    articles = _paired(_articles(old), _articles(new), (_wording, _heading, _carries))
    provisions = _paired(
        list(old.get("provisions") or ()), list(new.get("provisions") or ()), (_provision_wording,)
    )
    return articles | provisions


def _articles(content: Mapping[str, Any]) -> list[Row]:
    return [{**article, "chapter": chapter} for chapter, article in articles_of(content)]


def _paired(old: list[Row], new: list[Row], likenesses: Iterable[Likeness]) -> dict[str, str]:
    known = {str(row["key"]) for row in old} & {str(row["key"]) for row in new}
    old = [row for row in old if str(row["key"]) not in known]
    new = [row for row in new if str(row["key"]) not in known]
    found: dict[str, str] = {}
    for likeness in likenesses:
        here, there = _alone(old, likeness), _alone(new, likeness)
        pairs = {there[like]: here[like] for like in there if like in here}
        found |= pairs
        old = [row for row in old if str(row["key"]) not in set(pairs.values())]
        new = [row for row in new if str(row["key"]) not in pairs]
    return found


def _alone(rows: Iterable[Row], likeness: Likeness) -> dict[Hashable, str]:
    """The keys of the rows that are unlike every other, by their likeness."""
    found: dict[Hashable, list[str]] = {}
    for row in rows:
        like = likeness(row)
        if like is not None:
            found.setdefault(like, []).append(str(row["key"]))
    return {like: keys[0] for like, keys in found.items() if len(keys) == 1}


def _wording(row: Row) -> Hashable:
    return (row.get("heading"), " ".join(row["body"].split())) if row.get("body") else None


def _heading(row: Row) -> Hashable:
    return row.get("heading") or None


def _carries(row: Row) -> Hashable:
    return (row["chapter"], row.get("content")) if row.get("content") else None


def _provision_wording(row: Row) -> Hashable:
    return row["party"], row["kind"], " ".join(row["text"].split())
