"""A draft of nineteen villages and sixty articles costs no more queries than a small one, and its pages stay light."""

import gzip

import pytest
from django.urls import reverse

from agreements.drafting.models import Article
from agreements.drafting.together.joining import join
from agreements.drafting.writing import actions as writing
from agreements.record.vocabulary import Content
from tests.factories import begun, signatory_of, village

pytestmark = pytest.mark.django_db
MOST_BYTES = 60_000
BODY = "\n".join(
    f"({n}) Para pihak melaksanakan ketentuan nomor {n} sebagaimana dimaksud dalam Pasal {n + 3} ayat (2), dengan "
    f"biaya yang ditanggung bersama menurut jumlah penduduk desa masing-masing pada tahun {2020 + n}."
    for n in range(1, 9)
)


def agreement_of(parties, articles):
    agreement = begun(*[village(f"Desa {n}").organization for n in range(parties)])
    last = agreement.articles.count()
    rows = [
        Article(
            agreement=agreement, ordinal=n, chapter=f"BAGIAN {n // 6}", heading=f"Ketentuan {n}", body=BODY
        )
        for n in range(last + 1, articles + 1)
    ]
    Article.objects.bulk_create(rows)
    for party in agreement.parties.filter(ordinal__gt=1).order_by("ordinal"):
        join(agreement, by=signatory_of(party.organization))
    return agreement


@pytest.fixture
def large():
    return agreement_of(19, 60)


@pytest.fixture
def small():
    return agreement_of(2, 14)


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


def pages(agreement):
    article = agreement.articles.get(content=Content.FUNDING)
    return {
        "overview": url("draft-edit", agreement),
        "articles": url("draft-articles", agreement),
        "article": url("article-edit", agreement, article.pk),
        "check": url("draft-check", agreement),
    }


MOST_QUERIES = {"overview": 60, "articles": 50, "article": 56, "check": 60}


@pytest.mark.parametrize("name", MOST_QUERIES)
def test_pages_stay_light_and_cost_the_same(client, large, small, django_assert_max_num_queries, name):
    counts = []
    for agreement in (small, large):
        client.force_login(agreement.created_by)
        client.get(pages(agreement)[name])
        with django_assert_max_num_queries(MOST_QUERIES[name]) as used:
            response = client.get(pages(agreement)[name])
        counts.append(len(used))
    assert counts[1] <= counts[0]
    assert len(gzip.compress(response.content)) < MOST_BYTES


def test_saving_an_article_takes_a_handful_of_queries(client, large, small, django_assert_max_num_queries):
    counts = []
    for agreement in (small, large):
        client.force_login(agreement.created_by)
        article = agreement.articles.get(content=Content.FUNDING)
        typed = {
            "edition": article.edition,
            "order": ",".join(map(str, writing.order_of(agreement))),
            "heading": article.heading,
            "content": article.content,
        }
        address = url("article-edit", agreement, article.pk)
        client.post(address, typed | {"body": "Satu."}, headers={"hx-request": "true"})
        again = typed | {"edition": article.edition + 1, "body": BODY}
        with django_assert_max_num_queries(28) as used:
            response = client.post(address, again, headers={"hx-request": "true"})
        counts.append(len(used))
        assert response.headers["HX-Trigger"] == "draft-saved"
    assert counts[1] <= counts[0]
