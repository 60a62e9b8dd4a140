"""The content of an agreement -> the numbered document: BAB, Pasal, ayat, provisions in their article."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from agreements.documents import terms, words
from agreements.documents.annexes import Annex, annexes
from agreements.documents.content import SCHEMA, is_regulation
from agreements.documents.outline import Block, Run, filled, parse, runs
from agreements.documents.wording import Wording, wording

_PLACES = {"rights_obligations": ("right", "obligation", "limitation"), "sanctions": ("sanction",)}
_HEADINGS = {
    "rights_obligations": "Hak dan Kewajiban",
    "sanctions": "Sanksi",
    "funding": "Pendanaan",
    "asset": "Aset yang Disertakan",
}
ADDED = tuple(_HEADINGS)
"""The contents for which an article is added where the text has none, in the order in which they are."""
_CHAPTERS = (
    ("HAK, KEWAJIBAN, DAN SANKSI", ("rights_obligations", "sanctions")),
    ("PENDANAAN", ("funding",)),
    ("ASET YANG DISERTAKAN", ("asset",)),
)
"""The articles that are added where the text has none for what was agreed, each in its chapter."""


@dataclass(frozen=True)
class Article:
    """One Pasal."""

    number: int
    """Counted through the whole document, from 1."""
    key: str
    """The article's key in the content; empty for one that was added to hold provisions."""
    heading: str
    """What stands below "Pasal n"; may be empty."""
    content: str
    """Which of the law's contents it carries (`scope`, `term`, …); may be empty."""
    blocks: tuple[Block, ...]
    """The text, provisions included."""
    named: str = ""
    """The number that it has whatever its place: "5A" in a text that an addendum changes; else empty."""

    @property
    def anchor(self) -> str:
        """The id of the article on a page: "pasal-3"."""
        return f"pasal-{(self.named or str(self.number)).lower()}"

    @property
    def label(self) -> str:
        """ "Pasal 3"."""
        return f"Pasal {self.named or self.number}"

    @property
    def runs(self) -> tuple[Run, ...]:
        """The blocks as lists and paragraphs."""
        return runs(self.blocks)


@dataclass(frozen=True)
class Chapter:
    """One BAB; in a contract it may be without heading and then is not numbered."""

    number: int
    """Counted among the chapters that have a heading; 0 for one without."""
    heading: str
    """In capitals; empty where the articles stand alone."""
    articles: tuple[Article, ...]
    """In order."""

    @property
    def label(self) -> str:
        """ "BAB IV", or nothing for a chapter without heading."""
        return f"BAB {words.roman(self.number)}" if self.number else ""

    @property
    def anchor(self) -> str:
        """The id of the chapter on a page: "bab-4"."""
        return f"bab-{self.number}"


