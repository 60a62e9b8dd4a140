"""An article saves itself while it is written; whatever goes wrong on the way, no text is lost or overwritten."""

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.models import Article
from agreements.drafting.together.models import Suggestion
from agreements.drafting.writing import actions as writing
from tests.agreements.factories import returned
from tests.factories import begun, member, signatory_of, submitted, village
from tests.support.forms import forms_in
from villages.people.models import Position

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), village("Pasir"))


@pytest.fixture
def head(client, agreement):
    client.force_login(agreement.created_by)
    return client


@pytest.fixture
def other(agreement):
    return signatory_of(agreement.parties.get(ordinal=2).organization)


@pytest.fixture
def article(agreement):
    return written(agreement, "funding", "(1) Satu.\n(2) Dua.\n(3) Tiga.")


def written(agreement, content, body):
    article = agreement.articles.get(content=content)
    fields = {"heading": article.heading, "content": content, "body": body}
    return writing.save_article(article, by=agreement.created_by, edition=article.edition, **fields)


def url(name, article):
    return reverse(f"agreements:{name}", args=[article.agreement.ref, article.pk])


def stored(article):
    return Article.objects.get(pk=article.pk)


def typed(article, **changes):
    order = writing.order_of(article.agreement)
    return {
        "edition": article.edition,
        "order": ",".join(map(str, order)),
        "heading": article.heading,
        "content": article.content,
        "body": writing.shown(article.body, order),
    } | changes


def by_colleague(article, body):
    colleague = member(article.agreement.initiator, Position.VILLAGE_STAFF)
    fields = {"heading": article.heading, "content": article.content, "body": body}
    return writing.save_article(article, by=colleague, edition=article.edition, **fields)


def test_htmx_hears_when_it_was_saved_and_gets_the_new_edition_but_never_the_text(
    head, article, time_machine
):
    moment = timezone.now().replace(hour=7, minute=5)
    time_machine.move_to(moment)
    response = head.post(url("article-edit", article), typed(article, body="(1) Baru."), headers=HTMX)
    assertContains(response, "Tersimpan 14.05")
    assertContains(
        response, f'name="edition" id="edisi" value="{stored(article).edition}" hx-swap-oob="true"'
    )
    assertContains(response, "Baru.", count=1)
    assertNotContains(response, "<textarea")
    assert response.headers["HX-Trigger"] == "draft-saved"
    assertContains(head.get(url("article-edit", article)), "Tersimpan 14.05")
    time_machine.move_to(moment + dt.timedelta(days=1))
    head.force_login(article.agreement.created_by)
    assertContains(head.get(url("article-edit", article)), f"Tersimpan {date_format(moment, 'j F Y')}, 14.05")


def test_one_saves_many_times_with_the_editions_that_one_is_given(head, article):
    edition = article.edition
    for number in range(3):
        body = {"body": f"Teks {number}.", "edition": edition}
        response = head.post(url("article-edit", article), typed(article, **body), headers=HTMX)
        edition = response.context["edition"]
    assert stored(article).body == "Teks 2."


def test_a_reference_is_typed_as_people_speak_and_follows_its_article(head, agreement, article):
    target = agreement.articles.get(content="term")
    head.post(url("article-edit", article), typed(article, body=f"Menurut Pasal {target.ordinal} ayat (2)."))
    assert stored(article).body == f"Menurut {{{{ pasal.a{target.pk} }}}} ayat (2)."
    writing.move_article(target, by=agreement.created_by, after=None)
    page = head.get(url("article-edit", article))
    assertContains(page, "Menurut Pasal 1 ayat (2).", count=2)
    assertNotContains(page, "pasal.a")


def test_what_cannot_be_saved_is_told_and_nothing_is_triggered(head, article):
    response = head.post(url("article-edit", article), typed(article, body="{{ rahasia }}"), headers=HTMX)
    assertContains(response, "Belum tersimpan")
    assertContains(response, f'value="{article.edition}"')
    assert "HX-Trigger" not in response.headers
    assert stored(article).body == article.body


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["htmx", "page"])
def test_somebody_elses_text_stands_beside_mine_and_is_replaced_only_when_chosen(head, article, headers):
    theirs = by_colleague(article, "(1) Dari rekan.")
    mine = typed(article, body="(1) Dari saya.")
    response = head.post(url("article-edit", article), mine, headers=headers)
    assertContains(response, "Yang tersimpan sekarang")
    assertContains(response, "Dari rekan.")
    assertNotContains(response, "Gabungan keduanya")
    assert "HX-Trigger" not in response.headers
    again = head.post(url("article-edit", article), mine, headers=HTMX)
    assert again.context["edition"] == article.edition
    assert stored(article).body == theirs.body
    head.post(url("article-edit", article), mine | {"over": theirs.edition})
    assert stored(article).body == "(1) Dari saya."


