"""A text asked for twice is laid out once; what failed or was lost is asked for anew; old drafts are swept away."""

import datetime as dt
import time
from unittest.mock import Mock

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.utils import timezone

from agreements.documents import store
from agreements.documents.apart import Broken, OverLimit
from agreements.documents.content import ContentError
from agreements.documents.rendering import actions, laying, queries
from agreements.documents.rendering.actions import ask_for, carry_out, carry_out_now, make, sweep
from agreements.documents.rendering.laying import LAYING_OUT, Laid, Told
from agreements.documents.rendering.models import Rendering
from kerjasama.worker import work
from tests.support.contents import content

pytestmark = pytest.mark.django_db
State = Rendering.State


@pytest.fixture
def layer(monkeypatch):
    """In place of WeasyPrint: counts, tells a page, gives a few bytes."""

    def lay(text, *, draft, told):
        told(Told(LAYING_OUT, 7))
        return Laid(f"%PDF {text['title']} {draft}".encode(), pages=9)

    layer = Mock(side_effect=lay)
    monkeypatch.setattr(actions, "laid_out", layer)
    return layer


@pytest.fixture
def queue(monkeypatch):
    """The keys of what the worker was asked for."""
    asked = []
    monkeypatch.setattr(make.__class__, "enqueue", lambda task, *args: asked.append(args))
    return asked


def draft(**more):
    return content(2, date=None, **more)


def fresh(rendering):
    return Rendering.objects.get(pk=rendering.pk)


def test_a_text_asked_for_twice_is_laid_out_once(layer, queue):
    first, second = ask_for(draft(), draft=True), ask_for(draft(), draft=True)
    assert first.pk == second.pk
    assert queue == [(first.pk,)]
    make.call(first.pk)
    make.call(first.pk)
    done = ask_for(draft(), draft=True)
    assert (done.state, done.pages, done.step) == (State.READY, 9, laying.STORING)
    assert queries.pdf_of(done).startswith(b"%PDF")
    assert layer.call_count == 1
    assert len(queue) == 1


def test_another_text_another_draft_and_another_layout_are_other_renderings(layer, queue, monkeypatch):
    keys = {ask_for(draft(), draft=True).key, ask_for(draft(title="Lain"), draft=True).key}
    keys.add(ask_for(content(2)).key)
    monkeypatch.setattr(queries, "layout_version", lambda: "tomorrow")
    keys.add(ask_for(content(2)).key)
    assert len(keys) == len(queue) == 4


def test_a_text_that_is_no_text_is_refused_before_anything_is_queued(queue):
    with pytest.raises(ContentError) as fault:
        ask_for(draft(title="x" * 2_000), draft=True)
    assert fault.value.place == "title"
    assert not Rendering.objects.exists()
    assert queue == []


def test_progress_can_be_read_by_others_while_the_worker_is_at_it(layer, queue):
    seen = []

    def lay(text, *, draft, told):
        told(Told(LAYING_OUT, 7))
        seen.append(queries.progress(Rendering.objects.get()))
        return Laid(b"%PDF", pages=9)

    layer.side_effect = lay
    asked = ask_for(draft(), draft=True)
    assert queries.progress(asked).total == 0
    make.call(asked.pk)
    (progress,) = seen
    assert (progress.done, progress.total) == (1, 4)
    assert progress.sentence == "Menata halaman 7."


def test_a_fault_in_the_text_is_kept_with_its_place(layer, queue):
    layer.side_effect = ContentError("chapters[0].articles[2].body", "Karakter asing.")
    asked = ask_for(draft(), draft=True)
    make.call(asked.pk)
    failed = fresh(asked)
    assert (failed.state, failed.place) == (State.FAILED, "chapters[0].articles[2].body")
    assert failed.problem == "Karakter asing."


@pytest.mark.parametrize("what", ["time", "memory"])
def test_what_went_over_its_limit_may_be_asked_for_again(queue, monkeypatch, what):
    monkeypatch.setattr(laying, "apart", Mock(side_effect=OverLimit(what)))
    asked = ask_for(draft(), draft=True)
    make.call(asked.pk)
    assert fresh(asked).state == State.FAILED
    assert "terlalu panjang atau rumit" in fresh(asked).problem
    assert fresh(asked).place.startswith("chapters[")
    monkeypatch.setattr(laying, "apart", Mock(return_value=Laid(b"%PDF", 1)))
    again = ask_for(draft(), draft=True)
    assert again.pk == asked.pk
    assert len(queue) == 2
    make.call(again.pk)
    assert (fresh(again).state, fresh(again).problem) == (State.READY, "")


@pytest.mark.parametrize("error", [Broken("x"), OSError("disk full")])
def test_an_error_nobody_foresaw_names_no_place_and_reaches_the_log(layer, queue, error):
    layer.side_effect = error
    asked = ask_for(draft(), draft=True)
    with pytest.raises(type(error)):
        make.call(asked.pk)
    assert (fresh(asked).state, fresh(asked).place) == (State.FAILED, "")
    assert "tak terduga" in fresh(asked).problem


