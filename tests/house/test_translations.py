"""Every sentence has its translation, and what runs is what was written."""

import pytest
from babel.messages.pofile import read_po

from kerjasama import messages
from kerjasama.setup.places import ROOT

LANGUAGES = list(messages.PLURALS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    assert messages.missing(language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_what_make_messages_writes(language: str) -> None:
    folder = ROOT / "locale" / language / "LC_MESSAGES"
    text = messages.text_of(messages.update(language, messages.collect()), language)
    assert (folder / "django.po").read_bytes() == text
    assert (folder / "django.mo").read_bytes() == messages.compiled(text, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_fill_in_the_same_places(language: str) -> None:
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        faults = [(message.id, str(error)) for message, errors in read_po(file).check() for error in errors]
    assert faults == []
