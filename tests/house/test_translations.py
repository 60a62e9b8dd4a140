"""Every sentence has its translation, and what runs is what was written."""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from kerjasama import messages
from kerjasama.setup.places import ROOT

LANGUAGES = list(messages.PLURALS)
PLACES = re.compile(
    r"%\(\w+\)[-+#0 .\d]*[a-z]|%[-+#0 .\d]*[a-zA-Z%](?![a-z])|\{\{.*?\}\}|\{\w*\}|</?[a-z]+[^>]*>"
)


def folder_of(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES"


def translated(language: str) -> Catalog:
    return read_po(io.BytesIO((folder_of(language) / "django.po").read_bytes()), locale=language)


def several(words: str | tuple[str, ...] | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else list(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    assert messages.missing(language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_uncertain_or_left_over(language: str) -> None:
    catalog = translated(language)
    assert [message.id for message in catalog if message.id and message.fuzzy] == []
    assert list(catalog.obsolete) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_what_make_messages_writes(language: str) -> None:
    text = messages.text_of(messages.update(language, messages.collect()), language)
    assert (folder_of(language) / "django.po").read_bytes() == text
    assert (folder_of(language) / "django.mo").read_bytes() == messages.compiled(text, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_fill_in_the_same_places(language: str) -> None:
    catalog = translated(language)
    faults = [(message.id, str(error)) for message, errors in catalog.check() for error in errors]
    for message in catalog:
        for said in several(message.id) if message.id else []:
            wanted = sorted(PLACES.findall(said))
            faults += [
                (said, text)
                for text in several(message.string)
                if text and sorted(PLACES.findall(text)) != wanted
            ]
    assert faults == []


def programs() -> Iterator[tuple[Path, ast.Module]]:
    for package in messages.PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text())


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in messages.KEYWORDS
        ):
            yield node


def words_of(call: ast.Call) -> list[ast.expr]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    return call.args[: 1 + ("ngettext" in name or "npgettext" in name) + ("pgettext" in name)]


def test_what_is_to_be_translated_stands_there_as_it_is() -> None:
    """A sentence put together at run time, or inside an f-string, is never found by `make messages`."""
    faults = []
    for path, tree in programs():
        hidden = {id(call) for f in ast.walk(tree) if isinstance(f, ast.JoinedStr) for call in calls(f)}
        faults += [
            f"{path}:{call.lineno}"
            for call in calls(tree)
            if id(call) in hidden or not all(isinstance(word, ast.Constant) for word in words_of(call))
        ]
    assert faults == []


def test_nothing_lazy_is_filled_in_while_the_program_starts() -> None:
    """`gettext_lazy(…) % …` outside a function keeps the language of the start for ever; `format_lazy` waits."""
    early = []
    for path, tree in programs():
        functions = [
            n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        ]
        inside = {id(node) for function in functions for node in ast.walk(function)}
        early += [
            f"{path}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.BinOp) and id(node) not in inside and any(calls(node))
        ]
    assert early == []
