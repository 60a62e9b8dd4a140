"""The stage table -> a page that people read: docs/life-of-an-agreement.md."""

from collections.abc import Iterator
from typing import Any

from django.utils import translation

from agreements.record.access import GUARDS
from agreements.record.stages import (
    CROSSINGS,
    FIRST,
    FROZEN,
    PUBLIC,
    Crossing,
    Role,
    Stage,
)
from agreements.record.what_now import WHAT_NOW, WHAT_NOW_ELSEWHERE


def page() -> str:
    """The whole page as Markdown, in the portal's own words (Indonesian labels beside the codes)."""
    with translation.override("id"):
        return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# The life of an agreement"
    yield ""
    yield "Written by `manage.py write_docs` from `agreements/record/stages.py`; a test compares the two."
    yield f"An agreement begins in `{FIRST.value}`. Nothing but `record.crossing` changes the stage."
    yield ""
    yield from _stages()
    yield from _crossings("Crossings", [c for c in CROSSINGS if c.source != c.target])
    yield from _crossings("Work that stays in its stage", [c for c in CROSSINGS if c.source == c.target])
    yield from _rules()
    yield from _what_now("What now?", WHAT_NOW)
    yield from _what_now("What now, if signed elsewhere?", WHAT_NOW_ELSEWHERE)


def _stages() -> Iterator[str]:
    yield "| stage | label | text can change | anybody reads it |"
    yield "|---|---|---|---|"
    for stage in Stage:
        change = "yes" if stage == Stage.DRAFTING else "no, frozen" if stage in FROZEN else "no"
        yield f"| `{stage.value}` | {stage.label} | {change} | {'yes' if stage in PUBLIC else 'no'} |"
    yield ""


def _crossings(title: str, rows: list[Crossing]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield "| from | verb | to | who | what must hold |"
    yield "|---|---|---|---|---|"
    for row in rows:
        who = ", ".join(f"`{role.value}`" for role in row.who)
        rules = ", ".join(f"`{code}`" for code in row.guards) or "–"
        yield f"| `{row.source.value}` | `{row.verb}` ({row.label}) | `{row.target.value}` | {who} | {rules} |"
    yield ""


def _rules() -> Iterator[str]:
    yield "## What must hold"
    yield ""
    for code in sorted({code for row in CROSSINGS for code in row.guards}):
        first = (GUARDS[code].__doc__ or "").strip().split("\n\n")[0]
        yield f"- `{code}`: {' '.join(first.split())}"
    yield ""


def _what_now(title: str, told: dict[Stage, dict[Role, Any]]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    for stage, sentences in told.items():
        yield f"**`{stage.value}`** {stage.label}"
        yield ""
        for role, sentence in sentences.items():
            yield f"- `{role.value}`: {sentence}"
        yield ""
