"""Which characters the document's letter can show is known before anything is printed, and at next to no cost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from agreements.documents import glyphs

DRAWN = "→ Ω Ж ½ ≤ € № ﬁ e\u0301 \u212b \u2011 \u202f \u3000 a\u200db \u200b \u2060 \ufeff a\u00adb 5\ufe0e"
NOT_DRAWN = ["😀", "☐", "✔", "漢", "ꦧ", "ไ", "\u20e3", "q\u0330", "\u2012", "ẹ"]


@pytest.fixture
def unread():
    glyphs._known.cache_clear()
    yield
    glyphs._known.cache_clear()


def test_ordinary_writing_asks_no_font(monkeypatch):
    monkeypatch.setattr(glyphs, "_known", lambda: pytest.fail("the font was read"))
    text = "Pasal 1\n(1) “Rp5.000,00” – café Ž … §2 naïve;\tdan lain-lain."
    assert glyphs.missing(text, capitals=True) == []


def test_the_font_is_read_once(monkeypatch, unread):
    asked, file = [], glyphs._file
    monkeypatch.setattr(glyphs, "_file", lambda: asked.append(1) or file())
    assert [glyphs.missing("→ ☐"), glyphs.missing("☐ 😀 ☐")] == [["☐"], ["☐", "😀"]]
    assert asked == [1]


def test_what_is_not_looked_up_is_there():
    common = [chr(n) for n in range(32, 0x3000) if not glyphs._UNCOMMON.match(chr(n))]
    assert len(common) > 300
    assert {form for one in common for form in one + one.upper() if ord(form) not in glyphs._known()} == set()


def test_the_bold_knows_no_less():
    regular = Path(glyphs._file())
    bold = TTFont(regular.with_name(regular.name.replace("-Regular", "-Bold"))).getBestCmap()
    assert {n for n in glyphs._known() if chr(n).isprintable()} <= set(bold)


@pytest.mark.parametrize("text", DRAWN.split(" "))
def test_drawn(text):
    assert glyphs.missing(f"a {text} b") == []


@pytest.mark.parametrize("text", NOT_DRAWN)
def test_not_drawn(text):
    assert glyphs.missing(f"a {text} b") == [text[-1]]


def test_capitals_are_other_characters():
    assert glyphs.missing("ƒ") == []
    assert glyphs.missing("ƒ", capitals=True) == ["ƒ"]


def test_what_is_refused_anyway_is_not_named_twice():
    assert glyphs.missing("\ue000 \u0378 \x07 \ud800") == []


def test_a_character_is_named_so_that_it_can_be_found():
    assert glyphs.named("☐") == "“☐” (U+2610)"
    assert glyphs.named("\u0330") == "“\u25cc\u0330” (U+0330)"


def test_without_a_font_nothing_is_said(monkeypatch, unread):
    monkeypatch.setattr(glyphs, "_LIBRARIES", ("no-such-library",))
    assert glyphs.missing("😀") == []
    glyphs._known.cache_clear()
    monkeypatch.setattr(glyphs, "_file", lambda: __file__)
    assert glyphs.missing("😀") == []


def test_the_printer_agrees_where_no_other_font_is_installed(tmp_path):
    settings = tmp_path / "fonts.conf"
    folder, kept = Path(glyphs._file()).parent, tmp_path / "cache"
    settings.write_text(
        f"<fontconfig><dir>{folder}</dir><cachedir>{kept}</cachedir></fontconfig>", encoding="utf-8"
    )
    code = (
        "import django, sys; django.setup()\n"
        "from agreements.documents import pdf; from tests.support.contents import content\n"
        "sys.stdin.reconfigure(encoding='utf-8'); sys.stdout.reconfigure(encoding='utf-8')\n"
        "for text in sys.stdin.read().split('|'):\n"
        "    try: pdf.render(content(2, title=f'Naskah {text} ini'), draft=True); print('drawn')\n"
        "    except pdf.RenderError as error: print(error.reason)\n"
    )
    environment = os.environ | {
        "FONTCONFIG_FILE": str(settings),
        "DJANGO_SETTINGS_MODULE": "kerjasama.settings.test",
    }
    said = subprocess.run(
        [sys.executable, "-c", code],
        input="|".join([DRAWN, " ".join(NOT_DRAWN)]),
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
    )
    first, second = said.stdout.splitlines()
    assert first == "drawn", said.stderr
    refused = {chr(int(part.split(")")[0], 16)).lower() for part in second.split("U+")[1:]}
    assert refused == set(glyphs.missing(" ".join(NOT_DRAWN), capitals=True))