@dataclass(frozen=True)
class Document:
    """An agreement ready to be shown: web page and PDF are made from this same tree."""

    content: Mapping[str, Any]
    """The content it was made from, placeholders filled."""
    chapters: tuple[Chapter, ...]
    """Chapters with their articles, numbered."""
    considering: tuple[Block, ...]
    """Menimbang, as huruf."""
    in_view_of: tuple[Block, ...]
    """Mengingat, as angka."""

    wording: Wording
    """Title, parties, opening and other set phrases."""
    annexes: tuple[Annex, ...] = ()
    """Tables after the text, each restating an article; none in texts of the earlier schema."""

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every article, in order."""
        return tuple(article for chapter in self.chapters for article in chapter.articles)

    @property
    def joint_regulation(self) -> bool:
        """True for a Peraturan Bersama Kepala Desa and what changes one, false for a Perjanjian Kerja Sama."""
        return is_regulation(self.content)


def number(content: Mapping[str, Any]) -> Document:
    """Number chapters and articles, parse each body and put what was agreed as data into its article.

    Rights, obligations and limitations follow, party by party, as further ayat of the last article on rights and
    obligations; sanctions in the last article on sanctions, each naming the place of the line whose breach it answers;
    money in the last article on funding, assets in the last one on assets. Where such an article is missing one is
    added at the end, so nothing agreed is ever left out. Raises ContentError for an unknown placeholder.
    """
    content = filled(content)
    chapters = _added(content, _numbered(content))
    homes = {a.content: a for chapter in chapters for a in chapter.articles if a.content in _HEADINGS}
    stated, where = _stated(content, homes)
    said = {name: home.label for name, home in homes.items()}
    return Document(
        content=content,
        chapters=tuple(_with_blocks(chapter, stated) for chapter in chapters),
        considering=_items("huruf", content["considering"]),
        in_view_of=_items("angka", content["in_view_of"]),
        wording=wording(content),
        annexes=annexes(content, said, where) if content["schema"] == SCHEMA else (),
    )


def _numbered(content: Mapping[str, Any]) -> list[Chapter]:
    """The chapters as they are written, counted."""
    chapters: list[Chapter] = []
    articles = bab = 0
    for source in content["chapters"]:
        numbered = []
        for article in source["articles"]:
            articles += 1
            heading, carries = article.get("heading") or "", article.get("content") or ""
            blocks, named = parse(article["body"]), article.get("label") or ""
            numbered.append(Article(articles, article["key"], heading, carries, blocks, named))
        heading = source.get("heading") or ""
        bab += bool(heading)
        chapters.append(Chapter(bab if heading else 0, heading, tuple(numbered)))
    return chapters


def _added(content: Mapping[str, Any], chapters: list[Chapter]) -> list[Chapter]:
    """The chapters, with articles for what no article of the text takes."""
    present = {article.content for chapter in chapters for article in chapter.articles}
    last = sum(len(chapter.articles) for chapter in chapters)
    for heading, names in _CHAPTERS:
        missing = [name for name in names if name not in present and _says(content, name)]
        named = content.get("added") or {}
        added = tuple(
            Article(last + i, "", _HEADINGS[name], name, (), named.get(name, ""))
            for i, name in enumerate(missing, 1)
        )
        last += len(added)
        end = chapters[-1] if chapters else None
        if added and end and not end.number:
            chapters = [*chapters[:-1], Chapter(0, "", (*end.articles, *added))]
        elif added:
            chapters = [*chapters, Chapter(end.number + 1 if end else 1, heading, added)]
    return chapters


def _says(content: Mapping[str, Any], name: str) -> bool:
    """Whether there is anything to put into the article of that content."""
    if name in _PLACES:
        ordinals = {party["ordinal"] for party in content["parties"]}
        return any(r["kind"] in _PLACES[name] and r["party"] in ordinals for r in content["provisions"])
    return bool(content.get("funding" if name == "funding" else "assets"))


def _stated(
    content: Mapping[str, Any], homes: Mapping[str, Article]
) -> tuple[dict[int, tuple[Block, ...]], dict[str, str]]:
    """The blocks of the articles that take what was agreed as data, by number, and where every provision stands.

    Rights come first, for sanctions name them.
    """
    stated: dict[int, tuple[Block, ...]] = {}
    where: dict[str, str] = {}
    for name, kinds in _PLACES.items():
        if home := homes.get(name):
            stated[home.number] = terms.provisions(content, kinds, home.blocks, where)
            where |= terms.places(home.label, stated[home.number])
    for name, state in (("funding", terms.funding), ("asset", terms.assets)):
        if home := homes.get(name):
            stated[home.number] = state(content, home.blocks)
    return stated, where


def _with_blocks(chapter: Chapter, stated: Mapping[int, tuple[Block, ...]]) -> Chapter:
    articles = tuple(replace(a, blocks=stated.get(a.number, a.blocks)) for a in chapter.articles)
    return replace(chapter, articles=articles)


def _items(kind: str, texts: Iterable[str]) -> tuple[Block, ...]:
    return tuple(Block(kind, " ".join(text.split()), i) for i, text in enumerate(texts, 1))
