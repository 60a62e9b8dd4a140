"""What an imported text would become -> its preview: numbered articles as the document shows them, and what is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from agreements.documents.content import ContentError
from agreements.documents.outline import Run, fill, parse, runs
from agreements.documents.placeholders import values
from agreements.drafting.queries import content_of
from agreements.drafting.sources.placing import Placed
from agreements.drafting.writing.references import spoken
from agreements.drafting.writing.structure import State
from agreements.record.models import Agreement
from agreements.record.vocabulary import Content


@dataclass(frozen=True)
class Shown:
    """One article as it will read."""

    number: int
    """Its number among the new ones."""
    heading: str
    """Its heading; may be empty."""
    about: str
    """Which content it will carry, in words."""
    runs: tuple[Run, ...]
    """Its text as lists and paragraphs."""


def shown(agreement: Agreement, placed: Placed) -> dict[str, Any]:
    """What the page with the result shows of it."""
    known = values(content_of(agreement))
    order = [state.key for state in placed.states]
    articles = [_shown(state, number, order, known) for number, state in enumerate(placed.states, start=1)]
    pairs = zip((state.chapter for state in placed.states), articles, strict=True)
    return {
        "placed": placed,
        "count": len(articles),
        "chapters": [
            (head, [a for _head, a in rows]) for head, rows in groupby(pairs, key=lambda pair: pair[0])
        ],
    }


def _shown(state: State, number: int, order: Sequence[int], known: Mapping[str, str]) -> Shown:
    try:
        body = fill(spoken(state.body, order), known)
    except ContentError:
        body = state.body
    about = str(Content(state.content).label)
    return Shown(number, spoken(state.heading, order), about, runs(parse(body)))
