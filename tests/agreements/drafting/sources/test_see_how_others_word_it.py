"""Published articles of the same content are shown, nearest first, and become a suggestion with one click."""

import pytest
from django.db import connection
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.documents.placeholders import values
from agreements.drafting.models import Article
from agreements.drafting.queries import content_of
from agreements.drafting.sources.wordings import adopted, telling, wordings_for
from agreements.drafting.together.deciding import accept
from agreements.drafting.together.models import Suggestion
from agreements.record.stages import Stage
from tests.factories import begun, listed, member, moved, signatory_of, village
from villages.people.models import Position

pytestmark = pytest.mark.django_db
MINE = "Biaya pengangkutan sampah ditanggung bersama oleh kedua desa."


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), village("Srati"))


@pytest.fixture
def article(agreement):
    found = agreement.articles.get(content="funding")
    Article.objects.filter(pk=found.pk).update(body=MINE, heading="Pendanaan")
    found.refresh_from_db()
    return found


def published(
    body, *, content="funding", stage=Stage.IN_FORCE, heading="Pembiayaan", parties=None, **details
):
    """An agreement with that one article, in that stage."""
    made = listed(*(parties or (village(), village())), stage=Stage.DRAFTING, **details)
    written = Article.objects.create(agreement=made, ordinal=1, content=content, heading=heading, body=body)
    if stage != Stage.DRAFTING:
        moved(made, stage)
    return written


def found(article, **values_here):
    return wordings_for(article, values(content_of(article.agreement)) | values_here)


def url(name, article, *more):
    return reverse(f"agreements:{name}", args=[article.agreement.ref, article.pk, *more])


def test_the_nearest_come_first(article):
    far = published("Pendanaan bersumber dari iuran anggota koperasi tani.")
    near = published("Biaya pengangkutan sampah ditanggung oleh desa pemilik truk.")
    nearer = published(
        "Biaya pengangkutan sampah ditanggung bersama oleh kedua desa menurut jumlah kepala keluarga."
    )
    assert [w.article.pk for w in found(article)] == [nearer.pk, near.pk, far.pk]


def test_only_what_anybody_may_read_of_the_same_content(article):
    published("Biaya rancangan.", stage=Stage.DRAFTING)
    published("Biaya naskah yang ditinjau.", stage=Stage.REVIEW)
    published("Biaya sengketa.", content="dispute")
    published("")
    ended = published("Biaya yang berakhir.", stage=Stage.ENDED)
    assert [w.article.pk for w in found(article)] == [ended.pk]


def test_the_same_words_are_shown_once_and_ones_own_never(article):
    published(MINE)
    published("Biaya dibagi dua sama besar.")
    published("Biaya dibagi dua sama besar.")
    (wording,) = found(article)
    assert wording.also == 1


def test_placeholders_are_filled_for_this_draft(article, agreement):
    gone = published("x").pk
    published(
        f"Menurut {{{{ pasal.a{gone} }}}}, "
        "{{ pihak.1.nama }} dan {{ pihak.7.nama }} membayar biaya sampah."
    )
    words = [block.text for w in found(article) for run in w.blocks for block in run.blocks]
    assert "Menurut Pasal …………, Desa Argopeni dan ………… membayar biaya sampah." in words


def test_names_of_its_parties_are_told(article):
    parties = (village("Jladri"), village("Karangduwur"))
    published("Desa Jladri membayar biaya sampah.", parties=parties)
    assert found(article)[0].names == ("Desa Jladri",)
    published("Desa Jladrian membayar biaya.", parties=parties)
    assert [w.names for w in found(article)].count(()) == 1


def test_an_article_without_words_finds_the_newest(article):
    Article.objects.filter(pk=article.pk).update(body="", heading="")
    article.refresh_from_db()
    first, second = published("Biaya pertama."), published("Biaya kedua.")
    assert telling(article) == []
    assert [w.article.pk for w in found(article)] == [second.pk, first.pk]


