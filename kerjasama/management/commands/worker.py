"""`manage.py worker`: do the queued tasks, with a heartbeat."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kerjasama.worker import work


class Command(BaseCommand):
    """Runs until it is told to stop."""

    help = "Kerjakan tugas dalam antrean (do the queued tasks)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how often to look, and whether to stop when nothing is left."""
        parser.add_argument("--interval", type=float, default=0.5)
        parser.add_argument("--batch", action="store_true", help="stop when no task is left")

    def handle(self, *args: Any, interval: float, batch: bool, **options: Any) -> None:
        """Work."""
        work(interval=interval, batch=batch)
