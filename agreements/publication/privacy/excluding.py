"""A frozen text and the articles that are kept back -> the text without what they say, numbered as it was.

What an article says may stand twice: in its own words, and as data that is put into it and into a table after the
text (rights and obligations, sanctions, money, assets). Both go; the other articles keep their numbers.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from agreements.documents.numbering import Article, number
from agreements.publication.privacy.models import Exclusion, Ground

_DATA = {
    "rights_obligations": ("right", "obligation", "limitation"),
    "sanctions": ("sanction",),
}
"""Which provisions stand in the article of that content."""


def without(content: Mapping[str, Any], kept_back: Mapping[int, Exclusion]) -> dict[str, Any]:
    """The content with a sentence in place of each excluded article; numbers that the text has not are passed over."""
    if not kept_back:
        return dict(content)
    document = number(content)
    excluded = [article for article in document.articles if article.number in kept_back]
    homes = {article.content: article for article in document.articles if article.content}
    gone = frozenset(article.content for article in excluded if homes.get(article.content) == article)
    sources = [article for chapter in content["chapters"] for article in chapter["articles"]]
    chapters = [
        {
            "heading": chapter.heading or None,
            "articles": [_article(article, sources, kept_back) for article in chapter.articles],
        }
        for chapter in document.chapters
    ]
    return {**content, **_data(content, gone), **_amendments(content, kept_back), "chapters": chapters}


def told(exclusion: Exclusion) -> str:
    """What the public reads in place of the article: that it is excluded, on which ground, and why."""
    with override("id"):
        law = f"Undang-Undang Nomor 14 Tahun 2008 Pasal 17 huruf {exclusion.ground}"
        ground = f"{law}: {Ground(exclusion.ground).label}"
    reason = " ".join(exclusion.reason.split()).rstrip(".")
    return f"Pasal ini dikecualikan dari informasi publik ({ground}). Alasannya: {reason}."


def _article(
    article: Article, sources: list[Mapping[str, Any]], kept_back: Mapping[int, Exclusion]
) -> dict[str, Any]:
    """The article as written, or as it was added to hold data, with the sentence for its words where it is excluded."""
    written = article.number <= len(sources)
    source: Mapping[str, Any] = sources[article.number - 1] if written else _added(article)
    exclusion = kept_back.get(article.number)
    return {**source, "body": told(exclusion)} if exclusion else dict(source)


def _amendments(content: Mapping[str, Any], kept_back: Mapping[int, Exclusion]) -> dict[str, Any]:
    """What an addendum does to single articles, without the words of those that it states in an excluded one.

    Its first article says what it changes; from the second on each states one amendment.
    """
    if "amendments" not in content:
        return {}
    rows = []
    for number_of, one in enumerate(content["amendments"], start=2):
        exclusion = kept_back.get(number_of)
        rows.append({**one, "heading": "", "body": told(exclusion)} if exclusion else one)
    return {"amendments": rows}


def _added(article: Article) -> dict[str, Any]:
    return {
        "key": f"tambahan{article.number}",
        "heading": article.heading,
        "content": article.content,
        "body": "",
        "added": True,
    }


def _data(content: Mapping[str, Any], gone: frozenset[str]) -> dict[str, Any]:
    """What is left of the data that the excluded articles state; with the money goes the value of the whole."""
    kinds = {kind for name in gone for kind in _DATA.get(name, ())}
    left: dict[str, Any] = {"provisions": [row for row in content["provisions"] if row["kind"] not in kinds]}
    if "funding" in gone:
        left |= {"funding": [], "value": None}
    if "asset" in gone:
        left |= {"assets": []}
    kept = {row["key"] for row in left["provisions"]}
    left["provisions"] = [
        {**row, "breach_of": None} if row.get("breach_of") and row["breach_of"] not in kept else row
        for row in left["provisions"]
    ]
    return left
