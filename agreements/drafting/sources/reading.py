"""The lines of a text from outside -> its pieces: articles found by "Pasal n", the preamble, and the rest to be placed.

Pure: nothing here knows the database. `read` takes what was uploaded or pasted, `pieces_of` lines that are known.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace

from django.utils.translation import gettext as _

from agreements.drafting.sources.docx import read_docx
from agreements.drafting.sources.guessing import guess
from agreements.drafting.sources.lines import MARKER, Line, from_text
from agreements.drafting.sources.marks import (
    ANNEX,
    DECIDED,
    END,
    GROUNDS,
    PART,
    article_begins,
    chapter_begins,
    is_title,
    titled,
)
from agreements.drafting.sources.refusing import Unreadable, check_kind, decode, is_package, too_long

LONGEST_BODY = 12_000
"""A piece that is longer is cut in two: an article holds 20,000 characters, and references grow when they are kept."""
MOST_PIECES = 250
LONGEST_TEXT = 1_000_000


@dataclass(frozen=True)
class Piece:
    """One piece of a text: an article, the considerations, the legal bases, or something without a place of its own."""

    kind: str
    """`article`, `considering`, `in_view_of` or `rest`."""
    label: str
    """What it is called in its source: "Pasal 7", "Menimbang", "Sebelum Pasal 1"."""
    body: str
    """Its lines, with the markers that articles are written in."""
    heading: str = ""
    """An article's title."""
    chapter: str = ""
    """The title of the chapter that it stands in, in capitals."""
    content: str = ""
    """For an article the guessed code of `Content`."""
    number: int = 0
    """An article's number in its source, by which its own references call it; 0 for anything else."""


@dataclass
class _Open:
    """A piece under way."""

    kind: str
    label: str
    lines: list[str] = field(default_factory=list)
    heading: str = ""
    chapter: str = ""
    number: int = 0
    is_chapter: bool = False


def read(source: bytes | str) -> list[Piece]:
    """The pieces of a .docx, of a .txt, or of pasted text. Raises Unreadable, in words, for anything else."""
    if isinstance(source, str):
        if "\0" in source:
            raise Unreadable(_("Teks ini memuat karakter yang bukan tulisan."))
        return pieces_of(_measured(source))
    check_kind(source)
    if is_package(source):
        return pieces_of(read_docx(source))
    return pieces_of(_measured(decode(source)))


def _measured(text: str) -> list[Line]:
    if len(text) > LONGEST_TEXT:
        raise Unreadable(too_long())
    return from_text(text)


def pieces_of(lines: Iterable[Line]) -> list[Piece]:
    """The pieces, in the order of the text; not one line is lost. Raises Unreadable when there is none, or too many."""
    reader = _Reader()
    for line in lines:
        reader.take(line)
    reader.finish()
    pieces = [part for piece in _with_headings_from_above(reader.pieces) for part in _parts(piece)]
    if not pieces:
        raise Unreadable(
            _("Tidak ada tulisan di dalamnya. Bila isinya gambar hasil pindai, ketik atau tempelkan teksnya.")
        )
    if len(pieces) > MOST_PIECES:
        raise Unreadable(too_long())
    return pieces


