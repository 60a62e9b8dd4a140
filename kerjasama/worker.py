"""Turns queued tasks into done ones: the tasks' own worker, with a heartbeat and no task lost to a crash."""

import logging
import os
import socket
import threading
import time
import zlib

from django.core.cache import cache
from django.db import Error, connection, connections, transaction
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from kerjasama.health import HEARTBEAT_KEY
from kerjasama.minutely import EveryMinute

logger = logging.getLogger("kerjasama.worker")

BEAT_SECONDS = 5
MOST_ATTEMPTS = 3
LOCK_SPACE = 0x6B73  # the advisory locks of workers, apart from any others


class WorkerDied(Exception):
    """Every worker that took this task has died over it."""


def lock_number(worker_id: str) -> int:
    """Answer the number of a worker's advisory lock, as PostgreSQL's 4-byte integer."""
    return zlib.crc32(worker_id.encode()) - 2**31


def take_lock(worker_id: str) -> bool:
    """Try to hold the worker's lock on this connection; it is free when that worker is no more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, lock_number(worker_id)])
        return bool(cursor.fetchone()[0])


def drop_lock(worker_id: str) -> None:
    """Let go of a lock taken on this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_SPACE, lock_number(worker_id)])


def take_back_orphans(own_id: str = "") -> int:
    """Put the running tasks of dead workers back in the queue; after three deaths a task counts as failed.

    A living worker holds an advisory lock that the database frees with its connection, so that a killed one
    is known at once, without clocks. So tasks must bear being begun again. Answers how many were found.
    """
    found = 0
    for orphan in DBTaskResult.objects.running().exclude(worker_ids=[]):
        holder = orphan.worker_ids[-1]
        if holder == own_id or not take_lock(holder):
            continue
        try:
            found += take_back(orphan)
        finally:
            drop_lock(holder)
    return found


@transaction.atomic
def take_back(orphan: DBTaskResult) -> bool:
    """Put one orphan back, or fail it; False when it has changed meanwhile."""
    task = DBTaskResult.objects.running().select_for_update().filter(pk=orphan.pk).first()
    if task is None or task.worker_ids != orphan.worker_ids:
        return False
    if len(task.worker_ids) >= MOST_ATTEMPTS:
        task.set_failed(WorkerDied(f"{len(task.worker_ids)} workers died"))
    else:
        task.status, task.started_at = TaskResultStatus.READY, None
        task.save(update_fields=["status", "started_at"])
    logger.warning("task of a dead worker", extra={"fields": {"task": task.task_path, "status": task.status}})
    return True


class Heart(threading.Thread):
    """Beats beside the worker, on a connection of its own that also holds the worker's lock."""

    def __init__(self, worker_id: str, every: float = BEAT_SECONDS) -> None:
        super().__init__(daemon=True, name="heart")
        self.worker_id = worker_id
        self.every = every
        self.ready = threading.Event()
        self.stopped = threading.Event()

    def run(self) -> None:
        """Beat until stopped; a database that is away for a while only costs beats."""
        locked = False
        while not self.stopped.is_set():
            try:
                locked = (locked and connection.is_usable()) or take_lock(self.worker_id)
                take_back_orphans(self.worker_id)
                cache.set(HEARTBEAT_KEY, time.time(), timeout=None)
                self.ready.set()
            except Error as error:
                locked = False
                connection.close()
                logger.error("no heartbeat", exc_info=error)
            self.stopped.wait(self.every)
        connections.close_all()

    def stop(self) -> None:
        """End the beat and free the lock."""
        self.stopped.set()
        self.join(timeout=10)


def work(*, interval: float = 0.5, batch: bool = False) -> None:
    """Do tasks until told to stop (SIGTERM, SIGINT: after the one at hand); `batch`: until none is left."""
    worker_id = f"{socket.gethostname()[:20]}-{os.getpid()}-{time.time_ns()}"
    heart = Heart(worker_id)
    heart.start()
    heart.ready.wait(timeout=60)
    rounds = EveryMinute()
    if not batch:
        rounds.start()
    worker = Worker(
        queue_names=["*"], excluded_queue_names=[], interval=interval, batch=batch, backend_name="default",
        startup_delay=False, max_tasks=None, worker_id=worker_id,
    )  # fmt: skip
    if threading.current_thread() is threading.main_thread():
        worker.configure_signals()
    try:
        worker.run()
    finally:
        if not batch:
            rounds.stop()
        heart.stop()
