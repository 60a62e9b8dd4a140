"""One writes articles one at a time; the second of two writers sees both texts and loses none."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.models import Article
from agreements.drafting.writing import actions as writing
from tests.factories import begun, member, village
from villages.people.models import Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), village("Pasir"))


@pytest.fixture
def head(client, agreement):
    client.force_login(agreement.created_by)
    return client


@pytest.fixture
def article(agreement):
    return agreement.articles.get(content="funding")


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


def posted(article, **changes):
    return {
        "edition": article.edition,
        "heading": article.heading,
        "content": article.content,
        "body": article.body,
    } | changes


def ordinals(agreement):
    return list(agreement.articles.order_by("ordinal").values_list("ordinal", flat=True))


def test_the_page_has_guidance_law_and_neighbours(head, agreement, article):
    response = head.get(url("article-edit", agreement, article.pk))
    assertContains(response, article.guidance)
    assertContains(response, article.legal_basis)
    assertContains(response, 'rel="prev"')
    assertContains(response, 'rel="next"')


def test_an_article_is_saved_and_shown_as_in_the_document(head, agreement, article):
    body = "(5) Biaya ditanggung bersama.\r\n(9) Senilai {{ value }}."
    address = url("article-edit", agreement, article.pk)
    response = head.post(address, posted(article, body=body), follow=True)
    assertRedirects(response, address)
    assertContains(response, "Tersimpan pukul")
    assertContains(response, "Senilai Rp150.000.000,00")
    assert "\r" not in Article.objects.get(pk=article.pk).body


def test_the_second_writer_sees_both_texts_and_merges(head, agreement, article):
    colleague = member(agreement.initiator, Position.VILLAGE_STAFF)
    writing.save_article(article, by=colleague, edition=1, heading="", content="funding", body="Dari rekan.")
    address = url("article-edit", agreement, article.pk)
    response = head.post(address, posted(article, body="Dari saya."))
    for words in ("Dari rekan.", "Dari saya.", str(colleague), "masih ada"):
        assertContains(response, words)
    assert Article.objects.get(pk=article.pk).body == "Dari rekan."
    chosen = {"over": response.context["conflict"].edition, "body": "Dari keduanya."}
    head.post(address, posted(article, **chosen))
    assert Article.objects.get(pk=article.pk).body == "Dari keduanya."


def test_the_text_of_an_article_removed_meanwhile_is_offered_as_a_new_one(head, agreement, article):
    writing.remove_article(article, by=agreement.created_by)
    response = head.post(url("article-edit", agreement, article.pk), posted(article, body="Jangan hilang."))
    assertContains(response, "Jangan hilang.")
    assertContains(response, f'action="{url("article-add", agreement)}"')
    assert head.get(url("article-edit", agreement, article.pk)).status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"body": "x" * 5_000_000}, "20000"),
        ({"body": "{{ rahasia }}"}, "tidak dikenal"),
        ({"body": "nol \x00"}, "null"),
        ({"heading": "x" * 201}, "200"),
        ({"heading": "dua\nbaris"}, "satu baris"),
        ({"content": "lain"}, "pilihan"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_changes(head, agreement, article, changes, words):
    response = head.post(url("article-edit", agreement, article.pk), posted(article, **changes))
    assertContains(response, words)
    assert Article.objects.get(pk=article.pk).edition == article.edition


@pytest.mark.parametrize("edition", ["", "nol", "-1", "9" * 40, "１"])
def test_a_strange_edition_counts_as_stale(head, agreement, article, edition):
    response = head.post(
        url("article-edit", agreement, article.pk), posted(article, edition=edition, body="Baru.")
    )
    assertContains(response, "Yang tersimpan sekarang")


def test_markup_in_an_article_stays_text(head, agreement, article):
    address = url("article-edit", agreement, article.pk)
    response = head.post(address, posted(article, body="<b>tebal</b>", heading="<i>x</i>"), follow=True)
    assertNotContains(response, "<b>tebal</b>")
    assertNotContains(head.get(url("draft-preview", agreement)), "<b>tebal</b>")


def test_an_article_is_added_behind_another_and_the_rest_moves_on(head, agreement, article):
    address = f"{url('article-add', agreement)}?setelah={article.pk}&isi=asset"
    assertContains(head.get(address), f"setelah Pasal {article.ordinal}")
    head.post(address, {"heading": "Aset", "content": "asset", "body": "Aset dicatat."})
    added = agreement.articles.get(heading="Aset")
    assert (added.ordinal, added.chapter) == (article.ordinal + 1, article.chapter)
    assert ordinals(agreement) == list(range(1, agreement.articles.count() + 1))


@pytest.mark.parametrize("after", ["", "0", "9" * 30, "x", "%00"])
def test_an_article_behind_nothing_goes_to_the_end(head, agreement, after):
    head.post(f"{url('article-add', agreement)}?setelah={after}", {"content": "other", "body": "Akhir."})
    assert agreement.articles.order_by("ordinal").last().body == "Akhir."


def test_an_article_of_another_agreement_is_no_place(head, agreement):
    other = begun(village("Buayan"), village("Rogodono")).articles.order_by("ordinal").first()
    assert head.get(url("article-edit", agreement, other.pk)).status_code == 404
    assert head.post(url("article-remove", agreement, other.pk)).status_code == 404
    head.post(f"{url('article-add', agreement)}?setelah={other.pk}", {"content": "other", "body": "Akhir."})
    assert agreement.articles.order_by("ordinal").last().body == "Akhir."


def test_an_article_is_removed_after_a_page_that_says_so(head, agreement, article):
    address = url("article-remove", agreement, article.pk)
    assertContains(head.get(address), "Hapus pasal")
    assert agreement.articles.filter(pk=article.pk).exists()
    head.post(address)
    assert not agreement.articles.filter(pk=article.pk).exists()
    assert ordinals(agreement) == list(range(1, agreement.articles.count() + 1))


def test_removing_an_article_that_moved_closes_the_right_gap(agreement, article):
    first = agreement.articles.order_by("ordinal").first()
    for body in ("sisipan", "sisipan lain"):
        writing.add_article(
            agreement, by=agreement.created_by, after=first, heading="", content="other", body=body
        )
    writing.remove_article(article, by=agreement.created_by)
    writing.remove_article(article, by=agreement.created_by)
    assert ordinals(agreement) == list(range(1, agreement.articles.count() + 1))
