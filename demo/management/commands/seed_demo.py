"""Fill an empty database with the demo's story."""

import datetime as dt
import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from agreements.notices.deriving import derive
from agreements.publication.opendata.dumping import ask_for_all
from agreements.publication.statistics.counting import count_all
from demo import story
from demo.cast import Cast, create, known
from demo.replay import replay
from demo.tasks import tell_the_rest
from kerjasama.context import DEMO_PROGRESS
from villages.organizations.models import Organization
from villages.people.models import User

INBOX = dt.timedelta(days=60)
"""How far back the inboxes of the story's people reach."""
TRIES = 60
"""How many seconds it waits for somebody else who is counting."""


class Command(BaseCommand):
    """People and drafts at once; what needs PDF files and signatures is left to the worker unless `--now`."""

    help = "Isi basis data kosong dengan data contoh."

    def add_arguments(self, parser) -> None:
        """`--if-empty` makes a second run harmless; `--now` waits for all signatures."""
        parser.add_argument("--if-empty", action="store_true", help="diam bila sudah ada isinya")
        parser.add_argument("--now", action="store_true", help="buat juga semua tanda tangan sekarang")
        parser.add_argument("--rest", action="store_true", help="lanjutkan cerita yang belum selesai")

    def handle(self, *args, **options) -> None:
        """Seed, or go on where an interrupted telling stopped."""
        if not settings.DEMO_MODE:
            raise CommandError("Data contoh hanya dapat dimuat dalam mode contoh (KERJASAMA_DEMO=1).")
        if options["rest"]:
            self._tell(known())
            return
        if Organization.objects.exists() or User.objects.exists():
            if options["if_empty"]:
                self._go_on()
                return
            raise CommandError("Basis data tidak kosong; data contoh tidak dimuat.")
        with transaction.atomic():
            cast = create()
            told = [replay(one, cast) for one in story.agreements() if not story.needs_worker(one)]
        self.stdout.write(
            f"{len(cast.people)} orang, {len(cast.organizations)} organisasi, {len(told)} rancangan"
        )
        derive(since=timezone.now() - INBOX)
        cache.set(DEMO_PROGRESS, (0, len(self._long_ones())), timeout=None)
        if options["now"]:
            self._tell(cast)
        else:
            tell_the_rest.enqueue()

    def _go_on(self) -> None:
        """Let the worker go on with a telling that was cut short and waits in no queue."""
        told, wanted = cache.get(DEMO_PROGRESS, (0, 0))
        waiting = DBTaskResult.objects.filter(
            task_path=tell_the_rest.module_path,
            status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING],
        )
        if told < wanted and not waiting.exists():
            tell_the_rest.enqueue()

    def _long_ones(self) -> list[dict[str, Any]]:
        return [one for one in story.agreements() if story.needs_worker(one)]

    def _tell(self, cast: Cast) -> None:
        stories = self._long_ones()
        for count, one in enumerate(stories, start=1):
            replay(one, cast)
            cache.set(DEMO_PROGRESS, (count, len(stories)), timeout=None)
            self.stdout.write(f"{count}/{len(stories)} {one['title']}")
        self._count()
        ask_for_all()  # the files of open data made meanwhile hold the story's beginning

    def _count(self) -> None:
        """Count every region: the minute's round looks for what changed just now, and the story happened long ago."""
        for _try in range(TRIES):
            if count_all():
                return
            time.sleep(1)  # somebody else is counting, perhaps without the last of it
        self.stderr.write("Statistik belum dihitung; dihitung malam nanti, atau dengan count_statistics.")
