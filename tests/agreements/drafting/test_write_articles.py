"""One writes articles and provisions one at a time; the second of two writers sees both texts and loses none."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.writing import actions as articles
from agreements.drafting.models import Article, Provision
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
    head.post(address, posted(article, edition=response.context["edition"], body="Dari keduanya."))
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


def test_provisions_are_added_changed_and_removed(head, agreement):
    party = agreement.parties.get(ordinal=2)
    address = f"{url('provision-add', agreement)}?pihak=2&jenis=sanction"
    form = head.get(address).context["form"]
    assert (form["party"].value(), form["kind"].value()) == (party.pk, "sanction")
    row = {"party": party.pk, "kind": "obligation", "text": "menyetor iuran", "amount": "2.500.000"}
    head.post(address, row | {"due_on": "2027-03-01"})
    made = agreement.provisions.get(text="menyetor iuran")
    assert (made.party, made.amount) == (party, 2_500_000)
    edit = url("provision-edit", agreement, made.pk)
    head.post(edit, {"kind": "right", "text": "menerima iuran", "amount": "", "due_on": ""})
    made.refresh_from_db()
    assert (made.kind, made.text, made.amount, made.due_on) == ("right", "menerima iuran", None, None)
    assertContains(head.get(url("provision-remove", agreement, made.pk)), "menerima iuran")
    head.post(url("provision-remove", agreement, made.pk))
    assert not Provision.objects.filter(pk=made.pk).exists()


def test_a_provision_for_somebody_elses_party_is_refused(head, agreement):
    other = begun(village("Buayan"), village("Rogodono")).parties.get(ordinal=1)
    row = {"party": other.pk, "kind": "right", "text": "menerima iuran"}
    before = agreement.provisions.count()
    response = head.post(url("provision-add", agreement), row)
    assert response.context["form"].errors["party"]
    assert agreement.provisions.count() == before


@pytest.mark.parametrize(
    "address", ["?pihak=9", "?pihak=x&jenis=<b>", "?pihak=99999999999999999999", "?jenis=%00"]
)
def test_any_address_of_a_new_provision_is_answered(head, agreement, address):
    assert head.get(url("provision-add", agreement) + address).status_code == 200


def test_a_provision_removed_meanwhile_keeps_what_was_typed(head, agreement, monkeypatch):
    row = agreement.provisions.order_by("pk").first()
    exists = articles.save_provision

    def removed_first(provision, **fields):
        Provision.objects.filter(pk=provision.pk).delete()
        return exists(provision, **fields)

    monkeypatch.setattr(articles, "save_provision", removed_first)
    response = head.post(url("provision-edit", agreement, row.pk), {"kind": "right", "text": "jangan hilang"})
    assertContains(response, "jangan hilang")
    assertContains(response, "sudah dihapus orang lain")
