"""Derive notices from the journal and mail them; the worker does the same every minute."""

import datetime as dt
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from agreements.notices.deriving import derive
from agreements.notices.running import run


class Command(BaseCommand):
    """Say what was made and sent; safe to run twice, at once or late."""

    help = "Buat pemberitahuan dari riwayat dan kirim surelnya (dapat dijalankan berulang)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how far back inboxes are to be filled where notices are new."""
        parser.add_argument(
            "--history", type=int, metavar="DAYS", help="fill the inboxes with the past days, without mail"
        )

    def handle(self, *args, history: int | None = None, **options) -> None:
        """Do one round."""
        if history is not None:
            count = derive(since=timezone.now() - dt.timedelta(days=history))
            self.stdout.write(f"{count} pemberitahuan dari riwayat")
        done = run()
        self.stdout.write(f"{done.derived + done.reminded} pemberitahuan, {done.sent} surel")
