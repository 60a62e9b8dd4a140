"""`manage.py demo_reset`: wipe the demo and seed it again."""

import shutil
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from kerjasama.archive import empty_database, folders, refuse_company
from kerjasama.management.commands.restore import confirmed
from kerjasama.setup.words import Trouble


class Command(BaseCommand):
    """Works in demo mode only."""

    help = "Hapus seluruh isi portal contoh dan isi ulang (wipe the demo and seed it again)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to ask."""
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, yes: bool, **options: Any) -> None:
        """Empty database, documents and authority, and set up anew."""
        if not settings.DEMO_MODE:
            raise Trouble(
                "Ini bukan portal contoh (KERJASAMA_DEMO=0); tidak ada yang dihapus.",
                "This is no demo (KERJASAMA_DEMO=0); nothing was removed.",
            )
        if not (
            yes or confirmed("Semua data, dokumen, dan kunci contoh akan dihapus (everything is wiped).")
        ):
            return
        refuse_company()
        empty_database()
        for folder in folders().values():
            shutil.rmtree(folder, ignore_errors=True)
        call_command("set_up")
