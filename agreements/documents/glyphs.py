"""A text -> the characters in it for which the letter of our documents has no shape."""

import ctypes
import re
import unicodedata
from functools import cache

FAMILY = "Liberation Serif"
"""The family in which `document.css` sets the text; its bold knows the same characters."""
_UNCOMMON = re.compile(
    "[^\t\n\r -~\u00a0-\u0148\u014a-\u017e\u2010\u2011\u2013-\u2015\u2018-\u201e\u2022\u2026]"
)
"""Anything but Latin and the punctuation around it, which every font that could be taken for ours has."""
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e0fff]"
)
"""What Pango draws as nothing whatever the font: joiners, marks of direction, selectors of a variant."""
_REFUSED = ("Cc", "Cn", "Co", "Cs")
"""Categories that `content.check_text` refuses by itself."""
_LIBRARIES = (
    "libfontconfig.so.1",
    "libfontconfig.1.dylib",
    "/opt/homebrew/lib/libfontconfig.1.dylib",
    "/usr/local/lib/libfontconfig.1.dylib",
)
"""What fontconfig is called; asked by itself, for WeasyPrint takes seconds to import and a page waits."""


def missing(text: str, *, capitals: bool = False) -> list[str]:
    """The characters of the text that cannot be drawn, each once, in their order; with `capitals` as printed in them.

    A letter and an accent that make one known character together are drawn, as are spaces of any width. Other fonts
    of the machine don't count, though Pango would borrow from them: the same text has to give the same document
    everywhere. Where no font can be read nothing is said; then `pdf.render` is the one to refuse.
    """
    if not _UNCOMMON.search(text):
        return []
    known = _known()
    if known is None:
        return []
    shown = unicodedata.normalize("NFC", text)
    found = dict.fromkeys(_UNCOMMON.findall(shown))
    return [
        one for one in found if not all(_drawn(form, known) for form in (one.upper() if capitals else one))
    ]


def named(character: str) -> str:
    """A character as a sentence names it, by number too since it may not be seen here either: “☐” (U+2610)."""
    alone = f"\u25cc{character}" if unicodedata.combining(character) else character
    return f"“{alone}” (U+{ord(character):04X})"


def _drawn(character: str, known: frozenset[int]) -> bool:
    return (
        ord(character) in known
        or character.isspace()
        or _UNSEEN.match(character) is not None
        or unicodedata.category(character) in _REFUSED
    )


@cache
def _known() -> frozenset[int] | None:
    """Every character of the font that is drawn with, read once for the process; None where none can be read."""
    from fontTools.ttLib import TTFont, TTLibError

    file = _file()
    if not file:
        return None
    try:
        with TTFont(file, lazy=True, fontNumber=0) as font:
            return frozenset(font.getBestCmap() or ())
    except (OSError, TTLibError):
        return None


def _file() -> str:
    """The file that fontconfig gives for our family, as it does to WeasyPrint; empty where it gives none."""
    library = _library()
    if library is None:
        return ""
    settings, wanted = library.FcInitLoadConfigAndFonts(), library.FcPatternCreate()
    library.FcPatternAddString(wanted, b"family", FAMILY.encode())
    library.FcConfigSubstitute(settings, wanted, 0)
    library.FcDefaultSubstitute(wanted)
    found = library.FcFontMatch(settings, wanted, ctypes.byref(ctypes.c_int()))
    name = ctypes.c_char_p()
    if found:
        library.FcPatternGetString(found, b"file", 0, ctypes.byref(name))
    file = (name.value or b"").decode()
    for pattern in (wanted, found):
        if pattern:
            library.FcPatternDestroy(pattern)
    library.FcConfigDestroy(settings)
    return file


def _library() -> ctypes.CDLL | None:
    """Fontconfig, told what its functions take and give; None where it is not installed."""
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    shapes = {
        "FcInitLoadConfigAndFonts": (pointer,),
        "FcPatternCreate": (pointer,),
        "FcPatternAddString": (number, pointer, text, text),
        "FcConfigSubstitute": (number, pointer, pointer, number),
        "FcDefaultSubstitute": (None, pointer),
        "FcFontMatch": (pointer, pointer, pointer, pointer),
        "FcPatternGetString": (number, pointer, text, number, pointer),
        "FcPatternDestroy": (None, pointer),
        "FcConfigDestroy": (None, pointer),
    }
    for name in _LIBRARIES:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        for function, (gives, *takes) in shapes.items():
            getattr(library, function).restype = gives
            getattr(library, function).argtypes = takes
        return library
    return None
