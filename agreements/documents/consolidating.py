"""A text and the addenda to it -> the text that holds on a day, each touched article with the addendum that did it.

Nothing is read but the frozen contents: whoever has them comes to the same text (pure, no clock, no database).
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agreements.documents.amending import GONE
from agreements.documents.numbering import Article, Chapter, Document, number
from agreements.documents.outline import parse

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Addendum:
    """A text that changes another one, from a day on."""

    holds_from: dt.date
    """The first day on which it holds."""
    content: Row
    """Its frozen content."""
    ref: str = ""
    """Its reference, for whoever shows it."""

    @property
    def amendments(self) -> Sequence[Row]:
        """What it says of single articles; None can be told of one that was not written from its parent's articles."""
        return self.content.get("amendments") or ()


@dataclass(frozen=True)
class Mark:
    """That an article is not as it was signed."""

    op: str
    """`change`, `insert` or `repeal`: what was done to it last."""
    by: Addendum
    """The addendum that did it last."""


@dataclass(frozen=True)
class Consolidated:
    """The text that holds on a day."""

    document: Document
    """Chapters and articles as they read on that day; title, parties and recitals are those that were signed."""
    marks: dict[str, Mark]
    """By the anchor of the article, what touched it last."""
    addenda: tuple[Addendum, ...]
    """Those that hold on that day, in the order in which they came into force."""
    unread: tuple[Addendum, ...]
    """Those of them whose words must be read beside this text, for they name no single article."""


def in_order(addenda: Iterable[Addendum], day: dt.date) -> tuple[Addendum, ...]:
    """Those that hold on that day, the earlier first; of one day in the order given."""
    return tuple(sorted((one for one in addenda if one.holds_from <= day), key=lambda one: one.holds_from))


def consolidated(content: Row, addenda: Iterable[Addendum], day: dt.date) -> Consolidated:
    """The text as all addenda that hold on that day have left it. Raises ContentError for an unknown placeholder."""
    document, marks = number(content), {}
    holding = in_order(addenda, day)
    chapters = [(chapter, list(chapter.articles)) for chapter in document.chapters]
    for addendum in holding:
        for one in addendum.amendments:
            done = _applied(chapters, one)
            marks[done.anchor] = Mark(one["op"], addendum)
    whole = replace(document, chapters=tuple(replace(c, articles=tuple(a)) for c, a in chapters), annexes=())
    unread = tuple(one for one in holding if not one.amendments)
    return Consolidated(whole if marks else document, marks, holding, unread)


def _applied(chapters: list[tuple[Chapter, list[Article]]], one: Row) -> Article:
    """Do one amendment, and return the article as it reads now."""
    for _chapter, articles in chapters:
        for place, article in enumerate(articles):
            if _key(article) == one["key"]:
                articles[place] = _written(one, article.number)
                return articles[place]
    new = _written(one, sum(len(articles) for _chapter, articles in chapters) + 1)
    for _chapter, articles in chapters:
        places = [place for place, article in enumerate(articles) if _key(article) == one["after"]]
        if places:
            articles.insert(places[0] + 1, new)
            return new
    if not chapters:
        chapters.append((Chapter(0, "", ()), []))
    home = chapters[-1 if one["after"] else 0][1]
    home.insert(len(home) if one["after"] else 0, new)
    return new


def _key(article: Article) -> str:
    return article.key or f"+{article.content}"


def _written(one: Row, place: int) -> Article:
    """The article in the words of the amendment; one that was taken out keeps its number and says so."""
    gone = one["op"] == "repeal"
    key = "" if one["key"].startswith("+") else one["key"]
    content = one["content"] if key == "" or not gone else ""
    blocks = parse(GONE if gone else one["body"])
    return Article(place, key, "" if gone else one["heading"], content, blocks, named=one["label"])
