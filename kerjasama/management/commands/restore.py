"""`manage.py restore FILE`: replace everything by what a backup holds."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from kerjasama.archive import restore
from kerjasama.setup.words import Trouble, say


class Command(BaseCommand):
    """Asks before it begins."""

    help = "Ganti semua isi portal dengan isi cadangan (replace everything by a backup)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the backup, and whether to ask."""
        parser.add_argument("file", type=str)
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, file: str, yes: bool, **options: Any) -> None:
        """Restore and migrate to this version."""
        if not file:
            raise Trouble(
                "Sebut cadangannya: make restore FILE=var/backup/….tar", "Name the backup, as above."
            )
        if not (
            yes or confirmed("Semua isi portal akan diganti dengan isi cadangan (everything is replaced).")
        ):
            return
        restore(Path(file))
        call_command("migrate", interactive=False, verbosity=0)
        say("Pulih", "restored")


def confirmed(what: str) -> bool:
    """Ask; only "ya" or "yes" counts, and no answer is a no."""
    print(what)
    try:
        return input("Lanjutkan? (go on?) ya/tidak: ").strip().lower() in {"ya", "yes"}
    except EOFError:
        return False
