"""The articles of a draft -> the light list of the articles step: chapters of rows that carry no text."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length, Trim
from django.utils.translation import gettext as _

from agreements.drafting.models import Article
from agreements.drafting.together.models import SuggestionState
from agreements.drafting.writing.models import ChangeKind, TextChange
from agreements.record.models import Agreement
from agreements.record.vocabulary import MANDATORY


@dataclass(frozen=True)
class Row:
    """One article in the list."""

    article: Article
    """The article, without its text."""
    law: str
    """The article of law that asks for its content; empty where none does."""
    empty: bool
    """Whether it has no text yet."""
    suggested: int
    """How many suggestions wait."""
    above: int | str | None
    """Behind which article it stands after one move up ("" = it is first then); None when it cannot."""
    below: int | None
    """Behind which article it stands after one move down; None when it cannot."""


def articles_light(agreement: Agreement) -> QuerySet[Article]:
    """The articles in their order with what a list shows of them; `length` in place of the text."""
    light = ("pk", "agreement", "ordinal", "chapter", "heading", "content", "repealed")
    return agreement.articles.only(*light).annotate(length=Length(Trim("body"))).order_by("ordinal")


def chapters_of(agreement: Agreement) -> list[tuple[str, list[Row]]]:
    """The rows by chapter, in two queries whatever the number of articles."""
    waiting = Count("suggestions", filter=Q(suggestions__state=SuggestionState.OPEN))
    articles = list(articles_light(agreement).annotate(suggested=waiting))
    rows = [_row(articles, place) for place in range(len(articles))]
    return [(heading, list(group)) for heading, group in groupby(rows, key=lambda row: row.article.chapter)]


def undo_words(change: TextChange | None) -> str:
    """What undoing would take back: "menghapus Pasal 7"; empty for nothing."""
    if change is None:
        return ""
    order = change.order_before if change.kind == ChangeKind.REMOVE else change.order_after
    if change.article_pk not in order:
        return str(change.get_kind_display())
    article = _("Pasal %d") % (order.index(change.article_pk) + 1)
    words = {
        ChangeKind.SAVE: _("mengubah %s"),
        ChangeKind.ADD: _("menambah %s"),
        ChangeKind.REMOVE: _("menghapus %s"),
        ChangeKind.MOVE: _("memindahkan %s"),
        ChangeKind.SPLIT: _("memecah %s"),
        ChangeKind.CHAPTER: _("mengubah bab pada %s"),
        ChangeKind.ADOPT: _("menerima usul pada %s"),
    }
    return words[ChangeKind(change.kind)] % article


def _row(articles: Sequence[Article], place: int) -> Row:
    article = articles[place]
    above: int | str | None = None
    if place:
        above = articles[place - 2].pk if place > 1 else ""
    return Row(
        article,
        MANDATORY.get(article.content, ""),  # type: ignore[call-overload]
        not article.length,  # type: ignore[attr-defined]
        article.suggested,  # type: ignore[attr-defined]
        above,
        articles[place + 1].pk if place + 1 < len(articles) else None,
    )
