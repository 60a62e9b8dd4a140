"""The text that holds and the text that shall hold -> what of it is changed, inserted and taken out, in an addendum.

An addendum is written as the whole text that shall hold; its own text says only what differs, as amendments are put
in Indonesian law (UU 12/2011 Lampiran II angka 230–236): an article keeps its number for ever, what comes between two
gets a letter (Pasal 5A), and whatever is touched is stated anew in full.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from agreements.documents.content import is_regulation
from agreements.documents.numbering import ADDED, Article, number
from agreements.documents.outline import plain
from agreements.documents.words import roman

Row = Mapping[str, Any]
OPS = ("change", "insert", "repeal")
GONE = "Dihapus."
"""What stands in the place of an article that was taken out."""
_TOKEN = re.compile(r"\{\{\s*pasal\.(a\d+)\s*\}\}")
_OPENING = "{named} yang diubah adalah {{{{ induk }}}}, yang selanjutnya disebut {parent}."
_CLOSING = """
(1) Ketentuan {parent} yang tidak diubah dengan {itself} ini tetap berlaku.
(2) Perubahan dengan {itself} ini tidak menghapus hak dan kewajiban yang telah timbul sebelum {itself} ini berlaku.
(3) {itself} ini merupakan bagian yang tidak terpisahkan dari {parent} dan mulai berlaku pada tanggal {{{{ mulai }}}}.
"""


def labels(content: Row) -> dict[str, str]:
    """The number of every article by its key: as the content names it, else counted."""
    articles = [article for chapter in content["chapters"] for article in chapter["articles"]]
    return {one["key"]: one.get("label") or str(place) for place, one in enumerate(articles, start=1)}


def state(base: Row, own: Row, roots: Mapping[str, str]) -> dict[str, Any]:
    """The whole text as it shall hold: what the addendum's draft says, with the numbers and the head of that before.

    `roots` leads from the keys of the draft's articles and lines to those of the text they stand for; what has none is
    new. What the agreement is about, its parties and its beginning stay; only term and value are the addendum's.
    """
    known = labels(base)
    chapters, before = [], ""
    for chapter in own["chapters"]:
        articles = []
        for article in chapter["articles"]:
            key = roots.get(article["key"], article["key"])
            label = known.get(key) or _between(before, known.values())
            known[key] = before = label
            articles.append(_article(article, key, label, roots))
        chapters.append({**chapter, "articles": articles})
    lines = [_line(row, roots) for row in own["provisions"] if not row.get("repealed")]
    kept = {key: own[key] for key in ("funding", "assets") if key in own}
    head = {key: value for key, value in base.items() if key not in ("funding", "assets", "amendments")}
    return head | kept | {
        "chapters": chapters,
        "added": _added(base),
        "provisions": lines,
        "ends_on": own["ends_on"],
        "value": own["value"],
    }  # fmt: skip


def _added(base: Row) -> dict[str, str]:
    """The numbers of the articles that are added to hold data: what they had before, else the next free ones."""
    standing = number(base).articles
    known = {one.content: one.label.removeprefix("Pasal ") for one in standing if not one.key} | base.get(
        "added", {}
    )
    last = max(
        [_figures(one.label.removeprefix("Pasal ")) for one in standing]
        + [_figures(one) for one in known.values()]
    )
    free = iter(range(last + 1, last + 1 + len(ADDED)))
    return {name: known.get(name) or str(next(free)) for name in ADDED}


def _figures(label: str) -> int:
    found = re.match(r"\d+", label)
    return int(found[0]) if found else 0


def _article(article: Row, key: str, label: str, roots: Mapping[str, str]) -> dict[str, Any]:
    named = {**article, "key": key, "label": label, "row": article["key"]}
    if article.get("repealed"):
        return named | {"heading": None, "body": GONE, "content": "other"}
    return named | {
        "body": _turned(article["body"], roots),
        "heading": _turned(article["heading"] or "", roots),
    }


def _turned(text: str, roots: Mapping[str, str]) -> str:
    """References to the draft's articles, as references to those that they stand for."""
    return _TOKEN.sub(lambda found: f"{{{{ pasal.{roots.get(found[1], found[1])} }}}}", text)


def _line(row: Row, roots: Mapping[str, str]) -> dict[str, Any]:
    answers = {"breach_of": roots.get(row["breach_of"], row["breach_of"])} if row.get("breach_of") else {}
    return {**row, "key": roots.get(row["key"], row["key"]), **answers}


def _between(before: str, taken: Iterable[str]) -> str:
    """The next free number behind that one: 5A behind 5, 5B behind 5A; what comes first stands behind "0"."""
    figures = _figures(before or "0")
    used = {label for label in taken if re.fullmatch(rf"{figures}[A-Z]*", label)}
    letters = (chr(code) for code in range(ord("A"), ord("Z") + 1))
    more = (f"{figures}Z{chr(code)}" for code in range(ord("A"), ord("Z") + 1))
    free = [f"{figures}{letter}" for letter in letters if f"{figures}{letter}" not in used]
    return free[0] if free else next(label for label in more if label not in used)