class _Reader:
    """Reads line by line; what is open takes every line that begins nothing new."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.open = _Open("rest", _("Sebelum pasal pertama"))
        self.chapter = self.last = ""
        self.awaits_chapter = self.awaits_heading = False
        self.number = 0
        self.articles = 0

    def take(self, line: Line) -> None:
        """Put one line where it belongs."""
        begun = (
            self._chapter(line)
            or self._article(line)
            or self._grounds(line)
            or self._decision(line)
            or self._ending(line)
        )
        if not begun:
            self._go_on(line)
        self.last = line.text

    def _chapter(self, line: Line) -> bool:
        found = chapter_begins(line)
        if found is None:
            return False
        number, title = found
        self.chapter = title.upper()
        label = line.text if title else f"BAB {number}"
        self._begin(_Open("rest", label, chapter=self.chapter, is_chapter=True))
        self.awaits_chapter = not title
        return True

    def _article(self, line: Line) -> bool:
        found = article_begins(line, last_number=self.number, before=self.last)
        if found is None:
            return False
        number, rest = found
        begun = _Open("article", f"Pasal {number}", chapter=self.chapter, number=number)
        if is_title(rest.strip("() "), line):
            begun.heading = titled(rest.strip("() "))
        elif rest:
            begun.lines.append(rest)
        self._begin(begun)
        self.number, self.articles = number, self.articles + 1
        self.awaits_heading = not rest
        return True

    def _grounds(self, line: Line) -> bool:
        found = GROUNDS.match(line.text)
        if not found or self.articles or not (found[2] or not found[3]):
            return False
        word, rest = found[1].lower(), found[3]
        kinds = {"menimbang": "considering", "mengingat": "in_view_of"}
        self._begin(_Open(kinds.get(word, "rest"), found[1].capitalize(), [rest] if rest else []))
        return True

    def _decision(self, line: Line) -> bool:
        if self.articles or self.open.kind == "rest" or not DECIDED.match(line.text):
            return False
        self._begin(_Open("rest", _("Setelah Mengingat"), [line.text]))
        return True

    def _ending(self, line: Line) -> bool:
        if not self.articles:
            return False
        if PART.match(line.text):
            self._begin(_Open("rest", line.text[:60], [line.text], chapter=self.chapter))
            return True
        annex, signing = ANNEX.match(line.text), END.match(line.text)
        if annex or (signing and self.open.kind == "article"):
            self._begin(_Open("rest", line.text[:60] if annex else _("Bagian tanda tangan"), [line.text]))
            return True
        return False

    def _go_on(self, line: Line) -> None:
        if self.awaits_chapter and is_title(f"{self.chapter} {line.text}".strip(" ,"), line):
            self.chapter = f"{self.chapter} {line.text.upper()}".strip()
            self.awaits_chapter, self.open.chapter = line.text.isupper(), self.chapter
            self.open.label = f"{self.open.label} {line.text}"
            return
        if self.awaits_heading and is_title(line.text, line):
            self.open.heading, self.awaits_heading = titled(line.text), False
            return
        self.awaits_chapter = self.awaits_heading = False
        self.open.lines.append(line.text)

    def _begin(self, following: _Open) -> None:
        alone = self.open.is_chapter and not self.open.lines
        if alone and (following.is_chapter or following.chapter != self.open.chapter):
            self.open.lines.append(self.open.label)
        self.close()
        self.open = following
        self.awaits_chapter = self.awaits_heading = False

    def finish(self) -> None:
        """Keep what is still open when the text is over."""
        self._begin(_Open("rest", "", is_chapter=True))

    def close(self) -> None:
        """Keep the open piece, unless it holds nothing."""
        held = self.open
        if held.kind == "article":
            body = "\n".join(held.lines)
            content = guess(held.heading, held.chapter, body)
            self.pieces.append(
                Piece("article", held.label, body, held.heading, held.chapter, content.value, held.number)
            )
        elif held.lines:
            lines = [_unmarked(text) for text in held.lines] if held.kind != "rest" else held.lines
            self.pieces.append(Piece(held.kind, held.label, "\n".join(lines), chapter=held.chapter))


def _with_headings_from_above(pieces: list[Piece]) -> list[Piece]:
    """Give articles the headings that some texts set above "Pasal n", where that is their habit."""
    bare = [at for at, piece in enumerate(pieces) if piece.kind == "article" and not piece.heading]
    above = [at for at in bare if at and _heading_at_the_end(pieces[at - 1])]
    if len(above) < 2 or 2 * len(above) < len(bare):
        return pieces
    moved = list(pieces)
    for at in above:
        rest, _newline, heading = moved[at - 1].body.rpartition("\n")
        article, title = moved[at], titled(heading)
        moved[at - 1] = replace(moved[at - 1], body=rest)
        content = guess(title, article.chapter, article.body).value
        moved[at] = replace(article, heading=title, content=content)
    return [piece for piece in moved if piece.body or piece.kind == "article"]


def _heading_at_the_end(piece: Piece) -> bool:
    last = piece.body.rpartition("\n")[2]
    return piece.kind in ("article", "rest") and last.isupper() and is_title(last, Line(last))


def _unmarked(text: str) -> str:
    """A consideration or a legal basis without its letter or number, which is counted anew."""
    found = MARKER.match(text)
    return text[found.end() :] if found else text.removeprefix("- ")


def _parts(piece: Piece) -> list[Piece]:
    """The piece, or as many as it takes for none to be longer than an article may be."""
    if len(piece.body) <= LONGEST_BODY:
        return [piece]
    parts: list[list[str]] = [[]]
    size = 0
    for line in piece.body.split("\n"):
        if parts[-1] and size + len(line) > LONGEST_BODY:
            parts.append([])
            size = 0
        parts[-1].append(line)
        size += len(line) + 1
    first, *others = ("\n".join(lines) for lines in parts)
    label = _("%(label)s (lanjutan)") % {"label": piece.label}
    return [
        replace(piece, body=first),
        *(replace(piece, body=o, label=label, heading="", number=0) for o in others),
    ]


def as_data(pieces: Iterable[Piece]) -> list[dict[str, str | int]]:
    """The pieces as they are kept until they are placed."""
    return [asdict(piece) for piece in pieces]