def test_changes_that_do_not_touch_are_offered_together(head, article):
    theirs = by_colleague(article, "(1) Satu.\n(2) Dua.\n(3) Tiga dari rekan.")
    mine = typed(article, body="(1) Satu dari saya.\n(2) Dua.\n(3) Tiga.")
    response = head.post(url("article-edit", article), mine)
    assertContains(response, "Gabungan keduanya")
    assert stored(article).body == theirs.body
    head.post(url("article-edit", article), mine | {"merged": theirs.edition})
    assert stored(article).body == "(1) Satu dari saya.\n(2) Dua.\n(3) Tiga dari rekan."


def test_a_choice_made_before_a_third_save_asks_again(head, article):
    theirs = by_colleague(article, "(1) Dari rekan.")
    newest = by_colleague(theirs, "(1) Dari rekan lain.")
    for choice in ("over", "merged"):
        chosen = typed(article, body="(1) Dari saya.") | {choice: theirs.edition}
        assertContains(head.post(url("article-edit", article), chosen), "Dari rekan lain.")
    assert stored(article).body == newest.body


@pytest.mark.parametrize("later", ["(1) Satu kali.", "(1) Satu kali, lalu lanjut."], ids=["same", "more"])
def test_an_answer_that_was_lost_is_nobody_elses_change(head, article, later):
    first = typed(article, body="(1) Satu kali.")
    head.post(url("article-edit", article), first, headers=HTMX)
    attempt = json.dumps([{name: first[name] for name in ("heading", "content", "body")}])
    response = head.post(
        url("article-edit", article), first | {"body": later, "attempt": attempt}, headers=HTMX
    )
    assert response.headers["HX-Trigger"] == "draft-saved"
    assert stored(article).body == later


@pytest.mark.parametrize(
    "attempt", ["{", "[" * 5000, "1", '["x"]', '[{"body": 3}]', "null", '{"body": "(1) Dari rekan."}']
)
def test_a_strange_attempt_counts_for_nothing(head, article, attempt):
    theirs = by_colleague(article, "(1) Dari rekan.")
    mine = typed(article, body="(1) Dari saya.", attempt=attempt)
    assertContains(head.post(url("article-edit", article), mine), "Yang tersimpan sekarang")
    assert stored(article).body == theirs.body


@pytest.mark.parametrize("order", ["", "x", "1,2,3", "9" * 40, ","])
def test_a_strange_order_costs_no_text(head, article, order):
    head.post(url("article-edit", article), typed(article, body="Menurut Pasal 9999.", order=order))
    assert stored(article).body == "Menurut Pasal 9999."


def test_who_does_not_hold_the_pen_suggests(client, agreement, article, other):
    client.force_login(other)
    page = client.get(url("article-edit", article))
    assertContains(page, "Usulkan perubahan")
    assertNotContains(page, "hx-post")
    form = next(f for f in forms_in(page.content.decode(), "") if f.action == url("article-suggest", article))
    sent = form.data(body="(1) Satu.\n(2) Dua kali.\n(3) Tiga.", note="Supaya jelas.")
    assertRedirects(client.post(url("article-suggest", article), sent), url("article-edit", article))
    suggestion = Suggestion.objects.get()
    assert (suggestion.article, suggestion.note, suggestion.by) == (article, "Supaya jelas.", other)
    assert stored(article).body == article.body


def test_a_text_saved_after_the_pen_was_handed_on_is_offered_as_a_suggestion(client, article, other):
    client.force_login(other)
    response = client.post(url("article-edit", article), typed(article, body="(1) Jangan hilang."))
    assertContains(response, "Jangan hilang.")
    assertContains(response, f'action="{url("article-suggest", article)}"')
    assert stored(article).body == article.body


def test_a_suggestion_for_a_text_that_changed_meanwhile_shows_both(client, article, other):
    theirs = by_colleague(article, "(1) Dari rekan.")
    client.force_login(other)
    response = client.post(url("article-suggest", article), typed(article, body="(1) Usul saya.", note=""))
    assertContains(response, "Dari rekan.")
    assertContains(response, "Usul saya.")
    assert not Suggestion.objects.exists()
    assert stored(article).body == theirs.body


def test_a_new_article_of_another_party_is_a_suggestion(client, agreement, other):
    client.force_login(other)
    address = reverse("agreements:article-add", args=[agreement.ref])
    client.post(address, {"heading": "Tambahan", "content": "other", "body": "Isi usul."})
    assert Suggestion.objects.get().kind == "add"
    assert not agreement.articles.filter(heading="Tambahan").exists()


def test_htmx_is_told_when_the_text_was_submitted_meanwhile(head, agreement, article):
    submitted(agreement)
    response = head.post(url("article-edit", article), typed(article, body="Terlambat."), headers=HTMX)
    assert response.headers["HX-Redirect"] == agreement.desk_url
    assert stored(article).body == article.body


def test_remarks_stand_beside_the_article(head, agreement):
    returned(agreement, "Sebutkan sumber dananya.")
    first = agreement.articles.order_by("ordinal").first()
    assertContains(head.get(url("article-edit", first)), "Sebutkan sumber dananya.")