def amendments(base: Row, whole: Row) -> list[dict[str, Any]]:
    """What differs, article by article in the order of the text, each with its words in full before and after.

    Lines, money and assets count where their article states them. Raises ContentError for an unknown placeholder.
    """
    before = {_key(article): article for article in number(base).articles}
    sources = {one["key"]: one for chapter in whole["chapters"] for one in chapter["articles"]}
    over = {one["key"] for chapter in base["chapters"] for one in chapter["articles"] if one.get("repealed")}
    found, behind = [], ""
    for article in number(whole).articles:
        key = _key(article)
        source, was = sources.get(key, {}), before.get(key)
        op = _op(was, article, gone=bool(source.get("repealed")), over=key in over)
        if op:
            found.append(_amendment(op, key, article, was, source) | {"after": behind})
        behind = key
    return found


def _key(article: Article) -> str:
    """The key of an article; of one that was added to hold what was agreed as data, its content."""
    return article.key or f"+{article.content}"


def _op(was: Article | None, article: Article, *, gone: bool, over: bool) -> str:
    """What happened to an article; empty where nothing did."""
    if gone:
        return "" if over or was is None else "repeal"
    if was is None:
        return "insert"
    same = (was.heading, plain(was.blocks)) == (article.heading, plain(article.blocks))
    return "" if same else "change"


def _amendment(op: str, key: str, article: Article, was: Article | None, source: Row) -> dict[str, Any]:
    return {
        "op": op,
        "key": key,
        "row": source.get("row", ""),
        "label": (was or article).label.removeprefix("Pasal "),
        "content": article.content or "other",
        "heading": "" if op == "repeal" else article.heading,
        "body": "" if op == "repeal" else plain(article.blocks),
        "before": {"heading": was.heading, "body": plain(was.blocks)} if was else None,
    }


def text(content: Row, found: Sequence[Row], known: Mapping[str, str]) -> dict[str, Any]:
    """The content of the addendum itself: one article for each amendment, and how it comes into force.

    Its own articles have Roman numbers, as in amendments of laws, so that nobody takes them for those that it states.
    `known` are the labels of the text before, by which an insertion says between which articles it stands.
    """
    words = _REGULATION if is_regulation(content) else _CONTRACT
    order = list(known)
    articles = [
        {
            "key": one["row"] or f"a000{place}",
            "heading": _HEADINGS[one["op"]].format(label=one["label"]),
            "content": "change",
            "body": _said(one, known, order, words["parent"]),
        }
        for place, one in enumerate(found, start=1)
    ]
    opening = {"key": "a0", "heading": "Ketentuan Umum", "content": "general"}
    closing = {"key": "a00", "heading": "Ketentuan Penutup", "content": "closing"}
    articles.insert(0, opening | {"body": _OPENING.format(**words)})
    articles.append(closing | {"body": _CLOSING.strip().format(**words)})
    articles = [{**one, "label": roman(place)} for place, one in enumerate(articles, start=1)]
    left = {key: value for key, value in content.items() if key not in ("funding", "assets")}
    told = [
        {key: one[key] for key in ("op", "key", "label", "after", "content", "heading", "body")}
        for one in found
    ]
    return left | {
        "chapters": [{"heading": "", "articles": articles}],
        "provisions": [],
        "amendments": told,
    }


_CONTRACT = {"named": "Perjanjian", "parent": "Perjanjian Induk", "itself": "Addendum"}
_REGULATION = {
    "named": "Peraturan Bersama",
    "parent": "Peraturan Bersama Induk",
    "itself": "Peraturan Bersama",
}
_HEADINGS = {
    "change": "Perubahan Pasal {label}",
    "insert": "Penyisipan Pasal {label}",
    "repeal": "Penghapusan Pasal {label}",
}


def _said(one: Row, known: Mapping[str, str], order: Sequence[str], parent: str) -> str:
    """The words of one amendment, and below them the article in full."""
    if one["op"] == "repeal":
        return f"Pasal {one['label']} {parent} dihapus."
    if one["op"] == "change":
        opening = f"Ketentuan Pasal {one['label']} {parent} diubah sehingga berbunyi sebagai berikut:"
    else:
        opening = _inserted(one, known, order, parent)
    return "\n".join(filter(None, [opening, f"Pasal {one['label']}", one["heading"], one["body"]]))


def _inserted(one: Row, known: Mapping[str, str], order: Sequence[str], parent: str) -> str:
    place = order.index(one["after"]) if one["after"] in order else -1
    following = order[place + 1 : place + 2]
    new = f"disisipkan 1 (satu) pasal, yakni Pasal {one['label']}, yang berbunyi sebagai berikut:"
    if place >= 0 and following:
        between = f"Di antara Pasal {known[order[place]]} dan Pasal {known[following[0]]} {parent}"
        return f"{between} {new}"
    if not order:
        return f"Dalam {parent} {new}"
    last = following[0] if following else order[-1]
    where = "Sebelum" if following else "Setelah"
    return f"{where} Pasal {known[last]} {parent} {new}"
