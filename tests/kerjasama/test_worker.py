"""No task is lost when a worker dies, and none is done twice while one lives."""

import threading
import time
from unittest import mock

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from kerjasama import health, worker

done: list[str] = []


@task
def write_down(word: str) -> None:
    done.append(word)


def running_task(*worker_ids: str) -> DBTaskResult:
    number = write_down.enqueue("x").id
    DBTaskResult.objects.filter(pk=number).update(
        status=TaskResultStatus.RUNNING, started_at=timezone.now(), worker_ids=list(worker_ids)
    )
    return DBTaskResult.objects.get(pk=number)


def locks() -> int:
    """How many advisory locks are held in this database; another process tests its own in another one."""
    here = "SELECT oid FROM pg_database WHERE datname = current_database()"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = ({here})")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_task_of_a_dead_worker_goes_back_into_the_queue() -> None:
    orphan = running_task("dead")
    assert worker.take_back_orphans() == 1
    orphan.refresh_from_db()
    assert orphan.status == TaskResultStatus.READY


@pytest.mark.django_db
def test_a_task_that_has_killed_three_workers_has_failed() -> None:
    orphan = running_task("one", "two", "three")
    worker.take_back_orphans()
    orphan.refresh_from_db()
    assert orphan.status == TaskResultStatus.FAILED
    assert orphan.exception_class_path.endswith("WorkerDied")


@pytest.mark.django_db
def test_a_task_of_a_living_worker_stays_with_it() -> None:
    at_work = running_task("alive")
    held, free = threading.Event(), threading.Event()

    def live() -> None:
        assert worker.take_lock("alive")
        held.set()
        free.wait(10)
        connections.close_all()

    other = threading.Thread(target=live)
    other.start()
    assert held.wait(10)
    assert worker.take_back_orphans() == 0
    at_work.refresh_from_db()
    assert at_work.status == TaskResultStatus.RUNNING
    free.set()
    other.join(10)
    tries = (worker.take_back_orphans() or time.sleep(0.1) or 0 for _try in range(100))
    assert next(filter(None, tries)) == 1  # the server frees a lock a moment after its holder has gone


@pytest.mark.django_db
def test_a_worker_never_takes_back_its_own_task() -> None:
    running_task("dead", "me")
    assert worker.take_back_orphans("me") == 0


@pytest.mark.django_db(transaction=True)
def test_the_worker_beats_and_empties_the_queue() -> None:
    done.clear()
    running_task("dead")
    write_down.enqueue("y")
    worker.work(batch=True)
    assert sorted(done) == ["x", "y"]
    assert time.time() - cache.get(health.HEARTBEAT_KEY) < 10
    tries = (locks() and (time.sleep(0.1) or True) for _try in range(100))
    assert not all(tries)  # the server frees a lock a moment after its holder has gone


@pytest.mark.django_db(transaction=True)
def test_a_missed_beat_is_made_up_for() -> None:
    real, calls = worker.take_lock, []

    def first_fails(worker_id: str) -> bool:
        calls.append(worker_id)
        if len(calls) == 1:
            raise worker.Error("gone")
        return real(worker_id)

    with mock.patch.object(worker, "take_lock", first_fails):
        heart = worker.Heart("x", every=0.05)
        heart.start()
        assert heart.ready.wait(10)
        heart.stop()
    assert len(calls) > 1
