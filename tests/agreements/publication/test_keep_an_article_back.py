"""An article that is excluded says why instead of what it said, wherever it would have been said again."""

import json

import pytest

from agreements.documents.content import check
from agreements.documents.numbering import number
from agreements.documents.outline import walk
from agreements.publication.privacy.excluding import told
from agreements.publication.privacy.masking import COVER
from agreements.publication.privacy.models import Exclusion, Ground
from agreements.publication.privacy.queries import public_text, text_of
from agreements.signing.models import FrozenDocument
from agreements.signing.queries import document_of

pytestmark = pytest.mark.django_db

CHAPTERS = [
    {
        "heading": "UMUM",
        "articles": [{"key": "a1", "heading": None, "content": "general", "body": "Sumur {{ judul }}"}],
    },
    {
        "heading": "ISI",
        "articles": [{"key": "a2", "heading": None, "content": "scope", "body": "Rahasia dagang."}],
    },
]
DATA = {
    "provisions": [
        {"key": "p1", "kind": "right", "party": 1, "text": "menerima hasil panen"},
        {"key": "p2", "kind": "obligation", "party": 2, "text": "menyetor resep"},
        {"key": "p3", "kind": "sanction", "party": 2, "text": "mengganti kerugian", "breach_of": "p2"},
    ],
    "funding": [{"party": 1, "source": "village_budget", "year": 2027, "amount": 7654321, "note": ""}],
    "value": 7654321,
}


def made(base: FrozenDocument, **more) -> FrozenDocument:
    content = json.loads(base.content) | {"chapters": CHAPTERS} | DATA | more
    return FrozenDocument(content=json.dumps(content), agreement=base.agreement)


def without(base: FrozenDocument, *articles: int, **more):
    rows = [
        Exclusion(article=n, ground=Ground.TRADE_SECRET, reason="Resep adalah\n1. rahasia usaha.")
        for n in articles
    ]
    return text_of(made(base, **more), rows)


def words(content) -> str:
    document = number(content)
    said = [block.text for article in document.articles for block in walk(article.blocks)]
    tables = [cell.text for annex in document.annexes for row in annex.rows for _column, cell in row]
    return "\n".join((*said, *tables, json.dumps(content)))


def test_a_text_without_anything_to_keep_back_is_the_one_that_was_signed(published):
    text = public_text(published)
    assert (text.altered, text.covered, text.exclusions) == (False, 0, ())
    assert text.digest == document_of(published).content_digest
    assert text.content == json.loads(document_of(published).content)


def test_an_excluded_article_says_why_and_the_others_keep_their_numbers(published):
    base = document_of(published)
    before, after = number(json.loads(made(base).content)), without(base, 2)
    assert after.altered
    assert "Rahasia dagang" not in words(after.content)
    document = number(after.content)
    (block,) = document.articles[1].blocks
    assert "Pasal 17 huruf b" in block.text and "Alasannya: Resep adalah 1. rahasia usaha." in block.text
    named = [(a.number, a.heading, a.content) for a in before.articles]
    assert [(a.number, a.heading, a.content) for a in document.articles] == named
    assert [(c.number, c.heading) for c in document.chapters] == [
        (c.number, c.heading) for c in before.chapters
    ]
    check(after.content)


@pytest.mark.parametrize(
    ("article", "gone", "stays"),
    [
        (3, ("hasil panen", "resep"), ("mengganti kerugian", "7.654.321")),
        (4, ("mengganti kerugian",), ("hasil panen", "menyetor resep")),
        (5, ("7.654.321", "7654321"), ("hasil panen", "mengganti kerugian")),
    ],
)
def test_data_that_stands_in_an_excluded_article_goes_with_it(published, article, gone, stays):
    text = without(document_of(published), article)
    said = words(text.content)
    assert not [word for word in gone if word in said.replace("Resep adalah", "")]
    assert not [word for word in stays if word not in said]
    assert [a.number for a in number(text.content).articles] == [1, 2, 3, 4, 5]
    check(text.content)


def test_a_number_that_no_article_has_changes_nothing_but_is_told(published):
    text = without(document_of(published), 99)
    assert "Rahasia dagang" in words(text.content)


def test_personal_data_in_text_and_reason_is_covered_and_counted(published):
    chapters = [
        {**CHAPTERS[0], "articles": [{**CHAPTERS[0]["articles"][0], "body": "Telepon 0812-3456-7890."}]}
    ]
    text = without(document_of(published), chapters=chapters)
    assert (text.covered, text.altered) == (1, True)
    assert "0812" not in words(text.content)
    row = Exclusion(article=1, ground=Ground.PERSONAL, reason="Milik Karto, 0812-3456-7890")
    assert COVER in words(text_of(made(document_of(published)), [row]).content)
    assert "0812" in told(row)
