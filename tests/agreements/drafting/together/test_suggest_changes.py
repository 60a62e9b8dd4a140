"""Who does not hold the pen suggests; who holds it accepts or rejects place by place; a moved place loses nothing."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.completeness import findings
from agreements.drafting.models import Article
from agreements.drafting.together.deciding import Moved, accept, place_by_hand, reject, take_back
from agreements.drafting.together.joining import hand_over, join
from agreements.drafting.together.models import Suggestion
from agreements.drafting.together.suggesting import suggest, suggest_new, suggest_removal
from agreements.drafting.writing.actions import order_of, remove_article, save_article, undo
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from tests.factories import begun, village

pytestmark = pytest.mark.django_db
BODY = "(1) Sampah dipilah.\n(2) Sampah diangkut.\n(3) Sampah diolah."


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


@pytest.fixture
def article(agreement, first):
    found = agreement.articles.get(content="implementation")
    return save_article(found, by=first, edition=1, heading="Pelaksanaan", content=found.content, body=BODY)


def reads(article):
    return Article.objects.get(pk=article.pk).body


def suggested(article, by, body, **more):
    given = {"heading": article.heading, "content": article.content, **more}
    return suggest(article, by=by, body=body, **given)


def test_each_changed_place_is_a_suggestion_of_its_own(agreement, article, second):
    rows = suggested(article, second, BODY.replace("dipilah", "dipilah di rumah").replace("diolah", "dijual"))
    assert [(row.old, row.new) for row in rows] == [
        ("(1) Sampah dipilah.\n", "(1) Sampah dipilah di rumah.\n"),
        ("(3) Sampah diolah.\n", "(3) Sampah dijual.\n"),
    ]
    assert reads(article) == BODY
    entry = agreement.journal.order_by("-serial")[0]
    assert (entry.code, entry.details["count"], entry.on_behalf_of_id) == (
        "suggest",
        2,
        rows[0].organization_id,
    )


def test_they_are_decided_one_by_one(article, first, second):
    one, two = suggested(article, second, BODY.replace("dipilah", "ditimbang").replace("diolah", "dijual"))
    accept(two, by=first)
    assert reads(article) == BODY.replace("diolah", "dijual")
    reject(one, by=first, answer="Timbangan belum ada.")
    assert reads(article) == BODY.replace("diolah", "dijual")
    row = Suggestion.objects.get(pk=one.pk)
    assert (row.state, row.answer, row.decided_by) == ("rejected", "Timbangan belum ada.", first)


def test_what_was_accepted_can_be_undone(agreement, article, first, second):
    [row] = suggested(article, second, BODY.replace("diolah", "dijual"))
    accept(row, by=first)
    assert undo(agreement, by=first).kind == "adopt"
    assert reads(article) == BODY


def test_a_heading_a_new_article_and_a_removal_are_suggested_too(agreement, article, first, second):
    [heading] = suggested(article, second, BODY, heading="Cara Pelaksanaan", content="other")
    new = suggest_new(
        agreement,
        by=second,
        after=article,
        heading="Bank Sampah",
        content="other",
        body="Dibentuk bank sampah.",
    )
    last = agreement.articles.order_by("-ordinal")[0]
    gone = suggest_removal(last, by=second, note="Sudah diatur di atas.")
    for row in (heading, new, gone):
        accept(row, by=first)
    now = Article.objects.get(pk=article.pk)
    assert (now.heading, now.content) == ("Cara Pelaksanaan", "other")
    assert agreement.articles.get(heading="Bank Sampah").ordinal == now.ordinal + 1
    assert not agreement.articles.filter(pk=last.pk).exists()


def test_references_in_a_suggestion_follow_their_article(agreement, article, first, second):
    order, target = order_of(agreement), agreement.articles.order_by("ordinal")[1]
    [row] = suggested(article, second, BODY + "\n(4) Sesuai Pasal 2.", order=order)
    accept(row, by=first)
    assert f"{{{{ pasal.a{target.pk} }}}}" in reads(article)


def test_the_same_is_not_suggested_twice(agreement, article, second):
    rows = suggested(article, second, BODY.replace("diolah", "dijual"))
    assert suggested(article, second, BODY.replace("diolah", "dijual")) == rows
    assert suggested(article, second, BODY) == []
    assert agreement.suggestions.count() == 1


def test_only_the_pen_decides_and_only_the_proposer_takes_back(article, first, second, seconds_secretary):
    [row] = suggested(article, seconds_secretary, BODY.replace("diolah", "dijual"))
    for act in (lambda: accept(row, by=second), lambda: reject(row, by=second, answer="Ya.")):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.answer.because_of_who
    with pytest.raises(Refused) as refused:
        take_back(row, by=first)
    assert refused.value.answer.because_of_who
    assert take_back(row, by=second).state == "taken_back"
    with pytest.raises(Refused, match="sudah ditarik"):
        accept(row, by=first)


def test_when_the_pen_moves_the_others_decide(agreement, article, first, second):
    join(agreement, by=second)
    hand_over(agreement, by=first, to=agreement.parties.get(ordinal=2).organization)
    [row] = suggested(article, first, BODY.replace("diolah", "dijual"))
    accept(row, by=second)
    assert "dijual" in reads(article)


def test_a_place_follows_when_lines_come_in_above(article, first, second):
    [row] = suggested(article, second, BODY.replace("diolah", "dijual"))
    more = "(1) Sampah dikumpulkan.\n(2) Sampah dipilah.\n(3) Sampah diangkut.\n(4) Sampah diolah."
    save_article(
        article,
        by=first,
        edition=article.edition,
        heading=article.heading,
        content=article.content,
        body=more,
    )
    accept(row, by=first)
    assert reads(article).splitlines()[:3] == more.splitlines()[:3]
    assert reads(article).endswith("Sampah dijual.")


def test_a_place_that_changed_is_placed_by_hand(client, agreement, article, first, second):
    [row] = suggested(article, second, BODY.replace("diolah", "dijual"))
    theirs = BODY.replace("diolah", "dibakar")
    now = save_article(
        article,
        by=first,
        edition=article.edition,
        heading=article.heading,
        content=article.content,
        body=theirs,
    )
    with pytest.raises(Moved):
        accept(row, by=first)
    assert reads(article) == theirs
    client.force_login(first)
    response = client.post(url("suggestion-accept", agreement, row.pk), follow=True)
    assertRedirects(response, url("suggestion-place", agreement, row.pk))
    for words in ("dibakar", "dijual", "berubah sejak diusulkan"):
        assertContains(response, words)
    stale = {"edition": now.edition - 1, "heading": now.heading, "body": "Apa saja."}
    assertContains(client.post(url("suggestion-place", agreement, row.pk), stale), "baru saja diubah lagi")
    assert reads(article) == theirs
    both = theirs + "\n(4) Sisanya dijual."
    client.post(
        url("suggestion-place", agreement, row.pk),
        {"edition": now.edition, "heading": now.heading, "body": both},
    )
    assert reads(article) == both
    assert Suggestion.objects.get(pk=row.pk).state == "accepted"


def test_words_for_an_article_that_is_gone_become_a_new_one(agreement, article, first, second):
    [row] = suggested(article, second, BODY.replace("diolah", "dijual"))
    remove_article(article, by=first)
    row = Suggestion.objects.get(pk=row.pk)
    with pytest.raises(Moved):
        accept(row, by=first)
    place_by_hand(row, by=first, edition=0, heading="Penjualan", content="other", body="Sampah dijual.")
    assert agreement.articles.order_by("-ordinal")[0].body == "Sampah dijual."


def test_a_removal_of_a_text_that_changed_waits_for_a_second_look(article, first, second):
    row = suggest_removal(article, by=second, note="")
    save_article(
        article,
        by=first,
        edition=article.edition,
        heading="",
        content=article.content,
        body=BODY + "\n(4) Baru.",
    )
    with pytest.raises(Moved):
        accept(Suggestion.objects.get(pk=row.pk), by=first)
    assert "(4) Baru." in reads(article)


def test_suggestions_stand_in_their_place_on_the_articles_page(client, agreement, article, first, second):
    [row] = suggested(article, second, BODY.replace("diangkut", "dibawa"), note="Lebih jelas.")
    client.force_login(first)
    page = client.get(url("article-edit", agreement, article.pk)).content.decode()
    beside = page[page.index('id="usul"') :]
    places = [
        beside.index(words) for words in ("Sampah dipilah", "<del>", "<ins>", "Lebih jelas.", "Sampah diolah")
    ]
    assert places == sorted(places)
    assert "[dihapus: " in beside
    client.post(url("suggestion-accept", agreement, row.pk), {"back": "pasal"})
    assertNotContains(client.get(url("article-edit", agreement, article.pk)), 'id="usul"')
    assert "dibawa" in reads(article)


def test_the_list_counts_and_shows_what_was_answered(client, agreement, article, first, second):
    one, _two = suggested(article, second, BODY.replace("dipilah", "ditimbang").replace("diolah", "dijual"))
    reject(one, by=first, answer="Belum ada alat.")
    client.force_login(second)
    page = client.get(url("suggestions", agreement))
    assertContains(page, "1 usul menunggu")
    assertContains(page, "Belum ada alat.")
    assertContains(page, "Tarik usul")
    assertNotContains(page, "Terima")


def test_a_rejection_needs_an_answer(client, agreement, article, first, second):
    [row] = suggested(article, second, BODY.replace("diolah", "dijual"))
    client.force_login(first)
    assertContains(
        client.post(url("suggestion-reject", agreement, row.pk), {"answer": ""}), "tidak boleh kosong"
    )
    client.post(url("suggestion-reject", agreement, row.pk), {"answer": "Tidak sekarang."})
    assert Suggestion.objects.get(pk=row.pk).state == "rejected"


def test_open_suggestions_are_a_warning_with_the_way_to_them(agreement, article, second):
    suggested(article, second, BODY.replace("diolah", "dijual"))
    found = [f for f in findings(Agreement.objects.get(pk=agreement.pk)) if f.place == "suggestions"]
    assert [(f.message, f.blocking) for f in found] == [("1 usul belum dijawab.", False)]


def test_a_suggestion_of_another_draft_is_not_found(client, agreement, article, second):
    [row] = suggested(article, second, BODY.replace("diolah", "dijual"))
    other = begun(village("Buayan"), village("Rogodono"))
    client.force_login(other.created_by)
    assert client.post(url("suggestion-accept", other, row.pk)).status_code == 404


def test_as_many_queries_for_ten_suggestions_as_for_two(
    client, agreement, article, first, second, count_queries
):
    client.force_login(first)
    lines = [f"({n}) Baris {n}." for n in range(1, 25)]
    article = save_article(
        article,
        by=first,
        edition=article.edition,
        heading=article.heading,
        content=article.content,
        body="\n".join(lines),
    )
    suggested(
        article, second, "\n".join(f"{line} Ya." if n in (1, 3) else line for n, line in enumerate(lines))
    )
    address = url("article-edit", agreement, article.pk)
    few = count_queries(lambda: client.get(address))
    suggested(article, second, "\n".join(f"{line} Ya." if n % 2 else line for n, line in enumerate(lines)))
    assert count_queries(lambda: client.get(address)) == few
