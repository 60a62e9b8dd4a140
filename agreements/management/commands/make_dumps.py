"""Make the files of open data; the worker does so too, once a day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from agreements.publication.opendata.datasets import DATASETS
from agreements.publication.opendata.dumping import ask_for_all, make, name_of


class Command(BaseCommand):
    """Leave it to the worker, or do it here and say what was made."""

    help = "Susun berkas data terbuka (dapat dijalankan berulang)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where it is to be done."""
        parser.add_argument(
            "--now", action="store_true", help="Kerjakan di sini, jangan serahkan kepada pekerja."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or ask for it."""
        if not options["now"]:
            ask_for_all()
            self.stdout.write(f"{len(DATASETS)} kumpulan data diserahkan kepada pekerja")
            return
        for dataset in DATASETS:
            for dump in make(dataset):
                self.stdout.write(f"{name_of(dump)}: {dump.rows} baris, {dump.size} bita, {dump.sha256}")
