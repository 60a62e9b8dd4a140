"""The permission matrix -> docs/roles.md, the page on which people read who may do what."""

import re
from collections.abc import Iterator
from itertools import groupby

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from kerjasama.setup.places import ROOT
from tests.permissions import expected
from tests.permissions.expected import Row
from tests.support.world import ROLES, STAGES

PAGE = ROOT / "docs" / "roles.md"
PEOPLE = {
    "stranger": "not signed in",
    "nobody": "signed in, without any office",
    "head1": "head of the village that began the agreement",
    "secretary1": "secretary of that village",
    "council1": "member of its council (BPD)",
    "head2": "head of the other village",
    "head3": "head of a village that has no part in it",
    "partner": "representative of a partner that has no part in it",
    "dpmd": "officer of the village agency (DPMD) of the parties' regency",
    "dpmd_elsewhere": "officer of another regency's village agency",
    "camat": "head of the parties' subdistrict",
    "legal": "officer of the regency's legal office",
    "admin": "runs the portal (Django's administration)",
}
"""Who is meant by each column."""
WORDS = {
    "ok": "the page is shown",
    "back": "done, and sent on to the next page",
    "form": "the form again, with what is missing",
    "refused": "not now: sent back with the reason",
    "409": "not now: what was typed is shown to be copied",
    "403": "not this person: told why",
    "404": "as if there were nothing",
    "login": "sent to the sign-in",
    "400": "not understood",
    "503": "not ready (in the tests no worker runs)",
}
"""What each word of the tables means."""
INTRODUCTION = """# Who may do what

Written by `python -m tests.permissions.document` from the table that the tests ask every address with
(`tests/permissions/matrix.py` and `others.py`); a test compares the two. Each address is listed with every way of
asking it, each stage of an agreement and each person. What is denied writes nothing; that is tested as well.

What a person *is* comes from the offices they hold on that day. Which verbs a stage knows, and what must hold for each,
stands in [life-of-an-agreement.md](life-of-an-agreement.md). Somebody whom an administrator helps is asked like
themselves, but whoever helps neither signs nor decides (`agreements/record/helping.py`).
"""


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    agreements, others = expected.of_agreements(all_of_them=True), expected.of_others(all_of_them=True)
    assert set(PEOPLE) == set(ROLES), "who is that?"
    yield INTRODUCTION
    yield from _legend("column", "who", PEOPLE)
    used = {word for row in [*agreements, *others] for word in row.words}
    assert used <= set(WORDS), f"what is {used - set(WORDS)}?"
    yield from _legend("word", "what one gets", {word: said for word, said in WORDS.items() if word in used})
    yield "## Pages of an agreement, by stage"
    yield ""
    yield f"The stages are {', '.join(f'`{stage}`' for stage in STAGES)}; `returned` is a draft that was sent back."
    yield ""
    yield from _tables(agreements, by_stage=True)
    yield "## All other pages"
    yield ""
    yield from _tables(others, by_stage=False)


def _legend(one: str, other: str, meanings: dict[str, str]) -> Iterator[str]:
    yield f"| {one} | {other} |"
    yield "|---|---|"
    yield from (f"| `{word}` | {said} |" for word, said in meanings.items())
    yield ""


def _tables(rows: list[Row], *, by_stage: bool) -> Iterator[str]:
    """One table for each first part of the address, in the order of the addresses."""
    paths = _paths()
    order = {stage: place for place, stage in enumerate(STAGES)}
    by_path = sorted(rows, key=lambda row: (paths[row.name], row.name, row.method, order.get(row.stage, 0)))
    for part, found in groupby(by_path, key=lambda row: paths[row.name].split("/")[1] or "/"):
        yield f"### {part}"
        yield ""
        yield from _head(by_stage)
        for (name, method), stages in groupby(found, key=lambda row: (row.name, row.method)):
            yield from _rows(paths[name], method, list(stages), by_stage)
        yield ""


def _head(by_stage: bool) -> Iterator[str]:
    columns = ["address", "how", *(["stage"] if by_stage else []), *PEOPLE]
    yield f"| {' | '.join(columns)} |"
    yield "|" + "---|" * len(columns)


def _rows(path: str, method: str, rows: list[Row], by_stage: bool) -> Iterator[str]:
    """A line for all the stages in which everybody gets the same."""
    same: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        same.setdefault(row.words, []).append(row.stage)
    for words, stages in same.items():
        where = [", ".join(stages) if len(same) > 1 else "every"] if by_stage else []
        yield f"| {' | '.join([f'`{path}`', method, *where, *words])} |"


def _paths() -> dict[str, str]:
    """Every address by its name, as a person would write it: `/naskah/<ref>/pasal/<pk>/`."""

    def walk(resolver: URLResolver, before: str, namespace: str) -> Iterator[tuple[str, str]]:
        for pattern in resolver.url_patterns:
            here = before + _plain(pattern)
            if isinstance(pattern, URLResolver):
                inner = f"{pattern.namespace}:" if pattern.namespace else ""
                yield from walk(pattern, here, namespace + inner)
            else:
                yield f"{namespace}{pattern.name or pattern.pattern}", f"/{here}"

    return dict(walk(get_resolver(), "", ""))


def _plain(pattern: URLPattern | URLResolver) -> str:
    """The pattern without converters, anchors and groups."""
    text = str(pattern.pattern)
    text = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", text)
    return re.sub(r"<\w+:(\w+)>", r"<\1>", text).strip("^$").replace("\\", "")