@pytest.mark.parametrize(
    "body", ["d'Artagnan \\ 'a' | b & !c <-> (d)", "''':* \\\\ \\'", "100% 2026 “kutip” é 😀"]
)
def test_signs_of_the_query_language_are_only_words(article, body):
    Article.objects.filter(pk=article.pk).update(body=body)
    article.refresh_from_db()
    published("Biaya d'Artagnan kutip.")
    assert len(found(article)) == 1


def test_twenty_at_most_in_as_many_queries_as_one(article, django_assert_max_num_queries):
    values_here = values(content_of(article.agreement))
    published("Biaya nomor nol.")
    with django_assert_max_num_queries(6):
        wordings_for(article, values_here)
    for number in range(24):
        published(f"Biaya pengangkutan nomor {number}.")
    with django_assert_max_num_queries(6):
        assert len(wordings_for(article, values_here)) == 20


def test_words_that_every_article_has_tell_nothing(article):
    with connection.cursor() as cursor:
        for number in range(40):
            published(f"Biaya sampah ditanggung bersama menurut hitungan ke-{number}.")
        cursor.execute("ANALYZE agreements_article")
    assert "angkut" in telling(article)[:8]
    assert telling(article).index("angkut") < telling(article).index("sampah")


def test_one_click_makes_a_suggestion_with_its_source(client, article, agreement):
    other = published("Biaya sampah menurut {{ pihak.1 }} dan {{ pihak.9 }} dibagi dua.")
    client.force_login(signatory_of(agreement.parties.get(ordinal=2).organization))
    page = client.get(url("wordings", article))
    assertContains(page, "pemegang pena yang menjawab")
    assertContains(page, other.agreement.get_absolute_url())
    response = client.post(url("wording-adopt", article, other.pk))
    assertRedirects(
        response,
        reverse("agreements:article-edit", args=[agreement.ref, article.pk]),
        fetch_redirect_response=False,
    )
    made = Suggestion.objects.get()
    assert made.source == other.agreement
    assert "{{ pihak.1 }} dan ………… dibagi dua" in made.new
    assert Article.objects.get(pk=article.pk).body == MINE


def test_who_holds_the_pen_accepts_it_themselves(client, article, agreement):
    other = published("Biaya sampah dibagi dua.")
    client.force_login(agreement.created_by)
    assertContains(client.get(url("wordings", article)), "Anda sendiri yang menerimanya")
    client.post(url("wording-adopt", article, other.pk))
    accept(Suggestion.objects.get(), by=agreement.created_by)
    assert Article.objects.get(pk=article.pk).body == "Biaya sampah dibagi dua."


def test_what_is_not_published_cannot_be_adopted(client, article, agreement):
    secret = published("Rahasia.", stage=Stage.DRAFTING)
    elsewhere = published("Sengketa.", content="dispute")
    client.force_login(agreement.created_by)
    for key in (secret.pk, elsewhere.pk, article.pk, 10**9):
        response = client.post(url("wording-adopt", article, key), follow=True)
        assertContains(response, "tidak tersedia lagi")
    assert not Suggestion.objects.exists()


def test_the_page_says_when_there_is_nothing(client, article, agreement):
    client.force_login(agreement.created_by)
    assertContains(client.get(url("wordings", article)), "Belum ada rumusan lain")


def test_strangers_and_the_council_see_no_page(client, article, agreement):
    client.force_login(signatory_of(village().organization))
    assert client.get(url("wordings", article)).status_code == 404
    client.force_login(member(agreement.initiator, Position.COUNCIL))
    assert client.get(url("wordings", article)).status_code == 403


def test_markup_in_anothers_article_stays_text(client, article, agreement):
    published("Biaya <b>tebal</b>.")
    client.force_login(agreement.created_by)
    assertNotContains(client.get(url("wordings", article)), "<b>tebal</b>")


def test_what_is_adopted_keeps_what_this_draft_fills():
    body = "{{ judul }} {{pihak.1.nama}} {{ pasal.a5 }} ayat (1) {{ entah }}"
    assert (
        adopted(body, {"judul": "x", "pihak.1.nama": "y"})
        == "{{ judul }} {{pihak.1.nama}} Pasal ………… ayat (1) …………"
    )