def test_a_disk_that_is_full_leaves_a_failure_that_can_be_repeated(layer, queue, monkeypatch):
    asked = ask_for(draft(), draft=True)
    monkeypatch.setattr(store, "put", Mock(side_effect=OSError("disk full")))
    with pytest.raises(OSError, match="full"):
        make.call(asked.pk)
    monkeypatch.undo()
    assert ask_for(draft(), draft=True).state == State.QUEUED


def test_what_was_lost_on_the_way_is_asked_for_anew_only_when_it_is_late(layer, queue):
    asked = ask_for(draft(), draft=True)
    for state, started in ((State.RUNNING, timezone.now()), (State.QUEUED, None)):
        late = timezone.now() - actions.LOST - dt.timedelta(seconds=1)
        Rendering.objects.update(state=state, started_at=started, asked_at=timezone.now())
        before = len(queue)
        ask_for(draft(), draft=True)
        assert len(queue) == before
        Rendering.objects.update(state=state, started_at=started and late, asked_at=late)
        assert ask_for(draft(), draft=True).state == State.QUEUED
        assert len(queue) == before + 1
    assert fresh(asked).started_at is None


def test_a_file_gone_from_the_disk_is_made_again(layer, queue):
    asked = ask_for(draft(), draft=True)
    make.call(asked.pk)
    store.drop_draft(fresh(asked).sha256)
    assert ask_for(draft(), draft=True).state == State.QUEUED
    make.call(asked.pk)
    assert queries.is_there(fresh(asked))
    assert layer.call_count == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_lays_it_out_and_a_dead_one_leaves_it_to_the_next(layer, queue):
    asked = ask_for(draft(), draft=True)
    other = connections.create_connection("default")
    other.cursor().execute("SELECT pg_advisory_lock(%s, %s)", [actions._LOCK_SPACE, asked.pk])
    Rendering.objects.update(state=State.RUNNING, started_at=timezone.now())
    assert carry_out(asked).state == State.RUNNING
    assert not layer.called
    other.close()  # as the database does, a moment later, when a worker is killed
    deadline = time.monotonic() + 10
    while carry_out(asked).state == State.RUNNING and time.monotonic() < deadline:
        time.sleep(0.05)
    assert asked.state == State.READY
    assert layer.call_count == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_makes_what_was_asked_for_and_nothing_that_was_rolled_back(layer):
    with transaction.atomic():
        ask_for(draft(title="Batal"), draft=True)
        transaction.set_rollback(True)
    asked = ask_for(draft(), draft=True)
    work(batch=True)
    assert fresh(asked).state == State.READY
    assert Rendering.objects.count() == layer.call_count == 1


def test_the_worker_itself_need_not_queue_a_final_text(layer, queue):
    done, again = carry_out_now(content(2)), carry_out_now(content(2))
    assert done.pk == again.pk
    assert (done.state, done.draft, layer.call_count) == (State.READY, False, 1)
    assert queue == []
    assert queries.of_text(done.content) == done
    assert store.has(done.sha256)


def test_old_drafts_are_swept_with_their_files_and_final_documents_stay(layer, queue, monkeypatch, capsys):
    rows = [ask_for(draft(title=f"Naskah {i}"), draft=True) for i in range(4)]
    final = carry_out_now(content(2))
    for row in rows:
        make.call(row.pk)
    Rendering.objects.filter(pk=rows[0].pk).update(asked_at=timezone.now() - actions.KEPT * 2)
    Rendering.objects.filter(pk=final.pk).update(asked_at=timezone.now() - actions.KEPT * 2)
    monkeypatch.setattr(actions, "MOST_DRAFTS", 2)
    gone = [fresh(row).sha256 for row in rows[:2]]
    call_command("sweep_renderings")
    assert "3 " in capsys.readouterr().out
    assert set(Rendering.objects.values_list("pk", flat=True)) == {rows[2].pk, rows[3].pk}
    assert not any(store.has(sha256, shelf="drafts") for sha256 in gone)
    assert store.has(fresh(rows[2]).sha256, shelf="drafts")
    assert store.has(final.sha256)


def test_a_file_that_two_drafts_share_stays_until_the_last_goes(layer, queue, monkeypatch):
    first, second = ask_for(draft(), draft=True), ask_for(draft(place="Lain"), draft=True)
    for row in (first, second):
        make.call(row.pk)
    assert fresh(first).sha256 == fresh(second).sha256
    Rendering.objects.filter(pk=first.pk).update(asked_at=timezone.now() - actions.KEPT * 2)
    assert sweep() == 1
    assert queries.is_there(fresh(second))
