"""Every public address is asked what no honest reader asks: it answers in words or with nothing, never with a fault."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client

from tests.permissions.asking import asked
from tests.permissions.expected import ROWS
from tests.support.world import World

pytestmark = pytest.mark.django_db
QUESTIONS = (
    "x" * 10_000,
    "sampah " * 1_400,
    "%",
    "\\",
    "%_%",
    "\0",
    "sam\0pah",
    "\u202ehapmas\u202c",
    "a" + "\u0301" * 500,
    "👩‍👩‍👧‍👦" * 40,
    "\ufffe\uffff",
    "' OR 1=1 --",
    "sampah' & | ! ( ) : * <-> \"",
    "{{ 7*7 }}<script>alert(1)</script>",
    "-1",
    "0",
    "1e999",
    "NaN",
    "99999999999999999999999",
    "२०२६",
    "0-0",
    "9999999999999999-999999999999999999",
    "-1--1",
    "33.05.01.2001'",
    "33.05.01.2001\n",
    "../../etc/passwd",
    "\r\nX-Injected: 1",
)
"""What stands behind each question mark in turn."""
RAW = (
    "%ff%fe=%c0%af",
    "q=%ed%a0%80",
    "=&=&&&",
    "q[]=1&q[$ne]=2&__proto__=1",
    "q=1;drop+table",
    "&".join(f"q=a{n}" for n in range(300)),
    "&".join(f"tanya{n}=1" for n in range(2_500)),
)
"""Whole questions that are none."""
OPEN = sorted({row.name for row in ROWS if row.method == "GET" and row.words[0] == "ok" and not row.stage})
PUBLIC = [name for name in OPEN if name.startswith(("agreements:", "villages:"))]
OF_AGREEMENTS = sorted(
    {row.name for row in ROWS if row.method == "GET" and row.stage == "in_force" and row.words[0] == "ok"}
)
"""Pages that a stranger may read; by name, so that a new one is asked as well."""


class Noticed:
    """Which questions a page asks its address for: every name that is looked up in a `QueryDict`."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.names: set[str] = set()
        for how in ("__getitem__", "__contains__", "getlist", "get", "pop"):
            patch.setattr(QueryDict, how, self._noticing(getattr(QueryDict, how)), raising=False)

    def _noticing(self, original):
        def look(data: QueryDict, name, *more, **named):
            if isinstance(name, str):
                self.names.add(name)
            return original(data, name, *more, **named)

        return look


def addresses(world: World) -> Iterator[tuple[str, str, dict]]:
    for name in PUBLIC:
        yield name, world.url(name), asked(world, name)
    for name in OF_AGREEMENTS:
        yield name, world.url(name, "in_force"), asked(world, name)


def told(answer: HttpResponse) -> str:
    """What is wrong with the answer; empty when nothing is."""
    body = b"".join(answer) if answer.streaming else answer.content
    if answer.status_code >= 500:
        return "a fault"
    if answer.status_code == 400 and not re.search(rb"<h1|\"detail\"|<p", body):
        return "no words"
    page = answer.headers.get("Content-Type", "").startswith("text/html")
    if "X-Injected" in answer.headers or (page and b"<script>alert" in body) or b"Traceback" in body:
        return "what was sent came back as it was"
    return ""


@pytest.mark.parametrize("name", [*PUBLIC, *OF_AGREEMENTS])
def test_no_question_of_a_stranger_is_a_fault(
    world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, usual = next((there, said) for known, there, said in addresses(world) if known == name)
    client = Client(raise_request_exception=False)
    with monkeypatch.context() as patch:
        noticed = Noticed(patch)
        assert client.get(address, usual).status_code < 500
    wrong = {}
    few = len(noticed.names) <= 4
    for turn, question in enumerate(sorted(noticed.names)):
        for text in QUESTIONS if few else QUESTIONS[turn % 4 :: 4]:
            if fault := told(client.get(address, {**usual, question: text})):
                wrong[f"{question}={text[:30]!r}"] = fault
    for raw in RAW:
        if fault := told(client.get(f"{address}?{raw}")):
            wrong[raw[:40]] = fault
    assert not wrong, address


PARTS = (
    "\0",
    "\u202e",
    "x" * 3_000,
    "%",
    "..",
    "'",
    "33.99",
    "99999999999999999999",
    "ＡＡＡＡＡＡＡＡ",
    "-1",
    "०",
)
"""What stands in the place of a code, a reference or a name in an address."""


@pytest.mark.parametrize("name", [*PUBLIC, *OF_AGREEMENTS])
def test_no_address_of_a_stranger_is_a_fault(world: World, name: str) -> None:
    address = next(there for known, there, _said in addresses(world) if known == name)
    client = Client(raise_request_exception=False)
    steps = [step for step in address.split("/") if step]
    wrong = {}
    for place in range(1, len(steps)):
        for part in PARTS:
            changed = "/" + "/".join([*steps[:place], quote(part, safe=""), *steps[place + 1 :]])
            changed += "/" if address.endswith("/") else ""
            answer = client.get(changed)
            if fault := told(answer):
                wrong[changed[:80]] = fault
    assert not wrong


def test_the_public_part_is_asked_whole() -> None:
    assert {
        "agreements:catalogue",
        "agreements:api-agreements",
        "villages:village-list",
        "agreements:feed",
    } <= set(PUBLIC)
    assert "agreements:agreement" in OF_AGREEMENTS
    assert len(PUBLIC) > 40
