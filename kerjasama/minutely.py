"""Does what is to be done every minute, beside the worker: notices are mailed, changed figures counted anew.

On a thread and a connection of its own, so that a mail server that takes its time delays no task and no heartbeat.
"""

import logging
import threading
from collections.abc import Callable

from django.db import connections

from agreements.monitoring.pulse.counting import count_due
from agreements.notices.running import run
from agreements.publication.following.telling import tell_followers
from agreements.publication.opendata.dumping import ask_once_a_day
from agreements.publication.statistics.counting import count_changed
from agreements.record.changes import forget_changes

logger = logging.getLogger("kerjasama.minutely")

SECONDS = 60
WORKS: tuple[Callable[[], object], ...] = (
    *(run, count_changed, count_due, ask_once_a_day, tell_followers),
    forget_changes,
)
"""What a round does, in this order; one that fails does not hold up the next."""


class EveryMinute(threading.Thread):
    """Goes round until stopped; a work that fails is logged and the next round comes all the same."""

    def __init__(self, *works: Callable[[], object], every: float = SECONDS) -> None:
        super().__init__(daemon=True, name="every minute")
        self.works = works or WORKS
        self.every = every
        self.stopped = threading.Event()

    def run(self) -> None:
        """Work, rest, and again; the connection is given back after each round."""
        while not self.stopped.is_set():
            for work in self.works:
                try:
                    work()
                except Exception as error:  # whatever it was, the next work and the next minute must come
                    logger.error("no round", exc_info=error)
                finally:
                    connections.close_all()
            self.stopped.wait(self.every)

    def stop(self) -> None:
        """End after the round at hand."""
        self.stopped.set()
        self.join(timeout=30)
