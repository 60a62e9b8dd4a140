"""Conversations about an article or the whole draft: what was said stays, and is read by all parties."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.together.models import Comment, Thread
from agreements.drafting.together.threads import open_thread, reply, settle
from agreements.drafting.writing.actions import remove_article
from tests.factories import begun, member, village
from villages.people.models import Position

pytestmark = pytest.mark.django_db


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


@pytest.fixture
def article(agreement):
    return agreement.articles.get(content="funding")


def test_a_conversation_begins_on_the_page_of_an_article(client, agreement, article, first, second):
    client.force_login(second)
    response = client.post(url("threads", agreement), {"article": article.pk, "text": "Dari mana dananya?"})
    address = url("article-edit", agreement, article.pk)
    assertRedirects(response, address + "#percakapan", fetch_redirect_response=False)
    client.force_login(first)
    page = client.get(address)
    for words in ("Dari mana dananya?", str(second), "untuk Desa Pasir"):
        assertContains(page, words)


def test_it_is_answered_settled_and_opened_again(client, agreement, article, first, second):
    thread = open_thread(agreement, by=second, article=article, text="Dari mana dananya?")
    client.force_login(first)
    response = client.post(url("thread", agreement, thread.pk), {"text": "Dari APB Desa."}, follow=True)
    assertContains(response, "Dari APB Desa.")
    client.post(url("thread-settle", agreement, thread.pk))
    assert Thread.objects.get(pk=thread.pk).settled_by == first
    page = client.get(url("article-edit", agreement, article.pk))
    assertNotContains(page, "Dari APB Desa.")
    assertContains(page, "1 percakapan sudah selesai")
    client.post(url("thread-reopen", agreement, thread.pk))
    assert Thread.objects.get(pk=thread.pk).settled_at is None


def test_an_answer_opens_what_was_settled(agreement, first, second):
    thread = open_thread(agreement, by=second, text="Boleh kami pegang penanya?")
    settle(thread, by=second)
    reply(thread, by=first, text="Boleh.")
    assert Thread.objects.get(pk=thread.pk).settled_at is None


def test_it_outlives_its_article(client, agreement, article, first, second):
    thread = open_thread(agreement, by=second, article=article, text="Dari mana dananya?")
    place = thread.place
    remove_article(article, by=first)
    client.force_login(second)
    page = client.get(url("threads", agreement))
    assertContains(page, place)
    assertContains(page, "Dari mana dananya?")


def test_an_empty_message_is_told_and_what_was_typed_is_kept(client, agreement, second):
    client.force_login(second)
    assertContains(client.post(url("threads", agreement), {"text": " "}), "yang perlu diperbaiki")
    long = "x" * 4001
    response = client.post(url("threads", agreement), {"text": long})
    assertContains(response, "yang perlu diperbaiki")
    assertContains(response, long)
    with pytest.raises(ValidationError):
        open_thread(agreement, by=second, text=" ")
    assert not Comment.objects.exists()
    assert not Thread.objects.exists()


def test_what_is_said_stays_text(client, agreement, second):
    open_thread(agreement, by=second, text="<b>tebal</b>")
    client.force_login(second)
    assertNotContains(client.get(url("threads", agreement)), "<b>tebal</b>")


def test_nobody_else_reads_along(client, agreement, second):
    thread = open_thread(agreement, by=second, text="Rahasia para pihak.")
    client.force_login(member(agreement.initiator, Position.COUNCIL))
    assert client.get(url("threads", agreement)).status_code == 403
    client.force_login(begun(village("Buayan"), village("Rogodono")).created_by)
    assert client.get(url("thread", agreement, thread.pk)).status_code == 404


@pytest.mark.parametrize("article", ["", "0", "x", "9" * 30, "１"])
def test_an_article_that_is_none_means_the_whole_draft(client, agreement, second, article):
    client.force_login(second)
    client.post(url("threads", agreement), {"article": article, "text": "Halo."})
    assert Thread.objects.get().place == "Seluruh naskah"
