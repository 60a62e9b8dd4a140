"""What the form of an article brings besides its text -> a save that knows what the writer had before their eyes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agreements.drafting.actions import Stale
from agreements.drafting.models import Article
from agreements.drafting.writing import actions as writing
from agreements.drafting.writing.references import spoken
from agreements.record.models import Agreement
from villages.people.models import User

_MOST_KEYS = 2_000
"""More articles than any order that a form sends may name."""

Said = tuple[str, str, str]


@dataclass(frozen=True)
class Typed:
    """The hidden part of a posted article."""

    edition: int
    """The article's edition that was shown."""
    order: list[int]
    """The articles as they were numbered for the writer."""
    over: int
    """The other's edition that the writer saw and wants replaced by their own text; 0 for none."""
    merged: int
    """The other's edition that the writer saw and wants merged with their own text; 0 for none."""
    attempts: list[Said]
    """What this page sent before without hearing an answer; the server may have it."""

    @classmethod
    def of(cls, posted: Mapping[str, str], agreement: Agreement) -> "Typed":
        """Read it; whatever is no number counts as none, and no order means the one of now."""
        return cls(
            edition=_whole(posted.get("edition", "")),
            order=_order_in(posted.get("order", "")) or writing.order_of(agreement),
            over=_whole(posted.get("over", "")),
            merged=_whole(posted.get("merged", "")),
            attempts=_attempts_in(posted.get("attempt", "")),
        )

    def save(self, article: Article, by: User, fields: dict[str, Any]) -> Article:
        """Save the article against the edition that was shown or chosen.

        What the same page had sent before, when only the answer was lost, is nobody else's change. Raises Stale with
        both texts otherwise.
        """
        saved = {"by": by, "order": self.order, **fields}
        try:
            return writing.save_article(article, edition=self.over or self.edition, **saved)
        except Stale as stale:
            now = stale.current
            if now is None:
                raise
            if stale.merged and self.merged == now.edition:
                return writing.save_article(article, edition=now.edition, **saved | _merged(stale, article))
            stored = _said(spoken(now.heading, self.order), now.content, writing.shown(now.body, self.order))
            if stored == _said(**fields):
                return now
            if stored not in self.attempts:
                raise
            return writing.save_article(article, edition=now.edition, **saved)


def _merged(stale: Stale, article: Article) -> dict[str, Any]:
    """Both changes in one, numbered as the articles stand now."""
    return {
        "heading": stale.merged_heading,
        "content": stale.merged_content,
        "body": stale.merged,
        "order": writing.order_of(article.agreement),
    }


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _order_in(text: str) -> list[int]:
    parts = text.split(",")[:_MOST_KEYS]
    return [int(part) for part in parts if part.isascii() and part.isdecimal() and len(part) < 19]


def _said(heading: str, content: str, body: str) -> Said:
    """What an article says, comparable whatever ends its lines."""
    return heading.strip(), content, "\n".join(body.splitlines()).strip()


def _attempts_in(text: str) -> list[Said]:
    try:
        rows = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return []
    rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [_said(*(str(row.get(name, "")) for name in ("heading", "content", "body"))) for row in rows]
