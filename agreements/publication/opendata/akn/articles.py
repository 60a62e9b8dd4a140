"""The numbered articles of an agreement -> chapter, article, paragraph, list and point of Akoma Ntoso.

An ayat is a `paragraph`, a huruf or an angka a `point` in a `list` whose introduction is the sentence that opens it.
Names of places (`eId`) follow the naming convention: "art_3__para_2__list_1__point_a".
"""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from agreements.documents.numbering import Article, Chapter
from agreements.documents.outline import Block, Run, runs
from agreements.publication.opendata.elements import add

LISTED = ("huruf", "angka")


def chapters(parent: Element, found: Iterable[Chapter]) -> None:
    """All chapters; articles without a chapter stand in the body itself."""
    for chapter in found:
        home = parent
        if chapter.number:
            home = add(parent, "chapter", eId=f"chp_{chapter.number}")
            add(home, "num", chapter.label)
            add(home, "heading", chapter.heading)
        for article in chapter.articles:
            _article(home, article)


def _article(parent: Element, article: Article) -> None:
    """One Pasal; they count through the whole text, so that their names need no chapter."""
    name = f"art_{article.number}"
    element = add(parent, "article", eId=name)
    add(element, "num", article.label)
    if article.heading:
        add(element, "heading", article.heading)
    _inside(element, name, [], article.blocks)


def _inside(parent: Element, name: str, lead: list[str], blocks: Sequence[Block]) -> None:
    """What an article, ayat or point says: its own words in `lead`, then what stands below it."""
    if all(block.kind == "paragraph" for block in blocks):
        _paragraphs(add(parent, "content"), [*lead, *(block.text for block in blocks)])
        return
    waiting, lists = list(lead), 0
    for place, run in enumerate(runs(tuple(blocks)), 1):
        if run.kind == "paragraph":
            waiting += [block.text for block in run.blocks]
        elif run.kind in LISTED:
            lists += 1
            _list(parent, f"{name}__list_{lists}", waiting, run)
            waiting = []
        else:
            _between(parent, f"{name}__al_{place}", waiting)
            waiting = []
            for block in run.blocks:
                _numbered(parent, "paragraph", f"{name}__para_{block.ordinal}", block)
    _between(parent, f"{name}__al_end", waiting)


def _list(parent: Element, name: str, lead: list[str], run: Run) -> None:
    element = add(parent, "list", eId=name)
    if lead:
        _paragraphs(add(element, "intro"), lead)
    for block in run.blocks:
        _numbered(element, "point", f"{name}__point_{block.marker.strip('.')}", block)


def _numbered(parent: Element, tag: str, name: str, block: Block) -> None:
    element = add(parent, tag, eId=name)
    add(element, "num", block.marker)
    _inside(element, name, [block.text], block.blocks)


def _between(parent: Element, name: str, texts: list[str]) -> None:
    """Paragraphs without a number among numbered ones."""
    if texts:
        _paragraphs(add(add(parent, "alinea", eId=name), "content"), texts)


def _paragraphs(parent: Element, texts: Iterable[str]) -> None:
    for text in texts:
        add(parent, "p", text)
