"""The content of an agreement -> the numbered document: BAB, Pasal, ayat, provisions in their article."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from agreements.documents import words
from agreements.documents.outline import Block, Run, filled, parse, runs
from agreements.documents.wording import Wording, wording

_OPENINGS = {
    "right": "{who} berhak:",
    "obligation": "{who} berkewajiban:",
    "limitation": "{who} tidak diperkenankan:",
    "sanction": "Dalam hal {who} melanggar kewajiban atau batasannya, {who} dikenai sanksi berupa:",
}
_PLACES = {"rights_obligations": ("right", "obligation", "limitation"), "sanctions": ("sanction",)}
_HEADINGS = {"rights_obligations": "Hak dan Kewajiban", "sanctions": "Sanksi"}


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

    @property
    def anchor(self) -> str:
        """The id of the article on a page: "pasal-3"."""
        return f"pasal-{self.number}"

    @property
    def label(self) -> str:
        """ "Pasal 3"."""
        return f"Pasal {self.number}"

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

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every article, in order."""
        return tuple(article for chapter in self.chapters for article in chapter.articles)

    @property
    def joint_regulation(self) -> bool:
        """True for a Peraturan Bersama Kepala Desa, false for a Perjanjian Kerja Sama."""
        return self.content["instrument"] == "joint_regulation"


def number(content: Mapping[str, Any]) -> Document:
    """Number chapters and articles, parse each body and put every provision into its article.

    Rights, obligations and limitations follow, party by party, as further ayat of the last article on rights
    and obligations; sanctions follow in the last article on sanctions. Where that article is missing one is
    added at the end, so nothing agreed is ever left out. Raises ContentError for an unknown placeholder.
    """
    content = filled(content)
    homes = _homes(content)
    chapters: list[Chapter] = []
    articles = bab = 0
    for source in content["chapters"]:
        numbered = []
        for article in source["articles"]:
            articles += 1
            carries = article.get("content") or ""
            blocks = parse(article["body"])
            if homes.get(carries) == articles:
                blocks = _provisions(content, _PLACES[carries], blocks)
            numbered.append(Article(articles, article["key"], article.get("heading") or "", carries, blocks))
        bab += bool(source.get("heading"))
        chapters.append(
            Chapter(bab if source.get("heading") else 0, source.get("heading") or "", tuple(numbered))
        )
    chapters = _with_missing(content, chapters, homes, articles)
    return Document(
        content=content,
        chapters=tuple(chapters),
        considering=_items("huruf", content["considering"]),
        in_view_of=_items("angka", content["in_view_of"]),
        wording=wording(content),
    )


def _homes(content: Mapping[str, Any]) -> dict[str, int]:
    """Which article, by number, takes which provisions."""
    names = [article.get("content") for chapter in content["chapters"] for article in chapter["articles"]]
    return {name: i for i, name in enumerate(names, 1) if name in _PLACES}


def _with_missing(
    content: Mapping[str, Any], chapters: list[Chapter], homes: Mapping[str, int], last: int
) -> list[Chapter]:
    """Add an article for provisions that no article of the text takes."""
    missing = []
    for name, kinds in _PLACES.items():
        blocks = _provisions(content, kinds, ()) if name not in homes else ()
        if blocks:
            last += 1
            missing.append(Article(last, "", _HEADINGS[name], name, blocks))
    if not missing:
        return chapters
    if not chapters or chapters[-1].number:
        bab = chapters[-1].number + 1 if chapters else 1
        return [*chapters, Chapter(bab, "HAK, KEWAJIBAN, DAN SANKSI", tuple(missing))]
    end = chapters[-1]
    return [*chapters[:-1], Chapter(0, "", (*end.articles, *missing))]


def _provisions(
    content: Mapping[str, Any], kinds: Iterable[str], before: tuple[Block, ...]
) -> tuple[Block, ...]:
    """The blocks of an article followed by one ayat per party and kind."""
    ayat = max((block.ordinal for block in before if block.kind == "ayat"), default=0)
    added: list[Block] = []
    for party in content["parties"]:
        for kind in kinds:
            rows = [
                row
                for row in content["provisions"]
                if row["party"] == party["ordinal"] and row["kind"] == kind
            ]
            if rows:
                ayat += 1
                added.append(_ayat(ayat, _OPENINGS[kind].format(who=called(party, content)), rows))
    return (*before, *added)


def _ayat(ordinal: int, opening: str, rows: list[Mapping[str, Any]]) -> Block:
    """A single provision is part of the sentence; several are huruf, the last two joined by "dan"."""
    if len(rows) == 1:
        text = sentence(rows[0])
        opening = opening.removesuffix(":") if text[:1].islower() else opening
        return Block("ayat", f"{opening} {text}.", ordinal, key=rows[0]["key"])
    ends = [";"] * (len(rows) - 2) + ["; dan", "."]
    items = (
        Block("huruf", sentence(row) + end, i, key=row["key"])
        for i, (row, end) in enumerate(zip(rows, ends, strict=True), 1)
    )
    return Block("ayat", opening, ordinal, tuple(items))


def called(party: Mapping[str, Any], content: Mapping[str, Any]) -> str:
    """What the text calls a party: its name in a joint regulation, PIHAK KESATU and so on in a contract.

    Villages of the same name are told apart by their kecamatan.
    """
    if content["instrument"] != "joint_regulation":
        return str(party["designation"])
    twins = [other for other in content["parties"] if other["name"] == party["name"]]
    if len(twins) > 1 and party.get("subdistrict"):
        return f"{party['name']} Kecamatan {party['subdistrict']}"
    return str(party["name"])


def sentence(row: Mapping[str, Any]) -> str:
    """A provision in words, with its amount and its last day, without closing mark."""
    text = " ".join(row["text"].split()).rstrip(" ;.,")
    if row.get("amount") is not None:
        text += f", sebesar {words.amount_in_words(row['amount'])}"
    if row.get("due"):
        text += f", paling lambat tanggal {words.long_date(row['due'])}"
    return text


def _items(kind: str, texts: Iterable[str]) -> tuple[Block, ...]:
    return tuple(Block(kind, " ".join(text.split()), i) for i, text in enumerate(texts, 1))
