"""An article of a draft -> how published agreements word the same content, the nearest first."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import F, QuerySet, Value
from django.db.models.functions import MD5

from agreements.documents.outline import Run, parse, runs
from agreements.documents.words import BLANK
from agreements.drafting.models import Article
from agreements.drafting.writing.references import TOKEN
from agreements.record.access import load_parties, parties_of, party_line, public
from agreements.record.models import Agreement

MOST = 20
_CANDIDATES = 100
_COMPARED = 600
_COLUMNS = ("pk", "digest", "agreement_id")
_MOST_LEXEMES = 16
_RAREST = """
    WITH common AS (
        SELECT unnest(most_common_elems::text::text[]) AS lexeme, unnest(most_common_elem_freqs) AS share
        FROM pg_stats
        WHERE schemaname = current_schema() AND tablename = 'agreements_article' AND attname = 'search'
    )
    SELECT said.lexeme
    FROM agreements_article, LATERAL unnest(tsvector_to_array(search)) AS said (lexeme)
    LEFT JOIN common USING (lexeme)
    WHERE id = %s AND length(said.lexeme) > 2 AND said.lexeme !~ '^[0-9.,/-]+$'
    ORDER BY coalesce(common.share, 0), length(said.lexeme) DESC, said.lexeme
    LIMIT %s
"""
_PLACEHOLDER = re.compile(r"\{\{\s*([\w.]*)\s*\}\}")


@dataclass(frozen=True)
class Wording:
    """One published article as it would read in this draft."""

    article: Article
    """The article itself."""
    agreement: Agreement
    """Where it is from."""
    parties: str
    """Between whom that is."""
    number: int
    """Its number there."""
    heading: str
    """Its heading, filled for this draft."""
    blocks: tuple[Run, ...]
    """Its text, filled for this draft."""
    also: int
    """How many other agreements word it just so."""
    names: tuple[str, ...]
    """Names of that agreement's parties that stand in the text as plain words."""


def wordings_for(article: Article, values: Mapping[str, str]) -> list[Wording]:
    """Articles of the same content in agreements that anybody may read, nearest first by the words they share.

    `values` are the placeholders of this draft. The same words are shown once, one's own not at all; where few
    share a word with it the newest follow. As many queries for twenty as for one.
    """
    by_words: dict[str, list[tuple[int, int]]] = {}
    nearest = list(_sharing(article)[:_CANDIDATES])
    if len({row["digest"] for row in nearest}) < MOST:
        nearest += _newest(article).exclude(pk__in=[row["pk"] for row in nearest])[:_CANDIDATES]
    for row in nearest:
        by_words.setdefault(row["digest"], []).append((row["pk"], row["agreement_id"]))
    chosen = list(by_words.values())[:MOST]
    articles = Article.objects.filter(pk__in=[rows[0][0] for rows in chosen]).select_related("agreement")
    found = {row.pk: row for row in articles.order_by("pk")}
    load_parties(list({row.agreement_id: row.agreement for row in found.values()}.values()))
    return [
        _wording(found[rows[0][0]], {agreement for _pk, agreement in rows}, values)
        for rows in chosen
        if rows[0][0] in found
    ]


def adoptable(user_may_see: QuerySet[Agreement], article: Article, pk: int) -> Article | None:
    """The published article of that key, if it carries the same content as this one and is not this draft's."""
    found = Article.objects.filter(pk=pk, content=article.content, agreement__in=user_may_see)
    return found.exclude(agreement=article.agreement_id).select_related("agreement").first()


def adopted(body: str, values: Mapping[str, str]) -> str:
    """A published text as this draft can take it: placeholders it does not fill, and others' articles, become dots."""

    def known(found: re.Match[str]) -> str:
        return found[0] if found[1] in values else BLANK

    return _PLACEHOLDER.sub(known, TOKEN.sub(f"Pasal {BLANK}", body))


def _published(article: Article) -> QuerySet[Article]:
    """Articles of the same content that anybody may read, without this draft's own."""
    others = Article.objects.filter(content=article.content, agreement__in=public())
    return others.exclude(agreement=article.agreement_id)


def _newest(article: Article) -> QuerySet[Article, dict[str, Any]]:
    """Key, digest of the text and agreement of published articles of the same content, the newest first."""
    others = _published(article).exclude(body="").exclude(body=article.body)
    return others.annotate(digest=MD5("body")).order_by("-pk").values(*_COLUMNS)


def _sharing(article: Article) -> QuerySet[Article, dict[str, Any]]:
    """The same of those that share this article's telling words, the nearest first.

    The index on words finds them; of what it finds the newest are compared.
    """
    lexemes = telling(article)
    if not lexemes:
        return _newest(article).none()
    query = SearchQuery(" | ".join(map(_quoted, lexemes)), search_type="raw", config="simple")
    found = _published(article).filter(search=query).order_by("-pk").values("pk")[:_COMPARED]
    rank = SearchRank(F("search"), query, cover_density=True, normalization=Value(1))
    compared = Article.objects.filter(pk__in=found).exclude(body="").exclude(body=article.body)
    return compared.annotate(digest=MD5("body"), rank=rank).order_by("-rank", "-pk").values(*_COLUMNS)


def telling(article: Article) -> list[str]:
    """The stems of the article that say most about it: those that the fewest articles have, as the database knows.

    Words that nearly every agreement uses would find all of them, and tell nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RAREST, [article.pk, _MOST_LEXEMES])
        return [lexeme for (lexeme,) in cursor.fetchall()]


def _quoted(lexeme: str) -> str:
    """A lexeme as a query writes it, whatever signs it holds."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def _wording(article: Article, agreements: set[int], values: Mapping[str, str]) -> Wording:
    parties = parties_of(article.agreement)
    return Wording(
        article=article,
        agreement=article.agreement,
        parties=party_line(parties),
        number=article.ordinal,
        heading=filled_here(article.heading, values),
        blocks=runs(parse(filled_here(article.body, values))),
        also=len(agreements - {article.agreement_id}),
        names=named_in(article, [party.organization.name for party in parties]),
    )


def filled_here(text: str, values: Mapping[str, str]) -> str:
    """A published text as it would read in this draft."""

    def said(found: re.Match[str]) -> str:
        return " ".join(values.get(found[1], BLANK).split())

    return _PLACEHOLDER.sub(said, TOKEN.sub(f"Pasal {BLANK}", text))


def named_in(article: Article, names: Sequence[str]) -> tuple[str, ...]:
    """Those names that stand in the article as plain words: they would come along with it."""
    text = f"{article.heading}\n{article.body}"
    return tuple(
        name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags=re.IGNORECASE)
    )
