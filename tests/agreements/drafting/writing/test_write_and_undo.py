"""One writes articles, moves, splits and names them; each change is kept, can be undone, and overwrites nobody's."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agreements.documents.numbering import number
from agreements.drafting.actions import Stale, save_recitals
from agreements.drafting.models import Article
from agreements.drafting.queries import content_of
from agreements.drafting.together.models import Thread
from agreements.drafting.writing import actions, history
from agreements.drafting.writing.models import ChangeKind
from agreements.drafting.writing.storing import states_of
from agreements.drafting.writing.structure import State
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from tests.factories import begun, member, village
from villages.people.models import Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), village("Pasir"))


@pytest.fixture
def by(agreement):
    return agreement.created_by


@pytest.fixture
def rows(agreement):
    return list(agreement.articles.order_by("ordinal"))


def saved(article, by, body, **more):
    article = Article.objects.get(pk=article.pk)
    fields = {"heading": article.heading, "content": article.content, "edition": article.edition, **more}
    return actions.save_article(article, by=by, body=body, **fields)


def later(agreement):
    """What follows is a new change."""
    agreement.text_changes.update(at=timezone.now() - dt.timedelta(hours=1))


def body(article):
    return Article.objects.get(pk=article.pk).body


def read(agreement, article):
    return actions.shown(body(article), actions.order_of(agreement))


def test_a_typed_number_means_the_article_that_the_page_showed(agreement, by, rows):
    seen = actions.order_of(agreement)
    actions.move_article(rows[6], by=by, after=None)
    saved(rows[1], by, "Sesuai Pasal 7 ayat (1).", order=seen)
    assert body(rows[1]) == f"Sesuai {{{{ pasal.a{rows[6].pk} }}}} ayat (1)."
    assert read(agreement, rows[1]) == "Sesuai Pasal 1 ayat (1)."
    assert "Sesuai Pasal 1 ayat (1)." in str(number(content_of(agreement)).articles)


def test_a_reference_to_a_removed_article_is_blank_and_lives_again(agreement, by, rows):
    saved(rows[1], by, "Sesuai Pasal 7.")
    thread = Thread.objects.create(agreement=agreement, article=rows[6], place="Pasal 7")
    actions.remove_article(rows[6], by=by)
    assert read(agreement, rows[1]) == "Sesuai Pasal …………."
    assert "Sesuai Pasal …………." in str(number(content_of(agreement)).articles)
    saved(rows[1], by, "Menurut Pasal …………, dan lagi.")
    with pytest.raises(Refused, match=r"berubah lagi|diubah lagi"):
        actions.undo(agreement, by=by, change=agreement.text_changes.order_by("pk").first().pk)
    actions.undo(agreement, by=by)
    actions.undo(agreement, by=by)
    assert read(agreement, rows[1]) == "Sesuai Pasal 7."
    thread.refresh_from_db()
    assert thread.article_id == rows[6].pk


def test_a_number_typed_before_there_was_such_an_article_means_the_one_that_comes(agreement, by, rows):
    last = len(rows) + 1
    saved(rows[1], by, f"Sesuai Pasal {last}.")
    assert body(rows[1]) == f"Sesuai Pasal {last}."
    text = {"heading": "", "content": "other", "body": "Baru."}
    actions.add_article(agreement, by=by, after=None, **text)
    actions.move_article(agreement.articles.get(ordinal=last), by=by, after=None)
    assert read(agreement, rows[1]) == "Sesuai Pasal 1."


def test_saves_of_a_stretch_are_one_change(agreement, by, rows):
    before = body(rows[2])
    for words in ("Satu.", "Satu. Dua.", "Satu. Dua. Tiga."):
        saved(rows[2], by, words)
    [change] = agreement.text_changes.all()
    assert (change.kind, change.article_pk, change.before[0]["body"]) == ("save", rows[2].pk, before)
    later(agreement)
    change.refresh_from_db()
    change.before[0].pop("since")
    change.save()
    saved(rows[2], by, "Empat.")
    colleague = member(agreement.initiator, Position.VILLAGE_STAFF)
    saved(rows[2], colleague, "Lima.")
    assert agreement.text_changes.count() == 3
    for words in ("Empat.", "Satu. Dua. Tiga.", before):
        actions.undo(agreement, by=by)
        assert body(rows[2]) == words


def test_a_long_stretch_ends_after_ten_minutes(agreement, by, rows, time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC), tick=False)
    for _minutes in range(6):
        saved(rows[2], by, f"Pukul {timezone.now():%H.%M}.")
        time_machine.shift(dt.timedelta(minutes=4))
    assert agreement.text_changes.count() == 2
    assert agreement.text_changes.order_by("-pk").first().at.minute == 20


def test_saving_what_stands_there_changes_nothing(agreement, by, rows):
    same = saved(rows[2], by, body(rows[2]), edition=17)
    assert same.edition == rows[2].edition
    assert not agreement.text_changes.exists()


def test_an_undone_change_can_be_done_again(agreement, by, rows):
    saved(rows[2], by, "Baru.")
    actions.move_article(rows[2], by=by, after=None)
    after = [(s.key, s.body, s.chapter) for s in states_of(agreement)]
    for _time in range(2):
        actions.undo(agreement, by=by)
    for _time in range(2):
        actions.redo(agreement, by=by)
    assert [(s.key, s.body, s.chapter) for s in states_of(agreement)] == after
    assert actions.redoable(agreement) is None
    with pytest.raises(Refused, match="diulang"):
        actions.redo(agreement, by=by)


def test_there_may_be_nothing_to_undo(agreement, by):
    with pytest.raises(Refused, match="diurungkan"):
        actions.undo(agreement, by=by)


def test_an_older_change_is_undone_if_nothing_came_over_it(agreement, by, rows):
    saved(rows[2], by, "Baru.")
    older = actions.undoable(agreement)
    saved(rows[3], by, "Lain.")
    actions.undo(agreement, by=by, change=older.pk)
    assert (body(rows[2]), body(rows[3])) == (rows[2].body, "Lain.")
    later(agreement)
    saved(rows[3], by, "Lain lagi.")
    with pytest.raises(Refused, match="Pasal 4 sudah diubah lagi"):
        actions.undo(agreement, by=by, change=agreement.text_changes.order_by("pk").first().pk)


def test_a_second_click_undoes_nothing_more(agreement, by, rows):
    saved(rows[2], by, "Baru.")
    saved(rows[3], by, "Lain.")
    offered = actions.undoable(agreement).pk
    actions.undo(agreement, by=by, change=offered)
    with pytest.raises(Refused, match="diurungkan"):
        actions.undo(agreement, by=by, change=offered)
    assert (body(rows[2]), body(rows[3])) == ("Baru.", rows[3].body)


def test_ayat_that_move_take_references_of_other_articles_along(agreement, by, rows):
    saved(rows[4], by, "(1) Satu.\n(2) Dua.")
    saved(rows[5], by, "Sesuai Pasal 5 ayat (2).")
    changed = Article.objects.get(pk=rows[5].pk).edition
    saved(rows[4], by, "(1) Baru.\n(2) Satu.\n(3) Dua.")
    assert read(agreement, rows[5]) == "Sesuai Pasal 5 ayat (3)."
    assert Article.objects.get(pk=rows[5].pk).edition == changed + 1
    actions.undo(agreement, by=by)
    assert read(agreement, rows[5]) == "Sesuai Pasal 5 ayat (2)."


def test_a_split_article_keeps_its_place_chapter_and_references(agreement, by, rows):
    saved(rows[4], by, "(1) Satu.\n(2) Dua.\n(3) Tiga.")
    saved(rows[5], by, "Sesuai Pasal 5 ayat (3).")
    edition = Article.objects.get(pk=rows[4].pk).edition
    new = actions.split_article(rows[4], by=by, edition=edition, line=1)
    assert (new.ordinal, new.chapter, new.content) == (6, rows[4].chapter, rows[4].content)
    assert actions.shown(new.body, []) == "(1) Dua.\n(2) Tiga."
    assert read(agreement, rows[5]) == "Sesuai Pasal 6 ayat (2)."
    with pytest.raises(Stale):
        actions.split_article(rows[4], by=by, edition=edition, line=1)
    with pytest.raises(ValidationError, match="kedua bagiannya"):
        actions.split_article(rows[4], by=by, edition=edition + 1, line=0)
    actions.undo(agreement, by=by)
    assert len(rows) == agreement.articles.count()
    assert read(agreement, rows[5]) == "Sesuai Pasal 5 ayat (3)."


def test_a_chapter_begins_at_an_article_and_is_joined_again(agreement, by, rows):
    edition = rows[5].edition
    actions.name_chapter(agreement, by=by, article=rows[5], heading="  BAB   BARU ")
    row = Article.objects.get(pk=rows[5].pk)
    assert (row.chapter, row.edition) == ("BAB BARU", edition)
    actions.name_chapter(agreement, by=by, article=rows[5], heading="")
    assert Article.objects.get(pk=rows[5].pk).chapter == rows[4].chapter
    with pytest.raises(ValidationError):
        actions.name_chapter(agreement, by=by, article=rows[5], heading="x" * 201)


def test_an_article_that_is_gone_is_neither_moved_nor_saved(agreement, by, rows):
    actions.remove_article(rows[2], by=by)
    actions.remove_article(rows[2], by=by)
    for act in (
        lambda: actions.move_article(rows[2], by=by, after=None),
        lambda: actions.move_article(rows[3], by=by, after=rows[2]),
        lambda: actions.name_chapter(agreement, by=by, article=rows[2], heading="BARU"),
    ):
        with pytest.raises(Refused, match="dihapus orang lain"):
            act()
    fields = {"by": by, "edition": 1, "heading": "", "content": "other", "body": "Baru."}
    for act in (
        lambda: actions.save_article(rows[2], **fields),
        lambda: actions.split_article(rows[2], by=by, edition=1, line=1),
    ):
        with pytest.raises(Stale) as caught:
            act()
        assert caught.value.current is None


def test_both_changes_are_shown_in_one_text(agreement, by, rows):
    colleague = member(agreement.initiator, Position.VILLAGE_STAFF)
    first = saved(rows[2], by, "(1) Satu.\n(2) Dua.\n(3) Tiga.")
    for words in ("(1) Satu.\n(2) Dua lagi.\n(3) Tiga.", "(1) Nol.\n(2) Satu.\n(3) Dua lagi.\n(4) Tiga."):
        saved(rows[2], colleague, words)
    with pytest.raises(Stale) as caught:
        saved(rows[2], by, "(1) Satu.\n(2) Dua.\n(3) Tiga, Pasal 2.", edition=first.edition, heading="Judul")
    stale = caught.value
    assert stale.merged == "(1) Nol.\n(2) Satu.\n(3) Dua lagi.\n(4) Tiga, Pasal 2."
    assert (stale.merged_heading, stale.merged_content) == ("Judul", rows[2].content)
    assert body(rows[2]) == "(1) Nol.\n(2) Satu.\n(3) Dua lagi.\n(4) Tiga."
    with pytest.raises(Stale) as caught:
        saved(rows[2], by, "(1) Satu.\n(2) Dua?\n(3) Tiga.", edition=first.edition)
    assert caught.value.merged is None


def test_an_edition_in_the_midst_of_a_stretch_can_be_merged_with(agreement, by, rows):
    colleague = member(agreement.initiator, Position.VILLAGE_STAFF)
    saved(rows[2], colleague, "(1) Satu.\n(2) Dua.")
    seen = saved(rows[2], colleague, "(1) Satu.\n(2) Dua.\n(3) Ti").edition
    saved(rows[2], colleague, "(1) Satu.\n(2) Dua.\n(3) Tiga.")
    saved(rows[2], colleague, "(1) Satu.\n(2) Dua.\n(3) Tiga. Selesai.")
    with pytest.raises(Stale) as caught:
        saved(rows[2], by, "(1) Satu sekali.\n(2) Dua.\n(3) Ti", edition=seen)
    assert caught.value.merged == "(1) Satu sekali.\n(2) Dua.\n(3) Tiga. Selesai."
    actions.undo(agreement, by=by)
    with pytest.raises(Stale) as caught:
        saved(rows[2], by, "(1) Satu sekali.\n(2) Dua.\n(3) Ti", edition=seen)


def test_a_merge_after_an_undo(agreement, by, rows):
    saved(rows[2], by, "(1) Satu.\n(2) Dua.")
    later(agreement)
    agreement.text_changes.update(article_pk=None)
    saved(rows[2], by, "Lain.")
    actions.undo(agreement, by=by)
    seen = Article.objects.get(pk=rows[2].pk).edition
    saved(rows[2], by, "(1) Satu.\n(2) Dua lagi.")
    with pytest.raises(Stale) as caught:
        saved(rows[2], by, "(1) Satu sekali.\n(2) Dua.", edition=seen)
    assert caught.value.merged == "(1) Satu sekali.\n(2) Dua lagi."


def test_a_whole_text_is_replaced_in_one_change(agreement, by, rows):
    kept = states_of(agreement)[0]
    new = [
        State(-1, "BAB A", "Satu", body="Lihat Pasal 3."),
        kept,
        State(-2, "BAB A", body="Lihat {{ pasal.a-1 }}."),
    ]
    actions.replace_articles(agreement, by=by, states=new)
    now = states_of(agreement)
    assert [state.key == kept.key for state in now] == [False, True, False]
    assert [actions.shown(s.body, actions.order_of(agreement)) for s in now] == [
        "Lihat Pasal 3.",
        kept.body,
        "Lihat Pasal 1.",
    ]
    actions.undo(agreement, by=by)
    assert [state.key for state in states_of(agreement)] == [row.pk for row in rows]
    with pytest.raises(ValueError, match="negative key"):
        actions.replace_articles(agreement, by=by, states=[State(0), State(0)])


def test_considerations_refer_to_articles_as_well(agreement, by, rows):
    edition = Agreement.objects.get(pk=agreement.pk).edition
    text = "bahwa sesuai Pasal 2 dan Pasal 9 Undang-Undang Nomor 6 Tahun 2014;\nbahwa menurut Pasal 2;"
    draft = save_recitals(agreement, by=by, edition=edition, considering=text, in_view_of="Pasal 2 UUD 1945;")
    assert draft.considering.splitlines()[1] == f"bahwa menurut {{{{ pasal.a{rows[1].pk} }}}};"
    assert "Pasal 9 Undang-Undang" in draft.considering
    actions.move_article(rows[1], by=by, after=None)
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert number(content_of(agreement)).considering[1].text == "bahwa menurut Pasal 1;"


def test_only_so_many_changes_are_kept(agreement, by, rows, monkeypatch):
    monkeypatch.setattr(history, "MOST", 3)
    for place in (rows[3], None) * 3:
        actions.move_article(rows[2], by=by, after=place)
    assert agreement.text_changes.count() == 3


def test_an_accepted_suggestion_is_a_change_of_its_own(agreement, by, rows):
    saved(rows[2], by, "Satu.")
    saved(rows[2], by, "Dua.", kind=ChangeKind.ADOPT)
    saved(rows[2], by, "Tiga.")
    assert list(agreement.text_changes.order_by("pk").values_list("kind", flat=True)) == [
        "save",
        "adopt",
        "save",
    ]


def test_who_only_suggests_changes_nothing(agreement, rows):
    stranger = member(agreement.parties.get(ordinal=2).organization, Position.VILLAGE_STAFF)
    with pytest.raises(Refused):
        actions.move_article(rows[2], by=stranger, after=None)
    with pytest.raises(Refused):
        actions.undo(agreement, by=stranger)


def test_a_long_agreement_of_many_parties_saves_one_article_in_a_handful_of_queries(
    django_assert_max_num_queries,
):
    agreement = begun(*[village(f"Desa{n}", head=n == 0) for n in range(19)])
    by = agreement.created_by
    extra = [
        Article(agreement=agreement, ordinal=n, body=f"(1) Isi {n}.\n(2) Pasal {n}.") for n in range(16, 61)
    ]
    Article.objects.bulk_create(extra)
    article = agreement.articles.get(ordinal=30)
    fresh = Agreement.objects.get(pk=agreement.pk)
    article.agreement = fresh
    fields = {"by": by, "heading": "", "content": "other"}
    actions.save_article(article, edition=1, body="(1) Baru.", **fields)
    with django_assert_max_num_queries(20):
        actions.save_article(article, edition=2, body="(1) Baru.\n(2) Isi 30.\n(3) Pasal 7.", **fields)
