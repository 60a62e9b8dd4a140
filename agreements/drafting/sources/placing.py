"""The pieces of an imported text and where each shall go -> the articles and recitals that they become. Pure."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agreements.documents.words import BLANK
from agreements.drafting.types.models import BODY_LENGTH
from agreements.drafting.writing.references import TOKEN, tokenise
from agreements.drafting.writing.structure import State
from agreements.record.vocabulary import Content

LEAVE_OUT, JOIN, CONSIDERING, IN_VIEW_OF = "leave_out", "join", "considering", "in_view_of"
PLACES = (LEAVE_OUT, JOIN, CONSIDERING, IN_VIEW_OF, *Content.values)
"""Where a piece may go: nowhere, behind the article above it, into the recitals, or into an article of a content."""
_NOWHERE = -10_000
"""Stands for an article of the source that does not come along."""
_PLACEHOLDER = re.compile(r"\{\{\s*([\w.]*)\s*\}\}")
_BRACES = re.compile(r"\{\{|\}\}")

Piece = Mapping[str, Any]
"""A `reading.Piece` as a mapping, with its `place`."""


@dataclass
class Placed:
    """What the pieces become."""

    states: list[State] = field(default_factory=list)
    """The new articles in their order, keys below 0, references between them as placeholders of these keys."""
    considering: list[str] = field(default_factory=list)
    """Considerations, one to a line."""
    in_view_of: list[str] = field(default_factory=list)
    """Legal bases, one to a line."""
    left_out: list[Piece] = field(default_factory=list)
    """The pieces that are not used."""
    lost: list[tuple[str, int]] = field(default_factory=list)
    """References to an article that does not come along: where they stand ("Pasal 4"), and the number they name."""
    too_long: list[str] = field(default_factory=list)
    """The source's names of articles that became longer than an article may be."""


def default_place(piece: Piece) -> str:
    """Where a piece goes unless somebody chooses otherwise."""
    kind = piece["kind"]
    if kind == "article":
        return str(piece["content"])
    return CONSIDERING if kind == "considering" else IN_VIEW_OF if kind == "in_view_of" else LEAVE_OUT


def place(pieces: Sequence[Piece], known: Container[str]) -> Placed:
    """Put every piece where its `place` says; what the text calls "Pasal 7" leads to its own seventh article.

    `known` are the placeholders that this draft fills; braces around anything else are set apart, so that they print.
    """
    placed = Placed()
    numbers: dict[int, int] = {}
    for at, piece in enumerate(pieces):
        where, body = piece["place"], _harmless(piece["body"], known)
        if where == LEAVE_OUT or (where == JOIN and not placed.states):
            placed.left_out.append(piece)
        elif where in (CONSIDERING, IN_VIEW_OF):
            lines = placed.considering if where == CONSIDERING else placed.in_view_of
            lines += _with_heading(piece, body)
        elif where == JOIN:
            last = placed.states[-1]
            more = "\n".join(filter(None, [last.body, *_with_heading(piece, body)]))
            placed.states[-1] = State(last.key, last.chapter, last.heading, last.content, more)
        else:
            chapter = _harmless(piece["chapter"], known)
            heading = _harmless(piece["heading"], known)[:200]
            placed.states.append(State(-(at + 1), chapter, heading, where, body))
        if where not in (LEAVE_OUT, CONSIDERING, IN_VIEW_OF) and placed.states and piece["number"]:
            numbers.setdefault(piece["number"], placed.states[-1].key)
    _refer(placed, numbers, {-(at + 1): piece["label"] for at, piece in enumerate(pieces)})
    return placed


def _with_heading(piece: Piece, body: str) -> list[str]:
    """The lines of a piece that becomes no article of its own; its heading stays as a line."""
    return [line for line in (piece["heading"], *body.split("\n")) if line.strip()]


def _harmless(text: str, known: Container[str]) -> str:
    """The text with unknown placeholders, and single pairs of braces, set apart."""

    def apart(found: re.Match[str]) -> str:
        return found[0] if found[1] in known else f"{{ {{ {found[1]} }} }}"

    kept = _PLACEHOLDER.sub(apart, text)
    inside = [found.span() for found in _PLACEHOLDER.finditer(kept)]

    def single(found: re.Match[str]) -> str:
        if any(start <= found.start() < end for start, end in inside):
            return found[0]
        return " ".join(found[0])

    return _BRACES.sub(single, kept)


def _refer(placed: Placed, numbers: Mapping[int, int], labels: Mapping[int, str]) -> None:
    """Turn the numbers that the articles call each other by into references."""
    order = [numbers.get(number, _NOWHERE) for number in range(1, max(numbers, default=0) + 1)]
    for at, state in enumerate(placed.states):
        heading, _lost = _referring(state.heading, order)
        body, lost = _referring(state.body, order)
        placed.lost += [(labels[state.key], number) for number in lost]
        if len(body) > BODY_LENGTH:
            placed.too_long.append(labels[state.key])
        placed.states[at] = State(state.key, state.chapter, heading[:200], state.content, body)


def _referring(text: str, order: Sequence[int]) -> tuple[str, list[int]]:
    """The text with its references, and the numbers of the articles that do not come along."""
    lost: list[int] = []
    gone = [_NOWHERE - number if key == _NOWHERE else key for number, key in enumerate(order, start=1)]

    def read(found: re.Match[str]) -> str:
        key = int(found[1])
        if key > _NOWHERE:
            return found[0]
        lost.append(_NOWHERE - key)
        return f"Pasal {BLANK}"

    return TOKEN.sub(read, tokenise(text, gone)), lost
